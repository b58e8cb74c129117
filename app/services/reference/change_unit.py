"""Add one unit or change one: short name, kind, the persons of its three ranks, in use or not."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk import Desk
from app.domain.dates.ladder import CONTACTS
from app.domain.rows.centre import Unit
from app.errors import FieldError, Refused
from app.services.reference.import_tables import TableImport
from app.services.reference.keep_row import keep_row

ACT = "更改单位"
IN_USE, OUT_OF_USE = "否", "是"
"""What the column 停用 says."""


def add_unit(desk: Desk, cells: Mapping[str, str]) -> TableImport:
    """A new unit, its cells by column. Refused(unit_known) and as ``change_unit``."""
    desk.require("tables")
    name = cells["name"].strip()
    with desk.records.reading() as reads:
        if reads.find(Unit, name=name):
            raise Refused(FieldError("name", "unit_known", {"unit": name}))
    return change_unit(desk, cells)


def change_unit(desk: Desk, cells: Mapping[str, str]) -> TableImport:
    """The unit of that name: columns that are not among ``cells`` stay, an empty one is emptied.

    Cases keep the unit that they have: a unit is named by its name, which does not change here.
    Refused by column: cell_empty, not_one_of, division_code. NotAllowed(role_missing).
    """
    return keep_row(desk, "units", cells, ACT)


def switch_unit(desk: Desk, name: str, *, disabled: bool) -> TableImport:
    """Take a unit out of use, or into it again; cases that it holds stay with it."""
    return change_unit(desk, {"name": name, "disabled": OUT_OF_USE if disabled else IN_USE})


def cells_of(unit: Unit) -> dict[str, str]:
    """A stored unit as it is typed: a person of a rank as 姓名 电话."""
    persons = {rank: unit.contacts.get(rank) or {} for rank in CONTACTS.values()}
    return {
        "name": unit.name,
        "short": unit.short,
        "kind": unit.kind,
        **{
            rank: " ".join(str(person[key]) for key in ("name", "phone") if person.get(key))
            for rank, person in persons.items()
        },
    }
