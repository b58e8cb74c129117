"""Papers issued, how often each was put on paper, and the desk's print queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from msgspec import field

from app.domain.rows.base import Keep, Row


class Document(Row, frozen=True, kw_only=True):
    """An issued paper: its frozen content; a later one may replace it, none is edited."""

    TABLE: ClassVar[str] = "documents"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("matter_id",),
        ("visit_id", "kind"),
        ("reception_id",),
        ("number",),
    )

    kind: str
    number: str
    """Document number such as 铜信受A〔2026〕1号; the visit number for 来访回执."""
    matter_id: str | None = None
    visit_id: str | None = None
    reception_id: str | None = None
    step_id: str | None = None
    """The step it belongs to: withdrawn with it."""
    unit: str | None = None
    content: dict[str, Any] = field(default_factory=dict)
    """The frozen content (app.domain.papers), enough to lay the paper out again word for word."""
    code: str | None = None
    """Text of the QR code, where the paper carries one."""
    replaces: str | None = None
    at: datetime
    by: str


class Printing(Row, frozen=True, kw_only=True):
    """One putting on paper of a document; the first is the original, later ones say 补打 第n次."""

    TABLE: ClassVar[str] = "printings"
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("document_id",),)

    document_id: str
    times: int
    """0 for the original, n for the n-th reprint."""
    paper: str
    form: str
    """pdf, png or escpos."""
    reason: str | None = None
    at: datetime
    by: str


class PrintJob(Row, frozen=True, kw_only=True):
    """A job in the desk's print queue: queued, sent, confirmed, failed or expired."""

    TABLE: ClassVar[str] = "print_jobs"
    KEEP: ClassVar[Keep] = Keep.LOCAL
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("printer", "state"), ("document_id",))

    document_id: str
    printing_id: str
    printer: str
    paper: str
    form: str
    state: str
    detail: str | None = None
    queued_at: datetime
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    """When it was confirmed, failed or expired."""
