"""Ruled grids: tables whose head is repeated, label and value pairs, rows that may run over a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from printing.bands import RULE, Band
from printing.drawing import Style
from printing.lines import Line, draw, wrap
from printing.setting import Setter, middle

WHOLE = 4
"""Rows of up to so many lines are never torn."""


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    style: Style
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Sets rows of cells with one pitch and padding."""

    setter: Setter
    pitch: float
    pad: float

    def edges(self, shares: Sequence[float]) -> list[float]:
        """Where the vertical rules stand, from the shares of the columns."""
        left, measure = self.setter.frame.left, self.setter.frame.measure
        whole = sum(shares)
        return [left + measure * sum(shares[:place]) / whole for place in range(len(shares) + 1)]

    def row(self, cells: Sequence[Cell], edges: Sequence[float], least: int = 1) -> list[Band]:
        """One row: a single band, or one band a line where it is long."""
        columns = [
            wrap(cell.text, cell.style, right - left - 2 * self.pad, self.setter.faces)
            for cell, left, right in zip(cells, edges, edges[1:], strict=False)
        ]
        count = max(least, *(len(lines) for lines in columns))
        if count <= WHOLE:
            return [self._whole(cells, columns, edges, count, roomy=least > 1)]
        return [self._slice(cells, columns, edges, place, count) for place in range(count)]

    def _whole(
        self,
        cells: Sequence[Cell],
        columns: list[list[Line]],
        edges: Sequence[float],
        count: int,
        *,
        roomy: bool,
    ) -> Band:
        height = count * self.pitch + 2 * self.pad
        strip = self.setter.page(height)
        for cell, lines, left, right in zip(cells, columns, edges, edges[1:], strict=False):
            top = self.pad if roomy and not cell.centred else (height - len(lines) * self.pitch) / 2
            for place, line in enumerate(lines):
                y = top + place * self.pitch + middle(self.pitch, cell.style.size)
                draw(strip, line, self._x(cell, line, left, right), y)
        band = Band(height, strip.marks)
        self._rules(band, edges, top=True, bottom=True)
        return band

    def _slice(
        self, cells: Sequence[Cell], columns: list[list[Line]], edges: Sequence[float], place: int, count: int
    ) -> Band:
        first, last = place == 0, place == count - 1
        above = self.pad if first else 0.0
        strip = self.setter.page(self.pitch + above + (self.pad if last else 0.0))
        for cell, lines, left, right in zip(cells, columns, edges, edges[1:], strict=False):
            if place < len(lines):
                y = above + middle(self.pitch, cell.style.size)
                draw(strip, lines[place], self._x(cell, lines[place], left, right), y)
        band = Band(strip.height, strip.marks, keep=first or place == count - 2)
        band.torn = None if last else (edges[0], edges[-1])
        self._rules(band, edges, top=first, bottom=last)
        return band

    def _x(self, cell: Cell, line: Line, left: float, right: float) -> float:
        return (left + right - line.width) / 2 if cell.centred else left + self.pad

    def _rules(self, band: Band, edges: Sequence[float], *, top: bool, bottom: bool) -> None:
        strip = self.setter.page(band.height)
        for x in edges:
            strip.box(x - RULE / 2, 0, RULE, band.height)
        if top:
            strip.box(edges[0] - RULE / 2, -RULE / 2, edges[-1] - edges[0] + RULE, RULE)
        if bottom:
            strip.box(edges[0] - RULE / 2, band.height - RULE / 2, edges[-1] - edges[0] + RULE, RULE)
        band.marks += strip.marks


def table(grid: Grid, block: dict[str, Any], head: Style, body: Style) -> list[Band]:
    """A table with its head kept with the first row and repeated on every page."""
    edges = grid.edges(block["widths"])
    top = grid.row([Cell(text, head, centred=True) for text in block["head"]], edges)[0]
    top.keep = True
    bands = [top]
    for texts in block["rows"] or [["—"] * len(block["head"])]:
        for band in grid.row([Cell(text, body) for text in texts], edges):
            band.repeat = top
            bands.append(band)
    return bands


def fields(grid: Grid, block: dict[str, Any], label: Style, value: Style) -> list[Band]:
    """Pairs of label and value, one or two pairs a row."""
    labels = [text for row in block["rows"] for text in row[::2]]
    widest = max(grid.setter.faces.width(text, label.role, label.size) for text in labels)
    width = min(max(widest, 4 * label.size), 6 * label.size) + 2 * grid.pad + 1
    left, measure = grid.setter.frame.left, grid.setter.frame.measure
    bands = []
    for row in block["rows"]:
        half = left + measure / 2
        edges = [left, left + width, left + measure]
        if len(row) == 4:
            edges = [left, left + width, half, half + width, left + measure]
        cells = [
            Cell(text, value if place % 2 else label, centred=not place % 2) for place, text in enumerate(row)
        ]
        bands += grid.row(cells, edges, block["lines"])
    return bands
