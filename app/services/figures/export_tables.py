"""Writes the table of an export: XLSX with text cells, CSV with a byte order mark, TSV, JSON lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.domain.text.safe_cell import safe_cell
from app.services.sheets.export_book import long_book
from app.services.sheets.export_file import written_whole

MARK = "导出标记"
"""Who exported and when: in every row, so that it stays with any part of the file."""
FORMATS = (".xlsx", ".csv", ".tsv", ".jsonl")
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
class Table:
    """What is written: columns, rows, who exports when, and the name of the sheet."""

    columns: tuple[str, ...]
    rows: Iterator[dict[str, Any]]
    mark: str
    title: str = "来访"


def write_table(file: Path, table: Table) -> int:
    """How many rows were written: into a file beside it first, so that a full disk leaves no half export.

    Unavailable(out_unwritable); KeyError for an ending that is not one of FORMATS.
    """
    with written_whole(file) as part:
        return _WRITERS[file.suffix.lower()](part, table)


def _xlsx(file: Path, table: Table) -> int:
    """Every text as a text cell: no number is rounded, nothing is taken for a formula or a link."""
    # the rows pass through a folder beside it, not /tmp, where others may read; it goes whatever happens
    with TemporaryDirectory(dir=file.parent) as beside, file.open("wb") as out:
        book = long_book(out, Path(beside))
        book.set_properties({"author": table.mark, "comments": table.mark})
        count = _sheet(book, table)
        book.close()
    return count


def _sheet(book: Any, table: Table) -> int:
    sheet = book.add_worksheet(table.title)
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
