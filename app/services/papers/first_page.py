"""Draws the first page of a paper that is not issued yet, for those who look before they act or sign."""

from __future__ import annotations

from typing import Any

from app.desk import Desk
from app.ports.records import Reads
from app.services.papers.keep_glyph import with_glyphs

AFTER_THE_ACT = "办理后编号"
AFTER_SIGNING = "批准后编号"
WHEN_ISSUED = "出纸时编号"
"""What stands where the number will be: a paper has it when its step is taken, signed, or it is issued."""


def first_page(desk: Desk, reads: Reads, content: dict[str, Any]) -> bytes:
    """The page as PNG, on A4. Refused where a character or a word has no place on it."""
    return desk.papers.render(with_glyphs(desk, reads, content), "a4", "png")
