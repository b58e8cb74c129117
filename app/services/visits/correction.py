"""Plans a correction: what it changes, what moves with it, which papers and figures say otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.desk import Desk
from app.domain.case.accused import accused_one
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import with_person, write_value
from app.domain.case.facts import Paper
from app.domain.case.moved import Moved, hides, moved_dates, opens
from app.domain.case.reading import read_case
from app.domain.case.superiors import superiors
from app.domain.entries.entry import Problems
from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.domain.rows.visits import Amendment, Person, Visit
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import OpenCase
from app.services.case.case_reader import CaseReader
from app.services.figures.reports_differing import reports_differing
from app.services.papers.listed_visits import reports_naming
from app.services.papers.outdated_papers import Outdating, outdated_approved, outdated_papers, papers_out
from app.services.papers.paper_words import SeenCase
from app.services.visits.amend_fields import AskedCorrection, amended_matter, amended_person
from app.services.visits.amend_visit import VisitBeside, amended_visit
from app.services.visits.visit_rules import logins, rules_for_place

_COUNTED = frozenset({"headcount", "arrived_at", "category", "place", "purpose", "units"})
"""Fields that a daily report shows or counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a correction comes to, beside the fields themselves."""

    before: CaseFile
    after: CaseFile
    moved: tuple[Moved, ...]
    replaced: tuple[Paper, ...]
    """Papers in the hands of the visitor and of units that now say otherwise."""
    void: tuple[Paper, ...] = ()
    """Those of which nothing is left: they are 作废, no other takes their place."""
    signed: tuple[Paper, ...] = ()
    """Papers that a 带班领导 has signed and that would say something else."""
    out: tuple[Paper, ...] = ()
    """Papers that are out of a case that becomes guarded."""
    warnings: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction before it is stored: rows, changed columns of mutable rows, effects."""

    amendments: tuple[Amendment, ...]
    changes: tuple[tuple[Person | Matter, dict[str, Any]], ...]
    effects: Effects

    @property
    def second(self) -> bool:
        """Whether a 带班领导 has to sign: a guarded case is made open, or a paper that he signed says other.

        A letter goes out as the leader saw and approved it (CASE.md 3). A correction that changes its words
        replaces it, which is no less than to take back an approved step. To make a case guarded waits for
        nobody.
        """
        before, after = self.effects.before, self.effects.after
        return opens(before, after) or (bool(self.effects.signed) and not hides(before, after))


def plan_correction(
    desk: Desk, reads: Reads, opened: OpenCase, asked: AskedCorrection, problems: Problems
) -> Correction:
    """The correction of a person, or of a matter and the named (else the newest) visit.

    Refused with every error at once: what the checks note, person_unknown, visit_voided, nothing_amended.
    """
    plan = _Plan(desk, reads, opened, asked, problems)
    return plan.of_person() if asked.person is not None else plan.of_record()


def require_visit_named(opened: OpenCase, asked: AskedCorrection, asked_at: datetime) -> None:
    """Refused(number, request_names_no_visit): asked for by the matter's number, and he came again since.

    An earlier build kept such requests without the visit: the newest one now need not be the one meant.
    """
    of_visit = asked.person is not None or bool(asked.visit)
    later = [visit for visit in opened.case.visits if visit.registered_at > asked_at]
    if opened.visit is None and of_visit and later:
        raise Refused(FieldError("number", "request_names_no_visit", {"number": opened.matter.number}))


@dataclass(frozen=True, slots=True)
class _Plan:
    desk: Desk
    reads: Reads
    opened: OpenCase
    asked: AskedCorrection
    problems: Problems

    @property
    def visit(self) -> Visit:
        return self.opened.newest_visit

    def of_person(self) -> Correction:
        self._require_standing()
        people = self.opened.case.people_of(self.visit.id)
        position = self.asked.person or 0
        if not 0 <= position < len(people):
            raise Refused(FieldError("person", "person_unknown", {"last": len(people) - 1}))
        row = people[position]
        changed = amended_person(row, self.asked, self.desk.clock.now().date(), self.problems)
        self._refuse(bool(changed.values))
        person = replace(row, **changed.values)
        rows = self._rows(row, changed.values)
        effects = self._effects(rows, {}, person)
        effects = replace(effects, warnings=(*changed.warnings, *effects.warnings))
        return Correction(amendments=rows, changes=((row, changed.values),), effects=effects)

    def of_record(self) -> Correction:
        matter = self.opened.matter
        rules = rules_for_place(self.reads, self.desk.settings, self.asked.changes)
        of_matter = amended_matter(matter, self.asked, rules, self.problems)
        warnings, columns = of_matter.warnings, dict(of_matter.values)
        rows: tuple[Amendment, ...] = ()
        if self.asked.visit:
            self._require_standing()
            of_visit = amended_visit(self.visit, self.asked, self._beside(), self.problems)
            warnings, rows = (*warnings, *of_visit.warnings), self._rows(self.visit, of_visit.values)
            columns |= self._opened_at(of_visit.values.get("arrived_at"))
        self._refuse(bool(rows or of_matter.values))
        rows = (*self._rows(matter, of_matter.values), *rows)
        effects = self._effects(rows, columns)
        effects = replace(effects, warnings=(*warnings, *effects.warnings))
        changes = ((matter, columns),) if columns else ()
        return Correction(amendments=rows, changes=changes, effects=effects)

    def _refuse(self, changes: bool) -> None:
        if not changes and not self.problems.all():
            self.problems.add("json", "nothing_amended")
        if self.problems.all():
            raise Refused(*self.problems.all())

    def _require_standing(self) -> None:
        if any(gone.id == self.visit.id for gone in self.opened.case.taken_back):
            raise Refused(FieldError("number", "visit_voided", {"number": self.visit.number}))

    def _beside(self) -> VisitBeside:
        reads, visit = self.reads, self.visit
        heard = [row.reception_id for row in reads.find(ReceivedVisit, visit_id=visit.id)]
        return VisitBeside(
            case=self.opened.case,
            people=len(self.opened.case.people_of(visit.id)),
            units=tuple(reads.find(Unit, disabled=False)),
            logins=logins(reads),
            heard=reads.among(Reception, "id", heard),
        )

    def _opened_at(self, arrived: datetime | None) -> dict[str, Any]:
        """The matter opens with the arrival of its first visit."""
        others = [visit.arrived_at for visit in self.opened.case.visits if visit.id != self.visit.id]
        if arrived is None:
            return {}
        opened = min([arrived, *others])
        return {} if opened == self.opened.matter.opened_at else {"opened_at": opened}

    def _rows(self, row: Person | Matter | Visit, values: Mapping[str, Any]) -> tuple[Amendment, ...]:
        return tuple(
            Amendment(
                id=new_id(),
                matter_id=self.opened.matter.id,
                table=row.TABLE,
                row_id=row.id,
                field=name,
                old=as_text(getattr(row, name)),
                new=as_text(value),
                reason=self.asked.reason,
                at=self.desk.clock.now(),
                by=self.desk.staff.login,
            )
            for name, value in values.items()
            if name != "absent"
        )

    def _effects(
        self, rows: Sequence[Amendment], columns: Mapping[str, Any], person: Person | None = None
    ) -> Effects:
        reader, before = CaseReader(self.reads), self.opened.case
        facts = reader.facts(before.matter.id)
        facts = replace(facts, matter=replace(facts.matter, **columns), amendments=(*facts.amendments, *rows))
        after = read_case(with_person(facts, person) if person else facts, reader.rules)
        return effects_of(self.desk, SeenCase(self.reads, before), SeenCase(self.reads, after), rows)


def effects_of(
    desk: Desk, seen_before: SeenCase, seen_after: SeenCase, rows: Sequence[Amendment] = ()
) -> Effects:
    """Dates, papers and warnings of a change from one reading of a case to another."""
    reads, before, after = seen_before.reads, seen_before.case, seen_after.case
    papers = outdated_papers(desk, Outdating((seen_before,), (seen_after,)))
    return Effects(
        before=before,
        after=after,
        moved=moved_dates(before, after),
        replaced=papers.replaced,
        void=papers.void,
        signed=outdated_approved(desk, seen_before, seen_after),
        out=papers_out(before) if hides(before, after) else (),
        warnings=(
            *_held_by_accused(reads, before, after),
            *_reported(reads, before, after, rows),
            *reports_differing(reads, (before,), (after,)),
        ),
    )


def _held_by_accused(reads: Reads, before: CaseFile, after: CaseFile) -> tuple[FieldError, ...]:
    """A warning for each unit that has the case and is accused now, or stands under one that is."""
    if after.accused == before.accused:
        return ()
    units = tuple(reads.find(Unit, disabled=False))
    above = superiors(units)
    return tuple(
        FieldError("accused", "accused_holds", {"unit": holder.unit})
        for holder in after.holders
        if accused_one(holder.unit, after.accused, units, above)
    )


def _reported(
    reads: Reads, before: CaseFile, after: CaseFile, rows: Sequence[Amendment]
) -> tuple[FieldError, ...]:
    """A warning for each day whose 日报 named a visit that counts otherwise now."""
    fields = {row.field for row in rows} & _COUNTED
    moved = {visit.id for visit in before.visits} ^ {visit.id for visit in after.visits}
    if not fields and not moved:
        return ()
    corrected = {row.row_id for row in rows if row.table == Visit.TABLE}
    visits = [
        visit
        for visit in before.visits
        if visit.id in moved or visit.id in corrected or any(row.table == Matter.TABLE for row in rows)
    ]
    days = reports_naming(reads, [visit.number for visit in visits])
    return tuple(FieldError("json", "reported_day", {"day": day.isoformat()}) for day in days)


def as_text(value: Any) -> str | None:
    """A value as an amendment keeps it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return write_value(value)
