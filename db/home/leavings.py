"""Wipes what papers, backups and cut programs leave readable, or lying about, in a home."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

PAPERS = "出单"
"""The folder of papers saved where no printer is set."""
CUT_AFTER = 3600.0
"""Seconds after which a half-made file belongs to a program that was cut."""
_FOLDERS = (".backup-*", ".init-*")
_FILES = (".*.part", "*.part", ".store.db.new*")
CHUNK = 1 << 20


def wipe_leavings(home: Path, now: float, paper_hours: int) -> list[str]:
    """Overwrite and remove old papers and remains; the names of the papers that were wiped.

    ``paper_hours``: how long a paper is kept in HOME/出单; 0 keeps it. What cannot be removed stays for the
    next time: nobody is kept from working by it.
    """
    for left in _remains(home, now):
        with suppress(OSError):
            wipe(left)
    if paper_hours <= 0:
        return []
    wiped = []
    for paper in sorted((home / PAPERS).glob("*.pdf")):
        with suppress(OSError):
            if now - paper.stat().st_mtime > paper_hours * 3600:
                wipe(paper)
                wiped.append(paper.name)
    return wiped


def wipe(left: Path) -> None:
    """Overwrite a file, or each of a folder, before it is removed; a link is removed and not followed.

    OSError where the disk says no. On flash, and on a file system that copies on write, the old blocks may
    outlast it: there the disk itself must be encrypted.
    """
    if left.is_dir() and not left.is_symlink():
        for inner in left.rglob("*"):
            if inner.is_file() and not inner.is_symlink():
                _overwrite(inner)
        shutil.rmtree(left)
        return
    if not left.is_symlink():
        _overwrite(left)
    left.unlink()


def _overwrite(file: Path) -> None:
    size = file.stat().st_size
    with file.open("r+b", buffering=0) as stream:
        for start in range(0, size, CHUNK):
            stream.write(bytes(min(CHUNK, size - start)))
        os.fsync(stream.fileno())


def _remains(home: Path, now: float) -> Iterator[Path]:
    """Half-made files and workshops, older than any program takes to make one."""
    remains = [left for pattern in (*_FOLDERS, *_FILES) for left in home.glob(pattern)]
    remains += [*(home / PAPERS).glob("*.part"), *(home / "keys").glob(".*.part")]
    for left in dict.fromkeys(remains):
        with suppress(OSError):
            if now - left.lstat().st_mtime > CUT_AFTER:
                yield left
