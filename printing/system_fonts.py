"""The machine's own fonts: its 仿宋 for documents, and any file that has a character our fonts lack."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

FANGSONG_FILES = frozenset(
    {"simfang.ttf", "fangsong.ttf", "fangsong_gb2312.ttf", "仿宋_gb2312.ttf", "stfangso.ttf", "fzfsk.ttf"}
)
SUFFIXES = frozenset({".ttf", ".ttc"})


def folders() -> list[Path]:
    """Where desktops keep fonts."""
    home = Path.home()
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    places = [home / ".fonts", home / ".local/share/fonts", Path("/usr/local/share/fonts"), windows]
    return [place for place in (*places, Path("/usr/share/fonts")) if place.is_dir()]


def files() -> list[Path]:
    """Every font file with TrueType outlines by its name, in a steady order."""
    fonts = (path for place in folders() for path in place.rglob("*") if path.suffix.lower() in SUFFIXES)
    return sorted(fonts, key=lambda path: path.name.lower())


def fangsong() -> Path | None:
    """The machine's 仿宋, if it has one by a usual name."""
    return next((path for path in files() if path.name.lower() in FANGSONG_FILES), None)


def fonts_with(char: str) -> Iterator[tuple[Path, int]]:
    """Font files, with the index in a collection, whose character table has the character."""
    for path in files():
        for index in range(_count(path)):
            if _has(path, index, char):
                yield path, index


def _count(path: Path) -> int:
    """How many fonts a file holds: one, but for a collection."""
    if path.suffix.lower() != ".ttc":
        return 1
    from fontTools.ttLib import TTCollection, TTLibError  # start-up: only for a character that our fonts lack

    try:
        with TTCollection(path, lazy=True) as collection:
            return len(collection.fonts)
    except (TTLibError, OSError):  # a damaged or unreadable file of the machine is not ours to mend
        return 0


def _has(path: Path, index: int, char: str) -> bool:
    from fontTools.ttLib import TTFont, TTLibError  # start-up: as above

    with path.open("rb") as file:
        try:
            with TTFont(file, lazy=True, fontNumber=index) as font:
                return "glyf" in font and ord(char) in (font.getBestCmap() or {})
        except (TTLibError, OSError):
            return False
