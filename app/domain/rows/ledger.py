"""A desk keeps the batches of ledgers imported at it, and the column map of each kind of ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row

LEDGER = "台账"
"""Stands for the desk and the clerk of an imported visit: nobody of the centre registered it."""


class LedgerBatch(Row, frozen=True, kw_only=True):
    """One import of a file; its id is what ``import undo`` takes (B1, B2 …)."""

    TABLE: ClassVar[str] = "ledger_batches"
    KEEP: ClassVar[Keep] = Keep.LOCAL

    file: str
    """Name of the file, without its folder."""
    at: datetime
    by: str
    ended_at: datetime | None = None
    """None while the import runs, and for one that was cut."""
    undone_at: datetime | None = None


class LedgerBatchVisit(Row, frozen=True, kw_only=True):
    """A visit that a batch stored."""

    TABLE: ClassVar[str] = "ledger_batch_visits"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("batch_id",),)

    batch_id: str
    visit_id: str
    sheet: str
    row: int


class RememberedMap(Row, frozen=True, kw_only=True):
    """How a ledger with these headings was read last time; the id follows from the headings."""

    TABLE: ClassVar[str] = "ledger_maps"
    KEEP: ClassVar[Keep] = Keep.LOCAL

    map: dict[str, Any] = field(default_factory=dict)
    at: datetime
    by: str
