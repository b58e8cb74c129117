"""The fonts: whole, static TrueType; the chain falls back per character, reports what none has."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from printing import system_fonts
from printing.drawing import Page, Style
from printing.faces import BODY, BOLD, SANS, SERIF, Faces
from printing.fonts import FILES, FOLDER, font_files
from printing.pdf import to_pdf
from tests.printing.reading import pdf_text
from tests.printing.samples import RARE

PRIVATE = "\U000f0001"


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces(system=False)


def test_the_files_are_static_true_type_with_the_rare_characters() -> None:
    files = font_files()
    assert set(files) == {"sans", "sans-bold", "serif", "serif-bold"}
    for role in FILES:
        with TTFont(files[role], lazy=True) as font:
            assert "glyf" in font
            assert "fvar" not in font
            assert all(ord(char) in font.getBestCmap() for char in RARE + "〔〕“”—…①")
            assert font["OS/2"].usWeightClass == (700 if role == "sans-bold" else 400)


def test_digits_are_equally_wide(faces: Faces) -> None:
    for role in (SANS, BOLD):
        assert len({faces.advance(digit, role) for digit in "0123456789"}) == 1


def test_the_files_are_those_that_were_made_and_looked_at() -> None:
    listed = (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").split()
    sums = dict(zip(listed[1::2], listed[::2], strict=True))
    assert sums == {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in FILES.values()}
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_a_character_falls_back_alone(faces: Faces) -> None:
    sans, serif = faces.face("人", SANS), faces.face("人", SERIF)
    assert sans is not None
    assert serif is not None
    only_serif = next(
        chr(code)
        for code in serif.font.face.charToGlyph
        if code > 0x3400 and code not in sans.font.face.charToGlyph
    )
    found = list(faces.segments(f"王{only_serif}明", SANS))
    assert [(face.name, text) for face, text in found] == [
        (sans.name, "王"),
        (serif.name, only_serif),
        (sans.name, "明"),
    ]


def test_what_no_font_has_is_reported_once(faces: Faces) -> None:
    assert faces.missing(f"王{PRIVATE}明{PRIVATE}\n　 ") == PRIVATE
    with pytest.raises(ValueError, match="no glyph"):
        list(faces.segments(PRIVATE, SANS))


def _tiny_font(path: Path, char: str) -> None:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((700, 700))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "one"])
    builder.setupCharacterMap({ord(char): "one"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "one": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "one": (1000, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular", "psName": f"Tiny-{ord(char):X}"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_the_machines_own_fonts_are_asked_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    _tiny_font(tmp_path / "hanazono.ttf", "𠀀")
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path])
    faces = Faces()
    face = faces.face("𠀀", SANS)
    assert face is not None
    assert face.path.name == "hanazono.ttf"
    assert faces.missing("王𠀀明") == ""
    page = Page(200, 50)
    page.text(10, 30, "王𠀀明", Style(SANS, 12))
    assert "王𠀀明" in pdf_text(to_pdf([page], faces, "t", "a"))


def test_the_machines_fangsong_is_used_for_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tiny_font(tmp_path / "simfang.ttf", "文")
    monkeypatch.setattr(system_fonts, "folders", lambda: [tmp_path])
    faces = Faces()
    own, other = faces.face("文", BODY), faces.face("书", BODY)
    assert own is not None
    assert own.path.name == "simfang.ttf"
    assert other is not None
    assert other.path.name == FILES["serif"]


def test_to_unicode_is_utf_16_beyond_the_bmp(faces: Faces) -> None:
    page = Page(300, 50)
    page.text(10, 30, RARE, Style(SANS, 20))
    pdf = to_pdf([page], faces, "t", "a")
    streams = [zlib.decompress(part) for part in _flate_streams(pdf)]
    maps = b"".join(stream for stream in streams if b"beginbfchar" in stream)
    assert b"<D872DF4E>" in maps
    assert not re.search(rb"> <[0-9A-F]{5}>", maps)
    assert RARE in pdf_text(pdf)


def _flate_streams(pdf: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        data = match[1].strip()
        found.append(base64.a85decode(data.removesuffix(b"~>")) if data.endswith(b"~>") else data)
    return [data for data in found if data.startswith(b"x")]  # not the metadata, not the colour profile
