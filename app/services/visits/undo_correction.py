"""Undo the correction of fields that the person at the desk made a moment ago (Ctrl+Shift+Z)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import read_value
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Person, Visit
from app.errors import FieldError, Refused
from app.services.handling.advance_matter import Pending
from app.services.visits.amend_record import RecordCorrected, amend_record
from app.services.visits.undo_move import UNDO_FOR

UNDONE = "撤回刚才的更正"
"""Why the second correction is made; it is kept beside the first."""
_FIELDS = frozenset({Person.TABLE, Visit.TABLE, Matter.TABLE})


def last_correction(case: CaseFile, login: str, now: datetime) -> tuple[Amendment, ...]:
    """The fields of the case's newest correction, if this person made it within ten minutes; else nothing."""
    rows = [row for row in case.amendments if row.table in _FIELDS]
    newest = max(rows, key=lambda row: (row.at, row.by, row.id), default=None)
    if newest is None or newest.by != login or newest.reason == UNDONE:
        return ()
    if not now - UNDO_FOR <= newest.at <= now:
        return ()
    return tuple(row for row in rows if (row.at, row.by) == (newest.at, newest.by))


def undo_correction(desk: Desk, case: CaseFile, rows: Sequence[Amendment]) -> RecordCorrected | Pending:
    """Correct the fields back to what they were; the correction before and this one are both kept.

    Refused and NotAllowed as in amend_record; Refused(not_found) where the person is in no visit any more.
    """
    people = [row for row in rows if row.table == Person.TABLE]
    if people:
        number, place = _where(case, people[0].row_id)
        return amend_record(desk, number, {"person": place, "reason": UNDONE} | _old(people))
    visit = next((visit for visit in case.visits if visit.id in {row.row_id for row in rows}), None)
    number = visit.number if visit is not None else case.matter.number
    return amend_record(desk, number, {"reason": UNDONE} | _old(rows))


def _where(case: CaseFile, person_id: str) -> tuple[str, int]:
    """The newest visit that the person came to, and his place in it."""
    for visit in reversed(case.visits):
        for place, person in enumerate(case.people_of(visit.id)):
            if person.id == person_id:
                return visit.number, place
    raise Refused(FieldError("person", "not_found", {"number": case.matter.number}))


def _old(rows: Sequence[Amendment]) -> dict[str, Any]:
    """The fields of an amend JSON that say what stood there before."""
    return {row.field: row.old if row.table == Person.TABLE else _as_json(row) for row in rows}


def _as_json(row: Amendment) -> Any:
    value = read_value(row.field, row.old)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, datetime) else value
