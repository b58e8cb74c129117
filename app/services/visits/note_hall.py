"""Note what happens to a visitor in the hall: called, held, brought back, handed on, taken in, left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.hall import ACTS, HANDED, HELD, HallState, hall_state
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.domain.rows.hall import HallAct
from app.domain.rows.visits import Visit
from app.errors import FieldError, NotAllowed, Refused
from app.events import HallChanged
from app.ports.records import Reads, WaitingVisit, Writes
from app.services.case.case_door import withheld_visits
from app.services.case.lookups import find_visit

LONGEST = 200


@dataclass(frozen=True, slots=True)
class HallNoted:
    """An act that is kept, and where the visitor is now."""

    number: str
    act: HallAct
    state: HallState

    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "act": self.act.act,
            "where": self.state.where,
            "held": self.state.held,
            "to": self.state.to_whom,
            "calls": self.state.calls,
            "at": self.act.at.isoformat(),
        }


def note_hall(
    desk: Desk, number: str, act: str, *, to: str | None = None, reason: str | None = None
) -> HallNoted:
    """Keep an act on a visit of today.

    ``to``: 转交 needs the login or name of a colleague, or a place. 进谈 ends the wait: another desk is told
    who has the visitor. Refused: not_found, not_a_choice, hall_to_whom, too_long, hall_not_today,
    hall_not_now. NotAllowed: role_missing, withheld (a guarded case; who registered the visit may).
    """
    desk.require("hall")

    def work(writes: Writes) -> HallNoted:
        _require_words(act, to, reason)
        visit = find_visit(writes, number)
        if visit.clerk != desk.staff.login and withheld_visits(desk, writes, [visit]):
            raise NotAllowed("withheld", login=desk.staff.login)
        today = _of_today(writes, visit, desk)
        before = writes.find(HallAct, visit_id=visit.id)
        state = hall_state(before, taken_up=today.taken_up)
        if not state.allows(act):
            raise Refused(FieldError("number", "hall_not_now", _facts(writes, visit, act, state)))
        row = HallAct(
            id=new_id(),
            visit_id=visit.id,
            act=act,
            to_whom=_to_whom(writes, to) if act == HANDED else None,
            reason=reason,
            at=desk.clock.now(),
            by=desk.staff.login,
        )
        writes.add(row)
        return HallNoted(visit.number, row, hall_state([*before, row]))

    noted = desk.records.write(work)
    desk.announce(HallChanged(noted.act.visit_id))
    return noted


def _require_words(act: str, to: str | None, reason: str | None) -> None:
    errors = []
    if act not in ACTS:
        errors.append(FieldError("act", "not_a_choice", {"choices": " ".join(ACTS), "given": act}))
    if act == HANDED and not (to or "").strip():
        errors.append(FieldError("to", "hall_to_whom"))
    errors += [
        FieldError(name, "too_long", {"most": LONGEST, "actual": len(text)})
        for name, text in (("to", to), ("reason", reason))
        if text and len(text) > LONGEST
    ]
    if errors:
        raise Refused(*errors)


def _of_today(reads: Reads, visit: Visit, desk: Desk) -> WaitingVisit:
    """The visit among those of today. Refused: hall_not_today (another day's, or taken back)."""
    visits = reads.hall_visits(desk.clock.now().date())
    waiting = next((candidate for candidate in visits if candidate.visit_id == visit.id), None)
    if waiting is None:
        raise Refused(FieldError("number", "hall_not_today", {"number": visit.number}))
    return waiting


def _to_whom(reads: Reads, to: str | None) -> str:
    """The login of a colleague who is named by login or name; else the place as typed."""
    typed = (to or "").strip()
    logins = [row.login for row in reads.find(Staff, disabled=False) if typed in (row.login, row.name)]
    return logins[0] if len(logins) == 1 else typed


def _facts(reads: Reads, visit: Visit, act: str, state: HallState) -> dict[str, str]:
    """What the sentence says of where the visitor is."""
    if state.taken_up:
        where = "已经接谈或办理了"
    elif state.held and act == HELD:
        where = "已经暂缓"
    else:
        staff = reads.find(Staff, login=state.by) if state.by else []
        by = staff[0].name if staff else ""
        where = {"谈": f"正由{by}接谈", "走": "已经离开", "候": "在候访"}[state.where]
    return {"number": visit.number, "act": act, "where": where}
