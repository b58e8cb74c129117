"""来访回执 on the roll of a thermal printer: 80 mm or 58 mm, as long as its content."""

from __future__ import annotations

from typing import Any

from app.domain.papers.sizes import ROLL_DOTS
from printing.bands import Band, Frame, blank
from printing.drawing import DOT, Page, Style
from printing.faces import BOLD, SANS, Faces
from printing.qr import bars, matrix
from printing.setting import Setter, joined
from printing.timeline import listed

MARGINS = {"80mm": 12, "58mm": 4}
BODIES = {"80mm": 26, "58mm": 24}
SHORT = {"事项类别": "类别", "办理方式": "办理"}
RULE = 2


def slip_roll(content: dict[str, Any], paper: str, faces: Faces) -> Page:
    """The slip as one page of the roll, its height that of its content."""
    return roll_page(_Roll(content, paper, faces).bands(), paper)


def roll_frame(paper: str) -> Frame:
    """The roll's width in dots; its height is not limited."""
    side = MARGINS[paper]
    return Frame(ROLL_DOTS[paper], 0, side, side, 0, 0, DOT)


def roll_page(bands: list[Band], paper: str) -> Page:
    """Bands as one page with a little room above and enough below for the cutter."""
    whole = joined([blank(16), *bands, blank(40)])
    return Page(ROLL_DOTS[paper], whole.height, DOT, whole.marks)


class _Roll:
    def __init__(self, content: dict[str, Any], paper: str, faces: Faces) -> None:
        self.content = content
        self.set = Setter(roll_frame(paper), faces)
        self.faces = faces
        self.narrow = paper == "58mm"
        self.b = BODIES[paper]
        self.pitch = self.b * 1.42
        self.plain = Style(SANS, self.b)
        self.bold = Style(BOLD, self.b)
        self.small = Style(SANS, min(24, self.b))
        self.heading = Style(BOLD, 32 if paper == "80mm" else 28)

    def bands(self) -> list[Band]:
        return [
            *self._title(),
            *self._facts(),
            self._rule(),
            *self._notices(),
            self._rule(),
            *self._rights(),
            self._rule(),
            *self._code(),
            self._rule(),
            *self._desk_code(),
            *self._foot(),
        ]

    def _rule(self) -> Band:
        return self.set.rule(RULE, 14, 14)

    def _title(self) -> list[Band]:
        size = 36 if self.narrow else 40
        bands = self.set.centred(self.content["heading"], self.plain, self.pitch)
        bands += self.set.centred(self.content["title"], Style(BOLD, size), size * 1.45)
        for mark in (self.content.get("reprint"), self.content.get("replaces")):
            if mark:
                bands += self.set.centred(mark, Style(BOLD, self.small.size), self.pitch)
        return [*bands, self.set.rule(RULE, 10, 14)]

    def _facts(self) -> list[Band]:
        left = self.set.frame.left
        facts = [(SHORT.get(label, label), value) for label, value in self.content["facts"]]
        widest = max(self.faces.width(label, SANS, self.b) for label, _ in facts)
        x = left + widest + (16 if self.narrow else 42)
        bands: list[Band] = []
        for label, value in facts:
            style = self.bold if value == self.content["number"] else self.plain
            room = left + self.set.frame.measure - x
            if len(value) > 20 and value.isascii() and self.faces.width(value, style.role, self.b) > room:
                bands += self.set.paragraph(label, self.plain, self.pitch)
                bands += self.set.paragraph(value, style, self.pitch)
                continue
            lines = self.set.paragraph(value, style, self.pitch, x=x)
            bands += self.set.labelled(label, self.plain, lines, self.pitch)
        return bands

    def _notices(self) -> list[Band]:
        notices = self.content["notices"]
        bands = self.set.paragraph("三个告知", self.heading, self.heading.size * 1.4)
        if notices["warning"]:
            bands += self.set.paragraph(notices["warning"], self.bold, self.pitch)
        for place, item in enumerate(notices["items"], 1):
            text = [(item["strong"], self.bold), (item["text"], self.plain)]
            bands += [
                blank(6),
                *self.set.paragraph(f"{place} {item['label']}", self.bold, self.pitch),
                *self.set.paragraph(text, self.plain, self.pitch),
            ]
            if item["reason"]:
                bands += self.set.paragraph(item["reason"], self.small, self.small.size * 1.36)
        return bands

    def _rights(self) -> list[Band]:
        rights = self.content["rights"]
        bands = self.set.paragraph("您的权利与日期", self.heading, self.heading.size * 1.4)
        bands += listed(self.set, rights["stations"], self.plain, self.plain)
        if rights["note"]:
            bands += [blank(4), *self.set.paragraph(rights["note"], self.small, self.small.size * 1.36)]
        return bands

    def _code(self) -> list[Band]:
        code = matrix(self.content["code"])
        width = self.set.frame.width
        module = min(8, int(width // code.modules))
        side = code.modules * module
        strip = self.set.page(side)
        strip.boxes(code.rects((width - side) // 2, 0, module))
        size = 36 if self.narrow else 44
        return [
            Band(side, strip.marks),
            *self.set.centred(f"{self.content['code_hint']}，或报查询码", self.plain, self.pitch),
            *self.set.centred(self.content["query_code"], Style(BOLD, size), size * 1.5, spread=2),
            *self.set.centred("请妥善保管，不要告诉他人", self.small, self.small.size * 1.4),
        ]

    def _desk_code(self) -> list[Band]:
        """The visit number for the desk's scanner: Code 128 where it fits at two dots, else a small QR."""
        number = self.content["number"].replace("-", "")
        width = self.set.frame.width
        code = bars(number)
        strip = self.set.page(72)
        if code.modules * 2 <= width:
            strip.boxes(code.rects((width - code.modules * 2) // 2, 0, 2, 72))
        else:
            small = matrix(number)
            strip = self.set.page(small.modules * 4)
            strip.boxes(small.rects((width - small.modules * 4) // 2, 0, 4))
        hint = self.set.centred("窗口扫码用", self.small, self.small.size * 1.5)
        return [Band(strip.height, strip.marks), *hint, blank(8)]

    def _foot(self) -> list[Band]:
        job = self.content.get("job")
        lines = [*self.content["service"], self.content["disclaimer"].rstrip("。"), *([job] if job else [])]
        return [band for line in lines for band in self.set.centred(line, self.small, self.small.size * 1.4)]
