"""The end of a document: office and date with room for the real seal, the QR code, lines to sign on."""

from __future__ import annotations

from typing import Any

from printing.bands import Band, blank
from printing.drawing import MM, Style
from printing.faces import BOLD, SANS
from printing.lines import draw, wrap
from printing.qr import matrix
from printing.setting import Setter, middle

MODULE = 0.625 * MM
"""Side of a QR module: five dots of a 203-dpi head."""
CODE_ROOM = 60 * MODULE
"""Width left to the code beside the office."""


def sealed(content: dict[str, Any], setter: Setter, plain: Style, pitch: float) -> list[Band]:
    """Office over date at the right (GB/T 9704), the code at the left where the paper carries one."""
    codes = [block for block in content["blocks"] if block["type"] == "code"]
    band = _office_and_date(content, setter, plain, pitch, CODE_ROOM if codes else 0.0)
    if codes:
        _code(band, codes[0], setter)
    return [blank(pitch * 0.3, keep=True), band]


def _office_and_date(
    content: dict[str, Any], setter: Setter, plain: Style, pitch: float, left_out: float
) -> Band:
    """The wider lies two characters from the edge (a date four); the other is centred to it."""
    seal = content["sealed"]
    frame, faces, size = setter.frame, setter.faces, plain.size
    office = wrap(seal["unit"], plain, frame.measure - left_out - 3 * size, faces)
    wide = max(line.width for line in office)
    narrow = faces.width(seal["date"], plain.role, size)
    right = frame.width - frame.right - (2 if wide > narrow else 4) * size
    centre = right - max(wide, narrow) / 2
    strip = setter.page(pitch * (3 + len(office)))
    for place, line in enumerate(office, 2):
        draw(strip, line, centre - line.width / 2, pitch * place + middle(pitch, size))
    strip.text(centre - narrow / 2, strip.height - pitch + middle(pitch, size), seal["date"], plain)
    return Band(strip.height, strip.marks)


def _code(band: Band, block: dict[str, Any], setter: Setter) -> None:
    """QR code at the left edge with the query code under it."""
    code = matrix(block["code"])
    side = code.modules * MODULE
    left = setter.frame.left - 2 * MODULE
    size, small = 11.0, Style(SANS, 9)
    strip = setter.page(side + 30)
    strip.boxes(code.rects(left, 0, MODULE))
    middle_x = left + side / 2
    for text, style, y in (
        (block["query_code"], Style(BOLD, size), side + size * 0.8),
        (block["hint"], small, side + size * 0.8 + 13),
    ):
        width = setter.faces.width(text, style.role, style.size)
        strip.text(middle_x - width / 2, y, text, style)
    band.marks += strip.marks
    band.height = max(band.height, strip.height)


def pinned(blocks: list[dict[str, Any]], setter: Setter, plain: Style, pitch: float) -> list[Band]:
    """Lines to sign on, two a row."""
    labels = [label for block in blocks for label in block["labels"]]
    frame = setter.frame
    gap = plain.size * 1.5
    column = (frame.measure + gap) / 2
    bands = []
    for first in range(0, len(labels), 2):
        strip = setter.page(pitch)
        for place, label in enumerate(labels[first : first + 2]):
            x = frame.left + place * column
            y = middle(pitch, plain.size)
            strip.text(x, y, label, plain)
            begin = x + setter.faces.width(label, plain.role, plain.size) + plain.size * 0.5
            strip.box(begin, y + plain.size * 0.18, x + column - gap - begin, 0.6)
        bands.append(Band(pitch, strip.marks, keep=True))
    if bands:
        bands.insert(0, blank(pitch * 0.3, keep=True))
    return bands
