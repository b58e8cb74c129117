"""Register a visit: people, visit, matter, first step, dates, oral notices and audit in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.desk import Desk
from app.domain import numbers
from app.domain.case.casefile import CaseFile
from app.domain.case.inquiry import is_inquiry
from app.domain.case.obligations import Obligation
from app.domain.case.promise import date_to_tell
from app.domain.dates.deadlines import Dated, for_registration
from app.domain.dates.limits import Limits
from app.domain.entries.people import ANONYMOUS
from app.domain.entries.visit_entry import CheckedVisit, VisitEntry, check_visit
from app.domain.masks import mask_party
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.domain.terms import ADVICE, CLOSED_STATUSES, OTHER, STATUTORY
from app.errors import FieldError, Refused
from app.events import DraftDiscarded, VisitRegistered
from app.ports.clock import CENTRE_TIME
from app.ports.records import LikeVisit, Reads, Writes
from app.services.case.case_door import case_of, may_read_case
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import (
    find_record,
    not_found,
    read_calendar,
)
from app.services.case.matter_dates import deadline_rows
from app.services.case.notices import is_complete, merged
from app.services.visits import visit_rows
from app.services.visits.after_typing import FromForm, settle
from app.services.visits.look_alike import LookAlikes, look_alike_in
from app.services.visits.visit_rules import rules_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What registering says back; ``as_json`` is the output of CLI.md."""

    visit_id: str
    matter_id: str
    visit_number: str
    query_code: str
    matter: str
    kind: str
    first: bool
    masked_name: str
    hints: LookAlikes
    dates: tuple[Dated, ...]
    notices_complete: bool
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "visit_number": self.visit_number,
            "query_code": self.query_code,
            "matter": self.matter,
            "kind": self.kind,
            "first": self.first,
            "masked_name": self.masked_name,
            **self.hints.as_json(),
            "dates": [dated.as_json() for dated in self.dates],
            "notices_complete": self.notices_complete,
        }


def register_visit(desk: Desk, entry: VisitEntry, form: FromForm | None = None) -> Registered:
    """Store one visit, single or group, new or come again about the same matter.

    The arrival rules numbers and dates; without one it is now. Refused with every error of the entry at once
    (app.domain.entries.visit_entry), nothing stored. ``form``: the window's draft, which goes in the same
    transaction, and the links the clerk made; its hints were live, so none are looked for again.
    """
    desk.require("register")
    now = desk.clock.now()
    arrived = (entry.arrived_at or now).astimezone(CENTRE_TIME)
    with desk.records.reading() as reads:
        case, unknown = earlier_case(reads, entry)
        earlier = case.matter if case else None
        typed, entry = entry, replace(with_known(entry, earlier), arrived_at=arrived)
        rules = rules_for(reads, desk.settings, entry, earlier)
        if entry.oral_notices and entry.oral_notices.due:
            rules = replace(rules, engine=_date_to_tell(desk, reads, _counted_as(entry, case), case))
        checked = check_visit(entry, now, rules)
        if checked.errors or unknown:
            raise Refused(*checked.errors, *(error for error in unknown if not _says(checked, error)))
        shown = form is not None  # the window has shown its hints while typing
        hints = LookAlikes() if shown else look_alike_in(desk, reads, like_of(checked.entry, earlier))
    readable = case is None or may_read_case(desk, case)
    stored = checked.entry if readable else _as_typed(checked.entry, typed)
    saving = _Saving(desk, stored, _counted_as(stored, case), arrived, now, form or FromForm())
    done = desk.records.write(lambda writes: saving.write(writes, earlier))
    desk.announce(VisitRegistered(done.visit_id, done.matter_id))
    if saving.form.draft_id:
        desk.announce(DraftDiscarded(saving.form.draft_id))
    done = replace(done, hints=hints, warnings=(*checked.warnings, *_reopening(case)))
    return done if readable else replace(done, dates=(), notices_complete=False, warnings=checked.warnings)


def _reopening(case: CaseFile | None) -> tuple[FieldError, ...]:
    """A warning where the visit opens a closed case anew: registering is never asked about (条例第20条)."""
    if case is None or case.is_open:
        return ()
    return (FieldError("matter", "visit_reopens", {"number": case.matter.number, "status": case.status}),)


def like_of(entry: VisitEntry, earlier: Matter | None = None) -> LikeVisit:
    """The question 'has this come before?' for what has been typed so far."""
    return LikeVisit(
        names=tuple(person.name for person in entry.people if person.name and person.name != ANONYMOUS),
        id_numbers=tuple(person.id_number for person in entry.people if person.id_number),
        phones=tuple(person.phone for person in entry.people if person.phone),
        births=tuple(person.birth for person in entry.people if person.birth),
        place=entry.place,
        category=entry.category,
        words=entry.claim or entry.facts or "",
        not_matter=earlier.id if earlier else None,
    )


def _as_typed(entry: VisitEntry, typed: VisitEntry) -> VisitEntry:
    """A visit to a guarded case by who may not read it: nothing of the case is written into the visit."""
    return replace(entry, category=typed.category, place=typed.place, claim=typed.claim, facts=typed.facts)


def earlier_case(reads: Reads, entry: VisitEntry) -> tuple[CaseFile | None, tuple[FieldError, ...]]:
    """The case this visit continues, if it says one; a number nobody knows joins the other errors."""
    if entry.matter is None:
        return None, ()
    try:
        record = find_record(reads, entry.matter, "matter")
        if isinstance(record, Reception):
            return None, not_found(entry.matter, "matter").errors
        return case_of(reads, record), ()
    except Refused as unknown:
        return None, unknown.errors


def with_known(entry: VisitEntry, earlier: Matter | None) -> VisitEntry:
    """A return visit asks only what is new: what was not said again stands as the matter has it."""
    if earlier is None:
        return entry
    kept = {
        name: getattr(earlier, name)
        for name in ("purpose", "category", "place", "claim", "facts")
        if getattr(entry, name) is None and name not in entry.absent
    }
    return replace(entry, **kept)


def _counted_as(entry: VisitEntry, case: CaseFile | None) -> VisitEntry:
    """咨询 of an old ledger that comes again is promised as 意见建议 is: by the 100 rule."""
    if case is None or entry.purpose != OTHER or not is_inquiry(case.matter.purpose, case.visits):
        return entry
    return replace(entry, purpose=ADVICE)


def _says(checked: CheckedVisit, error: FieldError) -> bool:
    return any(noted.field == error.field for noted in checked.errors)


@dataclass(frozen=True, slots=True)
class _Saving:
    """One visit on its way into the store."""

    desk: Desk
    entry: VisitEntry
    counted_as: VisitEntry
    """The entry as its dates are counted."""
    arrived: datetime
    now: datetime
    form: FromForm

    def write(self, writes: Writes, earlier: Matter | None) -> Registered:
        matter = earlier or visit_rows.matter_row(
            self.entry, self._number(writes, numbers.MATTER), self.arrived
        )
        visit = self._visit(writes, matter, first=earlier is None)
        people = [visit_rows.person_row(self.entry, n) for n in range(len(self.entry.people))]
        step = visit_rows.first_step(visit)
        fresh = _fresh_dates(self.desk, writes, self.counted_as, earlier)
        due = fresh[0].due if fresh else matter.due
        if earlier is None:
            writes.add(replace(matter, due=due))
        elif due != matter.due:
            writes.change(matter, due=due)
        writes.add(visit)
        writes.add(*people)
        writes.add(
            *(visit_rows.attendance_row(self.entry, visit, n, person) for n, person in enumerate(people))
        )
        writes.add(step)
        writes.add(*deadline_rows(fresh, matter.id, self.now, step_id=step.id, visit_id=visit.id))
        complete = self._tell(writes, visit)
        settle(writes, self.form, people, self.now, self.desk.staff.login)
        writes.audit(self.desk.staff.login, "登记", visit.number)
        return Registered(
            visit_id=visit.id,
            matter_id=matter.id,
            visit_number=visit.number,
            query_code=visit.query_code,
            matter=matter.number,
            kind=visit.kind,
            first=visit.first,
            masked_name=mask_party(people[0].name, visit.headcount),
            hints=LookAlikes(),
            dates=tuple(fresh) or _standing(CaseReader(writes).case(matter.id)),
            notices_complete=complete,
        )

    def _number(self, writes: Writes, kind: str) -> str:
        day, series = self.arrived.date(), self.desk.records.series()
        serial = writes.serial(numbers.serial_key(kind, series, day))
        make = numbers.visit_number if kind == numbers.VISIT else numbers.matter_number
        return make(self.desk.place.code, series, day, serial)

    def _visit(self, writes: Writes, matter: Matter, *, first: bool) -> Visit:
        return visit_rows.visit_row(
            self.entry,
            visit_rows.Registration(
                number=self._number(writes, numbers.VISIT),
                query_code=_fresh_code(writes),
                arrived_at=self.arrived,
                registered_at=self.now,
                desk=self.desk.records.series(),
                clerk=self.desk.staff.login,
                first=first,
            ),
            matter,
        )

    def _tell(self, writes: Writes, visit: Visit) -> bool:
        """Write down what was told at the window; whether the three notices are complete now."""
        oral = visit_rows.oral_notice(self.entry, visit, self.now)
        if visit.first and oral is None:
            return False
        case = CaseReader(writes).case(visit.matter_id)
        before = case.notice
        if oral is None:
            return before is not None and is_complete(before)
        notice = merged(oral, before, date_to_tell(case))
        writes.add(notice)
        return is_complete(notice)


def _fresh_dates(desk: Desk, reads: Reads, entry: VisitEntry, earlier: Matter | None) -> list[Dated]:
    """The dates that registering starts; a matter still open keeps those that already run."""
    if entry.arrived_at is None or (earlier is not None and earlier.status not in CLOSED_STATUSES):
        return []
    limits, purpose = Limits.of(desk.settings), entry.purpose or OTHER
    return for_registration(entry.arrived_at.date(), purpose, entry.procedure, read_calendar(reads), limits)


def _date_to_tell(desk: Desk, reads: Reads, entry: VisitEntry, case: CaseFile | None) -> date | None:
    """The engine's date of the notices, as it will stand once this visit is registered."""
    fresh = _fresh_dates(desk, reads, entry, case.matter if case else None)
    if case is not None and (not fresh or case.open_duties):
        standing = date_to_tell(case)
        return standing.due if standing else None
    binding = [dated for dated in fresh if dated.kind == STATUTORY] or fresh
    return binding[0].due if binding else None


def _standing(case: CaseFile) -> tuple[Dated, ...]:
    """The dates that already run for a case, as registering shows them: those that bind come first."""
    outward = {owed.id for owed in case.running_outward}
    running = sorted((owed for owed in case.obligations if owed.id in outward), key=_binds_not)
    return tuple(Dated(owed.what, owed.rule, owed.kind, owed.counted) for owed in running)


def _binds_not(owed: Obligation) -> bool:
    return not owed.binds


def _fresh_code(reads: Reads) -> str:
    """A query code that no visit here has."""
    while True:
        code = numbers.new_query_code()
        if not reads.find(Visit, query_code=code, limit=1):
            return code
