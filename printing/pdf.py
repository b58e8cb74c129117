"""Pages to PDF/A-2b: embedded subsets, text that copies right, QR codes as vectors."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from printing.archival import VERSION, describe, with_line_ends
from printing.drawing import Boxes, Page, Picture, Ring, Text
from printing.faces import SANS, Faces

rl_config.useA85 = 0
"""Packed pages stand in the file as they are, as fonts do: as letters they are a fourth larger and slower."""


class _Bare(Canvas):
    """A canvas whose pages begin with no font: the Helvetica of reportlab is not embedded (ISO 19005-2)."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def to_pdf(pages: Sequence[Page], faces: Faces, title: str, author: str) -> bytes:
    """The PDF of the pages; the same pages give the same bytes."""
    out = io.BytesIO()
    canvas = _Bare(out, invariant=1, pageCompression=1, lang="zh-CN", pdfVersion=VERSION)
    describe(canvas, title, author)
    for page in pages:
        _draw(canvas, page, faces)
        canvas.showPage()
    canvas.save()
    return with_line_ends(out.getvalue())


def _draw(canvas: Canvas, page: Page, faces: Faces) -> None:
    unit = page.unit
    height = page.height * unit
    canvas.setPageSize((page.width * unit, height))
    for mark in page.marks:
        if isinstance(mark, Text):
            _text(canvas, mark, faces, unit, height)
        elif isinstance(mark, Boxes):
            _boxes(canvas, mark, unit, height)
        elif isinstance(mark, Picture):
            _picture(canvas, mark, faces, unit, height)
        else:
            _ring(canvas, mark, unit, height)


def _boxes(canvas: Canvas, mark: Boxes, unit: float, height: float) -> None:
    """The rectangles as one filled path; reportlab's own takes ten times as long to write its numbers."""
    rects = (
        f"{x * unit:.3f} {height - (y + high) * unit:.3f} {wide * unit:.3f} {high * unit:.3f} re"
        for x, y, wide, high in mark.rects
    )
    canvas._code.append(f"n {' '.join(rects)} f*")


def _text(canvas: Canvas, mark: Text, faces: Faces, unit: float, height: float) -> None:
    size = mark.style.size * unit
    out = canvas.beginText(mark.x * unit, height - mark.y * unit)
    out.setCharSpace(mark.spread * unit)
    if mark.style.stroke:
        canvas.setLineWidth(mark.style.stroke * size)
        out.setTextRenderMode(2)
    for face, text in faces.segments(mark.text, mark.style.role):
        out.setFont(face.font.fontName, size)
        out.textOut(text)
    if mark.style.stroke:
        out.setTextRenderMode(0)
    out.setCharSpace(0)
    canvas.drawText(out)


def _picture(canvas: Canvas, mark: Picture, faces: Faces, unit: float, height: float) -> None:
    """The glyph, marked with what copying gives for it; its pinyin unseen beneath for other readers."""
    spoken = (b"\xfe\xff" + mark.spoken.encode("utf-16-be")).hex().upper()
    size = mark.size * unit
    canvas._code.append(f"/Span <</ActualText <{spoken}>>> BDC")
    image = ImageReader(io.BytesIO(mark.png))
    canvas.drawImage(image, mark.x * unit, height - mark.top * unit - size, size, size)
    pinyin = "".join(char for char in mark.spoken[1:] if faces.face(char, SANS))
    out = canvas.beginText(mark.x * unit, height - mark.y * unit)
    out.setTextRenderMode(3)
    for face, text in faces.segments(pinyin, SANS):
        out.setFont(face.font.fontName, size / max(faces.width(pinyin, SANS, 1), 1))
        out.textOut(text)
    out.setTextRenderMode(0)
    canvas.drawText(out)
    canvas._code.append("EMC")


def _ring(canvas: Canvas, mark: Ring, unit: float, height: float) -> None:
    canvas.setLineWidth(mark.width * unit)
    radius = (mark.radius - mark.width / 2) * unit
    canvas.circle(mark.x * unit, height - mark.y * unit, radius, stroke=1, fill=int(mark.filled))
