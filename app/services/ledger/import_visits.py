"""Bring in an old ledger of visits: a verdict for every row, repeatable without doubling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.ledger.mapping import LedgerMap
from app.domain.ledger.visits import LedgerVisit
from app.domain.numbers import BATCHES
from app.domain.rows.base import new_id
from app.domain.rows.ledger import LedgerBatch, LedgerBatchVisit, RememberedMap
from app.errors import FieldError, Refused
from app.events import RowsPulled
from app.ports.records import Writes
from app.services.ledger.judge_visits import (
    ALREADY,
    FINE,
    HELD,
    REFUSED,
    STORED,
    Judge,
    Judged,
    Mended,
    mended_before,
)
from app.services.ledger.ledger_map import map_of, signature
from app.services.ledger.read_ledger import Ledger, LedgerSheet, Skipped, Wanted, open_ledger, refuse_unread
from app.services.ledger.store_visits import LedgerRows
from app.services.visits.visit_rules import visit_rules

VISITS_A_COMMIT = 200
"""Visits of one transaction: other clerks save between two of them."""
_MAPS_ASKED = 50

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


def _unheard(done: int, total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What became of one row of the ledger."""

    sheet: str
    row: int
    verdict: str
    visit_number: str | None = None
    errors: tuple[FieldError, ...] = ()
    warnings: tuple[FieldError, ...] = ()
    joins: int | None = None
    """Row whose visit this row gives one more person, or which says the same."""


@dataclass(slots=True)
class LedgerImport:
    """All verdicts of a file, in its order."""

    checked_only: bool
    ledger: Ledger
    rows: list[RowVerdict] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    visits: int = 0
    batch: str | None = None
    stopped: bool = False

    def as_json(self, say: Callable[[FieldError], dict[str, str]]) -> dict[str, Any]:
        """``say`` makes the JSON of an error (app.words.field_sentence)."""
        count = Counter(row.verdict for row in self.rows)
        named = len(self.ledger.sheets) > 1
        return {
            "check": self.checked_only,
            "batch": self.batch,
            "imported": count[STORED],
            "importable": count[FINE],
            "visits": self.visits,
            "held": count[HELD],
            "already": count[ALREADY],
            "refused": count[REFUSED],
            "stopped": self.stopped,
            "sheets": [_sheet_json(sheet) for sheet in self.ledger.sheets],
            "sheets_not_read": [
                {"sheet": sheet.name, "hidden": sheet.hidden} for sheet in self.ledger.left if sheet.name
            ],
            "skipped": [
                {"sheet": skipped.sheet, "row": skipped.row, "text": skipped.text} for skipped in self.skipped
            ],
            "map": {"remembered": self.ledger.remembered, **self.ledger.ledger_map.as_json()},
            "rows": [_row_json(row, named, say) for row in self.rows],
        }


def _sheet_json(sheet: LedgerSheet) -> dict[str, Any]:
    columns = sheet.columns
    return {
        "sheet": sheet.name,
        "head": sheet.head.last,
        "columns": {name: columns.headings[place] for place, name in columns.fields.items()},
        "kept": list(columns.kept.values()),
        "ignored": list(columns.ignored),
        "empty": list(columns.unread),
        "beside": dict(sheet.book.beside(sheet.name)),
    }


def _row_json(row: RowVerdict, named: bool, say: Callable[[FieldError], dict[str, str]]) -> dict[str, Any]:
    return {
        **({"sheet": row.sheet} if named else {}),
        "row": row.row,
        "verdict": row.verdict,
        "visit_number": row.visit_number,
        "errors": [say(error) for error in row.errors],
        "warnings": [say(warning) for warning in row.warnings],
        **({"joins": row.joins} if row.joins else {}),
    }


def import_visits(
    desk: Desk,
    file: Path,
    ledger_map: LedgerMap | None = None,
    wanted: Wanted | None = None,
    *,
    check: bool = False,
    progress: Progress = _unheard,
    should_stop: Callable[[], bool] = lambda: False,
) -> LedgerImport:
    """Store the ledger's good rows, some visits to a transaction, and say for each row what became of it.

    The whole file is read before the first row is stored, so a file that breaks stores nothing. A visit's id
    follows from its rows: the same rows read again are 重复, also at another desk. With ``check`` nothing is
    stored. ``should_stop`` is asked between two transactions; what is stored by then stays, as one batch.
    Refused for a file or map that cannot be read, and for columns that nobody reads.
    """
    desk.require("import")
    wanted = wanted or Wanted()
    ledger = open_ledger(file, wanted, ledger_map, remembered_maps(desk))
    total = _survey(ledger)
    done = LedgerImport(check, ledger)
    if check:
        _judge_all(desk, done, total, progress, should_stop)
    else:
        with desk.records.writing_much():
            with desk.records.reading() as reads:
                olds = mended_before(reads)
            _Importing(desk, done, total, progress, should_stop, olds=olds).run(ledger_map)
    done.skipped = [skipped for sheet in ledger.sheets for skipped in sheet.skipped]
    return done


def remembered_maps(desk: Desk) -> list[tuple[str, LedgerMap]]:
    with desk.records.reading() as reads:
        maps = reads.find(RememberedMap)
    newest = sorted(maps, key=lambda kept: kept.at, reverse=True)[:_MAPS_ASKED]
    return [(kept.id, map_of(kept.map)) for kept in newest]


def _survey(ledger: Ledger) -> int:
    """Read every row once: how many there are. Refused for a file that breaks, and for column_unread."""
    total = 0
    errors: list[FieldError] = []
    for sheet in ledger.sheets:
        count, unread = sheet.survey()
        total += count
        errors += refuse_unread(sheet.name, unread)
        errors += sheet.not_there
    if errors:
        raise Refused(*errors)
    return total


def _judge_all(
    desk: Desk,
    done: LedgerImport,
    total: int,
    progress: Progress,
    should_stop: Callable[[], bool],
) -> None:
    with desk.records.reading() as reads:
        rules, olds = visit_rules(reads, desk.settings), mended_before(reads)
        seen: dict[str, tuple[int, str]] = {}
        for sheet in done.ledger.sheets:
            accept = frozenset(sheet.ledger_map.accept)
            judge = Judge(
                reads, rules, sheet.columns, accept, desk.clock.now(), seen, mending=sheet.mending, olds=olds
            )
            for visit in sheet.visits(desk.clock.now().date()):
                if should_stop():
                    done.stopped = True
                    return
                judged = judge.judge(visit)
                done.visits += judged.verdict == FINE
                done.rows += _verdicts(sheet.name, judged, judged.verdict, judged.number)
                progress(len(done.rows), total)


def _verdicts(sheet: str, judged: Judged, verdict: str, number: str | None) -> Iterator[RowVerdict]:
    first = judged.visit.first.row
    for row in judged.visit.rows:
        whole = row.row == first
        yield RowVerdict(
            sheet,
            row.row,
            verdict,
            number,
            judged.errors if whole else (),
            judged.warnings if whole else (),
            judged.like_row if whole else first,
        )


@dataclass(slots=True)
class _Importing:
    """One import on its way: batch, transactions, verdicts."""

    desk: Desk
    done: LedgerImport
    total: int
    progress: Progress
    should_stop: Callable[[], bool]
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    units: dict[tuple[str, str], tuple[str | None, tuple[FieldError, ...]]] = field(default_factory=dict)
    olds: Mended = field(default_factory=dict)

    def run(self, ledger_map: LedgerMap | None) -> None:
        """Store sheet after sheet; the batch begins with its first visit and ends with the last."""
        for sheet in self.done.ledger.sheets:
            visits = sheet.visits(self.desk.clock.now().date())
            while some := list(islice(visits, VISITS_A_COMMIT)):
                if self.should_stop():
                    self.done.stopped = True
                    break
                self._commit(sheet, some)
                self.progress(len(self.done.rows), self.total)
            if self.done.stopped:
                break
        self.desk.records.write(lambda writes: self._end(writes, ledger_map))
        if self.done.visits:
            self.desk.announce(RowsPulled(("visits", "people", "matters")))

    def _commit(self, sheet: LedgerSheet, some: list[LedgerVisit]) -> None:
        verdicts, seen, batch, visits = self.desk.records.write(
            lambda writes: self._store(writes, sheet, some)
        )
        self.done.rows += verdicts
        self.done.batch, self.seen = batch, seen
        self.done.visits += visits

    def _store(
        self, writes: Writes, sheet: LedgerSheet, some: list[LedgerVisit]
    ) -> tuple[list[RowVerdict], dict[str, tuple[int, str]], str | None, int]:
        desk, batch = self.desk, self.done.batch
        seen = dict(self.seen)
        accept = frozenset(sheet.ledger_map.accept)
        judge = Judge(
            writes,
            visit_rules(writes, desk.settings),
            sheet.columns,
            accept,
            desk.clock.now(),
            seen,
            self.units,
            sheet.mending,
            self.olds,
        )
        making = LedgerRows(desk.place.code, desk.salt)
        verdicts: list[RowVerdict] = []
        visits = 0
        for visit in some:
            judged = judge.judge(visit)
            if judged.verdict != FINE:
                verdicts += _verdicts(sheet.name, judged, judged.verdict, judged.number)
                continue
            batch = batch or self._begin(writes)
            row, rows = making.rows(judged)
            writes.begin_action()
            writes.add(*rows)
            writes.add(
                LedgerBatchVisit(
                    id=new_id(), batch_id=batch, visit_id=row.id, sheet=sheet.name, row=visit.first.row
                )
            )
            visits += 1
            verdicts += _verdicts(sheet.name, judged, STORED, row.number)
        if visits:
            writes.audit(desk.staff.login, "导入台账", batch, purpose=f"{self.done.ledger.file}，{visits}件")
        return verdicts, seen, batch, visits

    def _begin(self, writes: Writes) -> str:
        batch = f"B{writes.serial(BATCHES)}"
        writes.add(
            LedgerBatch(
                id=batch, file=self.done.ledger.file, at=self.desk.clock.now(), by=self.desk.staff.login
            )
        )
        return batch

    def _end(self, writes: Writes, ledger_map: LedgerMap | None) -> None:
        now = self.desk.clock.now()
        if self.done.batch is not None:
            batch = writes.get(LedgerBatch, self.done.batch)
            if batch is not None:
                writes.change(batch, ended_at=now)
        if ledger_map is None or ledger_map.without_rows() == LedgerMap():
            return
        for sheet in self.done.ledger.sheets:
            note_map(writes, self.desk, sheet.columns.headings, ledger_map)


def note_map(writes: Writes, desk: Desk, headings: Iterable[str], ledger_map: LedgerMap) -> None:
    """Remember how a ledger with these headings is read; its rows are those of one file alone."""
    id, now, ledger_map = signature(headings), desk.clock.now(), ledger_map.without_rows()
    before = writes.get(RememberedMap, id)
    if before is None:
        writes.add(RememberedMap(id=id, map=ledger_map.as_json(), at=now, by=desk.staff.login))
    else:
        writes.change(before, map=ledger_map.as_json(), at=now, by=desk.staff.login)
