"""The roster of a month (带班): who leads on which day, and which working days nobody leads."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.desk import Desk
from app.domain.roles import LEADER
from app.domain.roster import duty_of_day, still_leading, uncovered
from app.domain.rows.centre import Roster, Staff
from app.services.case.lookups import read_calendar

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day of the roster."""

    day: date
    works: bool
    """Whether it is a working day."""
    duty: tuple[tuple[str, str], ...] = ()
    """Half-day and leader, the whole day first."""
    holiday: str | None = None

    @property
    def uncovered(self) -> tuple[str, ...]:
        """Half-days of a working day that nobody leads; the whole day is named as one."""
        return uncovered(self.duty) if self.works else ()

    def as_json(self) -> dict[str, Any]:
        return {
            "day": self.day.isoformat(),
            "weekday": f"周{WEEKDAYS[self.day.weekday()]}",
            "works": self.works,
            "duty": [{"part": part, "leader": leader} for part, leader in self.duty],
        }


@dataclass(frozen=True, slots=True)
class MonthOfDuty:
    """A month's roster, and who may be put on it."""

    month: date
    """Its first day."""
    days: tuple[DutyDay, ...]
    leaders: tuple[str, ...] = ()
    """Names of the accounts that are 带班领导."""

    @property
    def missing(self) -> tuple[tuple[date, str], ...]:
        """Working days, or halves of them, that nobody leads."""
        return tuple((day.day, part) for day in self.days for part in day.uncovered)

    def as_json(self) -> dict[str, Any]:
        return {
            "month": f"{self.month:%Y-%m}",
            "days": [day.as_json() for day in self.days],
            "missing": [{"day": day.isoformat(), "part": part} for day, part in self.missing],
            "leaders": list(self.leaders),
        }


def read_roster(desk: Desk, month: date | None = None) -> MonthOfDuty:
    """The roster of the month that a day lies in, by default this one. NotAllowed: role_missing."""
    desk.require("roster")
    first = (month or desk.clock.now().date()).replace(day=1)
    length = calendar.monthrange(first.year, first.month)[1]
    end = first + timedelta(days=length)
    with desk.records.reading() as reads:
        days_off = read_calendar(reads)
        accounts = reads.find(Staff)
        rows = still_leading(reads.between(Roster, "day", first, end), accounts, desk.clock.now().date())
    days = []
    for n in range(length):
        day = first + timedelta(days=n)
        duty = duty_of_day(row for row in rows if row.day == day)
        days.append(DutyDay(day, days_off.is_workday(day), duty, days_off.name_of(day)))
    leaders = dict.fromkeys(row.name for row in accounts if LEADER in row.roles and not row.disabled)
    return MonthOfDuty(first, tuple(days), tuple(leaders))
