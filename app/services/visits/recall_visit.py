"""Recalls an earlier visit, so that a return visit of the same matter asks only what is new (F4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.promise import date_to_tell
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Person, Visit
from app.domain.terms import CLOSED_STATUSES
from app.services.case.case_door import case_of, may_read_case
from app.services.case.lookups import find_record, not_found


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """The newest visit of a matter with its people, and which visit the next one will be."""

    matter: Matter
    visit: Visit
    people: tuple[Person, ...]
    times: int
    due: date | None
    """The date the three notices would tell; None for a matter that starts anew."""
    opinion: str | None = None
    """The 工作意见 as it was told last; None where the content may not be shown."""
    contact: str | None = None
    readable: bool
    """Whether the content (claim, category, units) may be shown at this desk."""


def recall_visit(desk: Desk, number: str) -> Recalled:
    """The matter of a visit's, matter's number or query code. Refused(number, not_found)."""
    desk.require("register")
    with desk.records.reading() as reads:
        record = find_record(reads, number)
        if isinstance(record, Reception):
            raise not_found(number, "number")
        case = case_of(reads, record)
        visit, matter, notice = case.newest_visit or case.taken_back[-1], case.matter, case.notice
        readable = may_read_case(desk, case)
        return Recalled(
            matter=matter if readable else _without_content(matter),
            visit=visit if readable else _without_content(visit),
            people=case.people_of(visit.id) if readable else (),
            times=len(case.visits) + 1,
            due=_due(case) if readable else None,
            opinion=notice.opinion if notice and readable else None,
            contact=notice.contact if notice and readable else None,
            readable=readable,
        )


R = TypeVar("R", Matter, Visit)


def _without_content(row: R) -> R:
    """A row of a guarded case for who may only register that its visitor came again."""
    return replace(row, claim=None, facts=None, category=None, place=None, **_EMPTY.get(type(row), {}))


_EMPTY: dict[type, dict[str, Any]] = {
    Matter: {"unit": None, "due": None},
    Visit: {
        "units": (),
        "proxy": None,
        "ledger": None,
        "accused": (),
        "guardian": None,
        "organisation": None,
        "interpreter": None,
        "interest": (),
    },
}


def _due(case: CaseFile) -> date | None:
    counted = None if case.matter.status in CLOSED_STATUSES else date_to_tell(case)
    return counted.due if counted else None
