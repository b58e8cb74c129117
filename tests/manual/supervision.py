"""Puts cases on the lists for the manual's pictures of the ledger, the lists and a 包案."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.desk import Desk
from app.domain.lists.kinds import DAILY, EVIDENCE, FIVE_BUNDLES, PROGRESS, SLOTS, WEEKLY
from app.services.lists.keep_list import keep_list

_PEOPLE = ("赵十（示例）", "吴敏（示例）", "陈立（示例）", "钱远（示例）", "吴敏（示例）")


def put_on_lists(desk: Desk, charged: str, backlog: str) -> None:
    """One case in a leader's charge with some days of it, another on the list 积案."""
    keep_list(desk, "包案", "add", charged, {
        "reason": "人多、涉及几个单位，初次来访",
        "leader": "陈立（示例）",
        "title": "义安区副区长",
        "five": dict(zip(FIVE_BUNDLES, _PEOPLE, strict=True)),
        "plan": {DAILY: "每日 17:00", WEEKLY: "周三 09:00", "月督查": "30日"},
        "until": "2026-12-31",
    })  # fmt: skip
    slots = dict(zip(SLOTS[:3], ("陈立（示例）", "5 人，组长吴敏（示例）", "钱远（示例）"), strict=True))
    keep_list(desk, "首办", "add", charged, {"reason": "初次来访", "slots": slots})
    keep_list(
        desk, "积案", "add", backlog,
        {"reason": "多年未解决", "source": "国家局交办", "leader": "李大为（示例）", "due": "2026-12-20"},
    )  # fmt: skip


def note_some_days(desk: Desk, charged: str) -> None:
    """What was noted on the days after."""
    noted: tuple[tuple[int, dict[str, Any]], ...] = (
        (1, {"item": DAILY, "text": "已联系 12 户"}),
        (2, {"item": WEEKLY, "text": "分批办证；测绘 12 月下旬出图"}),
        (2, {"item": DAILY, "text": "又联系上 7 户"}),
        (2, {"item": FIVE_BUNDLES[0], "text": "没有联系上的 28 户减到 21"}),
        (3, {"item": PROGRESS, "measure": "登记了联系方式", "count": 17, "of": 38, "text": "社区上门"}),
        (3, {"item": PROGRESS, "measure": "办出证", "count": 5, "of": 38}),
        (3, {"item": EVIDENCE[0], "text": "核查表 38 户，现场照片 12"}),
    )
    begun = desk.clock.now()
    for days, data in noted:
        keep_list(desk.at(begun + timedelta(days=days)), "包案", "note", charged, data)
