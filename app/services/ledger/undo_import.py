"""Take a batch of imported visits back whole, as long as nobody has done anything with one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from app.desk import Desk
from app.domain.case.names import OLD_LEDGER
from app.domain.rows.base import Keep, Row, new_id
from app.domain.rows.ledger import LEDGER, LedgerBatch, LedgerBatchVisit
from app.domain.rows.matters import Deadline, Matter, Step
from app.domain.rows.visits import Amendment, Attendance, Link, Visit, Void
from app.errors import FieldError, Refused
from app.events import RowsPulled
from app.ports.records import Reads, Writes
from app.services.visits.visit_rows import REGISTERING

REASON = "撤回导入"
_SHOWN = 10
_CHUNK = 400
_OWN = frozenset(kind.TABLE for kind in (Visit, Matter, Deadline, Void, Attendance))
"""Tables whose rows about an imported visit are the import's own or are looked at apart."""


def undo_import(desk: Desk, batch: str, *, rest: bool = False) -> dict[str, Any]:
    """Take back every visit of a batch: its number stays used, its matter is 已撤回.

    ``rest``: those that were taken up stay, the others go.
    Refused: batch_unknown, batch_undone, batch_touched (with the numbers of visits that were taken up).
    """
    desk.require("import")

    def work(writes: Writes) -> tuple[LedgerBatch, int, list[str]]:
        kept = writes.get(LedgerBatch, batch.strip().upper())
        if kept is None:
            raise Refused(FieldError("BATCH", "batch_unknown", {"batch": batch, "known": _known(writes)}))
        if kept.undone_at is not None:
            raise Refused(FieldError("BATCH", "batch_undone", {"batch": kept.id}))
        stored = [row.visit_id for row in writes.find(LedgerBatchVisit, batch_id=kept.id)]
        visits = [visit for part in parts_of(stored) for visit in writes.among(Visit, "id", part)]
        touched = touched_visits(writes, visits)
        if touched and not (rest and len(touched) < len(visits)):
            numbers = "、".join(visit.number for visit in touched[:_SHOWN])
            facts = {"batch": kept.id, "count": len(touched), "numbers": numbers}
            raise Refused(FieldError("BATCH", "batch_touched", facts))
        left = {visit.id for visit in touched}
        visits = [visit for visit in visits if visit.id not in left]
        _take_back(desk, writes, visits)
        writes.change(kept, undone_at=desk.clock.now())
        writes.audit(desk.staff.login, REASON, kept.id, purpose=f"{kept.file}，{len(visits)}件")
        return kept, len(visits), sorted(visit.number for visit in touched)

    kept, count, numbers = desk.records.write(work)
    desk.announce(RowsPulled(("visits", "people", "matters")))
    return {"batch": kept.id, "file": kept.file, "undone": count, "kept": numbers}


def _take_back(desk: Desk, writes: Writes, visits: Sequence[Visit]) -> None:
    now = desk.clock.now()
    for visit in visits:
        if not writes.find(Void, visit_id=visit.id, limit=1):
            writes.add(Void(id=new_id(), visit_id=visit.id, at=now, by=desk.staff.login, reason=REASON))


def _known(reads: Reads) -> str:
    batches = [batch.id for batch in reads.find(LedgerBatch) if batch.undone_at is None]
    return "、".join(sorted(batches, key=lambda id: int(id[1:]))[-_SHOWN:]) or "—"


def touched_visits(reads: Reads, visits: Sequence[Visit]) -> list[Visit]:
    """The visits about which a row stands that the import did not make."""
    hit: set[str] = set()
    for part in parts_of([visit.matter_id for visit in visits]):
        hit |= {
            row.matter_id
            for row in _rows_by(reads, "matter_id", part)
            if row.TABLE not in _OWN and not _is_own_step(row)
        }
        own = {visit.id for visit in visits}
        hit |= {visit.matter_id for visit in reads.among(Visit, "matter_id", part) if visit.id not in own}
    for part in parts_of([visit.id for visit in visits]):
        by_visit = {
            row.visit_id
            for row in _rows_by(reads, "visit_id", part)
            if row.TABLE not in _OWN and not _is_own_step(row)
        }
        by_visit |= _by_people(reads, part)
        hit |= {visit.matter_id for visit in visits if visit.id in by_visit}
    return [visit for visit in visits if visit.matter_id in hit]


def _rows_by(reads: Reads, column: str, ids: Sequence[str]) -> Iterator[Any]:
    """Rows of every synced kind that name one of the ids in that column: kinds of later versions too."""
    kinds = {kind.TABLE: kind for kind in Row.__subclasses__()}
    for kind in kinds.values():
        if kind.KEEP is not Keep.LOCAL and column in {field.name for field in fields(kind)}:
            yield from reads.among(kind, column, ids)


def _by_people(reads: Reads, visit_ids: Sequence[str]) -> set[str]:
    """Visits whose people were corrected or linked by somebody."""
    came = {row.person_id: row.visit_id for row in reads.among(Attendance, "visit_id", visit_ids)}
    touched: set[str] = set()
    for part in parts_of(list(came)):
        touched |= {came[row.row_id] for row in reads.among(Amendment, "row_id", part)}
        for column in ("one", "other"):
            touched |= {came[getattr(row, column)] for row in reads.among(Link, column, part)}
    return touched


def _is_own_step(row: Any) -> bool:
    return bool(row.TABLE == Step.TABLE and row.mode in (REGISTERING, OLD_LEDGER) and row.by == LEDGER)


def parts_of(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
