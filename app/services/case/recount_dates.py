"""Count open dates anew when a year's holidays come in: which move, which are certain now, who was told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.desk import Desk
from app.domain.calendar import Calendar
from app.domain.derivation import Derivation, Way, given
from app.domain.papers.say import full_date
from app.domain.papers.slip import KIND as SLIP
from app.domain.papers.slip import shows
from app.domain.rows.centre import Holiday
from app.domain.rows.matters import Deadline, Matter, Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty
from app.domain.terms import CLOSED_STATUSES, STATUTORY
from app.ports.records import Reads
from app.services.case.case_door import withheld_matters
from app.services.case.corrected_duty import as_counted
from app.services.case.lookups import read_calendar
from app.services.case.matter_dates import OTHERS_RIGHTS, in_force, open_duties

ASSIGNED = "交办"
AFTER_CLOSING = frozenset({"申请复查", "申请复核", "复查意见", "复核意见"})
"""Dates that run on when a matter is closed."""
TO_VISITOR = (SLIP, "三个告知单", "受理告知书", "延期办理告知书")
"""Papers that tell a visitor a date."""
_MARGIN = timedelta(days=62)
"""A duty counted anew before may lie in a year that the date of its row does not."""
_STRETCH, _STRETCHES = timedelta(days=31), 36
"""Dates are read so many days at a time: a big store's do not stand in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """One date that changes: the row as it stands, and what it comes to."""

    matter: Matter
    row: Deadline | Duty
    start: date
    counted: Derivation
    readable: bool
    told: tuple[Document, ...]
    """Papers in the visitor's hands that tell the date as it was."""

    @property
    def what(self) -> str:
        return self.row.what if isinstance(self.row, Deadline) else ASSIGNED

    def as_json(self) -> dict[str, Any]:
        unit = self.row.unit if isinstance(self.row, Duty) else None
        return {
            "matter": self.matter.number,
            "what": self.what,
            "unit": unit if self.readable else None,
            "old": self.row.due.isoformat(),
            "new": self.counted.due.isoformat(),
            "was_provisional": self.row.provisional,
            "provisional": self.counted.provisional,
            "derivation": self.counted.derivation,
            "told": [{"kind": one.kind, "number": one.number, "at": one.at.isoformat()} for one in self.told],
        }


def find_recounts(reads: Reads, desk: Desk, days: Sequence[Holiday]) -> list[Recount]:
    """What these days, put into the calendar, change: open dates that are 暂定 or were counted over them.

    In order of the new dates.
    """
    if not days:
        return []
    before = read_calendar(reads)
    after = before.with_days(days)
    search = _Search(reads, desk, before, after, min(before.differs(after), default=None))
    first = date(min(one.day for one in days).year, 1, 1)
    found: list[Recount] = []
    for start, end in _stretches(first - _MARGIN):
        found += search.among(
            reads.between(Deadline, "due", start, end),
            as_counted(reads, reads.between(Duty, "due", start, end)),
        )
    return sorted(found, key=_order)


def listed(recounts: Sequence[Recount]) -> list[dict[str, Any]]:
    """For people: without the 交办 dates of matters whose duties are listed one by one."""
    by_duty = {one.matter.id for one in recounts if isinstance(one.row, Duty)}
    return [
        one.as_json()
        for one in recounts
        if isinstance(one.row, Duty) or one.what != ASSIGNED or one.matter.id not in by_duty
    ]


@dataclass(frozen=True, slots=True)
class _Search:
    reads: Reads
    desk: Desk
    before: Calendar
    after: Calendar
    changed: date | None
    """The first day that is off or made up in one of the two calendars alone."""
    _readable: dict[str, bool] = field(default_factory=dict)
    _papers: dict[str, list[Document]] = field(default_factory=dict)

    def among(self, deadlines: Iterable[Deadline], duties: Iterable[Duty]) -> Iterator[Recount]:
        """The open ones that change."""
        both: list[Deadline | Duty] = [*deadlines, *duties]
        rows = [row for row in both if self._may_change(row)]
        ids = list(dict.fromkeys(row.matter_id for row in rows))
        matters = {one.id: one for one in self.reads.among(Matter, "id", ids)}
        standing = {one.id for one in self._standing(ids)}
        for row in rows:
            matter = matters.get(row.matter_id)
            if matter is None or row.id not in standing:
                continue
            start, counted = self._counted(row)
            same = (counted.due, counted.provisional) == (row.due, row.provisional)
            if not same and self._is_open(row, matter, counted):
                yield Recount(
                    matter=matter,
                    row=row,
                    start=start,
                    counted=counted,
                    readable=self._may_read(matter),
                    told=self._told(row, matter),
                )

    def _may_change(self, row: Deadline | Duty) -> bool:
        way = Way.of(row.way) if row.way else None
        if way is None:
            return False
        if row.provisional:
            return True
        if self.changed is None or row.due < self.changed:
            return False
        start = _start(row)
        return way.count(start, self.before).due != way.count(start, self.after).due

    def _standing(self, matter_ids: list[str]) -> Iterator[Deadline | Duty]:
        dates: dict[str, list[Deadline]] = {}
        for one in self.reads.among(Deadline, "matter_id", matter_ids):
            dates.setdefault(one.matter_id, []).append(one)
        for of_matter in dates.values():
            yield from in_force(of_matter)
        yield from open_duties(self.reads, matter_ids)

    def _counted(self, row: Deadline | Duty) -> tuple[date, Derivation]:
        """From which day, and what it comes to in the new calendar."""
        if isinstance(row, Duty):
            return _start(row), self._by_its_way(row, _start(row), "")
        latest = self._latest_duty(row) if row.what == ASSIGNED else None
        if latest is not None:
            return row.start, latest
        start = row.start
        earlier = self.reads.get(Deadline, row.supersedes) if row.supersedes else None
        if earlier is not None and earlier.what == row.what and earlier.due == start:
            start = self._counted(earlier)[1].due  # an extension runs from the end of the limit before it
        return start, self._by_its_way(row, start, row.rule)

    def _by_its_way(self, row: Deadline | Duty, start: date, rule: str) -> Derivation:
        way = Way.of(row.way) if row.way else None
        if way is None:
            unknown = (row.due.year,) if row.provisional else ()
            return replace(given(_start(row), row.due, row.derivation), unknown_years=unknown)
        return way.count(start, self.after, rule)

    def _latest_duty(self, row: Deadline) -> Derivation | None:
        """The last of the duties that the date stands for (条例第22条)."""
        step = self.reads.get(Step, row.step_id) if row.step_id else None
        if step is None or step.reception_id is None:
            return None
        rows = self.reads.find(Duty, reception_id=step.reception_id, matter_id=row.matter_id)
        counted = [self._counted(duty)[1] for duty in as_counted(self.reads, rows)]
        return max(counted, key=_due, default=None)

    def _is_open(self, row: Deadline | Duty, matter: Matter, counted: Derivation) -> bool:
        """Still owed; or, where nobody is reminded of it, not past."""
        closed = matter.status in CLOSED_STATUSES
        if isinstance(row, Duty):
            return not closed
        if not closed and row.kind == STATUTORY and row.what not in OTHERS_RIGHTS:
            return True
        if closed and row.what not in AFTER_CLOSING:
            return False
        return max(row.due, counted.due) >= self.desk.clock.now().date()

    def _may_read(self, matter: Matter) -> bool:
        if matter.id not in self._readable:
            self._readable[matter.id] = not withheld_matters(self.desk, self.reads, [matter.id])
        return self._readable[matter.id]

    def _told(self, row: Deadline | Duty, matter: Matter) -> tuple[Document, ...]:
        if matter.id not in self._papers:
            found = [
                one
                for kind in TO_VISITOR
                for one in self.reads.find(Document, matter_id=matter.id, kind=kind)
            ]
            replaced = {one.replaces for one in found}
            self._papers[matter.id] = [one for one in found if one.id not in replaced]
        what = row.what if isinstance(row, Deadline) else ASSIGNED
        return tuple(one for one in self._papers[matter.id] if _tells(one, what, row.due))


def _tells(paper: Document, what: str, due: date) -> bool:
    if paper.kind == SLIP:
        return shows(paper.content, what, due)
    return full_date(due) in str(paper.content)


def _start(row: Deadline | Duty) -> date:
    return row.start if isinstance(row, Deadline) else row.at.date()


def _stretches(first: date) -> Iterator[tuple[date, date]]:
    for _ in range(_STRETCHES):
        yield first, first + _STRETCH
        first += _STRETCH
    yield first, date.max


def _order(one: Recount) -> tuple[date, str, str]:
    return one.counted.due, one.matter.id, one.row.id


def _due(counted: Derivation) -> date:
    return counted.due
