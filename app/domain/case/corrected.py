"""Visits and duties as they read now: corrected, moved, without those taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.case.facts import CaseFacts
from app.domain.entries.people import is_identified
from app.domain.rows.case import VisitMove
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment, Person, Visit, Void
from app.domain.terms import GROUP, GROUP_FROM, SINGLE

_SHARED = frozenset({"claim", "facts", "purpose", "category", "place", "procedure"})
"""What a visit says of its matter: corrected with the matter where it said the same."""
_FLAGS = frozenset({"confidential", "written", "urgent", "skipped_levels"})
_WHOLE = frozenset({"headcount", "concerned"})
_LISTS = frozenset({"units", "accused", "interest"})
_OBJECTS = frozenset({"proxy", "organisation", "guardian"})
YES, NO = "是", "否"
CORRECTABLE = _SHARED | _FLAGS | _WHOLE | _LISTS | _OBJECTS | {"interpreter", "arrived_at"}
"""Fields of a visit that a correction changes; its number, clerk and matter never are."""


def standing_visits(
    visits: Iterable[Visit],
    voids: Iterable[Void],
    amendments: Sequence[Amendment],
    moves: Sequence[VisitMove] = (),
) -> tuple[Visit, ...]:
    """The visits that were not taken back, as corrected, in order of arrival.

    Where visits were moved the first to arrive is the 初次 one, the others came again.
    """
    gone = {void.visit_id for void in voids}
    corrected = [corrected_visit(visit, amendments, moves) for visit in visits if visit.id not in gone]
    ordered = sorted(corrected, key=lambda visit: (visit.arrived_at, visit.clerk, visit.id))
    if moves:
        ordered = [replace(visit, first=place == 0) for place, visit in enumerate(ordered)]
    return tuple(ordered)


def corrected_visit(visit: Visit, amendments: Iterable[Amendment], moves: Sequence[VisitMove] = ()) -> Visit:
    """The visit with the corrections, in the order they were made, of its own fields and its matter's.

    A correction of a matter counts for the visits that belonged to the matter when it was made.
    """
    for amendment in sorted(amendments, key=_when):
        if amendment.table == Visit.TABLE and amendment.row_id == visit.id:
            visit = _with_own(visit, amendment)
        elif amendment.table == Matter.TABLE and amendment.row_id == home_at(visit, moves, amendment.at):
            visit = _with_matters(visit, amendment)
    return visit


def home_at(visit: Visit, moves: Iterable[VisitMove], at: datetime | None = None) -> str:
    """The matter that a visit belongs to at a moment; without one, now."""
    own = [move for move in moves if move.visit_id == visit.id and (at is None or move.at <= at)]
    last = max(own, key=lambda move: (move.at, move.by, move.id), default=None)
    return last.matter_id if last else visit.matter_id


def _with_own(visit: Visit, amendment: Amendment) -> Visit:
    if not is_value(amendment.field, amendment.new):
        return visit
    changed: Any = replace(visit, **{amendment.field: read_value(amendment.field, amendment.new)})
    if amendment.field == "headcount":
        changed = replace(changed, kind=kind_of(changed.headcount))
    return changed


def _with_matters(visit: Visit, amendment: Amendment) -> Visit:
    if amendment.field == "confidential":
        return replace(visit, confidential=amendment.new == YES)
    if amendment.field in _SHARED and getattr(visit, amendment.field) == amendment.old:
        return replace(visit, **{amendment.field: amendment.new})  # type: ignore[arg-type]  # all are texts
    return visit


def read_value(field: str, text: str | None) -> Any:
    """A corrected value of a visit from the text an amendment keeps it as (``write_value``)."""
    if field in _FLAGS:
        return text == YES
    if text is None:
        return () if field in _LISTS else None
    if field in _WHOLE:
        return int(text)
    if field in _LISTS:
        return tuple(json.loads(text))
    if field in _OBJECTS:
        return json.loads(text)
    if field == "arrived_at":
        return datetime.fromisoformat(text)
    return text


def is_value(field: str, text: str | None) -> bool:
    """Whether a correction of a visit's field says a value of it; what is none changes nothing."""
    if field not in CORRECTABLE:
        return False
    try:
        value = read_value(field, text)
    except (ValueError, TypeError, RecursionError):
        return False
    if field == "arrived_at":
        return value is not None and value.tzinfo is not None
    if field in ("headcount", "purpose", "procedure"):
        return value is not None
    if field in _LISTS:
        return all(isinstance(unit, str) for unit in value)
    if field in _OBJECTS:
        return value is None or (
            isinstance(value, dict) and all(isinstance(part, str) for part in value.values())
        )
    return True


def write_value(value: Any) -> str | None:
    """A value as an amendment keeps it: 是 or 否, JSON for lists and objects, ISO 8601 for times."""
    if isinstance(value, bool):
        return YES if value else NO
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
    return str(value)


def kind_of(headcount: int) -> str:
    """个体访, or 集体访 from five persons."""
    return GROUP if headcount >= GROUP_FROM else SINGLE


def dates_set_by_amendment(duty: Duty, amendments: Iterable[Amendment]) -> Duty:
    """A duty whose date an earlier version counted anew and kept as an amendment."""
    for amendment in sorted(amendments, key=_when):
        if amendment.table != Duty.TABLE or amendment.row_id != duty.id or amendment.new is None:
            continue
        if amendment.field == "due":
            duty = replace(duty, due=datetime.fromisoformat(amendment.new).date())
        elif amendment.field == "provisional":
            duty = replace(duty, provisional=amendment.new == YES)
        elif amendment.field == "derivation":
            duty = replace(duty, derivation=amendment.new)
    return duty


def _when(amendment: Amendment) -> tuple[datetime, str, str]:
    return amendment.at, amendment.by, amendment.id


def with_person(facts: CaseFacts, person: Person) -> CaseFacts:
    """The facts with a person as corrected; by its first person a visit is identified (条例第23条第2款)."""
    people = tuple(
        replace(came, person=person) if came.person.id == person.id else came for came in facts.people
    )
    first = {came.visit_id for came in people if came.person.id == person.id and came.seat.position == 0}
    known = is_identified(person.name, person.address)
    identified = facts.identified | first if known else facts.identified - first
    return replace(facts, people=people, identified=identified)
