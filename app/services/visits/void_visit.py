"""Take a visit back: its registrar alone within ten minutes of saving, later by a 带班领导's signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.desk import Desk, MachineClock
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.secrecy import WITHHELD
from app.domain.case.signing import VOID
from app.domain.numbers import parse_number, serial_key
from app.domain.rows.base import made_at, new_id
from app.domain.rows.case import Request
from app.domain.rows.centre import Gap
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import ReceivedVisit
from app.domain.rows.visits import Visit, Void
from app.errors import FieldError, Refused
from app.events import MatterAdvanced, VisitVoided
from app.ports.records import Reads, Writes
from app.services.case.case_door import case_of, require_no_interest, require_readable
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import find_record, find_visit
from app.services.case.supposed_reads import supposed_reads
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.advance_matter import Pending, ask, asked_leader
from app.services.papers.outdated_papers import Outdating, outdated_papers, paper_json
from app.services.papers.paper_words import SeenCase
from app.services.printing.print_queue import end_jobs_of
from app.services.visits.keep_guarded import keep_guarded
from app.services.visits.visit_rows import REGISTERING

WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class VisitTakenBack:
    """A visit that was taken back, and its papers, 作废 from now on."""

    visit: Visit
    row: Void
    case: CaseFile
    papers: tuple[Paper, ...]
    replaced: tuple[Paper, ...] = ()
    """Those of units that spoke of other visits too: they get a successor (换发)."""

    def as_json(self) -> dict[str, Any]:
        return {
            "visit_number": self.visit.number,
            "voided": True,
            "reason": self.row.reason,
            "by": self.row.by,
            "approved_by": self.row.approved_by,
            "matter": self.case.matter.number,
            "status": self.case.status,
            "void_papers": [paper_json(paper) for paper in self.papers],
            "replaced": [paper_json(paper) for paper in self.replaced],
        }


def void_visit(
    desk: Desk, number: str, reason: str, send_to: str | None = None, *, draft_id: str | None = None
) -> VisitTakenBack | Pending:
    """Take the visit back; its matter too if nothing else stands in it.

    Later than ten minutes, by another, or once a reception or a step has taken it up, it becomes a request to
    a 带班领导.
    Refused: not_found, reason_missing, void_again, step_before_visit, request_waits.
    NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("void")
    if not reason.strip():
        raise Refused(FieldError("reason", "reason_missing"))

    def work(writes: Writes) -> VisitTakenBack | Pending:
        visit, case = _visit(desk, writes, number)
        alone = _may_alone(desk, writes, visit, case)
        if not alone:
            require_readable(desk, case)
            require_no_interest(desk, case)
        _require_standing(writes, visit)
        _require_later(desk, visit)
        end_draft(writes, draft_id)
        if alone:
            return _void(writes, desk, visit, case, reason.strip(), None)
        return _ask(writes, desk, visit, case, reason.strip(), send_to)

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    if isinstance(done, Pending):
        desk.announce(MatterAdvanced(done.request.matter_id))
    else:
        finish_voiding(desk, done)
    return done


def void_signed(
    writes: Writes, desk: Desk, case: CaseFile, entry: Mapping[str, Any], leader: str
) -> VisitTakenBack:
    """Take the visit of a request back, in the transaction in which the leader signs it."""
    visit = find_visit(writes, str(entry["visit"]))
    _require_standing(writes, visit)
    return _void(writes, desk, visit, case, str(entry["reason"]), leader)


def finish_voiding(desk: Desk, done: VisitTakenBack) -> None:
    """After the commit: end the visit's print jobs at this desk, tell the pages."""
    end_jobs_of(desk, done.visit.id)
    desk.announce(VisitVoided(done.visit.id, done.case.matter.id))


def may_void_alone(desk: Desk, reads: Reads, visit: Visit) -> bool:
    """Whether who sits at the desk takes the visit back without a signature."""
    return _may_alone(desk, reads, visit, case_of(reads, visit))


def _visit(desk: Desk, reads: Reads, number: str) -> tuple[Visit, CaseFile]:
    """The visit of a number with its case. Refused: not_found, not_a_visit."""
    record = find_record(reads, number)
    if isinstance(record, Matter):
        require_readable(desk, case_of(reads, record))
    if not isinstance(record, Visit):
        raise Refused(FieldError("number", "not_a_visit", {"number": record.number}))
    return record, case_of(reads, record)


def _may_alone(desk: Desk, reads: Reads, visit: Visit, case: CaseFile) -> bool:
    return visit.clerk == desk.staff.login and _is_fresh(desk, visit) and not _is_in_hand(reads, visit, case)


def _require_standing(reads: Reads, visit: Visit) -> None:
    """Refused(void_again)."""
    if reads.find(Void, visit_id=visit.id):
        raise Refused(FieldError("number", "void_again", {"number": visit.number}))


def _require_later(desk: Desk, visit: Visit) -> None:
    """Refused(step_before_visit) where the time that stands for the clock is before the registration."""
    if not isinstance(desk.clock, MachineClock) and desk.clock.now() < visit.registered_at:
        opened = f"{visit.registered_at:%Y-%m-%d %H:%M}"
        raise Refused(FieldError("at", "step_before_visit", {"opened": opened}))


def _is_in_hand(reads: Reads, visit: Visit, case: CaseFile) -> bool:
    """Whether a reception or a step has taken the visit up."""
    own = next((step for step in case.steps if step.visit_id == visit.id and step.mode == REGISTERING), None)
    later = any(step.mode != REGISTERING and (own is None or step.id > own.id) for step in case.steps)
    return later or bool(reads.find(ReceivedVisit, visit_id=visit.id))


def _is_fresh(desk: Desk, visit: Visit) -> bool:
    """Saved within ten minutes, by the time of this call.

    Where a time stands for the clock it alone rules (CLI.md). Without one the machine's clock counts from
    the saving too: the visit itself may have been registered with another time.
    """
    by_desk = abs(desk.clock.now() - visit.registered_at)
    if not isinstance(desk.clock, MachineClock):
        return by_desk <= WITHIN
    return min(by_desk, abs(desk.clock.now() - made_at(visit.id))) <= WITHIN


def _void(
    writes: Writes, desk: Desk, visit: Visit, case: CaseFile, reason: str, leader: str | None
) -> VisitTakenBack:
    now = desk.clock.now()
    logged = WITHHELD if case.guarded else reason
    row = Void(id=new_id(), visit_id=visit.id, at=now, by=desk.staff.login, reason=reason, approved_by=leader)
    series, serial = _place_of(visit.number)
    writes.add(row, Gap(id=new_id(), series=series, serial=serial, reason=logged, at=now))
    writes.audit(desk.staff.login, "撤销登记", visit.number, purpose=logged)
    keep_guarded(writes, desk, case)
    after = CaseReader(writes).case(case.matter.id)
    before = SeenCase(supposed_reads(writes, without=(row,)), case)
    changed = outdated_papers(desk, Outdating((before,), (SeenCase(writes, after),)))
    own = [paper for paper in case.papers if paper.visit_id == visit.id]
    papers = {paper.id: paper for paper in (*own, *changed.void)}
    return VisitTakenBack(visit, row, after, tuple(papers.values()), changed.replaced)


def _ask(
    writes: Writes, desk: Desk, visit: Visit, case: CaseFile, reason: str, send_to: str | None
) -> Pending:
    if any(row.act == VOID and row.visit_id == visit.id for row in case.pending):
        raise Refused(FieldError("number", "request_waits", {"mode": VOID}))
    request = Request(
        id=new_id(),
        matter_id=case.matter.id,
        visit_id=visit.id,
        act=VOID,
        mode=VOID,
        entry={"visit": visit.number, "reason": reason},
        send_to=asked_leader(writes, desk, send_to),
        at=desk.clock.now(),
        by=desk.staff.login,
    )
    return ask(writes, desk, request, case)


def _place_of(number: str) -> tuple[str, int]:
    """The series and the place in it of a visit's number."""
    parts = parse_number(number)
    if parts is None:
        return number, 0
    return serial_key(parts.kind, parts.series, parts.day), parts.serial
