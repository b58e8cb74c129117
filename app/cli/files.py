"""``-`` where a file is asked for: stdin as a file to read, stdout for the file that a command writes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.cli.output import emit, put_bytes, put_error_stream, typed
from app.errors import FieldError, Refused

STREAM = Path("-")
MEMORY = Path("/dev/shm")
"""A file system in memory, where there is one: what comes and goes by a pipe leaves no trace on a disk."""
_ZIP = b"PK\x03\x04"
"""How an XLSX begins."""


@contextmanager
def reading(file: Path, field: str, suffix: str = "") -> Iterator[Path]:
    """The file, or for ``-`` a private copy of stdin for as long as the block lasts.

    Without ``suffix`` a table is taken for XLSX where it begins like one, else for CSV. Refused(no_file)
    where stdin is closed.
    """
    if file != STREAM:
        yield file
        return
    try:
        content = typed()
    except OSError:
        raise Refused(FieldError(field, "no_file", {"file": "-"})) from None
    with _private() as folder:
        copy = folder / f"stdin{suffix or ('.xlsx' if content.startswith(_ZIP) else '.csv')}"
        copy.write_bytes(content)
        yield copy


@contextmanager
def writing(file: Path, suffix: str) -> Iterator[Path]:
    """The file, or for ``-`` a private one whose content goes to stdout at the end of the block."""
    if file != STREAM:
        yield file
        return
    with _private() as folder:
        made = folder / f"stdout{suffix}"
        yield made
        put_bytes(made.read_bytes())


def emit_beside(answer: dict[str, Any], *files: Path | None) -> None:
    """The command's JSON object: on stdout, or on stderr where one of its files has taken stdout."""
    if STREAM not in files:
        emit(answer)
        return
    put_error_stream({key: "-" if key in ("file", "out") else value for key, value in answer.items()})


def require_one_stream(field: str, *files: Path | None) -> None:
    """Refused(one_stream) where more than one file of a call is ``-``."""
    if sum(file == STREAM for file in files) > 1:
        raise Refused(FieldError(field, "one_stream"))


@contextmanager
def _private() -> Iterator[Path]:
    """A folder that only this account can read, gone at the end of the block."""
    where = MEMORY if sys.platform.startswith("linux") and os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="jiefangtai-", dir=where) as folder:
        yield Path(folder)
