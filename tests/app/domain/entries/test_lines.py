"""The lines of a reception's minutes, in both widths, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.dates.derivation import Span
from app.domain.entries.lines import ANSWER, DEMAND, DUTY, NOTE, parse_line

DAYS10, WORKDAYS5 = Span(10, "日"), Span(5, "工作日")


@pytest.mark.parametrize(
    ("text", "unit", "duty", "span", "contact"),
    [
        ("@市住建局 核查218户产权登记 10日 回@李局", "市住建局", "核查218户产权登记", DAYS10, "李局"),
        ("@义安区 逐户登记联系方式 5工作日", "义安区", "逐户登记联系方式", WORKDAYS5, None),
        ("＠住建　核查２１８户　１０日　回＠李局", "住建", "核查218户", DAYS10, "李局"),
        ("@住建 核查 5个工作日", "住建", "核查", WORKDAYS5, None),
        ("@住建 核查 十天", "住建", "核查", DAYS10, None),
        ("@住建 核查 2周 回@王科", "住建", "核查", Span(14, "日"), "王科"),
        ("@住建 核查 3个月。", "住建", "核查", Span(3, "月"), None),
        ("@住建 核查 1月", "住建", "核查", Span(1, "月"), None),
        ("@住建 半个月内 核查", "住建", "核查", Span(15, "日"), None),
        ("@住建 十五日内核查 回@李局 0562-2800000", "住建", "核查", Span(15, "日"), "李局 0562-2800000"),
        ("@住建：限10日 核查", "住建", "核查", DAYS10, None),
        ("@住建核查产权登记10日回@李局", "住建", "核查产权登记", DAYS10, "李局"),
        (" @ 住建 核查 10 日 回 @ 李局", "住建", "核查", DAYS10, "李局"),
        ("@住建 11月底前答复办证时间", "住建", "答复办证时间", None, None),  # a named day: test_day_terms
        ("@住建 12月5日前答复", "住建", "答复", None, None),
        ("@住建 第3日核查 回@李局", "住建", "第3日核查", None, "李局"),
        ("@住建 核查 0日", "住建", "核查 0日", None, None),
        ("@住建 2日内报方案 10日 回@李局", "住建", "2日内报方案", DAYS10, "李局"),
        ("@住建 半天内核查", "住建", "半天内核查", None, None),
        ("@住建 核查 半日", "住建", "核查 半日", None, None),
        ("@住建 请回@王科 核查 10日 回@李局", "住建", "请回@王科 核查", DAYS10, "李局"),
        ("@住建", "住建", None, None, None),
        ("@住建 5工作日", "住建", None, WORKDAYS5, None),
        ("@", "", None, None, None),
    ],
)
def test_duties(text, unit, duty, span, contact):
    line = parse_line(text, ["住建", "市住建局"])
    assert (line.kind, line.unit_text, line.duty, line.span, line.contact) == (
        DUTY,
        unit,
        duty,
        span,
        contact,
    )


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("!现场答复：水电不停", "水电不停"),
        ("！现场答复:水电不停", "水电不停"),
        ("! 水电不停", "水电不停"),
        ("！　水电不停，过户不另收费", "水电不停，过户不另收费"),
        ("!", ""),
        ("!现场答复：", ""),
    ],
)
def test_answers_on_the_spot(text, answer):
    line = parse_line(text)
    assert (line.kind, line.answer, line.span) == (ANSWER, answer, None)


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("代表：要求11月底前答复办证时间", DEMAND, "代表"),
        ("代表:要求", DEMAND, "代表"),
        ("来访人甲：水电", DEMAND, "来访人甲"),
        ("李局：逐户登记", NOTE, "李局"),
        ("休会十分钟", NOTE, None),
        ("", NOTE, None),
    ],
)
def test_demands_and_notes(text, kind, speaker):
    line = parse_line(text)
    assert (line.kind, line.speaker) == (kind, speaker)


def test_marks_stand_in_the_typed_text():
    text = "＠住建　核查　１０日　回＠李局"
    marks = {role: text[start:end] for start, end, role in parse_line(text).marks}
    assert marks == {"mark": "＠", "unit": "住建", "span": "１０日", "contact": "李局"}


def wide(text: str) -> str:
    """@ ! digits, letters and spaces as a Chinese input method types them."""
    table = {ord(char): ord(char) + 0xFEE0 for char in "@!0123456789abcdefghijklmnopqrstuvwxyz"}
    return text.translate(table | {ord(" "): 0x3000})


WORDS = "@ ! 回@ 住建 李局 核查218户 10日 5工作日 3个月 十 半 日 内 ： ， 现场答复 zj"
pieces = st.lists(st.sampled_from([" ", *WORDS.split()]), max_size=12).map("".join)


@given(pieces)
@example("@住建 核查 10日回@")
def test_width_makes_no_difference(text):
    half, full = parse_line(text), parse_line(wide(text))
    assert half.marks == full.marks
    for name in ("kind", "unit_text", "duty", "span", "contact", "answer"):
        assert getattr(half, name) == getattr(full, name)


@given(st.one_of(st.text(), pieces, st.text().map("@{}".format)))
def test_no_text_breaks_the_parser(text):
    line = parse_line(text, ["住建"])
    assert line.text == text
    assert all(0 <= start <= end <= len(text) for start, end, _ in line.marks)
    assert line.span is None or line.span.n > 0
    assert line.kind == DUTY or (line.duty, line.span) == (None, None)
