"""Reads a case from the hub's rows by the pure rules of a desk (app.domain.case), for the tracking page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, TypeVar

from app.domain.calendar import from_rows
from app.domain.case.casefile import CaseFile, read_case
from app.domain.case.facts import CaseFacts, Paper, Rules
from app.domain.limits import Limits
from app.domain.people import ANONYMOUS
from app.domain.rows.base import Row
from app.domain.rows.case import Decision, Delivery, Receipt, Request, Withdrawal
from app.domain.rows.centre import Holiday, Setting, Unit
from app.domain.rows.matters import Deadline, Matter, Notice, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Amendment, Visit, Void
from app.settings import Settings
from db.mapping import shape

R = TypeVar("R", bound=Row)
Values = Mapping[str, Any]
Belonging = Callable[[str], Mapping[str, Sequence[Values]]]
"""The rows that name a matter or a visit, by table."""
_OF_MATTER: Mapping[str, type[Row]] = {
    "steps": Step,
    "terms": Deadline,
    "notices": Notice,
    "duties": Duty,
    "replies": DutyReply,
    "amendments": Amendment,
    "requests": Request,
    "decisions": Decision,
    "withdrawals": Withdrawal,
    "receipts": Receipt,
    "deliveries": Delivery,
}


def typed(kind: type[R], values: Values) -> R:
    """A row of the hub as a desk has it; what an older desk did not bring has its default.

    ValueError or TypeError for a row that is none of the kind: the hub types what it takes.
    """
    of = shape(kind)
    given = []
    for field in fields(kind):
        value = values.get(field.name)
        if value is None and field.name not in values:
            value = _default(kind, field)
        given.append(value)
    return of.row(given)


def _default(kind: type[Row], field: Any) -> Any:
    plain = field.default_factory() if field.default_factory is not MISSING else field.default
    return None if plain is MISSING else shape(kind).column(field.name).to_sql(plain)


def case_from(
    matter: Values,
    of_matter: Mapping[str, Sequence[Values]],
    belonging: Belonging,
    rules: Rules,
    people: Belonging,
) -> CaseFile:
    """The case of a matter from the rows that name it; ``people``: a person's row by the visit's id."""
    visits = [typed(Visit, row) for row in of_matter.get("visits", ())]
    of_visits = {visit.id: belonging(visit.id) for visit in visits}
    voids = [typed(Void, row) for rows in of_visits.values() for row in rows.get("voids", ())]
    facts: dict[str, Any] = {
        name: tuple(typed(kind, row) for row in of_matter.get(kind.TABLE, ()))
        for name, kind in _OF_MATTER.items()
    }
    identified = frozenset(visit.id for visit in visits if _is_identified(people(visit.id)))
    return read_case(
        CaseFacts(
            matter=typed(Matter, matter),
            visits=tuple(visits),
            voids=tuple(voids),
            identified=identified,
            papers=tuple(_paper(row) for row in of_matter.get("documents", ())),
            **facts,
        ),
        rules,
    )


def _is_identified(first: Mapping[str, Sequence[Values]]) -> bool:
    """Name and address are known (条例第23条第2款)."""
    return any(
        row.get("name") not in (None, ANONYMOUS) and row.get("address") is not None
        for row in first.get("people", ())
    )


def _paper(row: Values) -> Paper:
    return Paper(
        id=str(row["id"]),
        kind=str(row.get("kind")),
        number=str(row.get("number")),
        at=datetime.fromisoformat(str(row["at"])),
        step_id=row.get("step_id"),
    )


def rules_from(holidays: Sequence[Values], settings: Sequence[Values], units: Sequence[Values]) -> Rules:
    """The calendar, the limits and the bureau's name of a centre."""
    stored = Settings.of_rows(typed(Setting, row) for row in settings)
    bureaus = [unit.name for unit in (typed(Unit, row) for row in units) if unit.kind == "信访部门"]
    rules = Rules(calendar=from_rows([typed(Holiday, row) for row in holidays]), limits=Limits.of(stored))
    return Rules(calendar=rules.calendar, limits=rules.limits, bureau=bureaus[0]) if bureaus else rules
