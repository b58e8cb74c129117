"""Working days: the State Council's days off and make-up days, and what to do past the last loaded year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
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

    @property
    def name(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and make-up working days of the loaded years; other years know weekends only."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    """Years whose statutory holidays are all there (``is_whole_year``)."""
    names: tuple[tuple[date, str], ...] = field(default=(), compare=False, repr=False)
    """What the days off are called: 国庆节."""

    def with_days(self, days: Iterable[HolidayLike]) -> Calendar:
        """The calendar with these days as they are given, the others as they were."""
        new_days = tuple(days)
        others = frozenset(day.day for day in new_days)
        new = from_rows(new_days)
        off, work = self.off - others | new.off, self.work - others | new.work
        kept = tuple((day, name) for day, name in self.names if day not in others)
        known = self.years | {day.year for day in others if is_whole_year(day.year, off)}
        return Calendar(off, work, known, kept + new.names)

    def differs(self, other: Calendar) -> frozenset[date]:
        """Days that are off or made up in one of the two calendars alone."""
        return (self.off ^ other.off) | (self.work ^ other.work)

    def knows(self, day: date) -> bool:
        """Whether the year's holiday notice is loaded."""
        return day.year in self.years

    def name_of(self, day: date) -> str | None:
        """What a day off is called, where the table says it."""
        return next((name for named_day, name in self.names if named_day == day), None)

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
    """The calendar of the stored holidays; a year is known once its statutory holidays are all there."""
    rows = list(holidays)
    off = frozenset(row.day for row in rows if row.kind == OFF)
    return Calendar(
        off=off,
        work=frozenset(row.day for row in rows if row.kind == WORK),
        years=frozenset(year for year in {row.day.year for row in rows} if is_whole_year(year, off)),
        names=tuple((row.day, row.name) for row in rows if row.kind == OFF and row.name),
    )


def is_whole_year(year: int, off: Collection[date]) -> bool:
    """Whether the 13 statutory days off of a year are among ``off`` (全国年节及纪念日放假办法, 2024).

    New Year, Labour Day and National Day lie on fixed days; the four days of 春节, 清明, 端午 and 中秋 lie
    within the windows that the lunar calendar allows. A day off that falls on a weekend is in the notice too.
    """
    fixed = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
    if any(date(year, month, day) not in off for month, day in fixed):
        return False
    return all(
        sum(date(year, *first) <= day <= date(year, *last) for day in off) >= least
        for first, last, least in _WINDOWS
    )


_WINDOWS = (
    ((1, 20), (2, 25), 4),  # 春节
    ((4, 3), (4, 6), 1),  # 清明
    ((5, 25), (6, 28), 1),  # 端午
    ((9, 6), (10, 9), 4),  # 中秋, beside the three days of 国庆 that may share the window
)
