"""Scripts whose letters join, stack or run from right to left: this program's paper cannot set them."""

from __future__ import annotations

import re
from itertools import groupby

_RANGES = (
    (0x0590, 0x05FF, "希伯来文"),
    (0x0600, 0x08FF, "阿拉伯字母的文字（维吾尔文、哈萨克文等）"),
    (0x0900, 0x0DFF, "印度各文字"),
    (0x0E00, 0x0E7F, "泰文"),
    (0x0E80, 0x0EFF, "老挝文"),
    (0x0F00, 0x0FFF, "藏文"),
    (0x1000, 0x109F, "缅甸字母的文字（傣文等）"),
    (0x1780, 0x17FF, "高棉文"),
    (0x1800, 0x18AF, "蒙古文（满文、锡伯文）"),
    (0x1900, 0x194F, "林布文"),
    (0x1A00, 0x1BFF, "东南亚各文字"),
    (0x1C00, 0x1C4F, "东南亚各文字"),
    (0x1CD0, 0x1CFF, "印度各文字"),
    (0xA800, 0xA82F, "印度各文字"),
    (0xA840, 0xA8FF, "八思巴文等"),
    (0xA900, 0xAADF, "东南亚各文字"),
    (0xAAE0, 0xAAFF, "印度各文字"),
    (0xABC0, 0xABFF, "印度各文字"),
    (0xFB1D, 0xFB4F, "希伯来文"),
    (0xFB50, 0xFDFF, "阿拉伯字母的文字（维吾尔文、哈萨克文等）"),
    (0xFE70, 0xFEFC, "阿拉伯字母的文字（维吾尔文、哈萨克文等）"),
    (0x10800, 0x10FFF, "从右往左写的文字"),
    (0x11000, 0x11FFF, "印度各文字"),
    (0x1E800, 0x1EFFF, "从右往左写的文字"),
)
_UNSHAPED = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last, _ in _RANGES)}]+")


def script_of(char: str) -> str | None:
    """The name of the script if its letters need shaping, None for what is set letter by letter (Yi too)."""
    code = ord(char)
    if code < _RANGES[0][0]:
        return None
    return next((name for first, last, name in _RANGES if first <= code <= last), None)


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that need shaping, as they stand in it, each once."""
    return () if text.isascii() else tuple(dict.fromkeys(_UNSHAPED.findall(text)))


def unshaped(text: str) -> str:
    """The characters of a text that need shaping, in order."""
    return "" if text.isascii() else "".join(_UNSHAPED.findall(text))


def scripts_in(text: str) -> tuple[str, ...]:
    """The names of the scripts of a text that need shaping, each once."""
    named = (script_of(char) for char, _ in groupby(unshaped(text)))
    return tuple(dict.fromkeys(name for name in named if name))
