"""One visit of a ledger as the page shows it: verdict, what was done about it, cells to put right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from app.domain.ledger.mending import name_of
from app.errors import FieldError
from app.services.ledger.judge_visits import ALREADY, FINE, Judged
from app.services.ledger.read_ledger import LedgerSheet
from app.services.sheets.book import RawRow


@dataclass(frozen=True, slots=True)
class Dealt:
    """What a person did about a visit of the ledger; falsy where that is nothing."""

    decision: str | None = None
    mended: bool = False
    """Whether she put a cell of it right."""

    def __bool__(self) -> bool:
        return self.decision is not None or self.mended


@dataclass(frozen=True, slots=True)
class CellLook:
    """One cell of a row that may be put right."""

    row: int
    name: str
    """Its heading, or its place (mending.place_of)."""
    text: str
    wrong: bool
    """Whether something is said about it."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """A verdict of one visit of the ledger, at its first row."""

    sheet: str
    row: int
    verdict: str
    errors: tuple[FieldError, ...] = ()
    number: str | None = None
    like_row: int | None = None
    words: str = ""
    """Day, name and claim of a good one."""
    cells: tuple[CellLook, ...] = ()
    """Of all the rows of the visit, where it may be put right: not of one that is there already."""
    dealt: Dealt = field(default_factory=Dealt)
    raw: tuple[RawRow, ...] = field(default=(), repr=False)
    """Its rows as the file has them, where it may be put right."""
    judged: Judged | None = field(default=None, repr=False)


def row_look(sheet: LedgerSheet, judged: Judged) -> RowLook:
    """The verdict of a visit that was read just now."""
    dealt = dealt_with(sheet, judged)
    kept = judged.verdict not in (FINE, ALREADY) or bool(dealt)
    return RowLook(
        sheet.name,
        judged.visit.first.row,
        judged.verdict,
        judged.warnings if judged.verdict == FINE else judged.errors,
        judged.number,
        judged.like_row,
        words=_words(judged) if judged.verdict == FINE else "",
        cells=cells_of(sheet, judged) if kept else (),
        dealt=dealt,
        raw=tuple(sheet.lately[row.row] for row in judged.visit.rows) if kept else (),
        judged=judged if kept else None,
    )


def _words(judged: Judged) -> str:
    """Day, name and claim."""
    entry = judged.entry
    person = entry.people[0].name if entry and entry.people else ""
    day = judged.visit.arrived.date().isoformat() if judged.visit.arrived else ""
    return " ".join(word for word in (day, person or "", (entry.claim or "") if entry else "") if word)


def dealt_with(sheet: LedgerSheet, judged: Judged) -> Dealt:
    """What a person did about the visit."""
    mended = any(row.row in sheet.mending.cells for row in judged.visit.rows)
    return Dealt(sheet.mending.decided.get(judged.visit.first.row), mended)


def cells_of(sheet: LedgerSheet, judged: Judged) -> tuple[CellLook, ...]:
    """The cells of the visit's rows that have a heading or hold something, the wrong ones first."""
    wrong_fields = {field_of(error) for error in judged.errors}
    headings = sheet.columns.headings
    cells = []
    for row in judged.visit.rows:
        own = {field_of(error) for error in (*row.errors, *row.questions)}
        wrong = own | wrong_fields if row is judged.visit.first else own
        for place in range(max(len(headings), len(row.cells))):
            text = row.cells[place] if place < len(row.cells) else ""
            bare = place >= len(headings) or not headings[place].strip()
            if bare and not text:
                continue
            name = sheet.columns.fields.get(place) or sheet.columns.kept.get(place)
            is_wrong = bare or name in wrong
            cells.append(CellLook(row.row, name_of(headings, place), text, is_wrong))
    return tuple(sorted(cells, key=lambda cell: not cell.wrong))


_FIELDS: dict[str, str] = defaultdict(str, arrived_at="arrived", arrived_time="time", unit="unit")


def field_of(error: FieldError) -> str:
    """The column an error is about: people[0].id_number is id_number, arrived_at is arrived."""
    name = error.field.split(".")[-1]
    return _FIELDS.get(name, name)
