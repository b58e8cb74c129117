"""The batches that were imported at this desk: what became of each, and what could still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.domain.rows.ledger import LedgerBatch, LedgerBatchVisit
from app.domain.rows.visits import Visit
from app.services.ledger.undo_import import parts_of, touched_visits

MOST = 20


@dataclass(frozen=True, slots=True)
class BatchShown:
    """One import: its file, who and when, how many visits, and the numbers of those taken up since."""

    id: str
    file: str
    at: datetime
    by: str
    visits: int
    touched: tuple[str, ...]
    undone: bool

    @property
    def may_be_undone(self) -> bool:
        """Whether something of it can still be taken back."""
        return not self.undone and len(self.touched) < self.visits


def list_batches(desk: Desk) -> list[BatchShown]:
    """The newest batches of this desk, the last first. NotAllowed: role_missing."""
    desk.require("import")
    with desk.records.reading() as reads:
        batches = sorted(reads.find(LedgerBatch), key=lambda row: row.at, reverse=True)[:MOST]
        shown = []
        for batch in batches:
            ids = [row.visit_id for row in reads.find(LedgerBatchVisit, batch_id=batch.id)]
            touched: tuple[str, ...] = ()
            if batch.undone_at is None:
                visits = [visit for part in parts_of(ids) for visit in reads.among(Visit, "id", part)]
                touched = tuple(visit.number for visit in touched_visits(reads, visits))
            undone = batch.undone_at is not None
            shown.append(BatchShown(batch.id, batch.file, batch.at, batch.by, len(ids), touched, undone))
    return shown
