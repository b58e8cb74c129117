"""Text as typed made fit for setting: tabs are spaces, line ends alike, what has no shape is dropped."""

from __future__ import annotations

import unicodedata
from typing import Any

_SHAPELESS = frozenset({"Cc", "Cf"})
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Variation selectors: the character before them is drawn in its plain form."""


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
    """The text without control and format characters; tabs become spaces, line ends newlines."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(char for char in plain if char == "\n" or not _shapeless(char))


def _shapeless(char: str) -> bool:
    return unicodedata.category(char) in _SHAPELESS or any(ord(char) in one for one in _SELECTORS)
