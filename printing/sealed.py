"""The end of a document: office and date with room for the real seal, the QR code, lines to sign on."""

from __future__ import annotations

from typing import Any

from printing.bands import Band, blank
from printing.drawing import MM, Style
from printing.faces import BOLD, SANS
from printing.qr import matrix
from printing.setting import Setter, middle

MODULE = 0.625 * MM
"""Side of a QR module: five dots of a 203-dpi head."""


def sealed(content: dict[str, Any], setter: Setter, plain: Style, pitch: float) -> list[Band]:
    """Office over date at the right (GB/T 9704), the code at the left where the paper carries one."""
    codes = [block for block in content["blocks"] if block["type"] == "code"]
    office, day = content["sealed"]["unit"], content["sealed"]["date"]
    strip = setter.page(pitch * 4)
    frame, faces = setter.frame, setter.faces
    edge = frame.width - frame.right
    wide, narrow = (faces.width(text, plain.role, plain.size) for text in (office, day))
    if wide > narrow:
        right = edge - 2 * plain.size
        left = right - wide
        strip.text(left, pitch * 2 + middle(pitch, plain.size), office, plain)
        strip.text(left + (wide - narrow) / 2, pitch * 3 + middle(pitch, plain.size), day, plain)
    else:
        right = edge - 4 * plain.size
        left = right - narrow
        strip.text(left + (narrow - wide) / 2, pitch * 2 + middle(pitch, plain.size), office, plain)
        strip.text(left, pitch * 3 + middle(pitch, plain.size), day, plain)
    one = Band(strip.height, strip.marks)
    if codes:
        _code(one, codes[0], setter)
    return [blank(pitch * 0.3, keep=True), one]


def _code(one: Band, block: dict[str, Any], setter: Setter) -> None:
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
    one.marks += strip.marks
    one.height = max(one.height, strip.height)


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
