"""Reads a case from the hub's rows by the pure rules of a desk (app.domain.case), for the tracking page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from msgspec import NODEFAULT, structs
from msgspec.structs import FieldInfo

from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import home_at
from app.domain.case.facts import Paper, Rules
from app.domain.case.reading import read_case
from app.domain.dates.calendar import from_rows
from app.domain.dates.limits import Limits
from app.domain.entries.people import is_identified
from app.domain.rows.base import Row
from app.domain.rows.case import VisitMove
from app.domain.rows.centre import Holiday, Setting, Unit
from app.domain.rows.visits import Visit
from app.services.case.case_reader import gather
from app.settings import Settings
from db.mapping import shape

R = TypeVar("R", bound=Row)
Values = Mapping[str, Any]
Belonging = Callable[[str], Mapping[str, Sequence[Values]]]
"""The rows that name a matter or a visit, by table."""
Single = Callable[[str, str], Values | None]
"""A row by table and id."""


def typed(kind: type[R], values: Values) -> R:
    """A row of the hub as a desk has it; what an older desk did not bring has its default.

    ValueError or TypeError for a row that is none of the kind: the hub types what it takes.
    """
    of = shape(kind)
    cells = []
    for field in _fields(kind):
        value = values.get(field.name)
        if value is None and field.name not in values:
            value = _default(kind, field)
        cells.append(value)
    return of.row(cells)


@cache
def _fields(kind: type[Row]) -> tuple[FieldInfo, ...]:
    return structs.fields(kind)


def _default(kind: type[Row], field: FieldInfo) -> Any:
    plain = field.default if field.default_factory is NODEFAULT else field.default_factory()
    return None if plain is NODEFAULT else shape(kind).column(field.name).to_sql(plain)


class HubRows:
    """The facts of cases among a centre's rows; what names a matter or a visit is looked up once."""

    def __init__(self, belonging: Belonging, row: Single, moves: Sequence[Values]) -> None:
        self._read, self._row = belonging, row
        self._moves = [typed(VisitMove, values) for values in moves]
        self._known: dict[str, Mapping[str, Sequence[Values]]] = {}

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]:
        """Rows whose id, matter or visit is one of the values, in id order."""
        wanted = list(dict.fromkeys(values))
        if kind is VisitMove:
            return [row for row in self._moves if getattr(row, column) in wanted]  # type: ignore[misc]
        if column == "id":
            found_rows = [{"id": id, **row} for id in wanted if (row := self._row(kind.TABLE, id))]
        else:
            rows = [row for id in wanted for row in self._belonging(id).get(kind.TABLE, ())]
            found_rows = [dict(row) for row in rows if row.get(column) in wanted]
        return sorted((typed(kind, row) for row in found_rows), key=_id)

    def papers_of(
        self, matter_ids: Collection[str], _reception_ids: Collection[str]
    ) -> list[tuple[str | None, Paper]]:
        """Papers of the matters; those of a whole reception tell the visitor nothing."""
        return [(id, _paper(row)) for id in matter_ids for row in self._belonging(id).get("documents", ())]

    def identified(self, visit_ids: Collection[str]) -> frozenset[str]:
        """Visits whose first person gave a name and an address (条例第23条第2款)."""
        return frozenset(id for id in visit_ids if _is_identified(self._first(id)))

    def home_of(self, visit: Visit) -> str:
        """The matter that the visit belongs to now."""
        return home_at(visit, self._moves)

    def _belonging(self, id: str) -> Mapping[str, Sequence[Values]]:
        if id not in self._known:
            self._known[id] = self._read(id)
        return self._known[id]

    def _first(self, visit_id: str) -> Mapping[str, Sequence[Values]]:
        came = [row for row in self._belonging(visit_id).get("attendances", ()) if row.get("position") == 0]
        people = [self._row("people", str(row["person_id"])) for row in came]
        return {"people": [row for row in people if row]}


def case_from(rows: HubRows, visit: Visit, rules: Rules) -> CaseFile | None:
    """The case of a visit after joins and splits; None while the hub has no matter to it."""
    files = gather(rows, [rows.home_of(visit)], people=False)
    return read_case(files[0], rules) if files else None


def _id(row: Row) -> str:
    return row.id


def _is_identified(first: Mapping[str, Sequence[Values]]) -> bool:
    """Name and address are known (条例第23条第2款)."""
    return any(is_identified(row.get("name"), row.get("address")) for row in first.get("people", ()))


def _paper(row: Values) -> Paper:
    return Paper(
        id=str(row["id"]),
        kind=str(row.get("kind")),
        number=str(row.get("number")),
        at=datetime.fromisoformat(str(row["at"])),
        step_id=row.get("step_id"),
        visit_id=row.get("visit_id"),
    )


def rules_from(holidays: Sequence[Values], settings: Sequence[Values], units: Sequence[Values]) -> Rules:
    """The calendar, the limits and the bureau's name of a centre."""
    stored = Settings.of_rows(typed(Setting, row) for row in settings)
    bureaus = [unit.name for unit in (typed(Unit, row) for row in units) if unit.kind == "信访部门"]
    rules = Rules(calendar=from_rows([typed(Holiday, row) for row in holidays]), limits=Limits.of(stored))
    return Rules(calendar=rules.calendar, limits=rules.limits, bureau=bureaus[0]) if bureaus else rules
