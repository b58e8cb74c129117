"""The audit: one hash chain per desk of who did what to which record, and whether it was allowed."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from app.domain.rows.base import Keep, Row


class AuditEntry(Row, frozen=True, kw_only=True):
    """One audited act; ``hash`` covers the entry and the hash before it (app.domain.audit)."""

    TABLE: ClassVar[str] = "audit"
    KEEP: ClassVar[Keep] = Keep.APPEND
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("desk", "position"), ("at",), ("record",))

    desk: str
    """Series of the desk (A, A2 …): one chain each."""
    position: int
    """1, 2, 3 … within the chain."""
    at: datetime
    who: str
    act: str
    """What was done, in the field's words: 登录, 登记, 补打, 查看完整证件号 …"""
    record: str | None = None
    """Number or id of the record concerned; never an ID number."""
    purpose: str | None = None
    success: bool = True
    before: str
    hash: str
