"""Text as typed made fit for setting: spaces that fonts have, emoji as words, nothing joined or lost."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from app.domain.text.emoji_words import in_words
from app.domain.text.old_code_page import in_todays_places

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Variation selectors: the character before them is drawn in its plain form."""
_SPACES = {
    **dict.fromkeys((0x2001, 0x2003), "\u3000"),
    **dict.fromkeys((0x2007, 0x202F), "\u00a0"),
}
"""Spaces that fonts lack with the one of their width or kind; any other becomes the plain one."""
_KEPT = frozenset("\n \u00a0\u3000")


def cleaned(content: Any) -> Any:
    """The same content with every text in it clean."""
    if isinstance(content, str):
        return clean(content)
    if isinstance(content, dict):
        return {key: cleaned(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [cleaned(value) for value in content]
    return content


def clean(text: str) -> str:
    """The text without characters that have no shape; line ends are newlines, controls spaces."""
    if text.isascii() and text.isprintable():
        return text
    plain = in_words(in_todays_places(_BREAKS.sub("\n", text)))
    return "".join(map(_set, plain))


def _set(char: str) -> str:
    if char in _KEPT:
        return char
    kind = unicodedata.category(char)
    if kind == "Zs":
        return _SPACES.get(ord(char), " ")
    if kind == "Cc":
        return " "
    return "" if kind == "Cf" or any(ord(char) in selectors for selectors in _SELECTORS) else char
