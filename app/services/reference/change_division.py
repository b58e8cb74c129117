"""Add a division or give it another name; records keep the code, which does not change."""

from __future__ import annotations

from app.desk import Desk
from app.domain.rows.centre import Division
from app.errors import FieldError, Refused
from app.services.reference.import_tables import TableImport
from app.services.reference.keep_row import keep_row

ACT = "更改区划"


def add_division(desk: Desk, code: str, name: str) -> TableImport:
    """Refused: cell_empty, division_code, division_known. NotAllowed(role_missing)."""
    desk.require("tables")
    with desk.records.reading() as reads:
        known = reads.find(Division, code=code.strip())
    if known:
        raise Refused(FieldError("code", "division_known", {"code": code.strip(), "name": known[0].name}))
    return name_division(desk, code, name)


def name_division(desk: Desk, code: str, name: str) -> TableImport:
    """What the division of that code is called from now on. Refused: cell_empty. NotAllowed(role_missing)."""
    return keep_row(desk, "divisions", {"code": code, "name": name}, ACT)
