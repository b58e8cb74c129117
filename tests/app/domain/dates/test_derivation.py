"""A count read whole: start, article, each day passed over and why."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.dates.calendar import from_rows
from app.domain.dates.derivation import DAYS, MONTHS, WORKDAYS, Span, count, date_set_by_hand, explained
from app.domain.reference import days_off

CALENDAR = from_rows(list(days_off()))
FRIDAY = date(2026, 9, 25)


def test_working_days_name_each_rest_day_that_was_passed_over() -> None:
    counted = count(FRIDAY, Span(5, WORKDAYS), CALENDAR, began="收到转送", rule="信访工作条例第23条第3款")
    start, rule, how, passed = explained(counted)
    assert start == "起算：2026-09-25 周五 收到转送，当天不算（民法典第201条）"
    assert rule == "依据：信访工作条例第23条第3款"
    assert counted.due.isoformat() in how
    assert passed.startswith(f"跳过的休息日 {len(counted.passed)} 天：09-26 ")
    for day in counted.passed:
        assert f"{day.day:%m-%d} {day.why}" in passed


def test_calendar_days_say_that_nothing_is_passed_over() -> None:
    told = explained(count(date(2026, 11, 13), Span(15, DAYS), CALENDAR, began="登记", rule="第22条"))
    assert "中间的周六、周日和节假日都算在内" in told
    assert any("末日是休息日，这一项不顺延" in line for line in told)


@pytest.mark.parametrize("roll", [True, False])
def test_a_last_day_that_rolls_names_the_days_it_rolls_over(roll: bool) -> None:
    told = " ".join(explained(count(date(2026, 11, 13), Span(15, DAYS), CALENDAR, roll)))
    assert ("跳过 11-28 周六、11-29 周日，顺延到 2026-11-30 周一" in told) == roll


def test_a_given_date_says_where_it_comes_from() -> None:
    day = date(2026, 11, 30)
    assert explained(date_set_by_hand(day, day, "11-23 接访时定的", "第24条")) == (
        "11-23 接访时定的",
        "依据：第24条",
    )


@pytest.mark.parametrize(
    ("start", "span", "due"),
    [
        ("2026-03-31", Span(1, MONTHS), "2026-04-30"),
        ("2026-01-30", Span(2, MONTHS), "2026-03-30"),
        ("2026-11-23", Span(5, WORKDAYS), "2026-11-30"),
        ("2026-11-23", Span(5, DAYS), "2026-11-28"),
    ],
)
def test_days_working_days_and_months_end_on_their_own_days(start: str, span: Span, due: str) -> None:
    """民法典第201条、第202条."""
    assert count(date.fromisoformat(start), span, CALENDAR).due.isoformat() == due


def test_a_date_that_reaches_into_an_unknown_year_is_provisional() -> None:
    assert count(date(2026, 12, 28), Span(15, DAYS), CALENDAR).unknown_years == (2027,)
    assert count(date(2026, 12, 1), Span(15, DAYS), CALENDAR).unknown_years == ()
