"""Adds letterhead with its lines, page numbers and the reprint mark to laid-out pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from printing.bands import Frame
from printing.drawing import MM, Page, Style
from printing.faces import BOLD, SANS, SERIF, TITLE, Faces

THICK, THIN = 1.4, 0.5


def line_below(scale: float, size: float) -> float:
    """Where the letterhead's line lies: 4 mm below the name, which begins 30 mm from the edge."""
    return 34 * MM * scale + size


def dress(
    pages: Sequence[Page],
    content: dict[str, Any],
    frame: Frame,
    faces: Faces,
    scale: float,
    *,
    letter: float | None,
) -> None:
    """Add letterhead (of that size), page numbers and marks to laid-out pages."""
    if letter:
        _letterhead(pages[0], content["heading"], frame, faces, scale, letter)
    for number, page in enumerate(pages, 1):
        if letter and number > 1:
            _number_in_dashes(page, number, frame, faces, scale)
        elif not letter and len(pages) > 1:
            number_of(page, number, len(pages), frame, faces)
    if content.get("job"):
        pages[-1].text(frame.left, pages[-1].height - 8 * MM, content["job"], Style(SANS, 9))
    marks = [mark for mark in (content.get("reprint"), content.get("replaces")) if mark]
    for place, mark in enumerate(marks):
        style = Style(BOLD, 9)
        x = frame.width - frame.right - faces.width(mark, BOLD, style.size)
        pages[0].text(x, 12 * MM * max(scale, 0.7) + place * 13, mark, style)


def _letterhead(page: Page, heading: str, frame: Frame, faces: Faces, scale: float, size: float) -> None:
    """信函: name 30 mm from the edge, double lines below it and 20 mm from the foot, 170 mm long."""
    room = frame.measure + 14 * MM * scale
    line = line_below(scale, size)
    left = (page.width - room) / 2
    width = faces.width(heading, TITLE, size)
    spread = min(size * 0.25, max(0.0, (room - width) / max(1, len(heading) - 1)))
    size = min(size, size * room / width)
    whole = faces.width(heading, TITLE, size) + spread * (len(heading) - 1)
    top = 30 * MM * scale
    page.text((page.width - whole) / 2, top + size * 0.88, heading, Style(TITLE, size, 0.03), spread)
    page.box(left, line, room, THICK)
    page.box(left, line + THICK + 1.2, room, THIN)
    foot = page.height - 20 * MM * scale
    page.box(left, foot - THICK - 1.2 - THIN, room, THIN)
    page.box(left, foot - THICK, room, THICK)


def _number_in_dashes(page: Page, number: int, frame: Frame, faces: Faces, scale: float) -> None:
    """— 2 —, 7 mm below the text, odd pages at the right, even ones at the left, one character in."""
    style = Style(SERIF, max(9.0, 14 * scale))
    text = f"— {number} —"
    y = frame.height - frame.bottom + 7 * MM * scale + style.size * 0.8
    width = faces.width(text, SERIF, style.size)
    x = frame.width - frame.right - style.size - width if number % 2 else frame.left + style.size
    page.text(x, y, text, style)


def number_of(page: Page, number: int, count: int, frame: Frame, faces: Faces, what: str = "") -> None:
    """第 1 页 共 2 页 in the middle of the foot, after what it is a page of."""
    style = Style(SANS, 9)
    text = f"{what}　第 {number} 页　共 {count} 页".strip()
    x = (frame.width - faces.width(text, SANS, 9)) / 2
    page.text(x, frame.height - frame.bottom / 2 + 3, text, style)
