"""Set one day of the calendar as a day off or a make-up working day, by the notice that says so."""

from __future__ import annotations

from app.desk import Desk
from app.errors import FieldError, Refused
from app.services.reference.import_tables import TableImport
from app.services.reference.keep_row import keep_row

ACT = "更改日历"


def set_day(desk: Desk, day: str, kind: str, name: str, source: str, *, check: bool = False) -> TableImport:
    """A day that is off (休) or worked (班) from now on, as its document says; open dates are counted anew.

    The answer names each open date that moves, and the papers in the visitor's hands that tell it as it was.
    With ``check`` nothing is stored. Refused: cell_empty, bad_day_cell, not_one_of. NotAllowed(role_missing).
    """
    desk.require("tables")
    cells = {"day": day, "kind": kind, "source": source}
    wrong = [FieldError(column, "cell_empty") for column, text in cells.items() if not text.strip()]
    if wrong:
        raise Refused(*wrong)
    return keep_row(desk, "calendar", cells | {"name": name}, ACT, check=check)
