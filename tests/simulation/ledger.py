"""What the clerks of a history write down, and what is kept of it outside of all stores."""

from __future__ import annotations

from dataclasses import dataclass, field

NOW = "2026-11-23T09:00:00+08:00"
MATTER = {"purpose": "求决", "procedure": "普通", "confidential": 0, "status": "已登记", "opened_at": NOW}
PERSON = {"name": "王小明（示例）", "id_type": "无", "absent": "{}"}
ATTENDANCE = {"position": 0, "representative": 1}
VISIT = {
    "arrived_at": NOW,
    "registered_at": NOW,
    "clerk": "clerk",
    "headcount": 1,
    "kind": "个体访",
    "first": 1,
    "purpose": "求决",
    "units": "[]",
    "written": 0,
    "procedure": "普通",
    "confidential": 0,
    "absent": "{}",
}
HOT = 0.5
FIELDS = (
    *(("people", "phone"), ("people", "address"), ("people", "wechat")),
    *(("matters", "claim"), ("matters", "place")),
)
NOWHERE = "Z"
"""A series that no desk has: the hub sets aside what bears it."""


@dataclass(slots=True)
class Write:
    """One value that someone wrote: where, which value he saw there, and by which operation."""

    row: str
    field: str
    value: str
    saw: str | None
    desk: int
    author: str
    seq: int
    rolled_back: bool = False


@dataclass(slots=True)
class Ledger:
    """What the clerks did, kept outside of all stores."""

    writes: list[Write] = field(default_factory=list)
    rows: dict[str, tuple[str, Write]] = field(default_factory=dict)
    groups: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """(desk, {id: table}) of every business action that made rows."""
    numbers: list[str] = field(default_factory=list)
    count: int = 0

    def fresh(self) -> str:
        self.count += 1
        return f"w{self.count}"
