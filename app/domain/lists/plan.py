"""The plan of a 包案 (日调度 周会诊 月督查 回访), day by day, and what the lists make somebody owe (安排)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from app.domain.case import names
from app.domain.case.obligations import Obligation
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import WEEKDAYS, date_set_by_hand
from app.domain.entries.lines import fold_width
from app.domain.lists.entries import ListEntry, read_entries
from app.domain.lists.kinds import (
    CHARGE,
    DAILY,
    FIVE_BUNDLES,
    KINDS,
    MONTHLY,
    NEW_PLAN,
    RETURN_VISIT,
    RHYTHMS,
    WEEKLY,
)
from app.domain.rows.case import ListFact
from app.domain.value import Value

USUAL_DAYS, MOST_DAYS = 60, 366
"""How long a plan runs unless it says otherwise (条例第34条 办结), and at most."""
_TIME = r"(?:[ 　]*(?P<time>[0-2]?[0-9][:：][0-5][0-9]))?"
_SHAPES: Mapping[str, re.Pattern[str]] = {
    DAILY: re.compile(rf"(?:每(?:个工作)?[日天])?{_TIME}"),
    WEEKLY: re.compile(rf"(?:每)?周(?P<weekday>[{WEEKDAYS}]){_TIME}"),
    MONTHLY: re.compile(rf"(?:每月)?(?P<day>[0-9]{{1,2}})[日号]{_TIME}"),
    RETURN_VISIT: re.compile(rf"每(?P<every>[0-9]{{1,3}})[日天]{_TIME}"),
}
EXAMPLES: Mapping[str, str] = {
    DAILY: "每日 17:00",
    WEEKLY: "周三 09:00",
    MONTHLY: "30日",
    RETURN_VISIT: "每7日",
}
_DAY = timedelta(days=1)


class PlannedDay(Value, frozen=True):
    """One meeting or visit of a plan."""

    item: str
    day: date
    time: str = ""


class Plan(Value, frozen=True):
    """Rhythms as typed (日调度: 每日 17:00), from a day to a day, both included."""

    rhythms: Mapping[str, str]
    start: date
    until: date

    def days(self, calendar: Calendar) -> Iterator[PlannedDay]:
        """Every day of the plan by its items; a rest day gives way to the working day before."""
        for item in RHYTHMS:
            match = _SHAPES[item].fullmatch(fold_width(self.rhythms.get(item, "")).strip() or "\0")
            if match is not None:
                time = (match["time"] or "").replace("：", ":")
                for day in dict.fromkeys(self._days(item, match, calendar)):
                    if self.start <= day <= self.until:
                        yield PlannedDay(item, day, time)

    def _days(self, item: str, match: re.Match[str], calendar: Calendar) -> Iterator[date]:
        day = self.start
        if item == DAILY:
            while day <= self.until:
                if calendar.is_workday(day):
                    yield day
                day += _DAY
        elif item == WEEKLY:
            day += timedelta(days=(WEEKDAYS.index(match["weekday"]) - day.weekday()) % 7)
            while day <= self.until:
                yield _workday(day, calendar)
                day += 7 * _DAY
        elif item == MONTHLY:
            year, month = day.year, day.month
            while date(year, month, 1) <= self.until:
                last = monthrange(year, month)[1]
                yield _workday(date(year, month, min(int(match["day"]), last)), calendar)
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        else:
            step = max(int(match["every"]), 1) * _DAY
            day = day - _DAY + step
            while day <= self.until:
                yield _workday(day, calendar)
                day += step


def is_rhythm(item: str, text: str) -> bool:
    """Whether a plan's item can be read: 每日 17:00, 周三, 30日, 每7日."""
    match = _SHAPES[item].fullmatch(fold_width(text).strip())
    if match is None or not text.strip():
        return False
    parts = match.groupdict()
    hour = int((parts["time"] or "0").replace("：", ":").partition(":")[0])
    return hour < 24 and 1 <= int(parts.get("day") or 1) <= 31 and int(parts.get("every") or 1) >= 1


def _workday(day: date, calendar: Calendar) -> date:
    while not calendar.is_workday(day):
        day -= _DAY
    return day


def plan_of(fact: ListFact) -> Plan | None:
    """The plan that a 列入 or a 改安排 sets: from the next day on unless it says from which."""
    rhythms = {str(key): str(value) for key, value in dict(fact.data.get("plan") or {}).items()}
    if not rhythms:
        return None
    begun = fact.data.get("from")
    start = date.fromisoformat(str(begun)) if begun else fact.at.date() + _DAY
    until = fact.data.get("until")
    last = date.fromisoformat(str(until)) if until else start + (USUAL_DAYS - 1) * _DAY
    return Plan(rhythms, start, min(last, start + (MOST_DAYS - 1) * _DAY))


def planned_days(entry: ListEntry, calendar: Calendar) -> tuple[PlannedDay, ...]:
    """The days of a 包案 as planned: a 改安排 rules from the day after it."""
    if entry.kind != CHARGE:
        return ()
    setting = [entry.put_on, *entry.noted(NEW_PLAN)]
    plans = [(fact, plan) for fact in setting if (plan := plan_of(fact)) is not None]
    days: list[PlannedDay] = []
    for place, (_, plan) in enumerate(plans):
        last = plans[place + 1][0].at.date() if place + 1 < len(plans) else date.max
        days += (planned for planned in plan.days(calendar) if planned.day <= last)
    return tuple(sorted(dict.fromkeys(days), key=lambda planned: (planned.day, RHYTHMS.index(planned.item))))


def list_obligations(
    facts: Iterable[ListFact], calendar: Calendar, closed: tuple[datetime, str] | None = None
) -> tuple[Obligation, ...]:
    """What the lists make somebody owe; ``closed``: when the case was closed, and by which fact.

    Each day of a 包案's plan, met by a note of its item; and the term of an entry, met by its taking off.
    """
    obligations: list[Obligation] = []
    for entry in read_entries(facts):
        owed = [*_planned(entry, calendar), *_term(entry)]
        if entry.end is not None:
            owed = [obligation.ended(entry.end.id) for obligation in owed]
        if closed is not None:
            owed = [obligation.ended(closed[1]) for obligation in owed]
        obligations += owed
    return tuple(obligations)


def _term(entry: ListEntry) -> Iterator[Obligation]:
    due = entry.due
    if due is None:
        return
    kind = KINDS[entry.kind]
    values = entry.values
    who = values.get("leader") or values.get("unit") or values.get("agent") or values.get("mediator")
    note = f"列入{kind.name}台账时定的期限"
    owed = Obligation(
        id=f"{entry.id}:期限",
        what=kind.title,
        who=str(who or entry.put_on.by),
        kind=names.PLANNED,
        counted=date_set_by_hand(entry.at.date(), due, note, f"{kind.name}台账"),
        source=entry.id,
    )
    yield owed.met(entry.end.at, entry.end.id) if entry.end is not None else owed


def _planned(entry: ListEntry, calendar: Calendar) -> Iterator[Obligation]:
    days = planned_days(entry, calendar)
    for item in RHYTHMS:
        of_item = [planned for planned in days if planned.item == item]
        notes = entry.noted(item)
        met: dict[date, ListFact] = {}
        for fact in notes:
            day = _meant(fact, item, of_item)
            if day is not None:
                met.setdefault(day, fact)
        for planned in of_item:
            owed = _obligation(entry, planned)
            if (note := met.get(planned.day)) is not None:
                yield owed.met(note.at, note.id)
                continue
            later = next((fact for fact in notes if note_day(fact) > planned.day), None)
            yield owed.ended(later.id) if later is not None else owed


def _obligation(entry: ListEntry, planned: PlannedDay) -> Obligation:
    values = entry.values
    five = values.get("five") or {}
    who = five.get(FIVE_BUNDLES[0]) if planned.item == RETURN_VISIT else None
    at = f" {planned.time}" if planned.time else ""
    rhythm = dict(values.get("plan") or {}).get(planned.item, "")
    return Obligation(
        id=f"{entry.id}:{planned.item}:{planned.day.isoformat()}",
        what=planned.item,
        who=str(who or values.get("leader") or ""),
        kind=names.PLANNED,
        counted=date_set_by_hand(
            entry.at.date(), planned.day, f"包案安排：{planned.item} {rhythm}", "领导包案"
        ),
        source=entry.id,
        text=f"包案{planned.item}{at}",
    )


def note_day(fact: ListFact) -> date:
    """The day that a note is of: as it says, else the day it was made."""
    day = fact.data.get("day")
    return date.fromisoformat(str(day)) if day else fact.at.date()


def _meant(fact: ListFact, item: str, days: Sequence[PlannedDay]) -> date | None:
    """The planned day that a note meets: that of the same day, week or month; a visit the nearest one."""
    day = note_day(fact)
    if item == RETURN_VISIT:
        return next((planned.day for planned in days if planned.day >= day), None)
    return next((planned.day for planned in days if _turn(item, planned.day) == _turn(item, day)), None)


def _turn(item: str, day: date) -> tuple[int, ...]:
    if item == WEEKLY:
        return tuple(day.isocalendar())[:2]
    return (day.year, day.month) if item == MONTHLY else (day.year, day.month, day.day)


def in_sight(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """In their order, but of the days of a plan the earliest running one of each item alone."""
    listed = tuple(obligations)
    nearest: dict[tuple[str, str], Obligation] = {}
    for obligation in listed:
        if obligation.kind == names.PLANNED and obligation.running:
            known = nearest.setdefault((obligation.source, obligation.what), obligation)
            if obligation.due < known.due:
                nearest[obligation.source, obligation.what] = obligation
    return tuple(
        obligation
        for obligation in listed
        if obligation.kind != names.PLANNED
        or not obligation.running
        or nearest[obligation.source, obligation.what] is obligation
    )
