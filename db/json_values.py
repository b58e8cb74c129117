"""Reads the JSON that a column holds, if every desk can read, write and print what is in it."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from db.exchange.frame import MAX_TEXT

MOST = 1 << 53
MOST_DEPTH = 16
"""How deep a list or object within a column may be nested; ours are four deep."""
SURROGATE = re.compile("[\ud800-\udfff]")


def is_text(value: Any) -> bool:
    """Whether a column may hold the text."""
    return type(value) is str and len(value) <= MAX_TEXT and chr(0) not in value


def json_in(value: Any) -> Any:
    """The value that a JSON text holds; None where it is no JSON of this house."""
    if not is_text(value):
        return None
    try:
        held = json.loads(value, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return held if _is_plain(held) else None


def _is_plain(held: Any) -> bool:
    """Whether every part can be read, written and printed: no deep nesting, half characters, huge numbers."""
    level = [held]
    for _ in range(MOST_DEPTH):
        if not level:
            return True
        if not all(map(_is_leaf, level)):
            return False
        inner: list[Any] = []
        for part in level:
            if isinstance(part, dict):
                inner += [*part, *part.values()]
            elif isinstance(part, list):
                inner += part
        level = inner
    return False


def _is_leaf(value: Any) -> bool:
    if isinstance(value, str):
        return value.isascii() or not SURROGATE.search(value)
    return not isinstance(value, int | float) or -MOST < value < MOST


def _no_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")
