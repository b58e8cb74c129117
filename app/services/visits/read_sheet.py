"""Reading a table that someone kept in Excel or CSV: headings, and rows of plain text by heading."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.errors import FieldError, Refused

_EXACT_DIGITS = 15
"""Excel keeps this many digits of a number; longer ones were rounded before we saw them."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the file (the headings are row 1) and its non-empty cells by heading."""

    number: int
    cells: dict[str, str]
    rounded: tuple[str, ...] = ()
    """Headings whose cell held a number too long for Excel: its last digits are lost."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings in their order, and the rows that are not empty."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(file: Path) -> Sheet:
    """The first sheet of an .xlsx, or a .csv in UTF-8 or GB 18030.

    Refused (field ``file``): no_file, sheet_unreadable, sheet_empty, heading_doubled.
    """
    if not file.is_file():
        _refuse("no_file", file=str(file))
    table = _xlsx(file) if file.suffix.lower() in (".xlsx", ".xlsm") else _csv(file)
    first = next(table, None)
    if first is None:
        _refuse("sheet_empty", file=file.name)
    headings = tuple(_text(cell) for cell in first)
    doubled = sorted({name for name in headings if name and headings.count(name) > 1})
    if doubled:
        _refuse("heading_doubled", names="、".join(doubled))
    rows = (_row(number, headings, cells) for number, cells in enumerate(table, start=2))
    return Sheet(tuple(name for name in headings if name), tuple(row for row in rows if row.cells))


def _row(number: int, headings: tuple[str, ...], cells: Iterable[Any]) -> SheetRow:
    held = [(name, cell) for name, cell in zip(headings, cells, strict=False) if name]
    texts = {name: text for name, cell in held if (text := _text(cell))}
    return SheetRow(number, texts, tuple(name for name, cell in held if _was_rounded(cell)))


def _xlsx(file: Path) -> Iterator[Iterable[Any]]:
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        _refuse("sheet_unreadable", file=file.name)
    try:
        yield from book.worksheets[0].iter_rows(values_only=True)
    finally:
        book.close()


def _csv(file: Path) -> Iterator[Iterable[Any]]:
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            _refuse("sheet_unreadable", file=file.name)
    if "\0" in text:
        _refuse("sheet_unreadable", file=file.name)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        _refuse("sheet_unreadable", file=file.name)


def _text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without .0, days and times in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return str(cell).strip()


def _was_rounded(cell: Any) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    return len(str(int(abs(cell)))) > _EXACT_DIGITS


def _refuse(code: str, **facts: Any) -> NoReturn:
    raise Refused(FieldError("file", code, facts))
