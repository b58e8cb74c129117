"""Bring in a reference table (units, categories, calendar, divisions) from CSV or XLSX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.rows.base import Row, new_id
from app.domain.rows.centre import Holiday
from app.errors import FieldError, Refused
from app.events import RecordAmended, TablesChanged
from app.ports.records import Reads, Writes
from app.services.case.keep_recounts import keep_recounts
from app.services.case.recount_dates import Recount, find_recounts
from app.services.reference.reference_tables import TABLES, Table, WrongCell
from app.services.sheets.read_sheet import Sheet, SheetRow, read_sheet

IMPORTED = "导入参照表"
COLUMN_WORDS = {
    "short": "简称",
    "kind": "类型",
    "division": "区划",
    "disabled": "停用",
    "contacts": "负责人",
    "name": "名称",
    "source": "依据",
}
NEW, CHANGED, SAME = "新增", "修改", "不变"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What becomes of one row of the sheet."""

    row: int
    key: str
    verdict: str
    changes: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"row": self.row, "key": self.key, "verdict": self.verdict, "changes": self.changes}


@dataclass(frozen=True, slots=True)
class TableImport:
    """What an import did, or with ``check`` would do."""

    table: str
    checked_only: bool
    verdicts: tuple[RowVerdict, ...]
    recounts: tuple[Recount, ...] | None = None
    """For a calendar: the open dates that it moves or makes certain."""

    def as_json(self) -> dict[str, Any]:
        dates = {} if self.recounts is None else {"dates": [recount.as_json() for recount in self.recounts]}
        count = {
            word: sum(verdict.verdict == word for verdict in self.verdicts) for word in (NEW, CHANGED, SAME)
        }
        return {
            "table": self.table,
            "check": self.checked_only,
            "rows": len(self.verdicts),
            "new": count[NEW],
            "changed": count[CHANGED],
            "same": count[SAME],
            "verdicts": [verdict.as_json() for verdict in self.verdicts if verdict.verdict != SAME],
        } | dates


def import_table(desk: Desk, name: str, file: Path, *, check: bool = False) -> TableImport:
    """Add and change rows of the table ``units``, ``categories``, ``calendar`` or ``divisions``.

    Rows are told apart by their key (name, path, day, code); rows and columns that the file has not stay.
    A calendar has the open dates of its years counted anew, in the same transaction.
    With ``check`` nothing is stored. Refused with every wrong cell of the file at once.
    """
    desk.require("tables")
    return keep_table(desk, name, read_sheet(file), check=check)


def keep_table(
    desk: Desk, name: str, sheet: Sheet, *, check: bool = False, act: str = IMPORTED
) -> TableImport:
    """As ``import_table``, of a sheet that was read; another ``act`` is audited under its first row's key."""
    desk.require("tables")
    table = TABLES[name]
    read = _read(table, sheet)
    if check:
        with desk.records.reading() as reads:
            wanted = _completed(reads, table, read)
            recounts = _recounts(reads, desk, table, wanted)
            return TableImport(name, True, tuple(_judge(reads, table, wanted)), recounts)

    def work(writes: Writes) -> TableImport:
        wanted = _completed(writes, table, read)
        recounts = _recounts(writes, desk, table, wanted)
        verdicts = tuple(_judge(writes, table, wanted))
        for verdict in verdicts:
            _store(writes, table, verdict, wanted[verdict.row])
        record, purpose = name, f"{len(verdicts)}行"
        if act != IMPORTED:
            record, purpose = verdicts[0].key, _purpose(table, verdicts[0], next(iter(wanted.values())))
        writes.audit(desk.staff.login, act, record, purpose=purpose)
        keep_recounts(writes, desk, recounts or ())
        return TableImport(name, False, verdicts, recounts)

    done = desk.records.write(work)
    desk.announce(TablesChanged((table.kind.TABLE,)))
    for matter_id in dict.fromkeys(recount.matter.id for recount in done.recounts or ()):
        desk.announce(RecordAmended(matter_id))
    return done


def _purpose(table: Table, verdict: RowVerdict, values: Mapping[str, Any]) -> str:
    """What the audit keeps of one row: new, or the columns that changed; of a day what it is now, and why."""
    if table.kind is Holiday:
        return "，".join(values[name] for name in ("kind", "name", "source") if values.get(name))
    changed = "、".join(COLUMN_WORDS[column] for column in verdict.changes if column in COLUMN_WORDS)
    return changed if verdict.verdict == CHANGED else verdict.verdict


def _recounts(
    reads: Reads, desk: Desk, table: Table, wanted: Mapping[int, dict[str, Any]]
) -> tuple[Recount, ...] | None:
    """What the calendar of the file does to open dates; None for any other table."""
    if table.kind is not Holiday:
        return None
    return tuple(find_recounts(reads, desk, [Holiday(id="", **values) for values in wanted.values()]))


def _read(table: Table, sheet: Sheet) -> dict[int, dict[str, Any]]:
    """Field values by row number. Refused with all that is wrong."""
    headings = _headings(table, sheet)
    errors: list[FieldError] = []
    wanted: dict[int, dict[str, Any]] = {}
    seen: dict[Any, int] = {}
    for row in sheet.rows:
        try:
            values = table.read(_cells(table, headings, row))
        except WrongCell as wrong:
            column, code, facts = wrong.error
            errors.append(FieldError(f"rows[{row.number}].{column}", code, facts))
            continue
        key = values[table.key]
        if key in seen:
            where = f"rows[{row.number}].{table.key}"
            errors.append(FieldError(where, "row_doubled", {"key": str(key), "row": seen[key]}))
            continue
        seen[key] = row.number
        wanted[row.number] = values
    if errors:
        raise Refused(*errors)
    return wanted


def _completed(reads: Reads, table: Table, read: Mapping[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The values as they shall be stored: a new row has all it needs, a known one keeps what is not said.

    Refused(cell_empty) for each thing that a new row needs and the file does not say.
    """
    done: dict[int, dict[str, Any]] = {}
    errors: list[FieldError] = []
    for number, values in read.items():
        stored = _stored(reads, table, values)
        done[number] = table.complete(values, stored[0] if stored else None)
        errors += [
            FieldError(f"rows[{number}].{column}", "cell_empty")
            for column in table.new_needs
            if not stored and column not in values
        ]
    if errors:
        raise Refused(*errors)
    return done


def _headings(table: Table, sheet: Sheet) -> dict[str, str]:
    """Heading to column. Refused: column_missing, column_unknown."""
    known = {heading: column for column, others in table.columns.items() for heading in (column, *others)}
    columns = {heading: known[heading] for heading in sheet.headings if heading in known}
    errors = [
        FieldError("file", "column_missing", {"column": column})
        for column in table.needed
        if column not in columns.values()
    ]
    errors += [
        FieldError("file", "column_unknown", {"column": heading})
        for heading in sheet.headings
        if heading not in known
    ]
    if errors:
        raise Refused(*errors)
    return columns


def _cells(table: Table, headings: Mapping[str, str], row: SheetRow) -> dict[str, str]:
    """Text by column, empty where the sheet has the column and this row nothing in it."""
    cells = {column: row.cells.get(heading, "") for heading, column in headings.items()}
    for column in table.needed:
        if not cells[column]:
            raise WrongCell(column, "cell_empty")
    return cells


def _judge(reads: Reads, table: Table, wanted: Mapping[int, dict[str, Any]]) -> list[RowVerdict]:
    verdicts = []
    for number, values in wanted.items():
        stored = _stored(reads, table, values)
        if not stored:
            changes, verdict = {name: _shown(value) for name, value in values.items()}, NEW
        else:
            changes = {
                name: [_shown(getattr(row, name)), _shown(value)]
                for row in stored
                for name, value in values.items()
                if getattr(row, name) != value
            }
            verdict = CHANGED if changes else SAME
        verdicts.append(RowVerdict(number, str(values[table.key]), verdict, changes))
    return verdicts


def _stored(reads: Reads, table: Table, values: Mapping[str, Any]) -> list[Row]:
    """More than one where two desks brought the same row in without knowing of each other."""
    return reads.find(table.kind, **{table.key: values[table.key]})


def _store(writes: Writes, table: Table, verdict: RowVerdict, values: dict[str, Any]) -> None:
    if verdict.verdict == NEW:
        writes.add(table.kind(id=new_id(), **values))
    elif verdict.verdict == CHANGED:
        for row in _stored(writes, table, values):
            writes.change(row, **{name: values[name] for name in verdict.changes})


def _shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
