"""Characters no font has: a picture of the glyph made fit for paper, and put where the character stands."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image, ImageOps, ImageStat, UnidentifiedImageError

from app.errors import FieldError, Refused
from printing.drawing import Mark, Page, Picture, Text
from printing.faces import Faces

SIDE = 160
"""Dots of the square a glyph is kept in: 20 mm at 203 dpi, more than any paper prints."""
_INK = SIDE * 88 // 100
"""The longer edge of the strokes: a character fills most of its square, never all of it."""
_LARGEST = 4_000_000
"""Pixels of a picture that is still taken for one character."""
_FAINT = 60
"""Grey steps between paper and strokes below which nothing can be made out."""
_DARK = 128


def normalised(data: bytes) -> bytes:
    """A PNG of the glyph alone, dark on white, in its square.

    Refused(FieldError('picture', …)): glyph_unreadable, glyph_too_large, glyph_blank.
    """
    grey = ImageOps.autocontrast(_opened(data), cutoff=1)
    if ImageStat.Stat(grey).mean[0] < _DARK:
        grey = ImageOps.invert(grey)
    strokes = grey.point(lambda shade: 255 if shade < _DARK else 0).getbbox()
    if strokes is None:
        raise Refused(FieldError("picture", "glyph_blank"))
    ink = grey.crop(strokes)
    scale = _INK / max(ink.size)
    ink = ink.resize(
        (max(1, round(ink.width * scale)), max(1, round(ink.height * scale))), Image.Resampling.LANCZOS
    )
    square = Image.new("L", (SIDE, SIDE), 255)
    square.paste(ink, ((SIDE - ink.width) // 2, (SIDE - ink.height) // 2))
    out = io.BytesIO()
    square.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if picture.width * picture.height > _LARGEST:
            raise Refused(FieldError("picture", "glyph_too_large"))
        seen = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused(FieldError("picture", "glyph_unreadable")) from error
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    grey = white.convert("L")
    darkest, lightest = grey.getextrema()
    if not isinstance(darkest, int | float) or float(lightest) - float(darkest) < _FAINT:  # type: ignore[arg-type]
        raise Refused(FieldError("picture", "glyph_blank"))
    return grey


def pictures_of(content: Mapping[str, Any]) -> dict[str, tuple[bytes, str]]:
    """The glyph pictures a content carries: character to (PNG, pinyin)."""
    kept = content.get("glyphs") or {}
    return {char: (base64.b64decode(glyph["png"]), str(glyph["pinyin"])) for char, glyph in kept.items()}


def with_pictures(
    pages: Sequence[Page], faces: Faces, glyphs: Mapping[str, tuple[bytes, str]]
) -> Sequence[Page]:
    """The pages with a picture wherever one of these characters stands that no font has."""
    lacking = {char: picture for char, picture in glyphs.items() if faces.missing(char)}
    if not lacking:
        return pages
    for page in pages:
        page.marks = [part for mark in page.marks for part in _parts(mark, faces, lacking)]
    return pages


def _parts(mark: Mark, faces: Faces, lacking: Mapping[str, tuple[bytes, str]]) -> list[Mark]:
    if not isinstance(mark, Text) or not any(char in lacking for char in mark.text):
        return [mark]
    parts: list[Mark] = []
    x, held, began = mark.x, "", mark.x
    for char in mark.text:
        wide = faces.advance(char, mark.style.role) * mark.style.size + mark.spread
        if char in lacking:
            if held:
                parts.append(Text(began, mark.y, held, mark.style, mark.spread))
            png, pinyin = lacking[char]
            parts.append(Picture(x, mark.y, mark.style.size, png, f"{char}（{pinyin}）"))
            held, began = "", x + wide
        else:
            held += char
        x += wide
    if held:
        parts.append(Text(began, mark.y, held, mark.style, mark.spread))
    return parts
