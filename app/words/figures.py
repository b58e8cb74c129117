"""Words about figures: which desk is not in them, and from when on."""

from __future__ import annotations

from datetime import datetime


def missing_words(letter: str, after: datetime | None) -> str:
    """B 台 09:58 后的没有合进来; with the day where it is another one than today's reader would think."""
    if after is None:
        return f"{letter} 台最近几天的没有合进来"
    return f"{letter} 台 {after:%m-%d %H:%M} 后的没有合进来"
