"""Bring in a reference table (units, categories, calendar, divisions) from CSV or XLSX."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.ladder import CONTACTS
from app.domain.pinyin import initials
from app.domain.rows.base import Row, new_id
from app.domain.rows.centre import Category, Division, Holiday, Unit
from app.errors import FieldError, Refused
from app.events import RecordAmended
from app.ports.records import Reads, Writes
from app.services.case.keep_recounts import keep_recounts
from app.services.case.recount_dates import Recount, find_recounts
from app.services.sheets.read_sheet import Sheet, SheetRow, read_sheet

UNIT_KINDS = ("信访部门", "部门", "县区")
_YES, _NO = ("是", "1", "true", "停用"), ("否", "0", "false", "启用")
NEW, CHANGED, SAME = "新增", "修改", "不变"


class _Wrong(Exception):
    """A cell that cannot be what it should be: its column and code."""

    def __init__(self, column: str, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.error = (column, code, facts)


@dataclass(frozen=True, slots=True)
class Table:
    """How a sheet becomes rows of one kind."""

    kind: type[Row]
    key: str
    """The column that says which row is meant."""
    columns: Mapping[str, tuple[str, ...]]
    """Column to the headings that may stand for it, besides its own name."""
    needed: tuple[str, ...]
    read: Callable[[Mapping[str, str]], dict[str, Any]]
    """Cells by column to field values; raises _Wrong."""


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

    Rows are told apart by their key (name, path, day, code); what the file does not mention stays.
    A calendar has the open dates of its years counted anew, in the same transaction.
    With ``check`` nothing is stored. Refused with every wrong cell of the file at once.
    """
    desk.require("tables")
    table = TABLES[name]
    wanted = _read(table, read_sheet(file))
    if check:
        with desk.records.reading() as reads:
            recounts = _recounts(reads, desk, table, wanted)
            return TableImport(name, True, tuple(_judge(reads, table, wanted)), recounts)

    def work(writes: Writes) -> TableImport:
        recounts = _recounts(writes, desk, table, wanted)
        verdicts = tuple(_judge(writes, table, wanted))
        for verdict in verdicts:
            _store(writes, table, verdict, wanted[verdict.row])
        writes.audit(desk.staff.login, "导入参照表", name, purpose=f"{len(verdicts)}行")
        keep_recounts(writes, desk, recounts or ())
        return TableImport(name, False, verdicts, recounts)

    done = desk.records.write(work)
    for matter_id in dict.fromkeys(recount.matter.id for recount in done.recounts or ()):
        desk.announce(RecordAmended(matter_id))
    return done


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
        except _Wrong as wrong:
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
    cells = {headings[heading]: text for heading, text in row.cells.items()}
    for column in table.needed:
        if column not in cells:
            raise _Wrong(column, "cell_empty")
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


def _unit(cells: Mapping[str, str]) -> dict[str, Any]:
    kind = cells["kind"]
    if kind not in UNIT_KINDS:
        raise _Wrong("kind", "not_one_of", choices="、".join(UNIT_KINDS))
    short = cells.get("short", cells["name"])
    division = cells.get("division")
    if division is not None and not _is_code(division):
        raise _Wrong("division", "division_code", given=division)
    values = {"name": cells["name"], "short": short, "kind": kind, "division": division}
    return values | {"initials": initials(cells["name"])} | _contacts(cells) | _switch(cells)


def _contacts(cells: Mapping[str, str]) -> dict[str, Any]:
    """The persons of the ranks that reminders go to (115 督办): 姓名 or 姓名 电话."""
    if not any(rank in cells for rank in CONTACTS.values()):
        return {}
    people = {rank: cells[rank].split() for rank in CONTACTS.values() if cells.get(rank)}
    return {
        "contacts": {
            rank: {"name": name} | ({"phone": " ".join(phone)} if phone else {})
            for rank, (name, *phone) in people.items()
        }
    }


def _category(cells: Mapping[str, str]) -> dict[str, Any]:
    path = "/".join(part.strip() for part in cells["path"].replace("／", "/").split("/") if part.strip())
    if not path:
        raise _Wrong("path", "cell_empty")
    return {"path": path, "initials": initials(path.rpartition("/")[2])} | _switch(cells)


def _day_off(cells: Mapping[str, str]) -> dict[str, Any]:
    if cells["kind"] not in ("休", "班"):
        raise _Wrong("kind", "not_one_of", choices="休、班")
    values = {"day": _day(cells["day"]), "kind": cells["kind"]}
    return values | {name: cells[name] for name in ("name", "source") if name in cells}


def _division(cells: Mapping[str, str]) -> dict[str, Any]:
    if not _is_code(cells["code"]):
        raise _Wrong("code", "division_code", given=cells["code"])
    return {"code": cells["code"], "name": cells["name"], "initials": initials(cells["name"])}


def _switch(cells: Mapping[str, str]) -> dict[str, Any]:
    """The column that takes a row out of use; left as it is where the file does not say."""
    text = cells.get("disabled", "").lower()
    if not text:
        return {}
    if text not in _YES + _NO:
        raise _Wrong("disabled", "not_one_of", choices="是、否")
    return {"disabled": text in _YES}


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Wrong("day", "bad_day_cell", given=text)


def _is_code(text: str) -> bool:
    return len(text) == 6 and text.isascii() and text.isdigit()


TABLES: dict[str, Table] = {
    "units": Table(
        Unit,
        "name",
        {
            "name": ("名称", "单位", "单位名称"),
            "short": ("简称",),
            "kind": ("类型", "种类"),
            "division": ("区划", "区划代码", "行政区划"),
            "disabled": ("停用",),
            **dict.fromkeys(CONTACTS.values(), ()),
        },
        ("name", "kind"),
        _unit,
    ),
    "categories": Table(
        Category,
        "path",
        {"path": ("类别", "内容分类", "名称", "name"), "disabled": ("停用",)},
        ("path",),
        _category,
    ),
    "calendar": Table(
        Holiday,
        "day",
        {"day": ("日期", "date"), "kind": ("休班", "类型"), "name": ("名称", "节日"), "source": ("来源",)},
        ("day", "kind"),
        _day_off,
    ),
    "divisions": Table(
        Division, "code", {"code": ("代码", "区划代码"), "name": ("名称",)}, ("code", "name"), _division
    ),
}
