"""Checks corrected fields of a visit as when registering: head-count, arrival, units, proxy."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.entries.entry import Problems
from app.domain.entries.known import known_units, named_units
from app.domain.entries.visit_entry import MOST_CONCERNED, MOST_HEADS, check_interest
from app.domain.entries.visit_parties import check_party
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.domain.text.pinyin import UnitLike
from app.ports.clock import CENTRE_TIME
from app.services.visits.amend_fields import Amended, AskedCorrection
from app.services.visits.visit_rows import REGISTERING

_PARTIES = frozenset({"proxy", "organisation", "guardian"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitBeside:
    """What a correction of a visit is held against."""

    case: CaseFile
    people: int
    """Persons written down with the visit."""
    units: Sequence[UnitLike]
    logins: Collection[str] = ()
    """Accounts of the centre."""
    heard: Sequence[Reception] = ()
    """Receptions in which the visit was heard."""


def amended_visit(visit: Visit, asked: AskedCorrection, beside: VisitBeside, problems: Problems) -> Amended:
    """The visit's fields that change.

    Notes headcount_range, headcount_below_people, concerned_range, facts_required, arrival_after (it cannot
    come after what was done with it), unit_unknown, unit_ambiguous, interest_unknown and those of parties.
    """
    entered, warned = dict(asked.visit), Problems()
    _check_counts(entered, beside, problems)
    if entered.get("arrived_at") is not None:
        entered["arrived_at"] = entered["arrived_at"].astimezone(CENTRE_TIME)
        _check_arrival(visit, entered["arrived_at"], beside, problems)
    units = tuple(beside.units)
    if "units" in entered:
        entered["units"] = tuple(known_units(entered["units"], units, "units", problems))
    if "accused" in entered:
        entered["accused"] = tuple(named_units(entered["accused"], units, "accused", problems, warned))
    for party in _PARTIES & entered.keys():
        checked = check_party(entered[party], party, problems, warned)
        entered[party] = checked.as_json() if checked else None
    if "interest" in entered:
        entered["interest"] = tuple(dict.fromkeys(entered["interest"]))
        check_interest(entered["interest"], beside.logins, problems)
    if entered.get("written") is False:
        facts = asked.changes.get("facts", beside.case.matter.facts)
        if facts is None:
            problems.add("facts", "facts_required")
    changed = {name: value for name, value in entered.items() if value != getattr(visit, name)}
    return Amended(values=changed, warnings=warned.all())


def _check_counts(entered: dict[str, Any], beside: VisitBeside, problems: Problems) -> None:
    heads, concerned = entered.get("headcount"), entered.get("concerned")
    if heads is not None and not 1 <= heads <= MOST_HEADS:
        problems.add("headcount", "headcount_range", most=MOST_HEADS)
    elif heads is not None and heads < beside.people:
        problems.add("headcount", "headcount_below_people", people=beside.people)
    if concerned is not None and not 1 <= concerned <= MOST_CONCERNED:
        problems.add("concerned", "concerned_range", most=MOST_CONCERNED)


def _check_arrival(visit: Visit, arrived: datetime, beside: VisitBeside, problems: Problems) -> None:
    """A visitor comes before what was done about the visit: steps, receptions, notices."""
    case = beside.case
    first = bool(case.visits) and case.visits[0].id == visit.id
    after = [
        (step.at, step.mode)
        for step in case.standing_steps
        if step.mode != REGISTERING and (step.visit_id == visit.id or (first and step.visit_id is None))
    ]
    after += [(reception.at, reception.form) for reception in beside.heard]
    if not after:
        return
    when, what = min(after)
    if arrived > when:
        problems.add("arrived_at", "arrival_after", what=what, when=f"{when:%Y-%m-%d %H:%M}")
