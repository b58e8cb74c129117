"""A conflict row keeps the value that lost when two desks changed one field, for a person to decide."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from app.domain.rows.base import Keep, Row

OPEN, KEPT, RESTORED = "待处理", "已保留", "已恢复"


class Conflict(Row, frozen=True, kw_only=True):
    """A lost value, written by the hub alone; a desk only says what became of it."""

    TABLE: ClassVar[str] = "conflicts"
    KEEP: ClassVar[Keep] = Keep.MUTABLE
    INDEXES: ClassVar[tuple[tuple[str, ...], ...]] = (("state",), ("row_id",))

    tbl: str
    row_id: str
    field: str
    kept: str
    """JSON of the value that shows."""
    lost: str
    """JSON of the value that was set aside."""
    reason: str
    """同时修改 or 状态不能这样变 (app.domain.merge)."""
    kept_by: str
    """Desk letter of the value that shows."""
    lost_by: str
    """Desk letter of the value that was set aside."""
    by: str | None = None
    """Login of the one whose value was set aside, where it is known."""
    at: datetime
    state: str = OPEN
    """待处理, 已保留 or 已恢复."""
    decided_by: str | None = None
    decided_at: datetime | None = None
