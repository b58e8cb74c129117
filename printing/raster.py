"""Pages to pictures: one bit for the roll, grey for looking at; 203 dots an inch."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from printing.drawing import DPI, Boxes, Page, Picture, Ring, Text
from printing.faces import Face, Faces

DARK_BELOW = 150
"""Grey below which a dot is burnt: a little above the middle, as thin strokes fade on the roll."""
_BURNT = [0 if grey < DARK_BELOW else 255 for grey in range(256)]
PACKED = 4
"""How hard a PNG is packed (1 to 9): harder takes twice as long for a tenth less."""
SHAPES = 2_000
"""Characters kept as drawn, some 2 MB: most of a paper is words that every paper of its kind has."""
GAP = 24
"""Dots between the pages of one picture."""


class Raster:
    """Draws pages with Pillow; keeps the opened fonts."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._fonts: dict[tuple[Face, float], ImageFont.FreeTypeFont] = {}

    def grey(self, page: Page) -> Image.Image:
        """The page in grey at 203 dpi."""
        scale = page.unit * DPI / 72
        image = Image.new("L", (round(page.width * scale), round(page.height * scale)), 255)
        pen = ImageDraw.Draw(image)
        for mark in page.marks:
            if isinstance(mark, Text):
                self._text(pen, mark, scale)
            elif isinstance(mark, Boxes):
                _boxes(pen, mark, scale)
            elif isinstance(mark, Picture):
                _picture(image, mark, scale)
            else:
                _ring(pen, mark, scale)
        return image

    def one_bit(self, page: Page) -> Image.Image:
        """The page as the roll burns it: True is white."""
        return self.grey(page).point(_BURNT, "1")

    def _text(self, pen: ImageDraw.ImageDraw, mark: Text, scale: float) -> None:
        size = mark.style.size * scale
        x, y = mark.x * scale, round(mark.y * scale)
        stroke = mark.style.stroke * size / 2
        for face, text in self._faces.segments(mark.text, mark.style.role):
            font = self._font(face, size)
            for char in text:
                if not char.isspace():
                    left = int(x)
                    shape, (right, down) = _shape(font, char, x - left, stroke)
                    pen.draw.draw_bitmap((left + right, y + down), shape, 0)
                x += face.advance(char) * size + mark.spread * scale

    def _font(self, face: Face, size: float) -> ImageFont.FreeTypeFont:
        key = (face, round(size, 2))
        if key not in self._fonts:
            self._fonts[key] = ImageFont.truetype(
                str(face.path), key[1], face.index, layout_engine=ImageFont.Layout.BASIC
            )
        return self._fonts[key]


@lru_cache(SHAPES)
def _shape(
    font: ImageFont.FreeTypeFont, char: str, start: float, stroke: float
) -> tuple[Image.core.ImagingCore, tuple[int, int]]:
    """A character as ``ImageDraw.text`` draws it, and where from its place on the line.

    ``start``: how far the place is into its dot.
    """
    return font.getmask2(char, "L", anchor="ls", start=(start, 0.0), stroke_width=stroke, stroke_filled=True)


def _picture(image: Image.Image, mark: Picture, scale: float) -> None:
    side = max(1, round(mark.size * scale))
    glyph = Image.open(io.BytesIO(mark.png)).convert("L").resize((side, side), Image.Resampling.LANCZOS)
    image.paste(glyph, (round(mark.x * scale), round(mark.top * scale)))


def _boxes(pen: ImageDraw.ImageDraw, mark: Boxes, scale: float) -> None:
    """Modules of a code meet at their edges; a rule by itself keeps its thickness wherever it stands."""
    alone = len(mark.rects) == 1
    for x, y, width, height in mark.rects:
        left, top = round(x * scale), round(y * scale)
        right = left + round(width * scale) if alone else round((x + width) * scale)
        bottom = top + round(height * scale) if alone else round((y + height) * scale)
        pen.rectangle((left, top, max(left, right - 1), max(top, bottom - 1)), fill=0)


def _ring(pen: ImageDraw.ImageDraw, mark: Ring, scale: float) -> None:
    x, y, radius = mark.x * scale, mark.y * scale, mark.radius * scale
    edge = (x - radius, y - radius, x + radius, y + radius)
    width = max(1, round(mark.width * scale))
    pen.ellipse(edge, fill=0 if mark.filled else 255, outline=0, width=width)


def to_png(images: Sequence[Image.Image]) -> bytes:
    """One PNG of the pages, one under another."""
    if len(images) == 1:
        whole = images[0]
    else:
        width = max(image.width for image in images)
        height = sum(image.height for image in images) + GAP * (len(images) - 1)
        whole = Image.new(images[0].mode, (width, height), 255)
        y = 0
        for image in images:
            whole.paste(image, (0, y))
            y += image.height + GAP
    out = io.BytesIO()
    whole.save(out, "PNG", dpi=(DPI, DPI), compress_level=PACKED)
    return out.getvalue()
