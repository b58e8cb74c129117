"""Keep one row of a reference table that was typed by hand, by the rules of its import."""

from __future__ import annotations

from collections.abc import Mapping

from app.desk import Desk
from app.errors import FieldError, Refused
from app.services.reference.import_tables import TableImport, keep_table
from app.services.sheets.read_sheet import Sheet, SheetRow


def keep_row(
    desk: Desk, table: str, cells: Mapping[str, str], act: str, *, check: bool = False
) -> TableImport:
    """One row, its cells by column: columns that are not among ``cells`` stay, an empty one is emptied.

    With ``check`` nothing is stored. Refused by column: what the import of the table refuses of a cell.
    NotAllowed(role_missing).
    """
    typed = {column: " ".join(text.split()) for column, text in cells.items()}
    row = SheetRow(1, {column: text for column, text in typed.items() if text})
    try:
        return keep_table(desk, table, Sheet(tuple(typed), (row,)), check=check, act=act)
    except Refused as refused:
        raise Refused(
            *(FieldError(_column(wrong.field), wrong.code, wrong.facts) for wrong in refused.errors)
        ) from None


def _column(field: str) -> str:
    return field.rpartition(".")[2]
