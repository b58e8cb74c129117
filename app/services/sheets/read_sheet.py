"""Reading a reference table kept in Excel or CSV: headings, and rows of plain text by heading."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services.sheets.book import Book, RawRow, SheetName, refuse
from app.services.sheets.open_book import open_book


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the file and its non-empty cells by heading."""

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
    """The first sheet that a person sees; its first row that holds something is the headings.

    Refused (field ``file``): no_file, sheet_unreadable, sheet_empty, heading_doubled, row_damaged and what
    ``open_book`` refuses.
    """
    book = open_book(file)
    table = book.rows(first_visible(book, file.name).name)
    first = next(table, None)
    if first is None:
        refuse("sheet_empty", file=file.name)
    headings = first.cells
    doubled = sorted({name for name in headings if name and headings.count(name) > 1})
    if doubled:
        refuse("heading_doubled", names="、".join(doubled))
    rows = tuple(_row(row, headings) for row in table)
    return Sheet(tuple(name for name in headings if name), tuple(row for row in rows if row.cells))


def first_visible(book: Book, file: str) -> SheetName:
    """The first sheet that is not hidden. Refused: sheet_no_table."""
    seen = [sheet for sheet in book.sheets if not sheet.hidden]
    if not seen:
        refuse("sheet_no_table", file=file)
    return seen[0]


def _row(row: RawRow, headings: tuple[str, ...]) -> SheetRow:
    if row.fault is not None:
        refuse("row_damaged", row=row.number)
    held = [(place, name) for place, name in enumerate(headings) if name]
    cells = {name: row.cells[place] for place, name in held if place < len(row.cells) and row.cells[place]}
    return SheetRow(row.number, cells, tuple(name for place, name in held if place in row.rounded))
