"""Undo the joining or splitting of a visit that the person at the desk did a moment ago (Ctrl+Shift+Z)."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.rows.case import JOINED, VisitMove
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.services.visits.move_visit import CLOSED_MATTER, MoveWanted, VisitPut, join_visit, split_visit

UNDO_FOR = timedelta(minutes=10)
"""Later the sheet 更正 does it, for ever."""
_WHY = "撤回刚才的{act}"


def last_move(case: CaseFile, login: str, now: datetime) -> VisitMove | None:
    """The newest move of a visit that the case has now, if this person made it within ten minutes."""
    here = {visit.id for visit in case.visits}
    newest = max(
        (move for move in case.moves if move.visit_id in here),
        key=lambda move: (move.at, move.by, move.id),
        default=None,
    )
    if newest is None or newest.by != login or newest.matter_id != case.matter.id:
        return None
    return newest if timedelta() <= now - newest.at <= UNDO_FOR else None


def undo_move(desk: Desk, move: VisitMove) -> VisitPut:
    """The visit goes back where it was. Refused and NotAllowed as of joining and splitting."""
    desk.require("join")
    with desk.records.reading() as reads:
        visit, former = reads.get(Visit, move.visit_id), reads.get(Matter, move.from_matter)
    if visit is None or former is None:
        raise Refused(FieldError("visit", "not_found", {"number": move.visit_id}))
    reason = _WHY.format(act=move.act)
    if move.act == JOINED:
        return split_visit(desk, MoveWanted(visit=visit.number, reason=reason))
    wanted = MoveWanted(visit=visit.number, matter=former.number, reason=reason, confirm=(CLOSED_MATTER,))
    return join_visit(desk, wanted)
