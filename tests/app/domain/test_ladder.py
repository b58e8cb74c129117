"""115 督办: the test vectors of DOMAIN.md section 5.4."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.calendar import from_rows
from app.domain.ladder import LETTERS, RANKS, TIERS, fires_on, owed, tier_on
from app.domain.reference import days_off
from app.domain.rows.centre import Holiday

CALENDAR = from_rows(
    [
        Holiday(id=str(n), day=one.day, kind=one.kind, name=one.name, source=one.source)
        for n, one in enumerate(days_off())
    ]
)
DUE = date(2026, 5, 4)


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
    assert tier_on(DUE, on, CALENDAR) == tier


def test_a_short_limit_collapses_into_one_reminder():
    """A limit of ten days is inside D-15 and D-10 when it starts: one reminder is owed, not two."""
    start = date(2026, 11, 23)
    assert tier_on(start + timedelta(days=10), start, CALENDAR) == 10
    assert tier_on(start + timedelta(days=3), start, CALENDAR) == 5


def test_ranks_go_with_the_tier():
    one = owed(DUE, date(2026, 4, 24), CALENDAR)
    assert (one.days_left, one.tier, one.from_rank, one.to_rank) == (10, 10, "局分管领导", "单位分管负责人")
    assert owed(DUE, date(2026, 3, 5), CALENDAR).from_rank is None
    assert LETTERS[5] == "督办函"
    assert set(RANKS) == set(TIERS) == set(LETTERS)


@given(st.dates(date(2025, 3, 1), date(2026, 12, 31)), st.integers(-30, 60))
def test_never_late_and_only_ever_more_urgent(due, before):
    on = due - timedelta(days=before)
    tier = tier_on(due, on, CALENDAR)
    if before <= 5:
        assert tier == 5
    for one in TIERS:
        fired = fires_on(due, one, CALENDAR)
        assert CALENDAR.is_workday(fired)
        assert fired <= due - timedelta(days=one)
    after = tier_on(due, on + timedelta(days=1), CALENDAR)
    assert tier is None or (after is not None and after <= tier)
