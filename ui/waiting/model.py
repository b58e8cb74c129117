"""Waiting visits as rows of a table: number to call, who, what, how long already, whether called; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.numbers import spoken
from app.domain.terms import GROUP_FROM
from app.ports.records import WaitingVisit
from ui.tables.columns import DUE, PLAIN, Cell, Column

LONG = 30
"""Minutes after which a wait is told in amber."""


@dataclass(frozen=True, slots=True)
class Call:
    """When a visitor was called last, and how often."""

    at: datetime
    times: int = 1


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A waiting visit as of a moment."""

    visit: WaitingVisit
    now: datetime
    call: Call | None = None


def waited(one: WaitingVisit, now: datetime) -> int:
    """Full minutes since the visitor came; never below zero."""
    return max(0, int((now - one.arrived_at).total_seconds() // 60))


def next_to_call(rows: Sequence[WaitingRow]) -> WaitingRow | None:
    """The one who has waited longest of those not called yet; None when all have been called."""
    return next((row for row in rows if row.call is None), None)


def called_words(call: Call | None) -> str:
    """10:02 已叫, 10:05 叫过 2 次, or nothing."""
    if call is None:
        return ""
    return f"{call.at:%H:%M} 已叫" if call.times == 1 else f"{call.at:%H:%M} 叫过 {call.times} 次"


def _number(row: WaitingRow) -> Cell:
    return Cell(spoken(row.visit.number))


def _who(row: WaitingRow) -> Cell:
    group = row.visit.headcount >= GROUP_FROM
    return Cell(row.visit.name, shape="users" if group else "user")


def _heads(row: WaitingRow) -> Cell:
    return Cell(f"{row.visit.headcount} 人")


def _claim(row: WaitingRow) -> Cell:
    return Cell(row.visit.claim or "内容保密")


def _arrived(row: WaitingRow) -> Cell:
    return Cell(f"{row.visit.arrived_at:%H:%M}", token="text2")


def _waited(row: WaitingRow) -> Cell:
    minutes = waited(row.visit, row.now)
    words = f"等了 {minutes} 分钟" if minutes else "刚到"
    return Cell(words, chip=DUE if minutes >= LONG else PLAIN)


def _called(row: WaitingRow) -> Cell:
    return Cell(called_words(row.call), shape="bell" if row.call else "", token="text2")


COLUMNS = (
    Column(name="number", title="号码", cell=_number, wide=176, sort="number", rank=0),
    Column(name="who", title="来访人", cell=_who, wide=128, share=1, sort="name", rank=0),
    Column(name="heads", title="人数", cell=_heads, wide=72, sort="heads", rank=2),
    Column(name="claim", title="诉求", cell=_claim, wide=160, share=4, rank=1),
    Column(name="arrived", title="到", cell=_arrived, wide=72, sort="at", rank=3),
    Column(name="waited", title="等候", cell=_waited, wide=136, rank=0),
    Column(name="called", title="叫号", cell=_called, wide=136, rank=1),
)


def sort_key(row: WaitingRow, key: str) -> tuple[object, ...]:
    """The values that app.domain.paging sorts by."""
    visit = row.visit
    first: dict[str, object] = {
        "number": visit.number, "name": visit.name, "heads": visit.headcount, "at": visit.arrived_at,
    }  # fmt: skip
    return (first[key], visit.visit_id)


def summary(rows: Sequence[WaitingVisit]) -> str:
    """3 批 40 人在等."""
    if not rows:
        return "没有人在等"
    return f"{len(rows)} 批 {sum(one.headcount for one in rows)} 人在等"
