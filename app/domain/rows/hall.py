"""Records each act on a waiting visitor in the hall, and each receipt for a warning (一单三推)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from app.domain.rows.base import Row


class HallAct(Row, frozen=True, kw_only=True):
    """One act on a waiting visit: called, held, brought back, handed on, taken into an interview, left."""

    TABLE: ClassVar[str] = "hall_acts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("visit_id",), ("at",))

    visit_id: str
    act: str
    """One of app.domain.hall."""
    to_whom: str | None = None
    """转交: login of a colleague, or the name of a place such as 法律咨询室."""
    reason: str | None = None
    at: datetime
    by: str


class AlertReceipt(Row, frozen=True, kw_only=True):
    """An addressee of a 预警单 has taken note of it."""

    TABLE: ClassVar[str] = "alert_receipts"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("document_id",), ("matter_id",))

    document_id: str
    matter_id: str | None = None
    addressee: str
    person: str | None = None
    """Who signed for it there."""
    feedback: str | None = None
    at: datetime
    noted_at: datetime
    by: str
