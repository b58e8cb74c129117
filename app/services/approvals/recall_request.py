"""Take back a request for a signature, by who made it, while no leader has decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.case import Decision, Request, Withdrawal
from app.errors import FieldError, NotAllowed, Refused
from app.events import MatterAdvanced
from app.ports.records import Writes
from app.services.case.case_door import case_of_request
from app.services.handling.step_subject import require_hand

RECALL = "收回送批"


@dataclass(frozen=True, slots=True)
class RequestRecalled:
    """A request that its author took back."""

    request: Request
    withdrawal: Withdrawal

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.request.id,
            "mode": self.request.mode,
            "recalled": True,
            "reason": self.withdrawal.reason,
            "by": self.withdrawal.by,
            "at": self.withdrawal.at.isoformat(),
        }


def recall_request(desk: Desk, request_id: str, reason: str = "") -> RequestRecalled:
    """Nobody can sign it any more; the act may be asked for again. The reason may be left out.

    Refused: request_unknown, request_decided, request_recalled, request_later.
    NotAllowed: role_missing, not_own_request, withheld, has_interest.
    """
    desk.require("amend")

    def work(writes: Writes) -> tuple[RequestRecalled, str]:
        request = writes.get(Request, request_id.strip())
        if request is None:
            raise Refused(FieldError("id", "request_unknown", {"id": request_id}))
        case = case_of_request(writes, request)
        if case is None:
            raise LookupError(f"request {request.id} is of no matter")
        require_hand(desk, case)
        if request.by != desk.staff.login:
            raise NotAllowed("not_own_request", login=desk.staff.login)
        if writes.find(Decision, request_id=request.id):
            raise Refused(FieldError("id", "request_decided", {"id": request.id}))
        if writes.find(Withdrawal, step_id=request.id):
            raise Refused(FieldError("id", "request_recalled", {"id": request.id}))
        if desk.clock.now() < request.at:
            raise Refused(FieldError("at", "request_later", {"at": f"{request.at:%Y-%m-%d %H:%M}"}))
        row = Withdrawal(
            id=new_id(),
            matter_id=request.matter_id,
            step_id=request.id,
            reason=reason.strip() or RECALL,
            at=desk.clock.now(),
            by=desk.staff.login,
        )
        writes.add(row)
        writes.audit(desk.staff.login, RECALL, case.matter.number, purpose=request.mode)
        return RequestRecalled(request, row), case.matter.id

    done, matter_id = desk.records.write(work)
    desk.announce(MatterAdvanced(matter_id))
    return done
