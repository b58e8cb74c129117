"""来访回执 on A4, A5 and, in large print, A5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from printing.bands import Band, Frame, blank, paginate
from printing.drawing import DOT, MM, Page, Style
from printing.faces import BOLD, SANS, Faces
from printing.furniture import number_of
from printing.qr import bars, matrix
from printing.setting import Setter, joined, middle
from printing.timeline import across, listed

A4, A5 = (210 * MM, 297 * MM), (148 * MM, 210 * MM)
NUMERALS = "一二三"
TIGHTER = (0.94, 0.88, 0.82)
"""Lines and gaps come closer where that saves a page."""
SMALL = 9 / 10.5
"""Reason lines against the body."""


@dataclass(frozen=True, slots=True)
class Look:
    """What differs from paper to paper."""

    frame: Frame
    body: float
    stacked: bool
    """Large print: the code under the facts, the dates one under another."""
    module: float
    """Side of a QR module in points."""


def _frame(size: tuple[float, float], side: float, top: float, bottom: float) -> Frame:
    return Frame(size[0], size[1], side, side, top, bottom)


LOOKS = {
    "a4": Look(_frame(A4, 56, 52, 44), 13.5, False, 0.8 * MM),
    "a5": Look(_frame(A5, 34, 27, 24), 10.5, False, 38 / 57 * MM),
    "a5-large": Look(_frame(A5, 30, 26, 24), 16, True, 0.8 * MM),
}


def slip_pages(content: dict[str, Any], paper: str, faces: Faces) -> list[Page]:
    """The pages of a slip on a sheet paper."""
    look = LOOKS[paper]
    pages = _Sheet(content, look, faces).pages()
    if len(pages) > 1:
        tighter = (_Sheet(content, look, faces, tight).pages() for tight in TIGHTER)
        pages = next((fewer for fewer in tighter if len(fewer) < len(pages)), pages)
    if len(pages) > 1:
        for place, page in enumerate(pages, 1):
            number_of(page, place, len(pages), look.frame, faces, content["number"])
    return pages


class _Sheet:
    def __init__(self, content: dict[str, Any], look: Look, faces: Faces, tight: float = 1.0) -> None:
        self.content = content
        self.look = look
        self.set = Setter(look.frame, faces)
        self.faces = faces
        self.b = look.body
        self.v = look.body * tight
        """The body size as heights and gaps are measured by it."""
        self.plain = Style(SANS, self.b)
        self.bold = Style(BOLD, self.b)
        self.small = Style(SANS, max(9.0, self.b * SMALL))
        self.heading = Style(BOLD, self.b * 1.1)

    def pages(self) -> list[Page]:
        bands = [
            *self._title(),
            *self._facts(),
            self._rule(),
            *self._notices(),
            self._rule(),
            *self._rights(),
            self._rule(),
            *self._desk_code(),
        ]
        return paginate(bands, self.look.frame, self._foot())

    def _rule(self) -> Band:
        return self.set.rule(0.75, self.v * 0.55, self.v * 0.6)

    def _title(self) -> list[Band]:
        b, v = self.b, self.v
        bands = self.set.centred(self.content["heading"], self.plain, v * 1.7)
        bands += self.set.centred(self.content["title"], Style(BOLD, b * 1.75), v * 2.5, spread=b * 0.12)
        for mark in (self.content.get("reprint"), self.content.get("replaces")):
            if mark:
                bands += self.set.centred(mark, Style(BOLD, self.small.size), v * 1.5)
        return [*bands, self.set.rule(0.75, v * 0.25, v * 0.6)]

    def _facts(self) -> list[Band]:
        code = matrix(self.content["code"])
        side = code.modules * self.look.module
        frame = self.look.frame
        room = frame.measure if self.look.stacked else frame.measure - side - self.b * 0.8
        rows = self._fact_rows(room)
        picture = self._code(code, frame.left + frame.measure - side)
        if self.look.stacked:
            picture = self._code(code, frame.left + (frame.measure - side) / 2)
            return [*rows, blank(self.v * 0.5), *self._query_code(), joined([picture])]
        left = joined([*rows, blank(self.v * 0.5), *self._query_code()])
        return [Band(max(left.height, picture.height), left.marks + picture.marks)]

    def _fact_rows(self, room: float) -> list[Band]:
        b, v, left = self.b, self.v, self.look.frame.left
        labels = max(self.faces.width(label, SANS, b) for label, _ in self.content["facts"]) + b * 0.6
        rows = []
        for label, value in self.content["facts"]:
            style = self.bold if value == self.content["number"] else self.plain
            lines = self.set.paragraph(value, style, v * 1.6, x=left + labels, width=room - labels)
            rows += self.set.labelled(label, self.plain, lines, v * 1.6)
        return rows

    def _query_code(self) -> list[Band]:
        b, left = self.b, self.look.frame.left
        label = self.set.paragraph("查询码（请妥善保管，不要告诉他人）", self.small, b * 1.35)
        strip = self.set.page(b * 2.1)
        size = b * 1.75
        strip.text(left, middle(strip.height, size), self.content["query_code"], Style(BOLD, size), b * 0.08)
        return [*label, Band(strip.height, strip.marks)]

    def _code(self, code: Any, x: float) -> Band:
        side = code.modules * self.look.module
        lift = 0.0 if self.look.stacked else 2 * self.look.module
        strip = self.set.page(side - lift + self.small.size * 1.3)
        strip.boxes(code.rects(x, -lift, self.look.module))
        hint = self.content["code_hint"]
        width = self.faces.width(hint, SANS, self.small.size)
        strip.text(x + (side - width) / 2, side - lift + self.small.size * 0.85, hint, self.small)
        return Band(strip.height, strip.marks)

    def _notices(self) -> list[Band]:
        b, v, left = self.b, self.v, self.look.frame.left
        notices = self.content["notices"]
        bands = self.set.paragraph("三个告知", self.heading, v * 2)
        bands[-1].keep = True
        if notices["warning"]:
            bands += self.set.paragraph(notices["warning"], self.bold, v * 1.6)
        x = left + self.faces.width("一、工作意见", BOLD, b) + b * 0.6
        for place, item in enumerate(notices["items"]):
            text = [(item["strong"], self.bold), (item["text"], self.plain)]
            lines = self.set.paragraph(text, self.plain, v * 1.55, x=x)
            label = f"{NUMERALS[place]}、{item['label']}"
            bands += self.set.labelled(label, self.bold, lines, v * 1.55)
            if item["reason"]:
                bands[-1].keep = True
                bands += self.set.paragraph(item["reason"], self.small, self.small.size * 1.4, x=x)
            bands.append(blank(v * 0.3))
        return bands[:-1]

    def _rights(self) -> list[Band]:
        v = self.v
        rights = self.content["rights"]
        bands = self.set.paragraph("您的权利与日期", self.heading, v * 2)
        bands[-1].keep = True
        stations = None
        if not self.look.stacked:
            stations = across(self.set, rights["stations"], self.bold, self.small)
        bands += [stations] if stations else listed(self.set, rights["stations"], self.bold, self.plain)
        if rights["note"]:
            bands += [blank(v * 0.4), *self.set.paragraph(rights["note"], self.small, self.small.size * 1.4)]
        return bands

    def _desk_code(self) -> list[Band]:
        b, frame = self.b, self.look.frame
        code = bars(self.content["number"])
        module = 2 * DOT * (1.25 if frame.width == A4[0] else 1)
        width, high = code.modules * module, b * 2.5
        strip = self.set.page(high)
        strip.boxes(code.rects(frame.left - 10 * module, 0, module, high))
        x = frame.left + width - 10 * module + b * 0.9
        if self.look.stacked:
            hint = self.set.paragraph(self.content["hint"], self.small, self.small.size * 1.4)
            return [joined([Band(high, strip.marks), blank(b * 0.4), *hint])]
        hint = self.set.paragraph(self.content["hint"], self.small, self.small.size * 1.4, x=x)
        return [Band(max(high, len(hint) * self.small.size * 1.4), strip.marks + joined(hint).marks)]

    def _foot(self) -> list[Band]:
        v, frame = self.v, self.look.frame
        service = "　".join(self.content["service"])
        job = self.content.get("job")
        foot = self.content["disclaimer"] + (f"　{job}" if job else "")
        bands = [blank(v), self._sign_lines(), blank(v * 0.7)]
        for text in (service, foot):
            if text:
                bands += self.set.paragraph(text, self.small, self.small.size * 1.5, width=frame.measure)
        return bands

    def _sign_lines(self) -> Band:
        b, frame = self.b, self.look.frame
        labels = self.content["signatures"]
        strip = self.set.page(b * 1.9)
        column = (frame.measure + b * 2) / len(labels)
        for place, label in enumerate(labels):
            x = frame.left + place * column
            end = x + column - b * 2
            strip.text(x, b * 1.6, label, self.plain)
            begin = x + self.faces.width(label, SANS, b) + b * 0.6
            strip.box(begin, b * 1.8, end - begin, 0.6)
        return Band(strip.height, strip.marks)
