"""Words about figures: which desk is not in them, and from when on."""

from __future__ import annotations

from datetime import datetime

from app.domain.figures.figure_question import Narrowed
from app.domain.figures.indicators import NOT_HEARD


def narrowed_words(only: Narrowed) -> str:
    """只算 A 台登记、联合接访的; nothing where all visits are counted."""
    parts = []
    if only.desk is not None:
        parts.append(f" {only.desk} 台登记" if only.desk.isascii() else f"{only.desk}来的")
    if only.form is not None:
        parts.append(only.form if only.form == NOT_HEARD else f"{only.form}过")
    return f"只算{'、'.join(parts)}的" if parts else ""


def missing_words(letter: str, after: datetime | None) -> str:
    """B 台 09:58 后的没有合进来; with the day where it is another one than today's reader would think."""
    if after is None:
        return f"{letter} 台最近几天的没有合进来"
    return f"{letter} 台 {after:%m-%d %H:%M} 后的没有合进来"
