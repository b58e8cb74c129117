"""Take a visit back within ten minutes of saving; its number is never used again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.desk import Desk, MachineClock
from app.domain.case.secrecy import WITHHELD
from app.domain.numbers import parse_number
from app.domain.rows.base import made_at, new_id
from app.domain.rows.centre import Gap
from app.domain.rows.matters import Step
from app.domain.rows.receptions import ReceivedVisit
from app.domain.rows.visits import Visit, Void
from app.errors import FieldError, Refused
from app.events import VisitVoided
from app.ports.records import Writes
from app.services.case.case_door import case_of
from app.services.case.lookups import find_visit
from app.services.printing.print_queue import end_jobs_of
from app.services.visits.visit_rows import REGISTERING

WITHIN = timedelta(minutes=10)


def void_visit(desk: Desk, number: str, reason: str) -> dict[str, Any]:
    """Take the visit back; its matter too if nothing else stands in it.

    Refused: not_found, reason_missing, void_again, void_other_clerk, void_too_late, void_in_hand (a
    reception or a step has taken it up).
    """
    desk.require("register")
    if not reason.strip():
        raise Refused(FieldError("reason", "reason_missing"))

    def work(writes: Writes) -> Visit:
        visit = find_visit(writes, number)
        code = _hindrance(desk, writes, visit)
        if code:
            raise Refused(FieldError("number", code, {"number": visit.number}))
        now, case = desk.clock.now(), case_of(writes, visit)
        logged = WITHHELD if case.guarded else reason.strip()
        writes.add(
            Void(id=new_id(), visit_id=visit.id, at=now, by=desk.staff.login, reason=reason.strip()),
            Gap(
                id=new_id(), series=_series(visit.number), serial=_serial(visit.number), reason=logged, at=now
            ),
        )
        writes.audit(desk.staff.login, "撤销登记", visit.number, purpose=logged)
        return visit

    visit = desk.records.write(work)
    end_jobs_of(desk, visit.id)
    desk.announce(VisitVoided(visit.id, visit.matter_id))
    return {"visit_number": visit.number, "voided": True, "reason": reason.strip()}


def _hindrance(desk: Desk, writes: Writes, visit: Visit) -> str | None:
    if writes.find(Void, visit_id=visit.id):
        return "void_again"
    if visit.clerk != desk.staff.login:
        return "void_other_clerk"
    if not _is_fresh(desk, visit):
        return "void_too_late"
    steps = writes.find(Step, matter_id=visit.matter_id)
    own = next(one for one in steps if one.visit_id == visit.id)
    later = any(one.id > own.id and one.mode != REGISTERING for one in steps)
    if later or writes.find(ReceivedVisit, visit_id=visit.id):
        return "void_in_hand"
    return None


def _is_fresh(desk: Desk, visit: Visit) -> bool:
    """Saved within ten minutes, by the desk's clock or, where another time stood in for it, the machine's."""
    by_desk = desk.clock.now() - visit.registered_at
    by_machine = MachineClock().now() - made_at(visit.id)
    return min(abs(by_desk), abs(by_machine)) <= WITHIN


def _series(number: str) -> str:
    parts = parse_number(number)
    return f"{parts.kind}-{parts.series}-{parts.day:%y%m%d}" if parts else number


def _serial(number: str) -> int:
    parts = parse_number(number)
    return parts.serial if parts else 0
