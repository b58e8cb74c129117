"""Spans of days: the same of last year, the one before, the parts of a year."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates.period import PARTS, Period

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2026-11-01", "2026-11-30", ("2026-10-01", "2026-10-31")),
        ("2026-03-01", "2026-03-31", ("2026-02-01", "2026-02-28")),
        ("2026-01-01", "2026-10-31", ("2025-03-01", "2025-12-31")),
        ("2026-01-01", "2026-12-31", ("2025-01-01", "2025-12-31")),
        ("2026-11-23", "2026-11-29", ("2026-11-16", "2026-11-22")),
        ("2026-11-23", "2026-11-23", ("2026-11-22", "2026-11-22")),
    ],
)
def test_the_period_before(start, end, before):
    period = Period(date.fromisoformat(start), date.fromisoformat(end)).before()
    assert (period.start.isoformat(), period.end.isoformat()) == before


@given(DAYS, st.integers(0, 900), st.sampled_from(PARTS))
def test_parts_follow_each_other_and_fill_the_period(start, days, by):
    whole = Period(start, start + timedelta(days=days))
    parts = list(whole.parts(by))
    assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
    assert all(one.after == other.start for one, other in pairwise(parts))
    assert all(part.label(by) for part in parts)


@given(DAYS, st.integers(0, 400))
def test_the_period_before_ends_the_day_before(start, days):
    period = Period(start, start + timedelta(days=days))
    assert period.before().after == start
