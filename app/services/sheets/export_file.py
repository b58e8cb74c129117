"""Writes a file that somebody takes out: whole or not at all, with the ending that says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import FieldError, Refused, Unavailable


def require_ending(file: Path, form: str) -> None:
    """Refused(export_format) of ``--form`` where the file's name does not end so."""
    if file.suffix.lower() != f".{form}":
        raise Refused(FieldError(f"--{form}", "export_format"))


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """A file beside it, put in its place when the block ends: a full disk leaves the one before as it was.

    Whatever the block fails by, nothing of what it wrote stays.

    Unavailable(out_unwritable): folder missing or read-only, disk full.
    """
    place = file.resolve()
    part = place.with_name(f"{place.name}.part")
    try:
        yield part
        part.replace(place)
    except OSError as wrong:
        raise _unwritable(file, wrong) from wrong
    finally:
        with suppress(OSError):  # where no file can be, there is none to take away
            part.unlink(missing_ok=True)


def _unwritable(file: Path, wrong: OSError) -> Unavailable:
    return Unavailable("out_unwritable", file=str(file), detail=wrong.strerror or "不能写")


def write_whole(file: Path, content: bytes) -> None:
    """The file with that content. Unavailable as ``written_whole``."""
    with written_whole(file) as part:
        part.write_bytes(content)


def new_file(folder: Path, stem: str, ending: str = ".xlsx") -> Path:
    """A name in the folder that no file has yet; the folder is made. Unavailable(out_unwritable)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise _unwritable(folder, wrong) from wrong
    file, times = folder / f"{stem}{ending}", 1
    while file.exists():
        times += 1
        file = folder / f"{stem} ({times}){ending}"
    return file
