"""Writes the rows of a ledger that were not imported into a sheet of their own, each with its reason."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from app.desk import Desk
from app.domain.text.safe_cell import safe_cell
from app.services.ledger.judge_visits import HELD, REFUSED
from app.services.ledger.look_at_ledger import LedgerLook
from app.services.sheets.export_book import export_book
from app.services.sheets.export_file import new_file, write_whole
from app.words import sentence

_NOT = (REFUSED, HELD)


def save_bad_rows(desk: Desk, look: LedgerLook, folder: Path, stem: str) -> tuple[Path, int]:
    """The rows that are refused or held, as the file has them, in text cells; the file and how many rows.

    A file of that name may be one that a clerk has put right since: none is written over.

    NotAllowed: role_missing. Unavailable: out_unwritable.
    """
    desk.require("import")
    content = BytesIO()
    book = export_book(content)
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
    file = new_file(folder, stem)
    write_whole(file, content.getvalue())
    desk.records.write(
        lambda writes: writes.audit(desk.staff.login, "另存没导的行", file.name, purpose=f"{count}行")
    )
    return file, count
