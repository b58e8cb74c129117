"""Named days in a line: which day they mean, the day itself included; what is no day."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dates.calendar import from_rows
from app.domain.dates.day_terms import resolve_day
from app.domain.dates.derivation import DAYS, Span
from app.domain.entries.lines import ANSWER, DEMAND, DUTY, NOTE, parse_line
from app.domain.entries.understood import ReceptionRules, understand_line

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("term", "day"),
    [
        ("月底前", "2026-11-30"),
        ("本月底前", "2026-11-30"),
        ("下月底前", "2026-12-31"),
        ("11月底前", "2026-11-30"),
        ("12月末之前", "2026-12-31"),
        ("2月底前", "2027-02-28"),
        ("11月30日前", "2026-11-30"),
        ("11月23日前", "2026-11-23"),
        ("12月5号前", "2026-12-05"),
        ("1月15日前", "2027-01-15"),
        ("2027年9月30日前", "2027-09-30"),
        ("2026-12-01前", "2026-12-01"),
        ("周五前", "2026-11-27"),
        ("本周五前", "2026-11-27"),
        ("下周五前", "2026-12-04"),
        ("下下周一前", "2026-12-07"),
        ("星期日以前", "2026-11-29"),
        ("年底前", "2026-12-31"),
    ],
)
def test_a_named_day_is_a_date(term, day):
    assert resolve_day(term, MONDAY) == date.fromisoformat(day)


def test_a_month_day_of_this_year_stands_however_far_off():
    assert resolve_day("9月30日前", date(2026, 1, 5)) == date(2026, 9, 30)
    assert resolve_day("周一前", date(2026, 11, 25)) == date(2026, 11, 30)


@pytest.mark.parametrize("term", ["9月30日前", "2月30日前", "13月5日前", "2025年12月1日前", "本周日内"])
def test_what_has_passed_or_is_no_day_is_none(term):
    assert resolve_day(term, MONDAY) is None


def test_a_day_of_the_week_that_has_passed_is_asked():
    assert resolve_day("本周一前", date(2026, 11, 25)) is None


@pytest.mark.parametrize(
    ("text", "duty", "until"),
    [
        ("@住建 核查产权登记 11月底前 回@李局", "核查产权登记", "11月底前"),
        ("@住建 核查产权登记，请于9月30日前办结", "核查产权登记 办结", "9月30日前"),
        ("＠住建　下周五前答复", "答复", "下周五前"),
        ("@住建 核查９月３０日前交房的住户 月底前", "核查9月30日前交房的住户", "月底前"),
    ],
)
def test_a_duty_by_a_named_day(text, duty, until):
    line = parse_line(text)
    assert (line.kind, line.span, line.duty, line.until) == (DUTY, None, duty, until)


def test_of_two_limits_the_last_is_the_dutys():
    assert parse_line("@住建 核查11月底前 的住户 10日").span == Span(10, DAYS)
    assert parse_line("@住建 10日内上门 11月底前").until == "11月底前"


def test_half_a_day_is_no_day():
    line = parse_line("@住建 半天内上门")
    assert (line.span, line.until) == (None, None)
    assert parse_line("@住建 核查 半日").span is None


@pytest.mark.parametrize(
    ("text", "kind", "cases", "body"),
    [
        ("#2 代表：要求办证", DEMAND, (2,), "代表：要求办证"),
        ("＃２ @住建 核查 10日", DUTY, (2,), "@住建 核查 10日"),
        ("#2@住建 核查 10日", DUTY, (2,), "@住建 核查 10日"),
        ("#1 #3 !水电不停", ANSWER, (1, 3), "!水电不停"),
        ("#2楼漏水", NOTE, (), "#2楼漏水"),
        ("##2 楼漏水", NOTE, (), "#2 楼漏水"),
        ("水管#2 漏水", NOTE, (), "水管#2 漏水"),
    ],
)
def test_a_line_for_some_of_the_cases(text, kind, cases, body):
    line = parse_line(text)
    assert (line.kind, line.cases, line.body) == (kind, cases, body)


def test_marks_stay_at_their_places_in_the_typed_text():
    text = "＃2 @住建 核查 10日 回@李局"
    marks = {role: text[start:end] for start, end, role in parse_line(text).marks}
    assert marks == {"case": "＃2", "mark": "@", "unit": "住建", "span": "10日", "contact": "李局"}


def test_the_date_is_echoed_and_a_past_one_asked():
    rules = ReceptionRules(calendar=from_rows([]))
    line = understand_line("@市住建局 核查 11月底前", MONDAY, rules)
    assert line.counted is not None
    assert line.counted.due == date(2026, 11, 30)
    assert line.counted.derivation == "11-23 交办，11月底前，含当日 = 2026-11-30 周一"
    (problem,) = understand_line("@市住建局 核查 9月30日前", MONDAY, rules).problems
    assert problem.code == "duty_day_unclear"
