"""115 督办: which reminder is owed on a day, by whom and to whom, counted back from a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.calendar import Calendar

TIERS = (15, 10, 5)
"""Days before the date, mildest first (DOMAIN.md section 3.5)."""
RANKS = {
    15: ("经办人员", "责任单位工作人员"),
    10: ("局分管领导", "单位分管负责人"),
    5: ("信访局（发函）", "单位主要负责人"),
}
"""Tier to (from whom, to whom)."""
LETTERS = {15: "催办单", 10: "催办单", 5: "督办函"}


def fires_on(due: date, tier: int, calendar: Calendar) -> date:
    """The day a tier's reminder goes out: so many days before the date, or the working day before that."""
    day = due - timedelta(days=tier)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def tier_on(due: date, on: date, calendar: Calendar) -> int | None:
    """The tier owed on a day: the most urgent one whose day has come; None before the first.

    A limit that is shorter than a tier collapses: the reminders whose day was over when the clock started
    are one, at once, and not several in a row (DOMAIN.md section 5.4). Past the date the last tier stands.
    """
    owed = [tier for tier in TIERS if fires_on(due, tier, calendar) <= on]
    return min(owed, default=None)


@dataclass(frozen=True, slots=True)
class Owed:
    """One date with the reminder that is owed for it."""

    due: date
    days_left: int
    tier: int | None
    from_rank: str | None
    to_rank: str | None


def owed(due: date, on: date, calendar: Calendar) -> Owed:
    """What is owed for a date on a day; ``days_left`` is negative once it is over."""
    tier = tier_on(due, on, calendar)
    from_rank, to_rank = RANKS[tier] if tier else (None, None)
    return Owed(due, (due - on).days, tier, from_rank, to_rank)
