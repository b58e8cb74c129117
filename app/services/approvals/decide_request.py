"""Requests that wait for a 带班领导: the list, approving (the act is done in its author's name), refusing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.signing import AMEND, REISSUE, STEP, VOID, WITHDRAW, leader_logins, may_sign
from app.domain.case.step_check import check_step
from app.domain.entries.step_entry import parse_step
from app.domain.masks import mask_typed
from app.domain.rows.base import new_id
from app.domain.rows.case import Decision, Request, Withdrawal
from app.domain.rows.centre import Staff
from app.domain.rows.visits import Visit
from app.errors import FieldError, NotAllowed, Refused
from app.events import MatterAdvanced
from app.house import Countersigning
from app.ports.records import Reads, Writes
from app.services.approvals.ask_reissue import reissue_signed
from app.services.case.case_door import case_of_fact, case_of_request, opened_at
from app.services.handling.step_subject import require_hand
from app.services.handling.take_step import take_step
from app.services.handling.withdraw_step import withdraw_signed
from app.services.visits.amend_record import amend_signed
from app.services.visits.void_visit import VisitTakenBack, finish_voiding, void_signed


class ActDone(Protocol):
    """What an approved act came to."""

    def as_json(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Signed:
    """A request with its case, at the moment of the signature, for the act that it asks for."""

    request: Request
    case: CaseFile
    author: Desk
    """The leader's desk with the author of the request at it."""
    leader: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in a leader's inbox."""

    request: Request
    number: str
    """Of the matter."""

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.request.id,
            "matter": self.number,
            "act": self.request.act,
            "mode": self.request.mode,
            "ground": self.request.ground,
            "by": self.request.by,
            "at": self.request.at.isoformat(),
            "send_to": self.request.send_to,
            "entry": self._entry(),
        }

    def _entry(self) -> dict[str, Any]:
        """What was asked for; numbers that a correction gives are masked, as ``show`` has them."""
        entry = self.request.entry
        return entry | {"changes": mask_typed(entry["changes"])} if self.request.act == AMEND else entry


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """A request that a leader did not sign."""

    request: Request
    decision: Decision

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.request.id,
            "mode": self.request.mode,
            "approved": False,
            "reason": self.decision.reason,
            "by": self.decision.by,
            "at": self.decision.at.isoformat(),
        }


def open_requests(reads: Reads) -> list[Request]:
    """Those that no leader has decided and their authors have not taken back."""
    rows = reads.find(Request)
    ids = [row.id for row in rows]
    closed = {row.request_id for row in reads.among(Decision, "request_id", ids)}
    closed |= {row.step_id for row in reads.among(Withdrawal, "step_id", ids)}
    return [row for row in rows if row.id not in closed]


def waiting_requests(desk: Desk) -> list[Waiting]:
    """What waits for the leader at the desk, the oldest first; never his own. NotAllowed(role_missing)."""
    desk.require("approve")
    with desk.records.reading() as reads:
        open_ones = open_requests(reads)
        leaders = leader_logins(reads.find(Staff, disabled=False))
        mine = [row for row in open_ones if may_sign(row, desk.staff.login, desk.staff.roles, leaders)]
        waiting = [
            Waiting(row, case.matter.number)
            for row in mine
            if (case := case_of_request(reads, row)) is not None
        ]
    return sorted(waiting, key=lambda pending: (pending.request.at, pending.request.id))


def approve_request(desk: Desk, request_id: str) -> ActDone:
    """Sign a request: the act is done now, by its author, with the leader as the one who approved.

    Refused: request_unknown, request_decided, request_later, and whatever now stands against the act (the
    request then still waits). NotAllowed: role_missing, own_request, other_leader.
    """
    desk.require("approve")

    def work(writes: Writes) -> tuple[ActDone, str]:
        request = _open_request(writes, desk, request_id)
        case = _case(writes, request)
        require_hand(desk, case)
        decision = _decision(desk, request, approved=True, reason=None)
        author = replace(desk, staff=_author(writes, request))
        done = _ACTS[request.act](writes, Signed(request, case, author, desk.staff.login))
        writes.add(decision)
        writes.audit(desk.staff.login, "批准", case.matter.number, purpose=f"{request.mode}（{request.by}）")
        return done, case.matter.id

    done, matter_id = desk.records.write(work)
    if isinstance(done, VisitTakenBack):
        finish_voiding(desk, done)
    desk.announce(MatterAdvanced(matter_id))
    return done


def approve_on_the_spot(
    house: Countersigning, login: str, password: str, request_id: str, pin: str | None = None
) -> ActDone:
    """The same at the clerk's desk by the leader's own password; the clerk stays signed in.

    NotAllowed: wrong_password, locked_out, account_disabled beside ``approve_request``.
    """
    return house.countersign(login, password, lambda leader: approve_request(leader, request_id), pin)


def refuse_request(desk: Desk, request_id: str, reason: str) -> RequestRefused:
    """Send a request back to its author. Refused: reason_missing beside ``approve_request``."""
    desk.require("approve")
    if not reason.strip():
        raise Refused(FieldError("reason", "reason_missing"))

    def work(writes: Writes) -> tuple[RequestRefused, str]:
        request = _open_request(writes, desk, request_id)
        case = _case(writes, request)
        decision = _decision(desk, request, approved=False, reason=reason.strip())
        writes.add(decision)
        writes.audit(desk.staff.login, "不批准", case.matter.number, purpose=reason.strip())
        return RequestRefused(request, decision), case.matter.id

    done, matter_id = desk.records.write(work)
    desk.announce(MatterAdvanced(matter_id))
    return done


def _case(reads: Reads, request: Request) -> CaseFile:
    case = case_of_request(reads, request)
    if case is None:
        raise LookupError(f"request {request.id} is of no matter")
    return case


def _open_request(reads: Reads, desk: Desk, request_id: str) -> Request:
    """The request, if it may be decided by who sits at the desk, now."""
    request = reads.get(Request, request_id.strip())
    if request is None:
        raise Refused(FieldError("id", "request_unknown", {"id": request_id}))
    if request.by == desk.staff.login:
        raise NotAllowed("own_request", login=desk.staff.login)
    leaders = leader_logins(reads.find(Staff, disabled=False))
    if not may_sign(request, desk.staff.login, desk.staff.roles, leaders):
        raise NotAllowed("other_leader", login=request.send_to)
    if reads.find(Decision, request_id=request.id):
        raise Refused(FieldError("id", "request_decided", {"id": request.id}))
    if reads.find(Withdrawal, step_id=request.id):
        raise Refused(FieldError("id", "request_recalled", {"id": request.id}))
    if desk.clock.now() < request.at:
        raise Refused(FieldError("at", "request_later", {"at": f"{request.at:%Y-%m-%d %H:%M}"}))
    return request


def _decision(desk: Desk, request: Request, *, approved: bool, reason: str | None) -> Decision:
    return Decision(
        id=new_id(),
        request_id=request.id,
        matter_id=request.matter_id,
        approved=approved,
        reason=reason,
        at=desk.clock.now(),
        by=desk.staff.login,
    )


def _author(reads: Reads, request: Request) -> Staff:
    authors = reads.find(Staff, login=request.by, limit=1)
    if not authors:
        raise LookupError(f"request {request.id} is of no account")
    return authors[0]


def _take_step(writes: Writes, signed: Signed) -> ActDone:
    """The step of the request, as it stands at the moment of the signature."""
    at = signed.author.clock.now()
    entry = replace(parse_step(signed.request.entry), at=at)
    checked = check_step(entry, signed.case, at).or_refuse()
    asked = signed.request.visit_id
    visit: Visit | None = next((visit for visit in signed.case.visits if visit.id == asked), None)
    subject = opened_at(signed.author, signed.case, visit)
    return take_step(writes, signed.author, checked, subject, at, approver=signed.leader)


def _withdraw(writes: Writes, signed: Signed) -> ActDone:
    return withdraw_signed(writes, signed.author, signed.case, signed.request.entry, signed.leader)


def _amend(writes: Writes, signed: Signed) -> ActDone:
    asked_of = case_of_fact(writes, signed.request.matter_id, None) or signed.case
    return amend_signed(writes, signed.author, asked_of, signed.request, signed.leader)


def _reissue(writes: Writes, signed: Signed) -> ActDone:
    return reissue_signed(writes, signed.author, signed.case, signed.request)


def _void(writes: Writes, signed: Signed) -> ActDone:
    return void_signed(writes, signed.author, signed.case, signed.request.entry, signed.leader)


_ACTS: dict[str, Callable[[Writes, Signed], ActDone]] = {
    STEP: _take_step,
    WITHDRAW: _withdraw,
    AMEND: _amend,
    VOID: _void,
    REISSUE: _reissue,
}
"""What is done once a request of the act is signed."""
