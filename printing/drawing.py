"""A laid-out page is a list of marks, which the PDF and the raster draw alike."""

from __future__ import annotations

from dataclasses import dataclass, field

DPI = 203.2
"""Dots per inch of a thermal head: eight a millimetre."""
POINT = 1.0
"""Unit of A4 and A5 pages."""
DOT = 72 / DPI
"""Unit of thermal pages, in points."""
MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Style:
    """Role in the font chain, size in the page's unit, and how much a stroke thickens it (em)."""

    role: str
    size: float
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    """Of the baseline, from the top."""
    text: str
    style: Style
    spread: float = 0.0
    """Space added after each character, to fill a line."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Filled rectangles (x, y, width, height): rules, QR modules, bars."""

    rects: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle: filled for what is done, open for what is to come."""

    x: float
    y: float
    radius: float
    width: float
    filled: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a character no font has, as large as the text around it."""

    x: float
    y: float
    """Of the baseline, from the top."""
    size: float
    png: bytes
    spoken: str
    """What is copied and read aloud in its place: the character and its pinyin."""

    @property
    def top(self) -> float:
        """Upper edge of the square: a character's middle lies a little above a third of an em."""
        return self.y - self.size * 0.88


Mark = Text | Boxes | Ring | Picture


@dataclass(slots=True)
class Page:
    """One page, growing while it is laid out; height may be set from the content at the end."""

    width: float
    height: float
    unit: float = POINT
    marks: list[Mark] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, style: Style, spread: float = 0.0) -> None:
        if text:
            self.marks.append(Text(x, y, text, style, spread))

    def box(self, x: float, y: float, width: float, height: float) -> None:
        self.marks.append(Boxes(((x, y, width, height),)))

    def boxes(self, rects: tuple[tuple[float, float, float, float], ...]) -> None:
        self.marks.append(Boxes(rects))

    def ring(self, x: float, y: float, radius: float, width: float, filled: bool) -> None:
        self.marks.append(Ring(x, y, radius, width, filled))
