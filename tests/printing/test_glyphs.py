"""A character no font has: its picture stands on paper, and copying gives the character with its pinyin."""

from __future__ import annotations

import base64
import io
import re
import zlib
from contextlib import suppress
from typing import Any

import pytest
from PIL import Image, ImageDraw

from app.domain.papers.kinds import PAPER_SIZES, build
from app.errors import Refused
from printing.glyphs import SIDE, normalised
from printing.papers import Papers
from tests.printing import samples
from tests.printing.reading import pdf_text

RARE = "\ue000"


def drawn(form: str = "PNG", *, paper: str = "white", ink: str = "black", size: int = 90) -> bytes:
    """A picture as it is cut from an ID card: a cross, off the middle."""
    image = Image.new("RGB", (size * 2, size), paper)
    pen = ImageDraw.Draw(image)
    pen.line((20, 40, 80, 40), fill=ink, width=8)
    pen.line((50, 10, 50, 80), fill=ink, width=8)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


@pytest.fixture(scope="module")
def papers() -> Papers:
    return Papers(system_fonts=False)


def content(pinyin: str = "yǎn") -> dict[str, Any]:
    made = build("回执", samples.HEAD, samples.dossier(visit=samples.visit(category=f"住{RARE}房")))
    png = base64.b64encode(normalised(drawn())).decode()
    return made | {"glyphs": {RARE: {"png": png, "pinyin": pinyin}}}


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize(("paper", "ink"), [("white", "black"), ("black", "white"), ("#ddd", "#444")])
def test_a_glyph_is_cut_out_centred_and_dark_on_white(form: str, paper: str, ink: str) -> None:
    glyph = Image.open(io.BytesIO(normalised(drawn(form, paper=paper, ink=ink)))).convert("L")
    assert glyph.size == (SIDE, SIDE)
    left, top, right, bottom = glyph.point(lambda one: 255 if one < 128 else 0).getbbox()
    assert abs(left - (SIDE - right)) <= 3
    assert abs(top - (SIDE - bottom)) <= 3
    assert glyph.getpixel((2, 2)) > 200
    assert glyph.getpixel((SIDE // 2, SIDE // 2)) < 80


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "glyph_unreadable"),
        (b"GIF89a" + bytes(40), "glyph_unreadable"),
        (drawn()[:200], "glyph_unreadable"),
        (drawn(ink="white"), "glyph_blank"),
        (drawn(size=3000), "glyph_too_large"),
    ],
)
def test_what_is_no_glyph_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        normalised(data)
    assert [(one.field, one.code) for one in caught.value.errors] == [("picture", code)]


@pytest.mark.parametrize("paper", PAPER_SIZES)
def test_the_picture_stands_on_every_paper(papers: Papers, paper: str) -> None:
    with_picture = content()
    assert papers.missing(with_picture) == ""
    shown = Image.open(io.BytesIO(papers.render(with_picture, paper, "png"))).convert("L")
    blank = with_picture["glyphs"][RARE] | {"png": base64.b64encode(_white()).decode()}
    without = with_picture | {"glyphs": {RARE: blank}}
    empty = Image.open(io.BytesIO(papers.render(without, paper, "png"))).convert("L")
    assert shown.size == empty.size
    assert sum(empty.histogram()[200:]) - sum(shown.histogram()[200:]) > 50


def test_copying_gives_the_character_and_its_pinyin(papers: Papers) -> None:
    pdf = papers.render(content(), "a5", "pdf")
    said = ("\ufeff" + f"{RARE}（yǎn）").encode("utf-16-be").hex().upper().encode()
    assert any(said in stream and b"EMC" in stream for stream in _streams(pdf))
    assert f"住{RARE}（yǎn）房" in re.sub(r"\s", "", pdf_text(pdf))
    assert pdf == papers.render(content(), "a5", "pdf")


def test_a_picture_of_another_character_does_not_help(papers: Papers) -> None:
    made = content()
    other = made | {"glyphs": {"\ue001": made["glyphs"][RARE]}}
    assert papers.missing(other) == RARE


def test_the_preview_knows_what_another_face_draws(papers: Papers) -> None:
    plain = build("回执", samples.HEAD, samples.dossier())
    rare = build("回执", samples.HEAD, samples.dossier(visit=samples.visit(category="住房𬭎")))
    faces = papers._tools()[0]
    fallen = [char for char in "䶮㙍𬭎𫟹㛃𠙶" if faces.falls_back(char, "sans")]
    assert papers.fallback(plain, "a5") == ""
    assert papers.fallback(rare, "a5") == ("𬭎" if "𬭎" in fallen else "")


def _white() -> bytes:
    out = io.BytesIO()
    Image.new("L", (SIDE, SIDE), 255).save(out, "PNG")
    return out.getvalue()


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for part in pdf.split(b"stream\n")[1:]:
        with suppress(zlib.error):  # a few are not packed
            found.append(zlib.decompress(part.partition(b"\nendstream")[0]))
    return found
