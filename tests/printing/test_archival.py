"""Every PDF is one for the archive: what ISO 19005-2 asks of its structure, as far as it can be seen here.

veraPDF was not at hand; tests/acceptance/test_pdf_by_preflight.py asks a validator of the first part.
"""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import ImageCms
from pypdfium2 import PdfDocument

from printing.papers import Papers
from tests.printing.paper_samples import content

PAPERS = Papers(system_fonts=False)
PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


@pytest.fixture(scope="module", params=[("受理告知书", "a4"), ("来访回执", "a5"), ("来访回执", "80mm")])
def pdf(request: pytest.FixtureRequest) -> bytes:
    kind, paper = request.param
    return PAPERS.render(content(kind), paper, "pdf")


def test_it_says_of_itself_that_it_is_pdf_a_2b(pdf: bytes) -> None:
    start, end = pdf.index(b"<?xpacket begin"), pdf.index(b'<?xpacket end="w"?>')
    tree = ElementTree.fromstring(pdf[start:end].partition(b"?>")[2])
    (part,), (conformance,) = tree.iter(f"{PDFA}part"), tree.iter(f"{PDFA}conformance")
    assert (part.text, conformance.text) == ("2", "B")


def test_both_forms_of_the_document_information_agree(pdf: bytes) -> None:
    document = PdfDocument(pdf)
    told = document.get_metadata_dict()
    document.close()
    packet = pdf[pdf.index(b"<?xpacket begin") :].decode("utf-8", errors="replace")
    for key in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer"):
        assert told[key]
        assert f">{told[key]}<" in packet
    assert told["CreationDate"].startswith("D:20000101000000")
    assert "<xmp:CreateDate>2000-01-01T00:00:00+00:00<" in packet


def test_colours_have_a_profile(pdf: bytes) -> None:
    assert b"/S /GTS_PDFA1" in pdf
    from printing.archival import _profile

    profile = ImageCms.ImageCmsProfile(io.BytesIO(_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"


def test_streams_end_with_a_line_and_every_object_is_where_the_table_says(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-1.7\n%")
    assert not re.search(rb"[^\r\n]endstream", pdf)
    table = int(re.findall(rb"startxref\n(\d+)", pdf)[-1])
    assert pdf[table : table + 5] == b"xref\n"
    places = [int(place) for place in re.findall(rb"\n(\d{10}) \d{5} n", pdf[table:])]
    for number, place in enumerate(places, start=1):
        assert pdf[place:].startswith(b"%d 0 obj" % number)
    assert b"/Encrypt" not in pdf
    assert b"/JavaScript" not in pdf


def test_every_font_is_embedded(pdf: bytes) -> None:
    assert pdf.count(b"/Type /FontDescriptor") == pdf.count(b"/FontFile2 ") > 0
    assert pdf.count(b"/FontDescriptor ") == len(re.findall(rb"/Type /Font\b(?!Descriptor)", pdf))
    assert b"Helvetica" not in pdf  # reportlab's first font, which it never embeds


def test_the_same_paper_gives_the_same_bytes() -> None:
    first, again = (PAPERS.render(content("受理告知书"), "a4", "pdf") for _ in range(2))
    assert first == again
