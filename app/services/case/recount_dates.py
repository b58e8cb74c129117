"""Count open dates anew when a year's holidays come in: which move, which are certain now, who was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app.desk import Desk
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import dates_set_by_amendment
from app.domain.case.facts import CaseFacts
from app.domain.case.reading import read_case
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import Derivation, Way
from app.domain.papers import names as paper_names
from app.domain.papers.names import ACCEPTANCE, NOTICES
from app.domain.papers.say import full_date
from app.domain.papers.slip import KIND as SLIP
from app.domain.papers.slip import shows
from app.domain.rows.centre import Holiday
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty
from app.ports.records import Reads
from app.services.case.case_door import may_read_case
from app.services.case.case_reader import CaseReader, gather
from app.services.case.matter_dates import in_force

TO_VISITOR = (SLIP, NOTICES, ACCEPTANCE, paper_names.EXTENSION)
"""Papers that tell a visitor a date."""
TO_UNIT = (paper_names.DUTY_SHEET, paper_names.REMINDER, paper_names.SUPERVISION)
"""Papers that tell a unit what it owes until when: a day made up can make that earlier than they say."""
_KINDS = (*TO_VISITOR, *TO_UNIT)
_MARGIN = timedelta(days=62)
"""A date counted anew before may lie in a year that its row does not."""
_STRETCH, _STRETCHES = timedelta(days=31), 36
"""Dates are read so many days at a time: a big store's do not stand in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """One date that changes: as it was stored, and what the case counts now."""

    matter: Matter
    what: str
    unit: str | None
    """Who owes it, of what a reception or a 交办 gave."""
    was: date
    was_provisional: bool
    counted: Derivation
    row: Deadline | Duty | None
    """The row that keeps the date; None of a date that no row keeps."""
    readable: bool
    papers: tuple[Document, ...]
    """Papers in the hands of the visitor, or of the unit that owes it, that tell the date as it was."""

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter.number,
            "what": self.what,
            "unit": self.unit if self.readable else None,
            "old": self.was.isoformat(),
            "new": self.counted.due.isoformat(),
            "was_provisional": self.was_provisional,
            "provisional": self.counted.provisional,
            "derivation": self.counted.derivation,
            "told": [
                {"kind": paper.kind, "number": paper.number, "at": paper.at.isoformat()}
                for paper in self.papers
            ],
        }


def find_recounts(reads: Reads, desk: Desk, days: Sequence[Holiday]) -> list[Recount]:
    """What these days, put into the calendar, change: open dates that are 暂定 or were counted over them.

    In order of the new dates.
    """
    if not days:
        return []
    before = CaseReader(reads).rules.calendar
    after = before.with_days(days)
    search = _Search(reads, desk, before, after, min(before.differs(after), default=None))
    first = date(min(holiday.day for holiday in days).year, 1, 1)
    seen: set[str] = set()
    recounts: list[Recount] = []
    for start, end in _stretches(first - _MARGIN):
        ids = {id for id in search.matters_between(start, end) if id not in seen}
        seen |= ids
        recounts += search.of_cases(sorted(ids))
    return sorted(recounts, key=_order)


@dataclass(frozen=True, slots=True)
class _Date:
    """One date of a case that is still open."""

    what: str
    kind: str
    counted: Derivation
    source: str
    """Id of the fact that it runs from now: of an extended 办结 the extension."""
    unit: str | None = None
    """Who owes what a reception or a 交办 gave."""
    who: str | None = None
    """Who owes it, whatever it is; None of a right."""

    @property
    def is_owed(self) -> bool:
        """Whether it stays owed when its day is over; others are past then."""
        return self.kind in names.BINDING


@dataclass(frozen=True, slots=True)
class _Search:
    reads: Reads
    desk: Desk
    before: Calendar
    after: Calendar
    changed: date | None
    """The first day that is off or made up in one of the two calendars alone."""
    _contents: dict[str, list[Document]] = field(default_factory=dict)

    def matters_between(self, start: date, end: date) -> Iterator[str]:
        """Ids of the matters of which a date in these days may change."""
        rows: list[Deadline | Duty] = [
            *self.reads.between(Deadline, "due", start, end),
            *self.reads.between(Duty, "due", start, end),
        ]
        return (row.matter_id for row in rows if self._may_change(row))

    def of_cases(self, matter_ids: Sequence[str]) -> Iterator[Recount]:
        """What changes in these cases, counted by the calendar as it will be."""
        rules = CaseReader(self.reads).rules
        for facts in gather(self.reads, matter_ids):
            was = read_case(facts, rules)
            now = read_case(facts, replace(rules, calendar=self.after))
            earlier = {(dated.what, dated.source): dated.counted for dated in _open_dates(was)}
            for dated in _open_dates(now):
                yield from self._recount(dated, earlier.get((dated.what, dated.source)), facts, now)

    def _recount(
        self, dated: _Date, before: Derivation | None, facts: CaseFacts, case: CaseFile
    ) -> Iterator[Recount]:
        row = _row_of(dated, facts)
        stored = row or before
        if stored is None:
            return
        due, provisional = stored.due, stored.provisional
        past = max(due, dated.counted.due) < self.desk.clock.now().date()
        if (due, provisional) == (dated.counted.due, dated.counted.provisional) or (
            past and not dated.is_owed
        ):
            return
        yield Recount(
            matter=case.matter,
            what=dated.what,
            unit=dated.unit,
            was=due,
            was_provisional=provisional,
            counted=dated.counted,
            row=row,
            readable=may_read_case(self.desk, case),
            papers=tuple(
                paper
                for paper in self._papers(case)
                if dated.what != names.OBJECT and _is_theirs(paper, dated) and _tells(paper, dated.what, due)
            ),
        )

    def _may_change(self, row: Deadline | Duty) -> bool:
        way = Way.of(row.way) if row.way else None
        if way is None:
            return False
        if row.provisional or isinstance(row, Duty):
            return True  # a duty's later dates stand in amendments
        if self.changed is None or row.due < self.changed:
            return False
        return way.count(row.start, self.before).due != way.count(row.start, self.after).due

    def _papers(self, case: CaseFile) -> list[Document]:
        if case.matter.id not in self._contents:
            replaced = {paper.replaces for paper in case.papers}
            ids = [paper.id for paper in case.papers if paper.kind in _KINDS and paper.id not in replaced]
            rows = {row.id: row for row in self.reads.among(Document, "id", ids)}
            by_kind = sorted(rows.values(), key=lambda row: _KINDS.index(row.kind))
            self._contents[case.matter.id] = by_kind
        return self._contents[case.matter.id]


def _open_dates(case: CaseFile) -> Iterator[_Date]:
    """What runs, and until when somebody may still ask; without the plan of a 包案."""
    for owed in case.running_outward:
        unit = owed.who if owed.what == names.DUTY else None
        yield _Date(owed.what, owed.kind, owed.counted, owed.extended_by or owed.source, unit, owed.who)
    for right in case.rights:
        if right.counted is not None and right.is_open:
            yield _Date(right.what, "", right.counted, right.source)


def _row_of(dated: _Date, facts: CaseFacts) -> Deadline | Duty | None:
    """The row that keeps the date, as it stands."""
    for duty in facts.duties:
        if duty.id == dated.source:
            return dates_set_by_amendment(duty, facts.amendments)
    rows = [
        row
        for row in in_force(facts.terms)
        if row.what == dated.what and dated.source in (row.step_id, row.visit_id)
    ]
    return max(rows, key=lambda row: (row.at, row.id), default=None)


def _is_theirs(paper: Document, dated: _Date) -> bool:
    """Whether a paper is the visitor's, or went to the unit that owes the date."""
    if paper.kind in TO_VISITOR:
        return True
    owes = dated.unit if paper.kind == paper_names.DUTY_SHEET else dated.who
    return owes is not None and paper.unit == owes


def _tells(paper: Document, what: str, due: date) -> bool:
    if paper.kind == SLIP:
        return shows(paper.content, what, due)
    return full_date(due) in str(paper.content)


def _stretches(first: date) -> Iterator[tuple[date, date]]:
    for _ in range(_STRETCHES):
        yield first, first + _STRETCH
        first += _STRETCH
    yield first, date.max


def _order(recount: Recount) -> tuple[date, str, str, str]:
    return recount.counted.due, recount.matter.id, recount.what, recount.unit or ""
