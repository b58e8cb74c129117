"""Attachments are judged by their content; what is hostile or damaged is a sentence and nothing else."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.domain.attachments import JPEG, OFD, PDF, PNG, TIFF
from app.errors import Refused, Unavailable
from app.words import SENTENCES
from printing.pictures import SMALL, Pictures
from tests.files import bomb, packet, pdf, photo, scan


@pytest.mark.parametrize(
    ("content", "kind", "pages"),
    [
        (photo(), JPEG, 1),
        (photo(form="PNG"), PNG, 1),
        (scan(3), TIFF, 3),
        (pdf(2), PDF, 2),
        (b"\n\n" + pdf(1), PDF, 1),
        (packet(), OFD, 1),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str, pages: int) -> None:
    judged = Pictures().judge(content)
    assert (judged.kind, judged.pages) == (kind, pages)
    if kind == OFD:
        assert judged.thumbnail is None
        return
    assert judged.thumbnail is not None
    with Image.open(io.BytesIO(judged.thumbnail)) as small:
        assert max(small.size) <= SMALL
        assert small.format == "JPEG"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attach_empty"),
        (b"MZ\x90\x00" + bytes(200), "attach_program"),
        (b"\x7fELF" + bytes(200), "attach_program"),
        (b"#!/bin/sh\nrm -r x\n", "attach_program"),
        (bomb(), "attach_pixels"),
        (bomb(10_000), "attach_pixels"),
        (photo()[:4000], "attach_damaged"),
        (photo(form="PNG")[:-200], "attach_damaged"),
        (pdf()[:300], "attach_damaged"),
        (b"%PDF-1.7\n" + bytes(500), "attach_damaged"),
        (pdf(password="geheim"), "attach_locked"),
        (packet("word/document.xml"), "attach_kind"),
        (packet()[:40], "attach_damaged"),
        ("只是一段文字（示例）".encode(), "attach_kind"),
        (bytes(range(256)) * 20, "attach_kind"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "attach_heic"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "attach_kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # an archive's bytes hold the time it was made
)
def test_what_cannot_be_taken_is_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        Pictures().judge(content)
    (error,) = caught.value.errors
    assert (error.field, error.code) == ("file", code)
    assert SENTENCES[code].format(**{"name": "一.jpg", "most": 1, **error.facts})


@pytest.mark.parametrize("cut", range(0, 2000, 97))
def test_no_cut_file_breaks_the_judge(cut: int) -> None:
    for content in (photo(), photo(form="PNG"), scan(), pdf(), packet()):
        try:
            Pictures().judge(content[:cut])
        except Refused:
            continue


def test_a_page_is_drawn_upright_and_no_larger_than_asked() -> None:
    turned = Image.open(io.BytesIO(photo(size=(600, 300))))
    exif = turned.getexif()
    exif[0x0112] = 6  # the camera was held upright
    out = io.BytesIO()
    turned.save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(Pictures().drawn(out.getvalue(), JPEG, 0, 400))) as drawn:
        assert drawn.size == (200, 400)
    with Image.open(io.BytesIO(Pictures().drawn(pdf(2), PDF, 1, 700))) as drawn:
        assert max(drawn.size) in (700, 701)
    with Image.open(io.BytesIO(Pictures().drawn(scan(2), TIFF, 1, 100))) as drawn:
        assert max(drawn.size) == 100


def test_what_cannot_be_drawn_is_the_worlds_fault() -> None:
    for page in (5, -9):
        with pytest.raises(Unavailable, match="content_damaged"):
            Pictures().drawn(pdf(2), PDF, page, 100)
    with pytest.raises(Unavailable, match="content_damaged"):
        Pictures().drawn(photo()[:3000], JPEG, 0, 100)


def test_a_16_bit_scan_and_one_with_a_clear_ground_are_drawn() -> None:
    for picture in (Image.new("I;16", (50, 40), 30_000), Image.new("RGBA", (50, 40), (0, 0, 0, 0))):
        out = io.BytesIO()
        picture.save(out, "PNG")
        assert Pictures().judge(out.getvalue()).kind == PNG
