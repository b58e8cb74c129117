"""Documents on A4 and A5: letters by GB/T 9704 measures, forms as ruled tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from printing import grid
from printing.bands import Band, Frame, blank, paginate
from printing.chart import chart
from printing.drawing import MM, Page, Style
from printing.faces import BODY, BOLD, SANS, SERIF, TITLE, Faces
from printing.furniture import dress, line_below
from printing.sealed import pinned, sealed
from printing.setting import Setter

TIGHTER = (0.95, 0.9, 0.86, 0.82)
"""Lines are set closer where that saves a last page's few lines (GB/T 9704 allows it)."""
FEW = 3
"""Pages up to which that is tried; it lays them out again."""
STROKE = 0.022
"""How much a title is thickened: no bold serif is to be had as a package."""


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of one layout on one paper."""

    frame: Frame
    body: float
    pitch: float
    title: float
    scale: float
    letter: bool
    tight: float = 1.0

    @property
    def head(self) -> float:
        """Size of the letterhead's name."""
        return self.title * 1.1


def _letter(width: float, height: float, scale: float, body: float) -> Look:
    """GB/T 9704-2012: 天头 37, 订口 28, 版心 156 by 225 mm, 22 lines of 28 characters."""
    sides = (28 * MM * scale, 26 * MM * scale)
    frame = Frame(width * MM, height * MM, *sides, 37 * MM * scale, 35 * MM * scale)
    return Look(frame, body, body * 28.99 / 15.79, body * 22 / 15.79, scale, letter=True)


def _form(width: float, height: float, side: float, body: float) -> Look:
    frame = Frame(width * MM, height * MM, side * MM, side * 0.8 * MM, 18 * MM, 18 * MM)
    return Look(frame, body, body * 1.5, body * 1.7, body / 12, letter=False)


LOOKS = {
    ("letter", "a4"): _letter(210, 297, 1.0, 15.79),
    ("letter", "a5"): _letter(148, 210, 148 / 210, 15.79 * 148 / 210),
    ("letter", "a5-large"): _letter(148, 210, 0.55, 16),
    ("form", "a4"): _form(210, 297, 25, 12),
    ("form", "a5"): _form(148, 210, 16, 9),
    ("form", "a5-large"): _form(148, 210, 13, 13),
}


def document_pages(content: dict[str, Any], paper: str, faces: Faces) -> list[Page]:
    """The pages of a document on a sheet paper, with page numbers."""
    look = LOOKS[(content["layout"], paper)]
    pages = _pages(content, look, faces)
    if 1 < len(pages) <= FEW:
        tighter = (_pages(content, replace(look, tight=tight), faces) for tight in TIGHTER)
        pages = next((fewer for fewer in tighter if len(fewer) < len(pages)), pages)
    dress(pages, content, look.frame, faces, look.scale, letter=look.head if look.letter else None)
    return pages


def _pages(content: dict[str, Any], look: Look, faces: Faces) -> list[Page]:
    sheet = _Sheet(content, look, Setter(look.frame, faces))
    return paginate(sheet.bands(), look.frame, sheet.foot())


class _Sheet:
    def __init__(self, content: dict[str, Any], look: Look, setter: Setter) -> None:
        self.content = content
        self.look = replace(look, pitch=look.pitch * look.tight)
        self.set = setter
        self.plain = Style(BODY if look.letter else SERIF, look.body)
        self.bold = Style(BOLD, look.body)
        self.cell = Style(SERIF, look.body * (0.76 if look.letter else 0.92))
        self.grid = grid.Grid(setter, self.cell.size * 1.5 * look.tight, self.cell.size * 0.38 * look.tight)

    def bands(self) -> list[Band]:
        bands = self._letter_head() if self.look.letter else self._form_head()
        if self.content["addressee"]:
            bands += self.set.paragraph(self.content["addressee"] + "：", self.plain, self.look.pitch)
        before = None
        for block in self.content["blocks"]:
            if block["type"] == "code" or (block["type"] == "signatures" and self.look.letter):
                continue
            if block["type"] == "chart" and bands:
                bands[-1].keep = True  # its title stands over it
            bands += self._gap(before, block["type"]) + self._block(block)
            before = block["type"]
        if self.content["sealed"]:
            bands[-1].keep = True
            bands += sealed(self.content, self.set, self.plain, self.look.pitch)
        if not self.look.letter:
            bands += self._notes()
        return bands

    def foot(self) -> list[Band]:
        """What stands at the bottom of a letter's last page: lines to sign on, notes."""
        if not self.look.letter:
            return []
        signs = [block for block in self.content["blocks"] if block["type"] == "signatures"]
        return [*pinned(signs, self.set, self.plain, self.look.pitch), *self._notes()]

    def _notes(self) -> list[Band]:
        small = Style(SANS, max(9.0, self.look.body * 0.65))
        bands = [blank(small.size * 0.6)] if self.content["notes"] else []
        for note in self.content["notes"]:
            bands += self.set.paragraph(note, small, small.size * 1.5)
        return bands

    def _letter_head(self) -> list[Band]:
        """The number under the letterhead's line, the title two lines below (the letterhead is furniture)."""
        look, frame = self.look, self.look.frame
        line = line_below(look.scale, look.head) - frame.top
        strip = self.set.page(line + look.body * 0.4 + look.pitch)
        number = self.content["number"]
        width = self.set.faces.width(number, SERIF, look.body)
        strip.text(frame.width - frame.right - width, strip.height - look.pitch * 0.25, number, self.plain)
        title = self.set.centred(self.content["title"], Style(TITLE, look.title, STROKE), look.title * 1.6)
        return [Band(strip.height, strip.marks), blank(look.pitch * 0.6), *title, blank(look.pitch * 0.6)]

    def _form_head(self) -> list[Band]:
        look = self.look
        title = self.set.centred(self.content["title"], Style(TITLE, look.title, STROKE), look.title * 1.7)
        heading, number = self.content["heading"], f"编号 {self.content['number']}"
        wide, narrow = (self.set.faces.width(text, SERIF, self.cell.size) for text in (heading, number))
        if wide + narrow + look.body > look.frame.measure:
            pitch = look.body * 1.5
            return [
                *title,
                *self.set.paragraph(f"{heading}\n{number}", self.cell, pitch),
                blank(look.body * 0.3),
            ]
        strip = self.set.page(look.body * 1.8)
        y, right = look.body * 1.2, look.frame.width - look.frame.right
        strip.text(look.frame.left, y, heading, self.cell)
        strip.text(right - narrow, y, number, self.cell)
        return [*title, Band(strip.height, strip.marks)]

    def _gap(self, before: str | None, kind: str) -> list[Band]:
        """Room before a block: ruled grids stand apart from text, two grids share a rule."""
        ruled = ("fields", "table")
        if before is None or (before in ruled and kind in ruled) or kind == "signatures":
            return []
        if before in ruled or (kind in ruled and before == "text"):
            return [blank(self.look.body * (0.5 if self.look.letter else 0.3))]
        return []

    def _block(self, block: dict[str, Any]) -> list[Band]:
        kind = block["type"]
        if kind == "text":
            indent = 2 * self.look.body if block["indent"] else 0.0
            pitch = self.look.pitch
            return self.set.paragraph(block["text"], self.plain, pitch, indent=indent, fill=True)
        if kind == "heading":
            return self._heading(block["text"])
        if kind == "fields":
            return grid.fields(self.grid, block, Style(SANS, self.cell.size), self.cell)
        if kind == "table":
            return grid.table(self.grid, block, Style(BOLD, self.cell.size), self.cell)
        if kind == "chart":
            return chart(self.set, block)
        if kind == "signatures":
            return pinned([block], self.set, self.plain, self.look.pitch * 1.4)
        raise ValueError(f"unknown block {kind}")

    def _heading(self, text: str) -> list[Band]:
        indent = 2 * self.look.body if self.look.letter else 0.0
        pitch = self.look.pitch * (1 if self.look.letter else 1.25)
        bands = self.set.paragraph(text, self.bold, pitch, indent=indent)
        for band in bands:
            band.keep = True
        return bands
