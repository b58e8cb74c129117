"""Documents on every paper: their words are read back, tables break well, the end never stands alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from app.domain.papers.kinds import BUILDERS, PAPER_SIZES, build
from app.errors import Refused
from printing.document_sheet import LOOKS, _pages, document_pages
from printing.drawing import Page, Text
from printing.faces import Faces
from printing.papers import Papers, lay_out
from tests.printing import samples
from tests.printing.paper_samples import content, dossier_for, texts
from tests.printing.reading import pdf_pages, pdf_text
from tests.printing.reception_samples import LINES, reception_dossier


@pytest.fixture(scope="module")
def papers() -> Papers:
    return Papers(system_fonts=False)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces(system=False)


def long_record(lines: int) -> dict[str, Any]:
    spoken = tuple(
        replace(
            LINES[0],
            id=f"line-{n}",
            position=n,
            text=f"第{n}句：" + "要求尽快答复办证时间，" * (n % 5 + 1),
        )
        for n in range(lines)
    )
    return build("联合接访记录", samples.HEAD, reception_dossier(lines=spoken))


def words(page: Page) -> str:
    return "".join(mark.text for mark in page.marks if isinstance(mark, Text))


@pytest.mark.parametrize("paper", PAPER_SIZES)
@pytest.mark.parametrize("kind", [kind for kind in BUILDERS if kind != "来访回执"])
def test_every_text_of_a_document_is_in_its_pdf(papers: Papers, kind: str, paper: str) -> None:
    sample = content(kind)
    assert papers.missing(sample) == ""
    found = re.sub(r"\s", "", pdf_text(papers.render(sample, paper, "pdf")))
    assert sample["heading"] in found
    found = re.sub(rf"—\d+—|第\d+页共\d+页|{sample['heading']}", "", found)
    for text in texts(sample):
        assert re.sub(rf"\s|{sample['heading']}", "", text) in found, text


def test_a_table_that_breaks_repeats_its_head_and_is_closed(papers: Papers) -> None:
    pages = pdf_pages(papers.render(long_record(80), "a4", "pdf"))
    assert len(pages) > 3
    inner = [page for page in pages[1:] if "第" in page and "句：" in page]
    assert inner
    assert all("时间" in page and "类别" in page and "内容" in page for page in inner)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in re.sub(r"\s", "", page)


def test_nothing_is_drawn_outside_the_page(faces: Faces) -> None:
    for kind in BUILDERS:
        for paper in PAPER_SIZES:
            for page in lay_out(content(kind), paper, faces):
                for mark in page.marks:
                    if isinstance(mark, Text):
                        right = mark.x + faces.width(mark.text, mark.style.role, mark.style.size)
                        right += mark.spread * (len(mark.text) - 1)
                        assert mark.x >= 0, (kind, paper, mark)
                        assert right <= page.width + 0.5, (kind, paper, mark)
                        assert 0 < mark.y < page.height, (kind, paper, mark)


def test_a_long_name_of_the_office_stays_inside(faces: Faces) -> None:
    head = replace(samples.HEAD, heading="示例省示例自治州示例市人民来信来访联合接待服务中心（第二分中心）")
    for kind in BUILDERS:
        for paper in PAPER_SIZES:
            for page in lay_out(build(kind, head, dossier_for(kind)), paper, faces):
                for mark in page.marks:
                    if isinstance(mark, Text):
                        right = mark.x + faces.width(mark.text, mark.style.role, mark.style.size)
                        right += mark.spread * (len(mark.text) - 1)
                        assert 0 <= mark.x <= right <= page.width + 0.5, (kind, paper, mark)


@pytest.mark.parametrize("repeats", range(0, 30, 3))
def test_the_end_of_a_letter_never_stands_alone(faces: Faces, repeats: int) -> None:
    told = samples.notice(opinion="您反映的事项由市住建局核查，" * (repeats + 1))
    sheet = build("三个告知单", samples.HEAD, reception_dossier(notice=told))
    last = words(lay_out(sheet, "a4", faces)[-1])
    assert "来访人签名" in last
    assert samples.HEAD.heading in last
    assert "2026年11月23日" in last
    assert "李局 0562-0000001" in last or "工作日" in last, "a line of the text stays with the end"


@pytest.mark.parametrize("repeats", [32, 33, 34, 54, 55, 56])
def test_no_line_of_a_paragraph_stands_alone_on_a_page(faces: Faces, repeats: int) -> None:
    told = samples.notice(opinion="甲" * (28 * repeats - 14) + "乙" * 28 + "丙" * 5)
    pages = lay_out(build("三个告知单", samples.HEAD, reception_dossier(notice=told)), "a4", faces)
    lines = [[mark.text for mark in page.marks if isinstance(mark, Text)] for page in pages]
    of_opinion = [sum(text[:1] in "甲乙丙" for text in page) for page in lines]
    assert 1 not in of_opinion[:-1], of_opinion
    assert of_opinion[-1] != 1, of_opinion


def test_letters_keep_to_the_measures_of_the_standard(faces: Faces) -> None:
    told = samples.notice(opinion="您反映的事项由市住建局核查产权登记情况后答复。" * 40)
    pages = lay_out(build("三个告知单", samples.HEAD, reception_dossier(notice=told)), "a4", faces)
    millimetre = 72 / 25.4
    body = [m for m in pages[1].marks if isinstance(m, Text) and abs(m.style.size - 15.79) < 0.01]
    assert min(mark.x for mark in body) == pytest.approx(28 * millimetre, abs=0.1)
    baselines = sorted({round(mark.y, 2) for mark in body if mark.y < 250 * millimetre})
    assert baselines[1] - baselines[0] == pytest.approx(225 * millimetre / 22, abs=0.1)
    full = [mark for mark in body if len(mark.text) >= 27 and mark.text.isalpha() is False]
    assert all(len(mark.text) <= 28 for mark in full)
    assert "— 2 —" in words(pages[1])
    assert "— 1 —" not in words(pages[0])


def test_the_pages_of_a_letter_are_numbered_at_their_outer_edge(faces: Faces) -> None:
    """GB/T 9704 7.5: odd pages at the right, even ones at the left, one character in."""
    told = samples.notice(opinion="您反映的事项由市住建局核查产权登记情况后答复。" * 90)
    pages = lay_out(build("三个告知单", samples.HEAD, reception_dossier(notice=told)), "a4", faces)
    assert len(pages) > 3
    text = [mark for mark in pages[1].marks if isinstance(mark, Text) and abs(mark.style.size - 15.79) < 0.01]
    left = min(mark.x for mark in text)
    for number, page in enumerate(pages[1:], 2):
        (mark,) = [mark for mark in page.marks if isinstance(mark, Text) and mark.text == f"— {number} —"]
        right = mark.x + faces.width(mark.text, mark.style.role, mark.style.size)
        if number % 2:
            assert right == pytest.approx(page.width - 26 * 72 / 25.4 - mark.style.size, abs=0.5)
        else:
            assert mark.x == pytest.approx(left + mark.style.size, abs=0.5)


@pytest.mark.parametrize("paper", PAPER_SIZES)
@pytest.mark.parametrize("kind", BUILDERS)
def test_a_reprint_and_what_it_replaces_stand_on_the_first_page(faces: Faces, kind: str, paper: str) -> None:
    marks = {"reprint": "补打　第2次", "replaces": "换发，以前的作废"}
    first = words(lay_out(content(kind) | marks, paper, faces)[0])
    assert [mark for mark in marks.values() if mark not in first] == []


def test_three_notices_are_refused_until_complete() -> None:
    with pytest.raises(Refused) as refused:
        build("三个告知单", samples.HEAD, samples.dossier(notice=samples.notice(contact=None, opinion="")))
    assert refused.value.errors[0].code == "notices_incomplete"
    assert refused.value.errors[0].facts == {"what": "工作意见、联络方式"}


def test_a_duty_sheet_holds_only_its_units_duties(papers: Papers) -> None:
    text = pdf_text(papers.render(content("交办单"), "a4", "pdf"))
    assert "核查218户产权登记" in text
    assert "逐户登记" not in text
    with pytest.raises(Refused):
        build("交办单", samples.HEAD, reception_dossier(unit="市公安局"))


def test_no_paper_with_the_query_code_shows_a_number_or_phone(papers: Papers) -> None:
    for kind in BUILDERS:
        sample = content(kind)
        text = "".join(texts(sample))
        if samples.QUERY_CODE in text:
            for part in ("340722", "19010320", "13800001234", "1234"):
                assert part not in text.replace("0562-0000000", ""), (kind, part)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        build("处罚决定书", samples.HEAD, samples.dossier())
    assert refused.value.errors[0].code == "paper_kind_unknown"


def test_lines_are_set_closer_where_that_saves_a_last_page(faces: Faces) -> None:
    """GB/T 9704: the first text that needs a second page by a line or two stays on one."""
    look = LOOKS["letter", "a4"]
    for repeats in range(1, 40):
        told = samples.notice(opinion="您反映的事项由市住建局核查，" * repeats)
        sheet = build("三个告知单", samples.HEAD, reception_dossier(notice=told))
        if len(_pages(sheet, look, faces)) > 1:
            break
    assert len(document_pages(sheet, "a4", faces)) == 1
