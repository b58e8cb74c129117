"""Digits of other scripts are no digits: what a person types is read by 0 to 9, in either width, or by 三."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.case.step_check import read_term
from app.domain.dates.day_terms import find_day_terms
from app.domain.dates.derivation import Way
from app.domain.entries.lines import parse_line
from app.domain.identity import check_phone
from app.domain.ledger.cells import read_count
from app.domain.ledger.moments import read_clock, read_moment
from app.domain.lists.kinds import MONTHLY, RETURN_VISIT
from app.domain.lists.plan import is_rhythm
from app.domain.numbers import number_series, parse_number
from app.domain.roster import read_day_of_duty

TODAY = date(2026, 11, 23)
ARABIC, INDIC = "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"
WIDE = "０１２３４５６７８９"
SCRIPTS = [ARABIC, INDIC]


def written(text: str, digits: str) -> str:
    return text.translate({ord("0") + n: digit for n, digit in enumerate(digits)})


def _duty(text: str) -> object:
    line = parse_line(text)
    return line.span or line.until


READERS = {
    "term in months": (read_term, "3月"),
    "term in days": (read_term, "10日"),
    "term in working days": (read_term, "5个工作日"),
    "term as a day": (read_term, "2026-12-01"),
    "duty": (_duty, "@市住房和城乡建设局 答复 15日内"),
    "duty by a day": (_duty, "@市住房和城乡建设局 答复 12月30日前"),
    "day of a roster": (lambda text: read_day_of_duty(text, TODAY), "12月3日"),
    "monthly": (lambda text: is_rhythm(MONTHLY, text) or None, "30日"),
    "return visit": (lambda text: is_rhythm(RETURN_VISIT, text) or None, "每7日"),
    "document number": (number_series, "铜信受A〔2026〕1号"),
    "visit number": (parse_number, "LF340700-A-261123-007-N"),
    "ledger's day": (lambda text: read_moment(text).day, "2026年11月3日"),
    "ledger's clock": (read_clock, "9:30"),
    "ledger's count": (read_count, "38人"),
    "telephone": (lambda text: None if check_phone(text)[1] else check_phone(text)[0], "13800001111"),
}


@pytest.mark.parametrize("digits", SCRIPTS)
@pytest.mark.parametrize("reader", READERS)
def test_digits_of_another_script_are_not_read(reader: str, digits: str) -> None:
    read, text = READERS[reader]
    assert read(text) is not None
    assert read(written(text, digits)) is None


@pytest.mark.parametrize("reader", READERS)
def test_full_width_digits_are_those_of_half_width(reader: str) -> None:
    read, text = READERS[reader]
    assert read(written(text, WIDE)) == read(text)


def test_a_way_that_is_stored_is_read_in_ascii_alone() -> None:
    assert Way.of("交办起10日") is not None
    assert Way.of(written("交办起10日", ARABIC)) is None


def test_a_named_day_is_one_of_ascii() -> None:
    assert find_day_terms("12月30日前")
    assert not find_day_terms(written("12月30日前", ARABIC))


def test_chinese_numerals_are_numbers_of_a_line() -> None:
    assert _duty("@市住房和城乡建设局 答复 十五日内") == _duty("@市住房和城乡建设局 答复 15日内")
