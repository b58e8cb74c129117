"""Waiting visits as rows: number to call, who, what, how long already; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.domain.numbers import spoken
from app.domain.terms import GROUP_FROM
from app.ports.records import WaitingVisit
from ui.widgets.rowlist import RowItem

LONG = 30
"""Minutes after which a wait is told in amber."""


def waited(one: WaitingVisit, now: datetime) -> int:
    """Full minutes since the visitor came; never below zero."""
    return max(0, int((now - one.arrived_at).total_seconds() // 60))


def row_of(one: WaitingVisit, now: datetime) -> RowItem:
    """A 261123 007 N　王** · 诉求 · 09:31 到，等了 12 分钟."""
    group = one.headcount >= GROUP_FROM
    minutes = waited(one, now)
    late = minutes >= LONG
    return RowItem(
        title=f"{spoken(one.number)}　{one.name}",
        second=one.claim or "内容保密",
        middle=f"{one.arrived_at:%H:%M} 到" + ("，集体访" if group else ""),
        right=f"等了 {minutes} 分钟" if minutes else "刚到",
        shape="clock" if late else "users" if group else "user",
        token="warn" if late else "text2",
        data=one,
    )


def summary(rows: Sequence[WaitingVisit]) -> str:
    """3 批 40 人在等."""
    if not rows:
        return "没有人在等"
    return f"{len(rows)} 批 {sum(one.headcount for one in rows)} 人在等"
