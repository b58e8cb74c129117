"""Export the visits of a period: XLSX with text cells, CSV with a byte order mark, or JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from app.desk import Desk
from app.domain.indicators import BASES
from app.domain.period import Period
from app.domain.roles import LEADER, SUPERVISOR
from app.domain.safe_cell import safe_cell
from app.errors import FieldError, NotAllowed, Refused, Unavailable
from app.services.figures.export_rows import MARK, RowReader

FORMATS = (".xlsx", ".csv", ".tsv", ".jsonl")
MAY_UNMASK = (LEADER, SUPERVISOR)
_WIDTHS = {
    "来访编号": 28,
    "信访事项编号": 28,
    "登记时间": 17,
    "信访日期": 17,
    "证件号码": 22,
    "诉求": 40,
    "情况": 60,
    "投诉内容": 60,
    MARK: 24,
}


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    file: Path
    rows: int
    masked: bool

    def as_json(self) -> dict[str, Any]:
        return {"file": str(self.file), "rows": self.rows, "masked": self.masked}


def export_visits(
    desk: Desk,
    start: date,
    end: date,
    file: Path,
    *,
    basis: str = BASES[0],
    unmask: bool = False,
    purpose: str | None = None,
    pack: bool = False,
) -> Exported:
    """Write the visits from start to end, both included; ``pack``: for the national system, a person a row.

    Names, numbers, phones and addresses are masked; with ``unmask`` and a purpose, for 带班领导 and 督办,
    they are written out, which the audit keeps. Refused: export_format, dates_reversed, not_one_of,
    purpose_missing. Unavailable: out_unwritable; a file that was begun is taken away.
    """
    desk.require("export")
    _check(desk, start, end, file, basis, unmask, purpose)
    with desk.records.reading() as reads:
        mark = f"{desk.staff.login} {desk.clock.now():%Y-%m-%d %H:%M}"
        reader = RowReader(reads, desk, unmask, mark, pack)
        table = Table(reader.columns, reader.rows(Period(start, end), basis), mark)
        count = _write(file, table)
    desk.records.write(
        lambda writes: writes.audit(
            desk.staff.login,
            "导出未脱敏" if unmask else "导出",
            f"{start.isoformat()} 至 {end.isoformat()}，{count}行",
            purpose=purpose,
        )
    )
    return Exported(file, count, not unmask)


def _check(
    desk: Desk, start: date, end: date, file: Path, basis: str, unmask: bool, purpose: str | None
) -> None:
    errors = []
    if file.suffix.lower() not in FORMATS:
        errors.append(FieldError("--out", "export_format"))
    if end < start:
        errors.append(FieldError("--to", "dates_reversed"))
    if basis not in BASES:
        errors.append(FieldError("--basis", "not_one_of", {"choices": "、".join(BASES)}))
    if unmask and not (purpose or "").strip():
        errors.append(FieldError("--purpose", "purpose_missing"))
    if errors:
        raise Refused(*errors)
    require_unmask(desk, unmask)


def require_unmask(desk: Desk, unmask: bool) -> None:
    """NotAllowed(unmask_role) for who may not write names and numbers out."""
    if unmask and not set(MAY_UNMASK) & set(desk.staff.roles):
        raise NotAllowed("unmask_role")


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: columns, rows, and who exports when."""

    columns: tuple[str, ...]
    rows: Iterator[dict[str, Any]]
    mark: str


def _write(file: Path, table: Table) -> int:
    """Into a file beside it first, so that a full disk leaves no half export under the name."""
    part = file.with_name(f"{file.name}.part")
    try:
        count = _WRITERS[file.suffix.lower()](part, table)
        part.replace(file)
    except OSError as wrong:
        part.unlink(missing_ok=True)
        raise Unavailable("out_unwritable", file=str(file), detail=wrong.strerror or "不能写") from wrong
    return count


def _xlsx(file: Path, table: Table) -> int:
    """Every text as a text cell: no number is rounded, nothing is taken for a formula or a link."""
    with file.open("wb") as out:
        book = xlsxwriter.Workbook(
            out,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "constant_memory": True,
                "tmpdir": str(file.parent),  # rows pass through a file: beside the export, not in /tmp
            },
        )
        book.set_properties({"author": table.mark, "comments": table.mark})
        count = _sheet(book, table)
        book.close()
    return count


def _sheet(book: Any, table: Table) -> int:
    sheet = book.add_worksheet("来访")
    sheet.freeze_panes(1, 1)
    sheet.set_footer(f"&L{table.mark}&R&P/&N")
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
    for column, name in enumerate(table.columns):
        sheet.set_column(column, column, _WIDTHS.get(name, 12), text)
        sheet.write_string(0, column, name, head)
    count = 0
    for count, row in enumerate(table.rows, start=1):
        for column, name in enumerate(table.columns):
            value = row[name]
            if isinstance(value, int):
                sheet.write_number(count, column, value)
            elif value is not None:
                sheet.write_string(count, column, value, text)
    return count


def _csv(file: Path, table: Table) -> int:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(table.columns)
        count = 0
        for row in table.rows:
            writer.writerow([safe_cell(row[name]) for name in table.columns])
            count += 1
    return count


def _tsv(file: Path, table: Table) -> int:
    """As a sheet's cells lie in the clipboard: a tab between cells, a line a row, nothing quoted."""
    count = 0
    with file.open("w", encoding="utf-8", newline="\r\n") as out:
        for line in tab_lines(table):
            out.write(line + "\n")
            count += 1
    return count - 1


def tab_lines(table: Table) -> Iterator[str]:
    """The headings, then a line a row."""
    yield "\t".join(table.columns)
    for row in table.rows:
        cells = (str(safe_cell(row[name])) for name in table.columns)
        yield "\t".join(" ".join(cell.split()) for cell in cells)


def _jsonl(file: Path, table: Table) -> int:
    count = 0
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for row in table.rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


_WRITERS = {".xlsx": _xlsx, ".csv": _csv, ".tsv": _tsv, ".jsonl": _jsonl}
