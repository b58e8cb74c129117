"""One file that holds several, each with its SHA-256: the outside of a backup."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from app.errors import Unavailable
from db.home.files import file_faults

MAGIC = b"JIEFANGTAI BACKUP 1\n"
MAGIC_STEM = b"JIEFANGTAI BACKUP "
PIECE = 1024 * 1024
LENGTH_BYTES = 8
MOST_HEAD = 1 << 24
NAME = re.compile(r"[\w.-]{1,100}(/[\w.-]{1,100}){0,3}", re.ASCII)
"""A file within a home."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the parcel."""

    name: str
    size: int
    sha256: str


def pack(file: Path, parts: dict[str, Path], facts: dict[str, Any]) -> None:
    """Write the parcel and make it outlast a power cut. Unavailable: disk_full, store_read_only."""
    with file_faults():
        listed = [Part(name, path.stat().st_size, digest(path)) for name, path in sorted(parts.items())]
        head = json.dumps(
            facts | {"parts": [[part.name, part.size, part.sha256] for part in listed]}, ensure_ascii=False
        ).encode()
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(MAGIC + len(head).to_bytes(LENGTH_BYTES, "big") + head)
            stream.write(hashlib.sha256(head).digest())
            for part in listed:
                with parts[part.name].open("rb") as source:
                    for piece in _pieces(source, part.size):
                        stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())


def _every(_name: str) -> bool:
    return True


def unpack(file: Path, folder: Path, wanted: Callable[[str], bool] = _every) -> dict[str, Any]:
    """Write the files of a parcel into a folder, each proved by its checksum; the facts it carries.

    What is not ``wanted``, by its name, is proved and not written.

    Unavailable: backup_missing, backup_unreadable, backup_newer, backup_damaged, disk_full.
    """
    if not file.exists():
        raise Unavailable("backup_missing", file=file.name)
    with file_faults(), _opened(file) as stream:
        facts = _head(stream)
        for name, size, sha256 in facts["parts"]:
            if wanted(name):
                _take(stream, _target(folder, name), size, sha256)
            else:
                _skip(stream, size, sha256)
        if stream.read(1):
            raise Unavailable("backup_damaged")
    return facts


def _opened(file: Path) -> BinaryIO:
    """Unavailable(backup_unreadable): a folder, no right to read it, a stick that was pulled."""
    try:
        return file.open("rb")
    except OSError as error:
        raise Unavailable("backup_unreadable", file=file.resolve().name) from error


def _head(stream: BinaryIO) -> dict[str, Any]:
    magic = stream.read(len(MAGIC))
    if magic != MAGIC:
        newer = magic.startswith(MAGIC_STEM) and magic[len(MAGIC_STEM) :].strip().isdigit()
        raise Unavailable("backup_newer" if newer else "backup_damaged")
    head = stream.read(int.from_bytes(stream.read(LENGTH_BYTES), "big") % MOST_HEAD)
    if stream.read(hashlib.sha256().digest_size) != hashlib.sha256(head).digest():
        raise Unavailable("backup_damaged")
    try:
        facts = json.loads(head)
        datetime.fromisoformat(facts["made_at"])
        sound = isinstance(facts, dict) and all(_is_part(*part) for part in facts["parts"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unavailable("backup_damaged") from error
    if not sound:
        raise Unavailable("backup_damaged")
    return dict(facts)


def _is_part(name: object, size: object, sha256: object) -> bool:
    """Whether a part that a parcel lists can be one of ours."""
    return (
        isinstance(name, str)
        and NAME.fullmatch(name) is not None
        and type(size) is int
        and size >= 0
        and isinstance(sha256, str)
    )


def _target(folder: Path, name: str) -> Path:
    """Where a part goes; never outside the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise Unavailable("backup_damaged")
    return folder.joinpath(*path.parts)


def _take(stream: BinaryIO, target: Path, size: int, sha256: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for piece in _pieces(stream, size):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    target.chmod(0o600)
    if digest.hexdigest() != sha256:
        raise Unavailable("backup_damaged")


def _skip(stream: BinaryIO, size: int, sha256: str) -> None:
    digest = hashlib.sha256()
    for piece in _pieces(stream, size):
        digest.update(piece)
    if digest.hexdigest() != sha256:
        raise Unavailable("backup_damaged")


def _pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        piece = stream.read(min(PIECE, size))
        if not piece:
            raise Unavailable("backup_damaged")
        size -= len(piece)
        yield piece


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
