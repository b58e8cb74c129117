"""The date that the three notices tell, and the day that no promise may pass (CASE.md 2; CASE.md 8 (14))."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.case.promise import check_lawful, date_to_tell, last_lawful_day
from app.domain.dates.derivation import Span
from app.domain.entries.entry import Problems
from tests.app.domain.case.cases import Tale

HOUSING, POLICE = "市住建局", "市公安局"


def accepted(purpose: str = "求决") -> Tale:
    tale = Tale(purpose)
    tale.visit("2026-08-01")
    tale.step("受理告知", "2026-08-03", unit=HOUSING)
    return tale


def test_the_latest_duty_is_told_and_never_past_the_60_days():
    tale = accepted()
    assert date_to_tell(tale.case).due == date(2026, 10, 2)
    tale.step("交办", "2026-08-04", unit=HOUSING, reception="JF")
    tale.duty(HOUSING, "2026-08-04", Span(5, "日"))
    tale.duty(POLICE, "2026-08-04", Span(20, "日"))
    assert date_to_tell(tale.case).due == date(2026, 8, 24)
    tale.duty(POLICE, "2026-08-04", Span(90, "日"))
    assert date_to_tell(tale.case).due == date(2026, 10, 2)


def test_before_the_acceptance_the_newest_step_is_told_and_of_a_closed_case_its_day():
    tale = Tale()
    tale.visit("2026-08-01")
    assert date_to_tell(tale.case).due == date(2026, 8, 16)
    tale.step("转送", "2026-08-04", unit=HOUSING)
    assert date_to_tell(tale.case).due == date(2026, 8, 19)
    tale.step("直接回复", "2026-08-05", unit=HOUSING)
    assert date_to_tell(tale.case).due == date(2026, 8, 5)


def test_no_promise_passes_the_60_days():
    day = last_lawful_day(accepted().case, None)
    assert (day.due, day.what, day.rule) == (date(2026, 10, 2), "办结", "信访工作条例第34条")


@pytest.mark.parametrize(("purpose", "last"), [("求决", date(2026, 10, 15)), ("意见建议", date(2026, 8, 16))])
def test_before_the_acceptance_60_days_more_are_lawful_for_what_has_them(purpose, last):
    tale = Tale(purpose)
    tale.visit("2026-08-01")
    assert last_lawful_day(tale.case, None).due == last


@pytest.mark.parametrize(
    ("due", "told_on", "refused"),
    [
        (date(2026, 10, 2), date(2026, 8, 4), False),
        (date(2026, 10, 3), date(2026, 8, 4), True),
        (date(2027, 10, 2), date(2026, 8, 4), True),
        (date(2026, 10, 3), date(2026, 10, 3), False),
    ],
)
def test_a_promise_past_the_statutory_day_is_refused(due, told_on, refused):
    """CASE.md 8 (14)."""
    problems = Problems()
    check_lawful(due, accepted().case, None, told_on, "", problems)
    assert [error.code for error in problems.all()] == (["due_past_statutory"] if refused else [])
