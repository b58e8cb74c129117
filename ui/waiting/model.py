"""Visits of the hall as rows of a table: number, who, what, how long already, what was done; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.hall import CALLED, GONE, TALKS
from app.domain.numbers import spoken
from app.domain.terms import GROUP_FROM
from app.services.visits.list_hall import HallVisit
from ui.tables.columns import DUE, PLAIN, Cell, Column

LONG = 30
"""Minutes after which a wait is told in amber."""


WHERE = {TALKS: "在谈", GONE: "走了"}


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A visit of the hall as of a moment."""

    visit: HallVisit
    now: datetime


def waited(visit: HallVisit, now: datetime) -> int:
    """Full minutes since the visitor came; never below zero."""
    return max(0, int((now - visit.arrived_at).total_seconds() // 60))


def next_to_call(rows: Sequence[WaitingRow], login: str) -> WaitingRow | None:
    """The one who has waited longest of those not called yet; None when all have been called.

    Held visitors are passed over, those handed on to others too; who was handed on to ``login`` is first.
    """
    free = [
        row
        for row in sorted(rows, key=lambda row: row.visit.arrived_at)
        if row.visit.state.allows(CALLED) and row.visit.may_act
        if not row.visit.state.held and not row.visit.state.calls
    ]
    mine = [row for row in free if row.visit.state.to_whom == login]
    return next(iter([*mine, *(row for row in free if row.visit.state.to_whom is None)]), None)


def done_words(visit: HallVisit) -> str:
    """10:02 已叫, 10:05 叫过 2 次, 暂缓：等同伴, 转 法律咨询室, 赵接谈 在谈, 已离开, or nothing."""
    state = visit.state
    why = f"：{state.reason}" if state.reason else ""
    if state.taken_up:
        return "已接谈或办理"
    if state.where == TALKS:
        return f"{visit.by_name}在谈" if visit.by_name else "在谈"
    if state.where == GONE:
        return f"已离开{why}"
    if state.held:
        return f"暂缓{why}"
    called = ""
    if state.called_at is not None:
        times = f"叫过 {state.calls} 次" if state.calls > 1 else "已叫"
        called = f"{state.called_at:%H:%M} {times}"
    return "，".join(part for part in (f"转 {visit.to_name}" if visit.to_name else "", called) if part)


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
    if not row.visit.waits:
        return Cell(WHERE[row.visit.state.where], token="text2")
    minutes = waited(row.visit, row.now)
    words = f"等了 {minutes} 分钟" if minutes else "刚到"
    return Cell(words, chip=DUE if minutes >= LONG and not row.visit.state.held else PLAIN)


def _done(row: WaitingRow) -> Cell:
    state = row.visit.state
    shape = "pause" if state.held else "bell" if state.calls and row.visit.waits else ""
    return Cell(done_words(row.visit), shape=shape, token="text2")


COLUMNS = (
    Column(name="number", title="号码", cell=_number, wide=112, longest=Cell("A12 261123 003 W"),
           sort="number", rank=0),
    Column(name="who", title="来访人", cell=_who, wide=160, share=1, sort="name", rank=0),
    Column(name="heads", title="人数", cell=_heads, wide=64, longest=Cell("9999 人"), sort="heads", rank=2),
    Column(name="claim", title="诉求", cell=_claim, wide=160, share=4, rank=1),
    Column(name="arrived", title="到", cell=_arrived, wide=64, longest=Cell("10:17"), sort="at", rank=3),
    Column(name="waited", title="等候", cell=_waited, wide=96,
           longest=Cell("等了 240 分钟", chip=DUE), rank=0),
    Column(name="called", title="叫号", cell=_done, wide=168, share=1, rank=1),
)  # fmt: skip


def sort_key(row: WaitingRow, key: str) -> tuple[object, ...]:
    """The values that app.domain.paging sorts by."""
    visit = row.visit
    first: dict[str, object] = {
        "number": visit.number, "name": visit.name, "heads": visit.headcount, "at": visit.arrived_at,
    }  # fmt: skip
    return (first[key], visit.visit_id)


def summary(rows: Sequence[HallVisit]) -> str:
    """3 批 40 人在等，1 批在谈，5 批已走."""
    waits = [visit for visit in rows if visit.waits]
    held = sum(visit.state.held for visit in waits)
    words = f"{len(waits)} 批 {sum(visit.headcount for visit in waits)} 人在等" if waits else "没有人在等"
    words += f"（{held} 批暂缓）" if held else ""
    for where, word in ((TALKS, "在谈"), (GONE, "已走")):
        count = sum(visit.state.where == where for visit in rows)
        words += f"，{count} 批{word}" if count else ""
    return words
