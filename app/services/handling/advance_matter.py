"""One handling step (办理步骤): taken at once, or kept as a request where a 带班领导 has to sign it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.signing import STEP, check_send_to
from app.domain.case.step_check import StepChecked, check_step, check_subject_of
from app.domain.entries.entry import Problems
from app.domain.entries.step_entry import StepEntry, without_time
from app.domain.roles import LEADER
from app.domain.rows.base import new_id
from app.domain.rows.case import Request
from app.domain.rows.centre import Staff
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_door import OpenCase
from app.services.case.open_case import NamedCase, with_names
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.step_subject import act_subject
from app.services.handling.take_step import Advanced, take_step
from app.words import sentence


@dataclass(frozen=True, slots=True)
class Pending:
    """An act that waits for a signature; nothing else has changed."""

    request: Request
    number: str
    """Of the matter."""

    def as_json(self) -> dict[str, Any]:
        return {
            "pending": {
                "id": self.request.id,
                "matter": self.number,
                "mode": self.request.mode,
                "waits_for": LEADER,
            }
        }


def possible_steps(desk: Desk, number: str) -> NamedCase:
    """The case for who may act on it, with every mode at the desk's now (``moves``).

    Refused: not_found, visit_voided. NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("step")
    with desk.records.reading() as reads:
        return with_names(reads, act_subject(desk, reads, number, "number"))


def moves_json(opened: OpenCase) -> dict[str, Any]:
    """What may be done with a case now, and why the rest may not, as ``step --modes`` prints it."""
    table = opened.moves
    return {
        "matter": opened.matter.number,
        "status": opened.case.status,
        "contradicted": opened.case.contradicted,
        "may": [move.as_json() for move in table if move.why is None],
        "may_not": [
            {
                "mode": move.mode.name,
                "code": move.why.code,
                "why": sentence(move.why.code, move.why.facts),
                "article": move.why.article or move.mode.article,
            }
            for move in table
            if move.why is not None
        ],
    }


def advance_matter(desk: Desk, entry: StepEntry, *, draft_id: str | None = None) -> Advanced | Pending:
    """Take one step with a matter, or ask a leader to sign it; ``draft_id``: the window's draft goes with it.

    Refused with every error at once: what stands against the mode (app.domain.case.moves) and against the
    input (app.domain.case.step_check); request_waits where the same is asked already.
    NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("step")

    def work(writes: Writes) -> Advanced | Pending:
        end_draft(writes, draft_id)
        return _advance(writes, desk, entry)

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    matter_id = done.case.matter.id if isinstance(done, Advanced) else done.request.matter_id
    desk.announce(MatterAdvanced(matter_id))
    return done


def _advance(writes: Writes, desk: Desk, entry: StepEntry) -> Advanced | Pending:
    subject = _subject(writes, desk, entry)
    opened = min((visit.arrived_at for visit in subject.case.visits), default=subject.case.matter.opened_at)
    at = (entry.at or max(desk.clock.now(), opened)).astimezone(CENTRE_TIME)
    checked = check_step(replace(entry, at=at), subject.case, at).or_refuse()
    if checked.second:
        return _ask(writes, desk.at(at), checked, subject)
    return take_step(writes, desk.at(at), checked, subject, at)


def _subject(reads: Reads, desk: Desk, entry: StepEntry) -> OpenCase:
    """The case of the entry. Refused with not_found beside the entry's own errors."""
    if not entry.record:
        raise Refused(*check_subject_of(entry).errors)
    try:
        return act_subject(desk, reads, entry.record, entry.subject)
    except Refused as unknown:
        own = [error for error in check_subject_of(entry).errors if error.field != entry.subject]
        raise Refused(*unknown.errors, *own) from None


def _ask(writes: Writes, desk: Desk, checked: StepChecked, subject: OpenCase) -> Pending:
    entry, case = checked.entry, subject.case
    if any(row.act == STEP and row.mode == entry.mode for row in case.pending):
        raise Refused(FieldError("mode", "request_waits", {"mode": entry.mode}))
    request = Request(
        id=new_id(),
        matter_id=case.matter.id,
        visit_id=subject.visit.id if subject.visit else None,
        act=STEP,
        mode=entry.mode or "",
        ground=entry.ground,
        entry=without_time(entry).as_json(),
        send_to=asked_leader(writes, desk, entry.send_to),
        at=desk.clock.now(),
        by=desk.staff.login,
    )
    return ask(writes, desk, request, case)


def ask(writes: Writes, desk: Desk, request: Request, case: CaseFile) -> Pending:
    """Store a request; its number, paper and status come with the approval."""
    writes.add(request)
    writes.audit(desk.staff.login, "请示", case.matter.number, purpose=request.mode)
    return Pending(request, case.matter.number)


def asked_leader(reads: Reads, desk: Desk, send_to: str | None) -> str | None:
    """The leader who is asked. Refused(send_to): approver_unknown, approver_not_leader, approver_is_self."""
    if send_to is None:
        return None
    problems = Problems()
    check_send_to(send_to, reads.find(Staff, disabled=False), desk.staff.login, problems)
    if problems.errors:
        raise Refused(*problems.errors)
    return send_to
