"""A face read in blocks is the face that reportlab reads number by number."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import ttfonts

from printing.faces import MendedFont
from printing.fonts import font_files
from printing.quick_face import QuickFace

READ = ("charToGlyph", "glyphToChar", "charWidths", "defaultWidth", "hmetrics", "glyphPos")


@pytest.mark.parametrize("role", sorted(font_files()))
def test_it_comes_to_the_same(role: str) -> None:
    path = str(font_files()[role])
    plain, quick = ttfonts.TTFontFace(path), QuickFace(path)
    for name in (*READ, "numGlyphs", "bbox", "ascent", "flags", "unitsPerEm"):
        assert getattr(quick, name) == getattr(plain, name), name


def test_another_form_is_left_to_reportlab(tmp_path: Path) -> None:
    with TTFont(font_files()["sans"]) as font:
        font["cmap"].tables = [one for one in font["cmap"].tables if one.format == 4]
        font.save(tmp_path / "older.ttf")
    path = str(tmp_path / "older.ttf")
    plain, quick = ttfonts.TTFontFace(path), QuickFace(path)
    assert quick.charToGlyph == plain.charToGlyph
    assert quick.glyphToChar == plain.glyphToChar


def test_the_font_has_all_that_reportlab_gives_one() -> None:
    path = str(font_files()["sans"])
    plain = ttfonts.TTFont("plain", path, asciiReadable=False, shapable=False)
    mended = MendedFont("mended", path, 0)
    assert vars(mended).keys() == vars(plain).keys()
    assert (mended._asciiReadable, mended.shapable) == (plain._asciiReadable, plain.shapable)
