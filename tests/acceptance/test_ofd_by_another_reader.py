"""The program's OFD opened by a reader that others wrote (ofdkit): the pages, sizes and words of the PDF."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from pypdfium2 import PdfDocument

from app.domain.papers.kinds import PAPER_SIZES
from printing.papers import Papers
from tests.printing.paper_samples import content

ofdkit = pytest.importorskip("ofdkit", reason="in the developers' lock; an older environment has it not")
pytestmark = pytest.mark.acceptance
PAPERS = Papers(system_fonts=False)
POINT = 25.4 / 72
"""Millimetres of one; OFD counts in millimetres."""
KINDS = ("来访回执", "三个告知单", "受理告知书", "联合接访记录", "日报")


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@pytest.mark.parametrize("paper", PAPER_SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_another_reader_finds_the_words_of_the_pdf(kind: str, paper: str) -> None:
    printed = content(kind)
    pdf = PdfDocument(PAPERS.render(printed, paper, "pdf"))
    with ofdkit.open(io.BytesIO(PAPERS.render(printed, paper, "ofd"))) as document:
        pages = list(document.pages)
        read = [characters("".join(run.text for run in page.runs)) for page in pages]
        sizes = [(page.width, page.height) for page in pages]
        title = document.info.title
    assert title == printed["title"]
    for page, size in zip(pdf, sizes, strict=True):
        assert size == pytest.approx([POINT * side for side in page.get_size()], abs=0.1)
    assert read == [characters(page.get_textpage().get_text_range()) for page in pdf]
