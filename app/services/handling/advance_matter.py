"""One handling step (办理步骤): its rule, its dates, its papers, and what the matter becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.deadlines import Dated
from app.domain.entry import Problems
from app.domain.limits import Limits
from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter, Step
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit, Void
from app.domain.step_entry import StepEntry, check_step
from app.domain.step_rules import StepFacts
from app.domain.terms import CLOSED_STATUSES
from app.domain.transitions import next_status
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.lookups import find_record, matter_of, newest_visit, read_calendar
from app.services.case.matter_dates import binding_dates, deadline_rows
from app.services.handling.take_step import History, check_approver, step_dates, step_facts, unit_after
from app.services.papers.step_papers import step_papers


@dataclass(frozen=True, slots=True)
class Advanced:
    """A step taken; ``as_json`` is what the command prints."""

    matter: Matter
    """As it is after the step."""
    step: Step
    dates: tuple[Dated, ...]
    documents: tuple[Document, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter.number,
            "mode": self.step.mode,
            "unit": self.step.unit,
            "at": self.step.at.isoformat(),
            "status": self.matter.status,
            "due": self.matter.due.isoformat() if self.matter.due else None,
            "approver": self.step.approver,
            "dates": [one.as_json() for one in self.dates],
            "documents": [{"kind": one.kind, "number": one.number} for one in self.documents],
        } | ({"still_open": self.step.detail["still_open"]} if "still_open" in self.step.detail else {})


def advance_matter(desk: Desk, entry: StepEntry) -> Advanced:
    """Take one step with a matter.

    Refused with every error at once: the rule of the step (app.domain.step_rules), a status from which it
    may not be taken, an approver who is no 带班领导 or is the clerk herself, a time before the matter's first
    visit.
    """
    desk.require("step")
    done = desk.records.write(lambda writes: _advance(writes, desk, entry))
    desk.announce(MatterAdvanced(done.matter.id))
    return done


def _advance(writes: Writes, desk: Desk, entry: StepEntry) -> Advanced:
    now = desk.clock.now()
    matter, visit = _subject(writes, entry, entry.at or now)
    at = (entry.at or max(now, matter.opened_at)).astimezone(CENTRE_TIME)
    history = History.of(writes, matter)
    facts = step_facts(desk, writes, history)
    checked = _checked(writes, desk, replace(entry, at=at), at, facts, matter)
    limits = Limits.of(desk.settings)
    dates = step_dates(checked, at.date(), history, facts.calendar, limits)
    step = _row(desk, checked, matter, visit, at)
    before = binding_dates(writes, [matter.id])[matter.id].statutory
    visit_id = visit.id if visit else None
    writes.add(step, *deadline_rows(dates, matter.id, at, step_id=step.id, visit_id=visit_id, before=before))
    after = _after(writes, checked, matter, facts)
    documents = tuple(step_papers(writes, desk, after, visit or newest_visit(writes, matter), step))
    writes.add(*documents)
    writes.audit(desk.staff.login, checked.mode or "", matter.number, purpose=_why(checked))
    return Advanced(after, step, tuple(dates), documents)


def _subject(reads: Reads, entry: StepEntry, at: datetime) -> tuple[Matter, Visit | None]:
    """The matter, and the visit if the step names one. Refused with not_found beside the entry's errors."""
    field = "matter" if entry.matter else "visit"
    if not entry.number:
        check_step(entry, at, _no_facts(reads)).or_refuse()
    try:
        found = find_record(reads, entry.number, field)
    except Refused as unknown:
        raise Refused(*unknown.errors, *(one for one in entry.problems if one.field != field)) from None
    if isinstance(found, Visit):
        if reads.find(Void, visit_id=found.id):
            raise Refused(FieldError(field, "visit_voided", {"number": found.number}))
        return matter_of(reads, found), found
    if isinstance(found, Matter):
        return found, None
    raise Refused(FieldError(field, "not_found", {"number": entry.number}))


def _no_facts(reads: Reads) -> StepFacts:
    """Facts for an entry that names no matter: enough to say everything else that is wrong with it."""
    return StepFacts(calendar=read_calendar(reads), status="已登记")


def _checked(
    reads: Reads, desk: Desk, entry: StepEntry, at: datetime, facts: StepFacts, matter: Matter
) -> StepEntry:
    checked = check_step(entry, at, facts)
    problems = Problems()
    check_approver(reads, desk, entry, problems)
    if at < matter.opened_at:
        problems.add("at", "step_before_visit", opened=f"{matter.opened_at:%Y-%m-%d %H:%M}")
    if checked.errors or problems.found:
        raise Refused(*checked.errors, *problems.found)
    return checked.entry


def _row(desk: Desk, entry: StepEntry, matter: Matter, visit: Visit | None, at: datetime) -> Step:
    return Step(
        id=new_id(),
        matter_id=matter.id,
        visit_id=visit.id if visit else None,
        mode=entry.mode or "",
        unit=entry.unit,
        at=at,
        reason=entry.reason,
        approver=entry.approver,
        by=desk.staff.login,
        detail=entry.detail(),
    )


def _after(writes: Writes, entry: StepEntry, matter: Matter, facts: StepFacts) -> Matter:
    """The matter with its new status, unit and next date; written only where they change."""
    status = next_status(matter.status, entry.mode or "", came_again=facts.came_again) or matter.status
    closed = status in CLOSED_STATUSES
    due = None if closed else binding_dates(writes, [matter.id])[matter.id].due
    wanted = {"status": status, "unit": unit_after(entry, matter), "due": due}
    changes = {name: value for name, value in wanted.items() if getattr(matter, name) != value}
    return writes.change(matter, **changes)


def _why(entry: StepEntry) -> str | None:
    """What the audit keeps of an approval or an override."""
    if entry.approver is None:
        return None
    opened = f"，未落实：{'、'.join(entry.still_open)}" if entry.still_open else ""
    return f"批准人 {entry.approver}{opened}"
