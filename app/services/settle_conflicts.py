"""Look at what two desks changed at the same time, and keep what shows or put the other value back."""

from __future__ import annotations

from typing import Any

from app.desk import Desk
from app.ports.link import Clash, Link


def list_conflicts(desk: Desk, link: Link) -> list[dict[str, Any]]:
    """Open conflicts: id, number, field, kept, lost, by, at (CLI.md), and the desk and reason beside."""
    desk.require("conflicts")
    return [clash_json(one) for one in link.clashes()]


def settle_conflict(desk: Desk, link: Link, id: str, restore: bool) -> dict[str, Any]:
    """Decide one. Refused: not_found, conflict_settled, conflict_gone, conflict_status."""
    desk.require("conflicts")
    clash = link.settle(id, desk.staff.login, restore)
    link.nudge()
    return {**clash_json(clash), "state": "已恢复" if restore else "已保留"}


def clash_json(one: Clash) -> dict[str, Any]:
    """A conflict as CLI.md has it."""
    return {
        "id": one.id,
        "number": one.number,
        "field": one.field,
        "kept": one.kept,
        "lost": one.lost,
        "by": one.by,
        "at": one.at,
        "desk": one.desk,
        "table": one.table,
        "reason": one.reason,
    }
