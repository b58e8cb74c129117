"""Working days: the State Council's days off and make-up days, and what to do past the last loaded year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

OFF, WORK = "休", "班"
_DAY = timedelta(days=1)
_SATURDAY = 5


class HolidayLike(Protocol):
    """A row of the holidays table (app.domain.rows.centre.Holiday)."""

    @property
    def day(self) -> date: ...

    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and make-up working days of the loaded years; other years know weekends only."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def with_days(self, days: Iterable[HolidayLike]) -> Calendar:
        """The calendar with these days as they are given, the others as they were."""
        given = tuple(days)
        others = frozenset(one.day for one in given)
        new = from_rows(given)
        return Calendar(self.off - others | new.off, self.work - others | new.work, self.years | new.years)

    def differs(self, other: Calendar) -> frozenset[date]:
        """Days that are off or made up in one of the two calendars alone."""
        return (self.off ^ other.off) | (self.work ^ other.work)

    def knows(self, day: date) -> bool:
        """Whether the year's holiday notice is loaded."""
        return day.year in self.years

    def is_workday(self, day: date) -> bool:
        """Monday to Friday that is not off, or a make-up day (放假办法; DOMAIN.md section 5.4)."""
        if day in self.work:
            return True
        return day not in self.off and day.weekday() < _SATURDAY

    def add_workdays(self, start: date, n: int) -> date:
        """The n-th working day after start, start itself not counted; ValueError for n < 0."""
        if n < 0:
            raise ValueError("n must not be negative")
        day = start
        while n:
            day += _DAY
            n -= self.is_workday(day)
        return day

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_workday(day):
            day += _DAY
        return day


def from_rows(holidays: Iterable[HolidayLike]) -> Calendar:
    """The calendar of the stored holidays; a year is known as soon as one of its days is there."""
    rows = list(holidays)
    return Calendar(
        off=frozenset(row.day for row in rows if row.kind == OFF),
        work=frozenset(row.day for row in rows if row.kind == WORK),
        years=frozenset(row.day.year for row in rows),
    )
