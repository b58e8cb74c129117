"""Spans of days that figures are counted over: the same of last year, the one before, the parts of a year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from app.domain.value import Value

PARTS = ("week", "month", "quarter", "year")
DAY = "day"
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Period(Value, frozen=True):
    """From one day to another, both included."""

    start: date
    end: date

    @property
    def after(self) -> date:
        """The first day that is not in it."""
        return self.end + timedelta(days=1)

    def year_before(self) -> Period:
        """The same dates a year earlier; 29 February becomes the 28th."""
        return Period(_year_before(self.start), _year_before(self.end))

    def before(self) -> Period:
        """The period before this one: as many whole months, else as many days."""
        last = self.start - timedelta(days=1)
        if self._is_months():
            months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
            return Period(_months_on(self.start, -months), last)
        return Period(self.start - (self.after - self.start), last)

    def parts(self, by: str) -> Iterator[Period]:
        """Its days, calendar weeks (Monday to Sunday), months, quarters or years, cut at its ends."""
        start = self.start
        while start <= self.end:
            end = min(_end_of(start, by), self.end)
            yield Period(start, end)
            start = end + timedelta(days=1)

    def label(self, by: str) -> str:
        """How a part is called: 2026年3月, 2026年第1季度; a week by its days."""
        if by == "week":
            return f"{self.start.month}月{self.start.day}日至{self.end.month}月{self.end.day}日"
        if by == "month":
            return f"{self.start.year}年{self.start.month}月"
        if by == "quarter":
            return f"{self.start.year}年第{(self.start.month - 1) // 3 + 1}季度"
        return f"{self.start.year}年"

    def _is_months(self) -> bool:
        return self.start.day == 1 and self.end.day == monthrange(self.end.year, self.end.month)[1]


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def _months_on(first: date, months: int) -> date:
    """The first of the month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _end_of(day: date, by: str) -> date:
    if by == DAY:
        return day
    if by == "week":
        return day + timedelta(days=6 - day.weekday())
    months = _MONTHS[by]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return _months_on(first, months) - timedelta(days=1)
