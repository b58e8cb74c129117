"""115 督办: which reminder is owed on a day, by whom and to whom, and what follows once the date is over."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.dates.calendar import Calendar
from app.domain.papers import names
from app.domain.value import Value

TIERS = (15, 10, 5)
"""Days before the date, mildest first (DOMAIN.md section 3.5)."""
LAST = 5
"""The tier of the 督办函, which stays owed once the date is over."""
RANKS = {
    15: ("经办人员", "责任单位工作人员"),
    10: ("局分管领导", "单位分管负责人"),
    5: ("信访局（发函）", "单位主要负责人"),
}
"""Tier to (from whom, to whom)."""
CONTACTS = {15: "经办", 10: "分管", 5: "主要负责人"}
"""Tier to the rank under which the table of units names the person."""
LETTERS = {15: names.REMINDER, 10: names.REMINDER, 5: names.SUPERVISION}
LETTER, LEADERS_LIST, CIRCULAR = names.SUPERVISION, "领导清单", "通报"
"""What an overdue obligation comes to, one after the other."""


def fires_on(due: date, tier: int, calendar: Calendar) -> date:
    """The day a tier's reminder goes out: so many days before the date, or the working day before that."""
    day = due - timedelta(days=tier)
    while not calendar.is_workday(day):
        day -= timedelta(days=1)
    return day


def rungs(start: date, due: date, calendar: Calendar) -> tuple[tuple[int, date], ...]:
    """The tiers that an obligation has, each with its day: those alone whose day lies after the start."""
    days = [(tier, fires_on(due, tier, calendar)) for tier in TIERS]
    return tuple((tier, day) for tier, day in days if day > start)


def tier_on(start: date, due: date, on: date, calendar: Calendar) -> int | None:
    """The tier owed on a day: the most urgent one whose day has come; the last one once the date is over."""
    if on > due:
        return LAST
    return min((tier for tier, day in rungs(start, due, calendar) if day <= on), default=None)


class Owed(Value, frozen=True):
    """One date with the reminder that is owed for it; tier and ranks are None where none is owed."""

    due: date
    days_left: int
    tier: int | None
    from_rank: str | None
    to_rank: str | None


def owed(start: date, due: date, on: date, calendar: Calendar) -> Owed:
    """What is owed for a date on a day; ``days_left`` is negative once it is over."""
    tier = tier_on(start, due, on, calendar)
    from_rank, to_rank = RANKS[tier] if tier else (None, None)
    return Owed(due, (due - on).days, tier, from_rank, to_rank)


def unreminded(due: date, on: date) -> Owed:
    """The date of what nobody is reminded of, such as the centre's own."""
    return Owed(due, (due - on).days, None, None, None)


def escalation(due: date, on: date, letter_sent: bool, circular_after: int) -> str | None:
    """What an overdue obligation has come to: 督办函, then the leader's list, then 通报."""
    over = (on - due).days
    if over <= 0:
        return None
    if over >= circular_after:
        return CIRCULAR
    return LEADERS_LIST if letter_sent else LETTER
