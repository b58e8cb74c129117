"""Looks at a ledger before anything is stored: columns, a verdict per row, what an import would do."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from app.desk import Desk
from app.domain.case.names import CLOSED
from app.domain.entries.visit_entry import VisitRules
from app.domain.ledger.mapping import LedgerMap
from app.domain.ledger.mending import Mending
from app.domain.ledger.vocabulary import CHOICES
from app.errors import FieldError
from app.ports.records import Reads
from app.services.ledger.import_visits import Progress, note_map, remembered_maps
from app.services.ledger.judge_visits import FINE, HELD, REFUSED, Judge, Judged, Mended, mended_before
from app.services.ledger.read_ledger import (
    Ledger,
    LedgerSheet,
    Skipped,
    Wanted,
    column_errors,
    open_ledger,
)
from app.services.ledger.row_look import RowLook, dealt_with, field_of, row_look
from app.services.visits.visit_rules import visit_rules

FIELD, KEEP, IGNORE, UNREAD = "field", "keep", "ignore", "unread"
MOST_ROWS, FIRST_FINE = 5_000, 200
"""So many rows that need a look, and so many good ones, are kept for the screen; all are counted."""


@dataclass(slots=True)
class ColumnLook:
    """One column: what it is read as, its first cell, and what is wrong in it."""

    sheet: str
    heading: str
    role: str
    name: str = ""
    """Of the field it is read as."""
    sample: str = ""
    remarks: Counter[str] = field(default_factory=Counter)
    """Code of an error or question to how many rows have it."""
    words: dict[str, FieldError] = field(default_factory=dict)
    """The first error of each code, to say it."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Words that the tables do not know to how many rows have them: each may be mapped to one of theirs."""


@dataclass(slots=True)
class Effect:
    """What F9 would do."""

    visits: int = 0
    heads: int = 0
    people: int = 0
    open: int = 0
    closed: int = 0
    first: date | None = None
    last: date | None = None
    years: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class LedgerLook:
    """Everything the page shows of a file."""

    ledger: Ledger
    columns: list[ColumnLook] = field(default_factory=list)
    rows: list[RowLook] = field(default_factory=list)
    problems: tuple[FieldError, ...] = ()
    """What is wrong with the columns as a whole; no row is judged before it is mended."""
    counts: Counter[str] = field(default_factory=Counter)
    """Verdict to rows of the file."""
    effect: Effect = field(default_factory=Effect)
    total: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    beside: Counter[str] = field(default_factory=Counter)
    """What the sheets hold beside their cells (Book.beside)."""
    stopped: bool = False
    seconds: float = 0.0
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Field to the words that the centre's tables have for it, where a column holds others."""

    @property
    def unread(self) -> list[str]:
        """Headings that hold text and that nobody reads; nothing is imported until they are decided."""
        return [column.heading for column in self.columns if column.role == UNREAD]


def _nobody(done: int, total: int) -> None:
    pass


def look_at_ledger(
    desk: Desk,
    file: Path,
    ledger_map: LedgerMap | None = None,
    wanted: Wanted | None = None,
    *,
    progress: Progress = _nobody,
    should_stop: Callable[[], bool] = lambda: False,
) -> LedgerLook:
    """Read and judge the whole file; nothing is stored, and columns that nobody reads are only named.

    Refused for a file or a map that cannot be read. NotAllowed: role_missing.
    """
    desk.require("import")
    begun = time.perf_counter()
    wanted = wanted or Wanted()
    look = LedgerLook(open_ledger(file, wanted, ledger_map, remembered_maps(desk), strict=False))
    look.problems = tuple(column_errors(look.ledger.sheets, ledger_map))
    for sheet in look.ledger.sheets:
        look.beside.update(sheet.book.beside(sheet.name))
        count, unread = sheet.survey()
        look.total += count
        look.problems += sheet.not_there
        look.columns += _columns(sheet, unread)
    if not look.problems:
        _judge(desk, look, progress, should_stop)
    look.skipped = [row for sheet in look.ledger.sheets for row in sheet.skipped]
    look.seconds = time.perf_counter() - begun
    return look


def remember_map(desk: Desk, look: LedgerLook, ledger_map: LedgerMap) -> None:
    """Keep how this ledger is read, for the next file with the same headings. NotAllowed: role_missing."""
    desk.require("import")
    headings = [sheet.columns.headings for sheet in look.ledger.sheets]

    def work(writes: object) -> None:
        for each in headings:
            note_map(writes, desk, each, ledger_map)  # type: ignore[arg-type]

    desk.records.write(work)


def _columns(sheet: LedgerSheet, unread: tuple[str, ...]) -> list[ColumnLook]:
    columns = sheet.columns
    looks = []
    for place, raw in enumerate(columns.headings):
        heading = " ".join(raw.split())
        if not heading:
            continue
        if place in columns.fields:
            looks.append(ColumnLook(sheet.name, heading, FIELD, columns.fields[place]))
        elif place in columns.kept:
            looks.append(ColumnLook(sheet.name, heading, KEEP))
        else:
            looks.append(ColumnLook(sheet.name, heading, UNREAD if heading in unread else IGNORE))
    samples = _samples(sheet)
    for column in looks:
        column.sample = samples.get(column.heading, "")
    return looks


def _samples(sheet: LedgerSheet) -> dict[str, str]:
    """The first cell of each column that holds something."""
    samples: dict[str, str] = {}
    headings = [" ".join(heading.split()) for heading in sheet.columns.headings]
    for at, row in enumerate(sheet.book.rows(sheet.name)):
        if row.number <= sheet.head.last:
            continue
        for heading, cell in zip(headings, row.cells, strict=False):
            if heading and cell and heading not in samples:
                samples[heading] = cell[:40]
        if len(samples) == len(headings) or at > FIRST_FINE:
            break
    return samples


def _judge(desk: Desk, look: LedgerLook, progress: Progress, should_stop: Callable[[], bool]) -> None:
    now, seen = desk.clock.now(), dict[str, tuple[int, str]]()
    done = fine = 0
    with desk.records.reading() as reads:
        rules, olds = visit_rules(reads, desk.settings), mended_before(reads)
        for sheet in look.ledger.sheets:
            judge = _judge_of(reads, rules, sheet, now, seen, olds)
            by_field = _by_field(look.columns, sheet.name)
            for visit in sheet.visits(now.date()):
                if should_stop():
                    look.stopped = True
                    return
                judged = judge.judge(visit)
                look.counts[judged.verdict] += len(visit.rows)
                done += len(visit.rows)
                _note(look, sheet, judged, by_field, fine)
                fine += judged.verdict == FINE
                progress(done, look.total)
    look.choices = _choices(rules, (column.name for column in look.columns if column.unknown))


def _judge_of(
    reads: Reads,
    rules: VisitRules,
    sheet: LedgerSheet,
    now: datetime,
    seen: dict[str, tuple[int, str]],
    olds: Mended,
) -> Judge:
    accept = frozenset(sheet.ledger_map.accept)
    return Judge(reads, rules, sheet.columns, accept, now, seen, mending=sheet.mending, olds=olds)


def judge_row(desk: Desk, look: LedgerLook, row: RowLook, wanted: Wanted) -> bool:
    """Judge one visit anew, into ``look``, after something was decided about it or put right in it.

    False, and nothing is changed, where the whole file has to be read: the rows are no longer one visit. That
    another row of the file has the same number or says the same is found when the file is read as a whole.
    """
    desk.require("import")
    sheet = next(each for each in look.ledger.sheets if each.name == row.sheet)
    now, before = desk.clock.now(), row.judged
    with desk.records.reading() as reads:
        sheet.mending = wanted.mending.get(sheet.name, Mending())
        olds = mended_before(reads)
        judge = _judge_of(reads, visit_rules(reads, desk.settings), sheet, now, {}, olds)
        again = [
            (each, row_look(sheet, each)) for each in map(judge.judge, sheet.visits_of(row.raw, now.date()))
        ]
    if before is None or len(again) != 1:
        return False
    (judged, new), columns = again[0], _by_field(look.columns, sheet.name)
    _remark(columns, before, -1)
    _remark(columns, judged, 1)
    look.counts[before.verdict] -= len(row.raw)
    look.counts[judged.verdict] += len(row.raw)
    for each, sign in ((before, -1), (judged, 1)):
        if each.verdict == FINE:
            _add_effect(look.effect, each, sign)
    look.rows[next(at for at, each in enumerate(look.rows) if each is row)] = new
    return True


def _by_field(columns: list[ColumnLook], sheet: str) -> dict[str, ColumnLook]:
    return {column.name: column for column in columns if column.sheet == sheet and column.role == FIELD}


def _note(
    look: LedgerLook, sheet: LedgerSheet, judged: Judged, columns: dict[str, ColumnLook], fine: int
) -> None:
    if judged.verdict == FINE:
        _add_effect(look.effect, judged)
        if fine >= FIRST_FINE and not dealt_with(sheet, judged):
            return
    _remark(columns, judged, 1)
    if len(look.rows) < MOST_ROWS + FIRST_FINE:
        look.rows.append(row_look(sheet, judged))


def _remark(columns: dict[str, ColumnLook], judged: Judged, sign: int) -> None:
    """Count what is said of a visit's cells with their columns, or take it off again."""
    if judged.verdict not in (HELD, REFUSED):
        return
    for error in judged.errors:
        column = columns.get(field_of(error))
        if column is None:
            continue
        column.remarks[error.code] += sign
        if error.code in _OF_WORDS and error.facts.get("given"):
            column.unknown[str(error.facts["given"])] += sign
        column.words.setdefault(error.code, error)
        column.remarks, column.unknown = +column.remarks, +column.unknown


_OF_WORDS = (
    "word_unknown",
    "category_unknown",
    "place_unknown",
    "unit_unknown",
    "unit_ambiguous",
    "unit_guessed",
    "ethnic_unknown",
)
"""Questions about a word that may be mapped to one of the centre's own."""


def _choices(rules: VisitRules, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The centre's words of each field."""
    units = tuple(unit.name for unit in rules.units)
    tables: dict[str, tuple[str, ...]] = {
        **CHOICES,
        "category": tuple(sorted(rules.categories)),
        "place": tuple(rules.divisions.values()),
        "unit": units,
        "units": units,
        "ethnic": tuple(rules.ethnics),
    }
    return {name: tables[name] for name in names if name in tables}


def _add_effect(effect: Effect, judged: Judged, sign: int = 1) -> None:
    entry, arrived = judged.entry, judged.visit.arrived
    if entry is None or arrived is None:
        return
    day = arrived.date()
    effect.visits += sign
    effect.heads += sign * (entry.headcount or 0)
    effect.people += sign * len(entry.people)
    effect.years[day.year] += sign
    effect.first = min(effect.first or day, day)
    effect.last = max(effect.last or day, day)
    if judged.visit.status in CLOSED:
        effect.closed += sign
    else:
        effect.open += sign
