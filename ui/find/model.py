"""Hits as rows of the list, and what the page says about them; no Qt."""

from __future__ import annotations

from datetime import date

from app.services.visits.find_records import FoundRecord, FoundRecords
from app.services.visits.tell_apart import HitPerson
from ui.widgets.dates import day_words
from ui.widgets.row_item import RowItem

SHAPES = {"来访": "user", "信访事项": "page", "联合接访": "users"}


def row_of(hit: FoundRecord, today: date) -> RowItem:
    """Who and what first, then number and state, the reason, the day."""
    title = "　".join(part for part in (_name(hit), hit.claim) if part) or hit.number
    second = "　".join(part for part in (_apart(hit.person), hit.number, hit.status or hit.kind) if part)
    return RowItem(
        title=title,
        second=second,
        middle="依据：" + "、".join(hit.why) if hit.why else "",
        right=day_words(hit.at.date(), today),
        shape=SHAPES.get(hit.kind, "page"),
        data=hit,
    )


def _name(hit: FoundRecord) -> str:
    """王** 等38人; with who was meant, where he is not the first: 王** 等38人（代表 李**）."""
    person = hit.person
    if person is None:
        return hit.name
    crowd = f" 等{person.headcount}人" if person.headcount > 1 and "等" not in hit.name else ""
    return f"{hit.name}{crowd}" if person.first else f"{hit.name}{crowd}（代表 {person.masked_name}）"


def _apart(person: HitPerson | None) -> str:
    """1952 年生，尾号 0019，枞阳县."""
    if person is None:
        return ""
    born = f"{person.birth_year} 年生" if person.birth_year else ""
    last = f"尾号 {person.last_four}" if person.last_four else ""
    return "，".join(part for part in (born, last, person.county) if part)


def summary(records: FoundRecords, text: str) -> str:
    """找到 12 条, 显示前 50 条."""
    if not records.hits:
        return f"没有找到“{text}”"
    if records.total > len(records.hits):
        more = "1,000 条以上" if records.total >= 1000 else f"{records.total} 条"
        return f"找到 {more}，显示最相近的 {len(records.hits)} 条"
    return f"找到 {records.total} 条"


def name_for_new(text: str) -> str | None:
    """What was typed, if it can be a person's name: then it need not be typed twice."""
    bare = text.strip()
    han = all("\u3400" <= char <= "\u9fff" or ord(char) >= 0x20000 or char in "·（）" for char in bare)
    return bare if 2 <= len(bare) <= 20 and han else None
