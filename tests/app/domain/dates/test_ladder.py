"""115 督办: the test vectors of DOMAIN.md section 5.4."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates.calendar import from_rows
from app.domain.dates.ladder import (
    CONTACTS,
    LETTERS,
    RANKS,
    TIERS,
    escalation,
    fires_on,
    owed,
    rungs,
    tier_on,
)
from app.domain.reference import days_off
from app.domain.rows.centre import Holiday

CALENDAR = from_rows(
    [
        Holiday(id=str(n), day=one.day, kind=one.kind, name=one.name, source=one.source)
        for n, one in enumerate(days_off())
    ]
)
START, DUE = date(2026, 3, 5), date(2026, 5, 4)


@pytest.mark.parametrize(
    ("tier", "day"),
    [(15, date(2026, 4, 17)), (10, date(2026, 4, 24)), (5, date(2026, 4, 29))],
)
def test_a_rest_day_fires_on_the_working_day_before(tier, day):
    assert fires_on(DUE, tier, CALENDAR) == day


@pytest.mark.parametrize(
    ("on", "tier"),
    [
        (date(2026, 4, 16), None),
        (date(2026, 4, 17), 15),
        (date(2026, 4, 23), 15),
        (date(2026, 4, 24), 10),
        (date(2026, 4, 29), 5),
        (date(2026, 5, 20), 5),
    ],
)
def test_tier_of_the_day(on, tier):
    assert tier_on(START, DUE, on, CALENDAR) == tier


@pytest.mark.parametrize(
    ("days", "tiers"), [(60, (15, 10, 5)), (15, (10, 5)), (10, (5,)), (6, (5,)), (5, ()), (1, ())]
)
def test_an_obligation_has_the_tiers_whose_day_lies_after_its_start(days, tiers):
    """CASE.md 7: a duty of five days is not born with a letter."""
    start = date(2026, 11, 23)
    due = start + timedelta(days=days)
    assert tuple(tier for tier, _ in rungs(start, due, CALENDAR)) == tiers
    assert tier_on(start, due, start, CALENDAR) is None
    assert tier_on(start, due, due + timedelta(days=1), CALENDAR) == 5


def test_a_tier_that_a_rest_day_moves_to_the_start_is_none():
    """Six days from a Friday: five days before is the Saturday, the working day before it the start."""
    assert rungs(date(2026, 11, 27), date(2026, 12, 3), CALENDAR) == ()


def test_overdue_comes_to_a_letter_then_the_leaders_list_then_the_circular():
    stages = [
        escalation(DUE, DUE + timedelta(days=over), letter, 15)
        for over in (0, 1, 14, 15)
        for letter in (False, True)
    ]
    assert stages == [None, None, "督办函", "领导清单", "督办函", "领导清单", "通报", "通报"]


def test_ranks_go_with_the_tier():
    one = owed(START, DUE, date(2026, 4, 24), CALENDAR)
    assert (one.days_left, one.tier, one.from_rank, one.to_rank) == (10, 10, "局分管领导", "单位分管负责人")
    assert owed(START, DUE, date(2026, 3, 5), CALENDAR).from_rank is None
    assert LETTERS[5] == "督办函"
    assert set(RANKS) == set(TIERS) == set(LETTERS) == set(CONTACTS)


@given(st.dates(date(2025, 3, 1), date(2026, 11, 1)), st.integers(1, 90), st.integers(-30, 90))
def test_never_late_and_only_ever_more_urgent(start, days, before):
    due = start + timedelta(days=days)
    on = due - timedelta(days=before)
    for tier, fired in rungs(start, due, CALENDAR):
        assert CALENDAR.is_workday(fired)
        assert start < fired <= due - timedelta(days=tier)
        owed_then = tier_on(start, due, fired, CALENDAR)  # before a long holiday two tiers share a day
        assert owed_then == tier or (owed_then < tier and fired == fires_on(due, owed_then, CALENDAR))
    now, after = (tier_on(start, due, on + timedelta(days=n), CALENDAR) for n in (0, 1))
    assert now is None or (after is not None and after <= now)


def test_a_short_duty_owes_its_letter_the_day_after_its_day_and_not_on_it():
    start = date(2026, 11, 23)
    due = start + timedelta(days=5)
    assert tier_on(start, due, due, CALENDAR) is None
    assert tier_on(start, due, due + timedelta(days=1), CALENDAR) == 5
