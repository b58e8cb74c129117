"""Dates as they may be typed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.dates import birth_problem, day_words, read_birth, read_date, read_year

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("19650312", date(1965, 3, 12)),
        ("650312", date(1965, 3, 12)),
        ("050312", date(2005, 3, 12)),
        ("3.12", date(2026, 3, 12)),
        ("12-3", date(2026, 12, 3)),
        ("2027-1-22", date(2027, 1, 22)),
        ("65.3.12", date(1965, 3, 12)),
        ("3月12日", date(2026, 3, 12)),
        ("2026年11月23日", MONDAY),
        ("+15", date(2026, 12, 8)),
        ("-1", date(2026, 11, 22)),
        ("今", MONDAY),
        ("明天", date(2026, 11, 24)),
        ("昨", date(2026, 11, 22)),
        ("周五", date(2026, 11, 27)),
        ("周一", MONDAY),
        ("星期日", date(2026, 11, 29)),
        ("下周一", date(2026, 11, 30)),
        ("下周日", date(2026, 12, 6)),
        ("１９６５０３１２", date(1965, 3, 12)),
        ("＋15", date(2026, 12, 8)),
        ("３。１２", date(2026, 3, 12)),
        (" 3 . 12 ", date(2026, 3, 12)),
    ],
)
def test_is_read_as_meant(typed: str, meant: date) -> None:
    assert read_date(typed, MONDAY) == meant


@pytest.mark.parametrize("typed", ["", "13.40", "20261301", "周八", "abc", "3.12.1.2", "+", "99999999"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_date(typed, MONDAY) is None


@given(st.dates(date(1927, 1, 1), date(2026, 11, 23)))
def test_six_digits_mean_a_past_day(day: date) -> None:
    assert read_date(f"{day:%y%m%d}", MONDAY) == day


@given(st.dates(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_eight_digits_and_iso_mean_themselves(day: date, today: date) -> None:
    assert read_date(f"{day.year:04}{day:%m%d}", today) == day
    assert read_date(day.isoformat(), today) == day


@given(st.sampled_from("一二三四五六日"), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_within_the_next_seven_days(name: str, today: date) -> None:
    found = read_date(f"周{name}", today)
    assert found is not None
    assert timedelta(0) <= found - today < timedelta(7)


@given(st.text(max_size=12))
def test_never_raises(typed: str) -> None:
    assert read_date(typed, MONDAY) is None or isinstance(read_date(typed, MONDAY), date)


def test_the_year_is_shown_only_when_it_is_another() -> None:
    assert day_words(date(2026, 12, 8), MONDAY) == "12-08 周二"
    assert day_words(date(2027, 1, 22), MONDAY) == "2027-01-22 周五"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1950", None),
        ("1950年", None),
        ("2027", "birth_year_range"),
        ("1850", "birth_year_range"),
        ("3.12", "birth_no_year"),
        ("今", "birth_unclear"),
        ("周五", "birth_unclear"),
        ("+3", "birth_unclear"),
        ("20271231", "birth_future"),
        ("19650312", None),
        ("650312", None),
        ("1965.3.12", None),
        ("", None),
    ],
)
def test_a_date_of_birth_has_its_year_and_has_been(typed: str, code: str | None) -> None:
    today = date(2026, 11, 23)
    problem = birth_problem(typed, today)
    assert (problem and problem[0]) == code
    assert (read_birth(typed, today) is None) == (code is not None or len(typed) < 6)


def test_a_year_alone_is_no_date_and_is_kept_as_a_year() -> None:
    assert [read_year(typed) for typed in ("1950", "1950年", "１９５０", "195", "1950-3")] == [
        *(1950, 1950, 1950),
        *(None, None),
    ]
