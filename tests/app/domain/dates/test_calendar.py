"""Working days: the vectors of DOMAIN.md section 5.4 and what must hold for any calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates.calendar import Calendar, from_rows, is_whole_year
from app.domain.reference import days_off
from app.domain.rows.centre import Holiday
from tests.years import HOLIDAYS_2027

LOADED = from_rows(list(days_off()))
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-09-24", 5, "2026-10-09"),
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-04-29", 5, "2026-05-09"),
        ("2026-09-17", 2, "2026-09-20"),
        ("2026-09-17", 10, "2026-10-08"),
        ("2026-11-23", 5, "2026-11-30"),
    ],
)
def test_working_days_are_counted_without_the_first(start, n, due):
    assert LOADED.add_workdays(date.fromisoformat(start), n) == date.fromisoformat(due)


@pytest.mark.parametrize("year", [2025, 2026])
def test_each_loaded_year_has_248_working_days(year):
    first = date(year, 1, 1)
    assert sum(LOADED.is_workday(first + timedelta(days=n)) for n in range(365)) == 248


def test_make_up_weekends_are_worked_and_holidays_are_not():
    assert LOADED.is_workday(date(2026, 9, 20))
    assert LOADED.is_workday(date(2026, 2, 14))
    assert not LOADED.is_workday(date(2026, 10, 7))
    assert not LOADED.is_workday(date(2026, 11, 21))


def test_a_year_is_known_when_its_notice_is_loaded():
    assert LOADED.knows(date(2026, 12, 31))
    assert not LOADED.knows(date(2027, 1, 1))
    assert not LOADED.is_workday(date(2027, 1, 2))
    assert LOADED.is_workday(date(2027, 1, 1))


def test_nothing_is_counted_backwards():
    with pytest.raises(ValueError):
        LOADED.add_workdays(date(2026, 11, 23), -1)


@given(days, st.integers(0, 80), st.sampled_from([LOADED, Calendar()]))
def test_adding_working_days_is_monotone_and_lands_on_them(start, n, calendar):
    due = calendar.add_workdays(start, n)
    later = calendar.add_workdays(start, n + 1)
    assert start <= due < later
    assert n == 0 or calendar.is_workday(due)
    assert sum(calendar.is_workday(start + timedelta(days=k)) for k in range(1, (due - start).days + 1)) == n


@given(days)
def test_the_next_working_day_is_the_first_from_the_day_on(day):
    found = LOADED.next_workday(day)
    assert found >= day
    assert LOADED.is_workday(found)
    assert not any(LOADED.is_workday(day + timedelta(days=k)) for k in range((found - day).days))


@given(st.lists(st.tuples(days, st.sampled_from(["休", "班"])), unique_by=lambda one: one[0]))
def test_days_put_in_stand_as_given_and_others_as_they_were(given_days):
    rows = [Holiday(id="", day=day, kind=kind) for day, kind in given_days]
    after = LOADED.with_days(rows)
    assert after.with_days(rows) == after
    for row in rows:
        assert after.is_workday(row.day) == (row.kind == "班")
        whole = row.day.year in LOADED.years or is_whole_year(row.day.year, after.off)
        assert after.knows(row.day) == whole
    assert LOADED.differs(after) <= {row.day for row in rows}
    assert LOADED.off - {row.day for row in rows} <= after.off


def test_a_year_is_known_when_its_statutory_holidays_are_all_there():
    whole = [Holiday(id=day, day=date.fromisoformat(day), kind="休") for day, _ in HOLIDAYS_2027]
    assert from_rows(whole).years == {2027}
    for left_out in whole:
        rest = [row for row in whole if row is not left_out]
        assert from_rows(rest).years == frozenset(), left_out.day
        assert from_rows(rest).with_days([left_out]).years == {2027}


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_years_of_a_fresh_store_are_whole(year):
    assert is_whole_year(year, LOADED.off)


@pytest.mark.parametrize("missing", [(1, 1), (5, 2), (10, 1), (10, 3)])
def test_a_year_without_one_of_its_fixed_days_is_not_whole(missing):
    """CASE.md 8 (13): one row of a year does not make it certain."""
    off = {day for day in LOADED.off if day.year == 2026}
    assert is_whole_year(2026, off)
    assert not is_whole_year(2026, off - {date(2026, *missing)})
    assert not is_whole_year(2026, {date(2026, 1, 1)})
