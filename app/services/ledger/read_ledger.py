"""A ledger's sheets as rows of visits: which sheets and columns are read, where the headings stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from app.domain.ledger.headings import FIELDS, Columns, Head, assign, find_head, fold
from app.domain.ledger.mapping import LedgerMap
from app.domain.ledger.mending import Mending
from app.domain.ledger.misplaced import is_note
from app.domain.ledger.row import LedgerRow, RowReader
from app.domain.ledger.visits import LedgerVisit, as_visit, gather
from app.errors import FieldError, Refused
from app.services.ledger.ledger_map import signature
from app.services.ledger.mended_rows import mended, mending_of, rows_not_there
from app.services.sheets.book import Book, RawRow, SheetName, refuse
from app.services.sheets.open_book import open_book

_HEAD_ROWS = 25
_TOTALS = ("合计", "总计", "小计", "共计", "本页合计", "累计", "本月合计")
_FOOT = (
    "填表人",
    "制表人",
    "制表",
    "审核人",
    "负责人",
    "填报人",
    "填报单位",
    "填报日期",
    "填表日期",
    "填表说明",
)


_NEEDED = ("arrived", "name")
"""A sheet that has neither is no ledger: among several it is left unread, and named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the file is asked for."""

    head: int | None = None
    """Row of the headings; found by itself where none is given."""
    sheet: str | None = None
    all_sheets: bool = False
    accept: tuple[str, ...] = ()
    """Codes of questions that are answered with yes, beside those of the map."""
    mending: Mapping[str, Mending] = field(default_factory=dict)
    """Sheet to what a person decided about its rows, beside what the map says of them."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no visit: a title, a total, a signature, headings repeated on a new page."""

    sheet: str
    row: int
    text: str


@dataclass(slots=True)
class LedgerSheet:
    """One sheet of the ledger that is read."""

    book: Book
    name: str
    head: Head
    ledger_map: LedgerMap
    mending: Mending = field(default_factory=Mending)
    skipped: list[Skipped] = field(default_factory=list)
    lately: dict[int, RawRow] = field(default_factory=dict)
    """Rows of the visit that was read last, as the file has them."""
    not_there: tuple[FieldError, ...] = ()
    """Rows and headings that the mending names and the survey did not find."""

    @property
    def columns(self) -> Columns:
        return self.head.columns

    def visits(self, today: date) -> Iterator[LedgerVisit]:
        """The visits in the order of their first rows; read anew at each call."""
        self.skipped.clear()
        yield from self.visits_of(self._body(), today)

    def visits_of(self, rows: Iterable[RawRow], today: date) -> Iterator[LedgerVisit]:
        """The visits of these rows, by what is decided about them now."""
        self.lately.clear()
        reader = RowReader(self.columns, self.ledger_map, today, self.book.from_1904)
        for read in gather(self._read(row, reader) for row in rows):
            decision = self.mending.decided.get(read[0].row)
            yield as_visit(read, self.columns, self.ledger_map.accept, decision)
            for row in read:
                self.lately.pop(row.row, None)

    def survey(self) -> tuple[int, tuple[str, ...]]:
        """How many rows hold something below the headings, and which columns nobody reads hold text."""
        places = {
            place: " ".join(heading.split())
            for place, heading in enumerate(self.columns.headings)
            if " ".join(heading.split()) in self.columns.unread
        }
        unread: set[int] = set()
        count, wanting = 0, {*self.mending.decided, *self.mending.cells}
        for row in self._body():
            count += 1
            wanting.discard(row.number)
            if len(unread) < len(places):
                unread |= {place for place in places if place < len(row.cells) and row.cells[place]}
        self.skipped.clear()
        self.not_there = rows_not_there(self.name, wanting, self.mending, self.columns.headings)
        return count, tuple(places[place] for place in sorted(unread))

    def _body(self) -> Iterator[RawRow]:
        for row in self.book.rows(self.name):
            if self.head.first <= row.number <= self.head.last:
                continue
            if row.number < self.head.first or self._is_no_visit(row):
                self.skipped.append(Skipped(self.name, row.number, _beginning(row)))
            else:
                yield row

    def _is_no_visit(self, row: RawRow) -> bool:
        if row.fault is not None:
            return False
        first = fold(next(cell for cell in row.cells if cell)) if any(row.cells) else ""
        if not first or self.head.repeats(row.cells):
            return True
        named = any(
            self.columns.fields.get(place) == "name"
            and cell
            and fold(cell) != first
            and not fold(cell).startswith(_FOOT)
            and not is_note(cell)
            for place, cell in enumerate(row.cells)
        )
        if not named and (first.startswith((*_TOTALS, *_FOOT)) or is_note(_beginning(row))):
            return True
        return all(
            not cell or self.columns.fields.get(place) == "number" or self.columns.kept.get(place) == "序号"
            for place, cell in enumerate(row.cells)
        )

    def _read(self, row: RawRow, reader: RowReader) -> LedgerRow:
        self.lately[row.number] = row
        row, before = mended(row, self.columns.headings, self.mending)
        read = reader.read(row.number, row.cells, row.rounded, row.unsolved)
        read.cells, read.mended = row.cells, before
        if row.fault is not None:
            code, facts = row.fault
            read.errors.insert(0, FieldError("row", code, facts))
        width = len(_without_empty_end(self.columns.headings))
        beyond = sum(1 for cell in row.cells[width:] if cell)
        if beyond:
            read.errors.insert(0, FieldError("row", "row_long", {"count": len(row.cells) - width}))
        elif self.book.even and len(row.cells) < width:
            read.questions.append(FieldError("row", "row_short", {"count": width - len(row.cells)}))
        for place, cell in enumerate(row.cells[:width]):
            if cell and not self.columns.headings[place]:
                facts = {"place": place + 1, "given": cell[:20]}
                read.errors.append(FieldError("row", "cell_without_heading", facts))
        return read


@dataclass(frozen=True, slots=True)
class Ledger:
    """An opened ledger: the sheets that are read, and those that are not."""

    file: str
    sheets: tuple[LedgerSheet, ...]
    left: tuple[SheetName, ...]
    ledger_map: LedgerMap
    remembered: bool
    """Whether the map is one of an earlier import."""


def open_ledger(
    file: Path,
    wanted: Wanted,
    ledger_map: LedgerMap | None,
    remembered: Sequence[tuple[str, LedgerMap]] = (),
    *,
    strict: bool = True,
) -> Ledger:
    """Open the file and find the headings of each sheet that is asked for.

    ``remembered``: signatures with their maps, asked where no map is given; ``strict`` False leaves what
    ``column_errors`` finds to the caller. Refused: what ``open_book``
    refuses, sheet_no_table, sheet_unknown, sheet_empty, head_row, map_column, column_missing, column_unread,
    heading_doubled.
    """
    book = open_book(file)
    names = _chosen(book, wanted, file.name)
    sheets: list[LedgerSheet] = []
    known = ledger_map
    was_remembered = False
    for name in names:
        rows = _first_rows(book, name, max(_HEAD_ROWS, wanted.head or 0))
        if not rows and wanted.all_sheets:
            continue
        if not rows:
            _refuse_empty(book, name, file.name)
        if known is None or known.without_rows() == LedgerMap():
            remembered_map = _remembered(rows, wanted, remembered)
            was_remembered = remembered_map is not None
            known = (
                replace(remembered_map, rows=known.rows)
                if remembered_map and known
                else remembered_map or known
            )
        reading = known or LedgerMap()
        reading = replace(reading, accept=(*reading.accept, *wanted.accept))
        mending = mending_of(reading.rows, name.name, alone=len(names) == 1)
        mending = mending.joined(wanted.mending.get(name.name, Mending()))
        sheets.append(LedgerSheet(book, name.name, _head(rows, wanted, reading), reading, mending))
    if not sheets:
        refuse("sheet_empty", file=file.name)
    sheets = [sheet for sheet in sheets if any(map(sheet.columns.has, _NEEDED))] or sheets[:1]
    errors = column_errors(sheets, ledger_map) if strict else []
    if errors:
        raise Refused(*errors)
    read = {sheet.name for sheet in sheets}
    left = tuple(sheet for sheet in book.sheets if sheet.name not in read)
    return Ledger(file.name, tuple(sheets), left, known or LedgerMap(), was_remembered)


def _chosen(book: Book, wanted: Wanted, file: str) -> list[SheetName]:
    seen = [sheet for sheet in book.sheets if not sheet.hidden]
    if wanted.sheet is not None:
        named = [sheet for sheet in book.sheets if sheet.name.strip() == wanted.sheet.strip()]
        if not named:
            names = "、".join(sheet.name for sheet in book.sheets if sheet.name) or "—"
            raise Refused(FieldError("--sheet", "sheet_unknown", {"name": wanted.sheet, "names": names}))
        return named
    if not seen:
        refuse("sheet_no_table", file=file)
    return seen if wanted.all_sheets else seen[:1]


def _refuse_empty(book: Book, name: SheetName, file: str) -> None:
    others = "、".join(sheet.name for sheet in book.sheets if sheet is not name and sheet.name)
    if others:
        refuse("sheet_empty_others", sheet=name.name, names=others)
    refuse("sheet_empty", file=file)


def _first_rows(book: Book, name: SheetName, most: int) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in islice(book.rows(name.name), most)]


def _remembered(
    rows: list[tuple[int, tuple[str, ...]]], wanted: Wanted, maps: Sequence[tuple[str, LedgerMap]]
) -> LedgerMap | None:
    for sign, ledger_map in maps:
        head = find_head(rows, ledger_map) if wanted.head is None else _head(rows, wanted, ledger_map)
        if head is not None and signature(head.columns.headings) == sign:
            return ledger_map
    return None


def _head(rows: list[tuple[int, tuple[str, ...]]], wanted: Wanted, ledger_map: LedgerMap) -> Head:
    if wanted.head is not None:
        cells = next((cells for number, cells in rows if number == wanted.head), None)
        if cells is None:
            raise Refused(FieldError("--head", "head_row", {"row": wanted.head}))
        return Head(assign(cells, ledger_map), wanted.head, wanted.head)
    head = find_head(rows, ledger_map)
    if head is None:
        raise LookupError("a sheet with rows has no row to take the headings from")
    return head


def column_errors(sheets: Sequence[LedgerSheet], ledger_map: LedgerMap | None) -> list[FieldError]:
    """Columns that the map names and the file has not, headings that stand twice, missing ones, each once."""
    errors: list[FieldError] = []
    for sheet in sheets:
        columns = sheet.columns
        folded = {fold(heading) for heading in columns.headings}
        if ledger_map is not None:
            for heading in ledger_map.columns.values():
                if fold(heading) not in folded and not _is_assigned(columns, heading):
                    errors.append(FieldError("--map", "map_column", {"column": heading}))
        if columns.doubled:
            errors.append(FieldError("file", "heading_doubled", {"names": "、".join(columns.doubled)}))
        for name in _NEEDED:
            if not columns.has(name) and name not in sheet.ledger_map.defaults:
                facts = {"column": FIELDS[name][0], "sheet": sheet.name}
                errors.append(
                    FieldError("file", "column_missing_in" if len(sheets) > 1 else "column_missing", facts)
                )
    return _once(errors)


def _is_assigned(columns: Columns, heading: str) -> bool:
    """Whether the heading was found without what stands in its brackets."""
    return any(fold(heading) == fold(columns.headings[place]).partition("(")[0] for place in columns.fields)


def _once(errors: list[FieldError]) -> list[FieldError]:
    kept: list[FieldError] = []
    for error in errors:
        if error not in kept:
            kept.append(error)
    return kept


def refuse_unread(sheet: str, columns: tuple[str, ...]) -> list[FieldError]:
    """One error for each column that holds text and is neither read nor spoken of in the map."""
    return [FieldError("columns", "column_unread", {"column": name, "sheet": sheet}) for name in columns]


def _without_empty_end(headings: tuple[str, ...]) -> tuple[str, ...]:
    width = len(headings)
    while width and not headings[width - 1]:
        width -= 1
    return headings[:width]


def _beginning(row: RawRow) -> str:
    return next((cell for cell in row.cells if cell), "")[:40]
