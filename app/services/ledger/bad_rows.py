"""Writes the rows of a ledger that were not imported into a sheet of their own, each with its reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import xlsxwriter

from app.desk import Desk
from app.domain.text.safe_cell import safe_cell
from app.errors import Unavailable
from app.services.ledger.judge_visits import HELD, REFUSED
from app.services.ledger.look_at_ledger import LedgerLook
from app.words import sentence

_NOT = (REFUSED, HELD)


def write_bad_rows(desk: Desk, look: LedgerLook, file: Path) -> int:
    """The rows that are refused or held, as the file has them, in text cells; how many visits.

    NotAllowed: role_missing. Unavailable: out_unwritable.
    """
    desk.require("import")
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False})
    count = 0
    for place, sheet in enumerate(look.ledger.sheets, start=1):
        reasons = {
            row.row: "；".join(sentence(error.code, error.facts) for error in row.errors)
            for row in look.rows
            if row.sheet == sheet.name and row.verdict in _NOT
        }
        page = book.add_worksheet(f"{place}")
        for column, heading in enumerate(("为什么", "原来第几行", *sheet.columns.headings)):
            page.write_string(0, column, safe_cell(heading))
        at = 0
        for row in sheet.book.rows(sheet.name):
            if row.number not in reasons:
                continue
            at += 1
            for column, cell in enumerate((reasons[row.number], str(row.number), *row.cells)):
                page.write_string(at, column, safe_cell(cell or ""))
        count += at
    book.close()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.getvalue())
    except OSError as wrong:
        raise Unavailable("out_unwritable", file=str(file), detail=wrong.strerror or "不能写") from wrong
    desk.records.write(
        lambda writes: writes.audit(desk.staff.login, "另存没导的行", file.name, purpose=f"{count}行")
    )
    return count
