"""The slip on every paper: its code is decoded, its text read back, nothing private stands on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from app.domain.papers.kinds import PAPER_SIZES, build
from app.domain.papers.reprint import reprinted
from app.domain.papers.statement import read
from app.errors import Refused, Unavailable
from printing.codes import CodeReader
from printing.papers import Papers
from tests.printing import samples
from tests.printing.reading import pdf_pages, pdf_text

MOST_MISSED = "\ue000"
"""A private character: no font here has it."""


@pytest.fixture(scope="module")
def papers() -> Papers:
    return Papers(system_fonts=False)


def slip(**fields: Any) -> dict[str, Any]:
    return build("回执", samples.HEAD, samples.dossier(**fields))


def cases() -> Iterator[dict[str, Any]]:
    """Slips at the edges: a group, nothing told yet, an accusation, long texts, a reprint."""
    group = samples.visit(headcount=38, kind="集体访")
    yield slip()
    yield slip(visit=group, people=(samples.person("欧阳示例"),), representatives=("a", "b", "c", "d"))
    yield slip(notice=None)
    yield slip(visit=samples.visit(purpose="揭发控告"), dates=(samples.deadline(),))
    yield slip(notice=samples.notice(opinion="您反映的事项涉及多个单位，" * 20))
    yield reprinted(slip(replaces=samples.AT), 2, samples.AT)


@pytest.mark.parametrize("paper", PAPER_SIZES)
@pytest.mark.parametrize("case", range(6))
def test_the_code_is_read_from_a_203_dpi_picture_of_every_slip(papers: Papers, paper: str, case: int) -> None:
    content = list(cases())[case]
    image = Image.open(io.BytesIO(papers.render(content, paper, "png")))
    texts = [code.text for code in zxingcpp.read_barcodes(image)]
    assert content["code"] in texts
    assert read(content["code"], samples.KEY).genuine
    assert content["number"] in texts or content["number"].replace("-", "") in texts


@pytest.mark.parametrize("paper", PAPER_SIZES)
def test_the_facts_are_read_back_from_the_pdf(papers: Papers, paper: str) -> None:
    content = slip(people=(samples.person(samples.RARE[0] * 2),), visit=samples.visit(category=samples.RARE))
    text = re.sub(r"\s", "", pdf_text(papers.render(content, paper, "pdf")))
    for fact in (
        "来访登记回执", content["number"], content["query_code"], "㛃*", samples.RARE, "2026年12月8日前",
        "第15日", "值班室0562-0000000", "可以申请复查", "本回执仅证明登记", "工作日8:30至17:30",
    ):  # fmt: skip
        assert fact in text, fact


@pytest.mark.parametrize("paper", PAPER_SIZES)
def test_no_part_of_a_number_or_phone_and_nothing_of_an_accusation(papers: Papers, paper: str) -> None:
    content = slip(
        visit=samples.visit(purpose="揭发控告"),
        steps=(samples.step("转送", "市公安局"),),
        notice=samples.notice(contact="李示例 0562-1111111"),
    )
    text = re.sub(r"\s", "", pdf_text(papers.render(content, paper, "pdf")))
    for hidden in (
        "340722",
        "19010320",
        "0019",
        "1380000",
        "1234",
        "王小明",
        "丽景园",
        "住房",
        "公安",
        "李示例",
    ):
        assert hidden not in text, hidden
    assert "已登记" in text
    assert "复查" not in text


def test_a_missing_notice_is_said(papers: Papers) -> None:
    content = slip(notice=samples.notice(opinion=None, contact=None))
    text = pdf_text(papers.render(content, "a5", "pdf"))
    assert "三个告知未完成" in text
    assert text.count("尚未告知") == 3
    assert content["notices"]["complete"] is False


def test_a_reprint_says_so_with_the_same_code(papers: Papers) -> None:
    first = slip()
    again = reprinted(first, 2, samples.AT)
    assert again["code"] == first["code"]
    for paper in PAPER_SIZES:
        text = re.sub(r"\s", "", pdf_text(papers.render(again, paper, "pdf")))
        assert "补打第2次2026年11月23日09:31" in text
        assert "补打" not in pdf_text(papers.render(first, paper, "pdf"))


def test_a_character_no_font_has_stops_the_paper(papers: Papers) -> None:
    content = slip(visit=samples.visit(category=f"住房{MOST_MISSED}"))
    assert papers.missing(content) == MOST_MISSED
    with pytest.raises(Unavailable) as stopped:
        papers.render(content, "a5", "pdf")
    assert stopped.value.facts == {"characters": MOST_MISSED, "codes": "U+E000"}


def test_what_has_no_shape_does_not_stop_the_paper(papers: Papers) -> None:
    content = slip(notice=samples.notice(opinion="转送\t市住建局\r\n办理\u200b。葛\U000e0100"))
    assert papers.missing(content) == ""
    text = re.sub(r"\s", "", pdf_text(papers.render(content, "a5", "pdf")))
    assert "转送市住建局办理。葛" in text


@pytest.mark.parametrize(
    ("paper", "form", "code"),
    [("a3", "pdf", "paper_unknown"), ("a5", "doc", "form_unknown"), ("a5", "escpos", "paper_form_mismatch")],
)
def test_papers_and_forms_that_do_not_go_together(papers: Papers, paper: str, form: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        papers.render(slip(), paper, form)
    assert [error.code for error in refused.value.errors] == [code]


def test_the_same_content_gives_the_same_bytes(papers: Papers) -> None:
    for paper, form in (("a5", "pdf"), ("80mm", "png"), ("58mm", "escpos")):
        assert papers.render(slip(), paper, form) == papers.render(slip(), paper, form)


@pytest.mark.parametrize(("paper", "dots"), [("80mm", 576), ("58mm", 384)])
def test_printer_bytes_are_strips_of_the_picture_and_a_cut(papers: Papers, paper: str, dots: int) -> None:
    data = papers.render(slip(), paper, "escpos")
    picture = Image.open(io.BytesIO(papers.render(slip(), paper, "png")))
    assert picture.mode == "1"
    assert picture.width == dots
    assert data.startswith(b"\x1b@")
    assert data.endswith(b"\x1dVB\x00")
    rows, place = [], 2
    while data[place : place + 4] == b"\x1dv0\x00":
        across, high = (int.from_bytes(data[place + n : place + n + 2], "little") for n in (4, 6))
        assert across * 8 == dots
        assert high <= 256
        rows.append(bytes(byte ^ 0xFF for byte in data[place + 8 : place + 8 + across * high]))
        place += 8 + across * high
    assert b"".join(rows) == picture.tobytes()
    assert len(data) - place < 10


@pytest.mark.parametrize("spoil", ["plain", "turned", "faded", "blurred", "jpeg"])
@pytest.mark.parametrize("paper", ["a5", "80mm"])
def test_the_reader_takes_what_a_scanner_makes_of_it(
    papers: Papers, tmp_path: Path, paper: str, spoil: str
) -> None:
    image = Image.open(io.BytesIO(papers.render(slip(), paper, "png"))).convert("L")
    file = tmp_path / "scan.png"
    if spoil == "turned":
        image = image.rotate(7, expand=True, fillcolor=255)
    elif spoil == "faded":
        image = image.point(lambda grey: 150 + grey * 60 // 255)
    elif spoil == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(1.5))
    elif spoil == "jpeg":
        file = tmp_path / "scan.jpg"
    image.save(file)
    assert slip()["code"] in CodeReader().texts(file)


def test_the_reader_takes_the_pdf_and_nothing_of_other_files(papers: Papers, tmp_path: Path) -> None:
    file = tmp_path / "slip.pdf"
    file.write_bytes(papers.render(slip(), "a5", "pdf"))
    assert slip()["code"] in CodeReader().texts(file)
    for data in (b"", b"text", b"%PDF-1.4 cut short", b"\x89PNG\r\n\x1a\n\x00\x00"):
        file.write_bytes(data)
        assert CodeReader().texts(file) == []
    with pytest.raises(Unavailable):
        CodeReader().texts(tmp_path / "none.png")


def test_many_units_and_long_notices_stay_on_one_a5_page(papers: Papers) -> None:
    units = [f"示例市第{n}号名称很长的责任单位（示例）" for n in "一二三四五"]
    content = slip(
        visit=samples.visit(headcount=38, kind="集体访"),
        representatives=("a", "b", "c", "d", "e"),
        notice=samples.notice(opinion="您反映的事项由五个单位会同核查，逐户登记、分批办理。" * 3),
        steps=tuple(samples.step("转送", unit) for unit in units),
    )
    text = re.sub(r"\s", "", pdf_text(papers.render(content, "a5", "pdf")))
    assert f"转送{units[0]}等5个单位" in text
    assert "第1页" not in text


def test_the_large_slip_of_a_group_is_two_pages(papers: Papers) -> None:
    told = "您反映的事项由市住房和城乡建设局会同市自然资源局核查产权登记情况，书面答复您。"
    group = samples.visit(headcount=38, kind="集体访")
    content = slip(visit=group, notice=samples.notice(opinion=told), replaces=samples.AT)
    pages = pdf_pages(papers.render(reprinted(content, 1, samples.AT), "a5-large", "pdf"))
    assert len(pages) == 2
    assert len(pages[1]) > 100, "the second page is worth its paper"
