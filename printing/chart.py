"""A chart on paper: the marks of app.domain.figures.chart in black, solid and hollow."""

from __future__ import annotations

from typing import Any

from app.domain.figures.chart import LEFT_OF, RIGHT_OF, Bar, Pair, Word, draw_pairs
from printing.bands import Band
from printing.drawing import Page, Style
from printing.faces import BOLD, SANS
from printing.setting import Setter

HEIGHT = 220.0
WIDTH = 680.0
"""Of the drawing, before it is scaled to the measure."""
EDGE = 0.8
"""Thickness of a hollow bar's edge and of the base line, in points."""
GRID = 0.25


def chart(setter: Setter, block: dict[str, Any]) -> list[Band]:
    """The chart of a block (app.domain.papers.blocks.chart), as wide as the text."""
    pairs = [Pair(**pair) for pair in block["pairs"]]
    drawing = draw_pairs(pairs, WIDTH, HEIGHT)
    scale = setter.frame.measure / WIDTH
    strip = setter.page(HEIGHT * scale)
    for line in drawing.lines:
        thick = EDGE if line.base else GRID
        strip.box(setter.frame.left + line.x * scale, line.y * scale, line.width * scale, thick)
    for bar in drawing.bars:
        _bar(strip, setter.frame.left, bar, scale)
    for word in drawing.words:
        _word(strip, setter, word, scale)
    return [Band(strip.height, strip.marks)]


def _bar(strip: Page, left: float, bar: Bar, scale: float) -> None:
    x, y, wide, high = left + bar.x * scale, bar.y * scale, bar.width * scale, bar.height * scale
    if bar.solid:
        strip.box(x, y, wide, high)
    elif high > 0:
        edges = ((x, y, wide, EDGE), (x, y, EDGE, high), (x + wide - EDGE, y, EDGE, high))
        for edge in edges:
            strip.box(*edge)


def _word(strip: Page, setter: Setter, word: Word, scale: float) -> None:
    style = Style(BOLD if word.strong else SANS, word.size * scale)
    wide = setter.faces.width(word.text, style.role, style.size)
    x = setter.frame.left + word.x * scale
    if word.anchor != LEFT_OF:
        x -= wide if word.anchor == RIGHT_OF else wide / 2
    strip.text(x, word.y * scale, word.text, style)
