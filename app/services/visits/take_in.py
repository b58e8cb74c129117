"""A visitor comes into an interview from the hall, or back into the line: the wait ends for every desk."""

from __future__ import annotations

from collections.abc import Iterable

from app.desk import Desk
from app.domain.hall import BACK, TALKING, TALKS
from app.errors import NotAllowed, Refused
from app.services.visits.list_hall import HallVisit, list_hall
from app.services.visits.note_hall import note_hall


def take_in(desk: Desk, number: str) -> str | None:
    """End the wait of a visit of today that still waits.

    The name of a colleague who has the visitor in already; None where all is well or nobody waits.
    """
    waiting = _in_hall(desk, number)
    if waiting is None:
        return None
    if waiting.state.where == TALKS:
        return waiting.by_name if waiting.state.by != desk.staff.login else None
    try:
        if waiting.waits:
            note_hall(desk, number, TALKING)
    except (NotAllowed, Refused):
        return None  # a guarded case of others: the reception itself says so
    return None


def give_back(desk: Desk, numbers: Iterable[str]) -> None:
    """Put visits that this person had taken in, and that nothing came of, back into the line."""
    for number in numbers:
        waiting = _in_hall(desk, number)
        mine = waiting is not None and waiting.state.where == TALKS and waiting.state.by == desk.staff.login
        if mine:
            note_hall(desk, number, BACK)


def _in_hall(desk: Desk, number: str) -> HallVisit | None:
    if not desk.may("hall") or not desk.may("show"):
        return None
    return next((visit for visit in list_hall(desk) if visit.number == number), None)
