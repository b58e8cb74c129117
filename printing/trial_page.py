"""试打页 on the roll or a sheet: a ruler, lines and greys, characters, codes from small to large."""

from __future__ import annotations

from typing import Any

from app.domain.papers.sizes import ROLL_DOTS
from app.domain.papers.trial_page import trial_code
from printing.bands import Band, Frame, blank
from printing.drawing import MM, Boxes, Mark, Page, Style, Text
from printing.faces import BOLD, SANS, Faces
from printing.qr import matrix
from printing.setting import Setter, joined
from printing.slip_sheet import LOOKS

DOTS_A_MM = 8.0
ROLL_MODULES = (2, 3, 4, 5, 6, 8)
"""Dots of a module on the roll."""
SHEET_MODULES = (0.25, 0.33, 0.42, 0.5, 0.67)
"""Millimetres of a module on a sheet."""
GREYS = (2, 4, 8, 16)
"""Of sixteen dots in a cell, how many are black."""
_ORDER = (0, 10, 2, 8, 5, 15, 7, 13, 1, 11, 3, 9, 4, 14, 6, 12)
"""Which dots of a cell are black first: spread evenly."""


def trial_page(content: dict[str, Any], paper: str, faces: Faces) -> Page:
    """One page, as long as its content on the roll."""
    made = _Trial(content, paper, faces)
    whole = joined(made.bands())
    height = whole.height if paper in ROLL_DOTS else LOOKS[paper].frame.height
    return Page(made.frame.width, height, made.frame.unit, whole.marks)


class _Trial:
    def __init__(self, content: dict[str, Any], paper: str, faces: Faces) -> None:
        self.content = content
        self.roll = paper in ROLL_DOTS
        self.mm = DOTS_A_MM if self.roll else MM
        width = ROLL_DOTS[paper] if self.roll else LOOKS[paper].frame.width
        unit = LOOKS["a5"].frame.unit if not self.roll else 72 / 203.2
        side = 8.0 if self.roll else 10 * MM
        self.frame = Frame(width, 0, side, side, 0, 0, unit)
        self.set = Setter(self.frame, faces)
        self.size = 24.0 if self.roll else 10.5
        self.plain, self.small = Style(SANS, self.size), Style(SANS, self.size * 0.75)
        self.pitch = self.size * 1.42

    def bands(self) -> list[Band]:
        content = self.content
        head = self.set.centred(content["title"], Style(BOLD, self.size * 1.4), self.size * 2)
        for key in ("printer", "number"):
            head += self.set.centred(content[key], self.plain, self.pitch)
        return [
            blank(2 * self.mm),
            *head,
            *self._titled("width"),
            self._ruler(),
            *self._titled("darkness"),
            self._lines(),
            self._greys(),
            *self._titled("chinese"),
            *self._titled("rare"),
            *self._sizes(),
            *self._titled("codes"),
            *self._codes(),
            blank(5 * self.mm),
        ]

    def _titled(self, key: str) -> list[Band]:
        return [blank(self.size * 0.5), *self.set.paragraph(self.content[key], self.plain, self.pitch)]

    def _ruler(self) -> Band:
        """Over the whole width, the unprintable edges too: a mark every millimetre, a number every ten."""
        strip = self.set.page(5 * self.mm + self.pitch)
        thick = 1.0 if self.roll else 0.3
        for at in range(int(self.frame.width / self.mm) + 1):
            tall = 5 if at % 10 == 0 else 3.5 if at % 5 == 0 else 2
            strip.box(min(at * self.mm, self.frame.width - thick), 0, thick, tall * self.mm)
            if at % 10 == 0:
                strip.text(at * self.mm + thick, 5 * self.mm + self.small.size, str(at), self.small)
        return Band(strip.height, strip.marks)

    def _lines(self) -> Band:
        strip = self.set.page(7 * self.mm)
        for place in range(5):
            thick = (place + 1) * (1.0 if self.roll else 0.25)
            strip.box(self.frame.left, place * 1.4 * self.mm, self.frame.measure, thick)
        return Band(strip.height, strip.marks)

    def _greys(self) -> Band:
        side = self.frame.measure / len(GREYS) - 2 * self.mm
        strip = self.set.page(7 * self.mm)
        dot = 1.0 if self.roll else 0.5
        for place, black in enumerate(GREYS):
            left = self.frame.left + place * (side + 2 * self.mm)
            strip.boxes(_grey(left, side, 6 * self.mm, dot, black))
        return Band(strip.height, strip.marks)

    def _sizes(self) -> list[Band]:
        bands = []
        for size in (16, 20, 24, 32) if self.roll else (7, 8, 9, 10.5, 14):
            text = self.content["sizes"].format(size=size)
            bands += self.set.paragraph(text, Style(SANS, float(size)), size * 1.4)
        return bands

    def _codes(self) -> list[Band]:
        bands = []
        for module in ROLL_MODULES if self.roll else SHEET_MODULES:
            side = float(module) if self.roll else module * MM
            millimetres = module / DOTS_A_MM if self.roll else module
            code = matrix(trial_code(f"{round(millimetres * 1000)}UM"))
            if code.modules * side > self.frame.width:
                break
            strip = self.set.page(code.modules * side + self.pitch)
            strip.boxes(code.rects(self.frame.left, 0, side))
            label = f"{millimetres:g} 毫米" + (f"（{module} 点）" if self.roll else "")
            strip.text(self.frame.left, strip.height - self.pitch * 0.3, label, self.small)
            bands.append(Band(strip.height, strip.marks))
        return bands if self.roll else [_in_rows(bands, self.frame)]


def _grey(
    left: float, width: float, height: float, dot: float, black: int
) -> tuple[tuple[float, float, float, float], ...]:
    """Dots in cells of four by four."""
    cells = [
        (left + x * dot * 4 + place % 4 * dot, y * dot * 4 + place // 4 * dot, dot, dot)
        for y in range(int(height / dot / 4))
        for x in range(int(width / dot / 4))
        for place in _ORDER[:black]
    ]
    return tuple(cells)


def _in_rows(bands: list[Band], frame: Frame) -> Band:
    """Codes side by side as long as there is room: a sheet has no second page for them."""
    strip = Page(frame.width, 0, frame.unit)
    x = top = row = 0.0
    for band in bands:
        wide = max(_right(mark) for mark in band.marks) - frame.left + 6 * MM
        if x and x + wide > frame.measure:
            x, top, row = 0.0, top + row, 0.0
        strip.marks += [_shifted(mark, x, top) for mark in band.marks]
        x, row = x + wide, max(row, band.height)
    return Band(top + row, strip.marks)


def _right(mark: Mark) -> float:
    return max(x + width for x, _, width, _ in mark.rects) if isinstance(mark, Boxes) else 0.0


def _shifted(mark: Mark, right: float, down: float) -> Mark:
    if isinstance(mark, Boxes):
        return Boxes(tuple((x + right, y + down, width, height) for x, y, width, height in mark.rects))
    if isinstance(mark, Text):
        return Text(mark.x + right, mark.y + down, mark.text, mark.style, mark.spread)
    return mark
