"""The ledger records the clerks' writes of a history outside of all stores."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from db.access.persons import Person, introduced
from db.exchange.wire import INSERT, SCHEMA, Block, Push

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
WRAP = json.dumps(
    {
        "kdf": "Argon2id",
        "salt": "00" * 16,
        "cost": {"memory": 64, "time": 1, "lanes": 1},
        "nonce": "00" * 12,
        "sealed": "00" * 48,
    }
)
"""What the hub keeps of the clerk's account."""


def beginning(clerk: Person) -> Push:
    """What the centre's first desk brings along: the clerk with all that clerks need, and the clerk's key."""
    roles = json.dumps(["登记员", "接谈员", "带班领导"], ensure_ascii=False)
    signature = clerk.sign(introduced("clerk", clerk.public, NOW)).hex()
    staff = {
        "login": "clerk",
        "name": "示例",
        "roles": roles,
        "disabled": 0,
        "must_change_password": 0,
        "at": NOW,
    }
    key = {"login": "clerk", "public_key": clerk.public, "by": "clerk", "signature": signature, "at": NOW}
    return Push(
        "founder-z", [("founder-z", 1)], 1, 0, SCHEMA, ["staff", "person_keys"], ["clerk"], [1, 2], [0, 1],
        ["clerk-1", "clerk-2"], [INSERT] * 2, [1, 1], [0, 0], [0, 0],
        {
            "staff": Block(list(staff), [[value] for value in staff.values()]),
            "person_keys": Block(list(key), [[value] for value in key.values()]),
        },
        [],
    )  # fmt: skip


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
