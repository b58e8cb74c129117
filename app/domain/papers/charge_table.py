"""包案表: who has a case in charge, the five of 五包, the plan of meetings, what was done, how far it is."""

from __future__ import annotations

from typing import Any

from app.domain.case.names import PLANNED
from app.domain.lists.entries import ListEntry, open_entry
from app.domain.lists.kinds import CHARGE, FIRST, FIVE_BUNDLES, PROGRESS, RHYTHMS, SLOTS
from app.domain.lists.plan import note_day
from app.domain.papers import names
from app.domain.papers.blocks import FORM, Block, document, fields, heading, signatures, table
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.say import full_date, needed, short_date

KIND = names.CHARGE_TABLE
_LAST = 12
"""Of what was noted the last ones; all of it stands in the list."""


def charge_table(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 包案表. Needs an open 包案 entry; of a guarded case it tells no claim."""
    entry = needed(open_entry(dossier.entries, CHARGE), "lists", "包案：请先把这件事列入包案台账")
    matter = needed(dossier.matter, "matter", "信访事项")
    values = entry.values
    leader = " ".join(str(part) for part in (values.get("leader"), values.get("title")) if part)
    rows: list[list[str | None]] = [
        ["信访事项", matter.number, "列入日期", full_date(entry.at.date())],
        ["包案领导", leader, "责任单位", matter.unit],
        ["法定期限", full_date(matter.due) if matter.due else None, "办理状态", matter.status],
    ]
    claim = None if dossier.guarded else matter.claim
    return document(
        KIND,
        head,
        dossier,
        [
            fields(*rows),
            fields(["诉求", claim], ["列入理由", str(values.get("reason") or "")], lines=2),
            heading("五包"),
            table(["包什么", "谁", "最近一笔"], _five(entry, dossier), [22, 22, 56]),
            *_slots(dossier),
            heading("调度安排"),
            table(["安排", "怎样", "已开", "没有开"], _plan(entry, dossier), [22, 38, 20, 20]),
            heading("进展和记录"),
            table(["日期", "哪一项", "内容"], _notes(entry, dossier), [20, 20, 60]),
            signatures("包案领导", "经办人"),
        ],
        layout=FORM,
        title="领导包案表",
        sealed=False,
    )


def _five(entry: ListEntry, dossier: Dossier) -> list[list[str | None]]:
    people = entry.values.get("five") or {}
    rows: list[list[str | None]] = []
    for item in FIVE_BUNDLES:
        notes = entry.noted(item)
        last = notes[-1] if notes else None
        latest = (
            f"{short_date(note_day(last), dossier.at.date())} {last.data.get('text', '')}" if last else None
        )
        rows.append([item, people.get(item), latest])
    return rows


def _slots(dossier: Dossier) -> list[Block]:
    """The four N of 首办化解 1+N, where the case is on that list too."""
    first = open_entry(dossier.entries, FIRST)
    if first is None:
        return []
    slots = first.values.get("slots") or {}
    return [
        heading("首办化解 1+N"),
        table(["N", "谁"], [[slot, slots.get(slot)] for slot in SLOTS], [40, 60]),
    ]


def _plan(entry: ListEntry, dossier: Dossier) -> list[list[str | None]]:
    plan = entry.values.get("plan") or {}
    today = dossier.at.date()
    days = [day for day in dossier.owed if day.kind == PLANNED and day.source == entry.id]
    rows: list[list[str | None]] = []
    for item in RHYTHMS:
        if item in plan:
            of_item = [day for day in days if day.what == item]
            held = sum(day.met_at is not None for day in of_item)
            missed = sum(day.met_at is None and day.due < today for day in of_item)
            rows.append([item, str(plan[item]), f"{held} 次", f"{missed} 次"])
    return rows or [[None, "还没有定", None, None]]


def _notes(entry: ListEntry, dossier: Dossier) -> list[list[str | None]]:
    today = dossier.at.date()
    rows: list[list[str | None]] = []
    for fact in entry.notes[-_LAST:]:
        item, words = str(fact.data.get("item") or "记事"), str(fact.data.get("text") or "")
        if item == PROGRESS:
            words = f"{fact.data.get('measure')} {fact.data.get('count')} / {fact.data.get('of')} {words}"
        rows.append([short_date(note_day(fact), today), item, words.strip() or None])
    return rows or [[None, None, "还没有记录"]]
