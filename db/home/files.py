"""Small files written whole or not at all, for this user's eyes only."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.errors import Unavailable

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "store_read_only",
    errno.EACCES: "store_read_only",
    errno.EPERM: "store_read_only",
}


@contextmanager
def file_faults() -> Iterator[None]:
    """Turn the disk's refusals into Unavailable(disk_full | store_read_only); other OSErrors go on."""
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0)
        if code is None:
            raise
        raise Unavailable(code) from error


def require_folder(file: Path) -> None:
    """Unavailable('folder_missing') if the folder of a file is not there: a stick not put in, a typo."""
    if not file.parent.is_dir():
        raise Unavailable("folder_missing", folder=str(file.parent))


def write_whole(file: Path, content: bytes) -> None:
    """Replace a file through a neighbour, fsync and rename; mode 0600. Unavailable as file_faults."""
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    with file_faults():
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        sync_folder(file.parent)


def sync_file(file: Path) -> None:
    """Make what stands in the file outlast a power cut."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder outlast a power cut, where the system can (Windows needs nothing)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(file: Path, value: dict[str, Any]) -> None:
    """Replace a JSON file as ``write_whole`` does."""
    write_whole(file, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode())
