"""Documents on the roll: the same words, tables as labelled lines."""

from __future__ import annotations

from typing import Any

from printing.bands import Band, blank
from printing.chart import chart
from printing.drawing import Page, Style
from printing.faces import BOLD, SANS, Faces
from printing.lines import draw, wrap
from printing.qr import matrix
from printing.setting import Setter, middle
from printing.slip_roll import BODIES, roll_frame, roll_page


def document_roll(content: dict[str, Any], paper: str, faces: Faces) -> Page:
    """A document as one page of the roll."""
    return roll_page(_Roll(content, paper, faces).bands(), paper)


class _Roll:
    def __init__(self, content: dict[str, Any], paper: str, faces: Faces) -> None:
        self.content = content
        self.set = Setter(roll_frame(paper), faces)
        self.faces = faces
        self.b = BODIES[paper]
        self.pitch = self.b * 1.42
        self.plain = Style(SANS, self.b)
        self.bold = Style(BOLD, self.b)

    def bands(self) -> list[Band]:
        content, size = self.content, self.b * 1.5
        bands = self.set.centred(content["heading"], self.plain, self.pitch)
        bands += self.set.centred(content["title"], Style(BOLD, size), size * 1.45)
        for text in (content["number"], content.get("reprint"), content.get("replaces")):
            if text:
                bands += self.set.centred(text, self.plain, self.pitch)
        bands.append(self._rule())
        if content["addressee"]:
            bands += self.set.paragraph(content["addressee"] + "：", self.plain, self.pitch)
        signs = [block for block in content["blocks"] if block["type"] == "signatures"]
        for block in content["blocks"]:
            if block["type"] != "signatures":
                bands += self._block(block)
        bands += self._sealed()
        for block in signs:
            bands += self._signatures(block["labels"])
        job = content.get("job")
        for note in [*content["notes"], *([job] if job else [])]:
            bands += self.set.paragraph(note, Style(SANS, 22), 32)
        return bands

    def _rule(self, thick: float = 2) -> Band:
        return self.set.rule(thick, 10, 10)

    def _block(self, block: dict[str, Any]) -> list[Band]:
        kind = block["type"]
        if kind == "text":
            return self.set.paragraph(block["text"], self.plain, self.pitch)
        if kind == "heading":
            return [blank(8), *self.set.paragraph(block["text"], self.bold, self.pitch)]
        if kind == "fields":
            return [band for row in block["rows"] for band in self._pairs(row)]
        if kind == "table":
            return self._table(block)
        if kind == "chart":
            return chart(self.set, block)
        if kind == "code":
            return self._code(block)
        raise ValueError(f"unknown block {kind}")

    def _pairs(self, row: list[str]) -> list[Band]:
        bands: list[Band] = []
        for label, value in zip(row[::2], row[1::2], strict=True):
            text = [(f"{label}：", self.bold), (value, self.plain)]
            bands += self.set.paragraph(text, self.plain, self.pitch)
        return bands

    def _table(self, block: dict[str, Any]) -> list[Band]:
        bands = [self._rule(1)]
        for row in block["rows"]:
            pairs = [text for pair in zip(block["head"], row, strict=True) for text in pair]
            bands += [*self._pairs(pairs), self._rule(1)]
        return bands

    def _code(self, block: dict[str, Any]) -> list[Band]:
        code = matrix(block["code"])
        width = self.set.frame.width
        module = min(6, int(width // code.modules))
        side = code.modules * module
        strip = self.set.page(side)
        strip.boxes(code.rects((width - side) // 2, 0, module))
        return [
            Band(side, strip.marks),
            *self.set.centred(block["hint"], self.plain, self.pitch),
            *self.set.centred(block["query_code"], Style(BOLD, 36), 54),
        ]

    def _sealed(self) -> list[Band]:
        seal = self.content["sealed"]
        if not seal:
            return []
        bands = [blank(self.pitch)]
        for line in wrap(f"{seal['unit']}\n{seal['date']}", self.plain, self.set.frame.measure, self.faces):
            strip = self.set.page(self.pitch)
            x = self.set.frame.width - self.set.frame.right - line.width
            draw(strip, line, x, middle(self.pitch, self.b))
            bands.append(Band(self.pitch, strip.marks))
        return bands

    def _signatures(self, labels: list[str]) -> list[Band]:
        bands = [blank(self.pitch)]
        for label in labels:
            strip = self.set.page(self.pitch * 1.8)
            y = self.pitch * 1.3
            strip.text(self.set.frame.left, y, label, self.plain)
            begin = self.set.frame.left + self.set.faces.width(label, SANS, self.b) + 12
            strip.box(begin, y + 6, self.set.frame.width - self.set.frame.right - begin, 2)
            bands.append(Band(strip.height, strip.marks))
        return bands
