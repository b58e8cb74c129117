"""A reception's record as lines of a timeline and of dates; people and papers of any record; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.words.fields import column_words
from ui.widgets.cards import DateLine
from ui.widgets.dates import shown
from ui.widgets.rowlist import RowItem

SLIP = "来访回执"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened in the reception."""

    at: datetime
    what: str
    detail: str = ""
    by: str = ""
    shape: str = "done"
    token: str = "text2"


def timeline(record: dict[str, Any]) -> list[Moment]:
    """Everything in order of time, newest first; accounts by the names that people know."""
    names: Mapping[str, str] = record.get("names") or {}
    found = [
        *(_visit(one) for one in record.get("visits", ())),
        *(_print(one) for one in record.get("prints", ())),
        *_lines(record),
    ]
    known = [replace(one, by=names.get(one.by, one.by)) for one in found]
    return sorted(known, key=_when, reverse=True)


def moment_row(one: Moment, today: date) -> RowItem:
    return RowItem(
        title=one.what,
        second=one.detail,
        middle=one.by,
        right=f"{shown(one.at.date(), today)[:-3]} {one.at:%H:%M}",
        shape=one.shape,
        token=one.token,
        data=one,
    )


def date_lines(record: dict[str, Any], today: date) -> list[DateLine]:
    """The dates that bind, each with its rule, and what a unit still owes; the nearest first."""
    found = [
        (
            one["due"],
            DateLine(
                one["what"], shown(one["due"], today), f"{one['kind']}，{one['rule']}", one["provisional"]
            ),
        )
        for one in record.get("dates", ())
    ]
    found += [
        (one["due"], DateLine("交办", shown(one["due"], today), _owed(one), one["provisional"]))
        for one in record.get("duties", ())
        if not one["done"]
    ]
    return [line for _, line in sorted(found, key=_first)]


def reasons(record: dict[str, Any], today: date) -> list[tuple[str, str]]:
    """For F1: each date and duty with how it was counted."""
    return [
        (f"{one['what']} {shown(one['due'], today)}", str(one["derivation"]))
        for one in (*record.get("dates", ()), *_duties(record))
    ]


def paper_rows(record: dict[str, Any], today: date) -> list[RowItem]:
    """Papers issued, with how often each was put on paper."""
    return [
        RowItem(
            title=one["kind"],
            second=one["number"] + ("，已换发" if one["replaced"] else ""),
            right=f"补打 {len(one['prints']) - 1} 次"
            if len(one["prints"]) > 1
            else shown(one["at"].date(), today),
            shape="printer",
            data=one,
        )
        for one in record.get("documents", ())
    ]


def person_lines(record: dict[str, Any]) -> list[tuple[str, str]]:
    """(name, the rest) of each person once, masked as the service gave it."""
    seen: dict[tuple[str, Any], str] = {}
    for one in record.get("people", ()):
        rest = [one["sex"], _paper(one), one["id_number"], one["phone"], one["address"]]
        absent = [f"{column_words('people', key)}{why}" for key, why in (one.get("absent") or {}).items()]
        words = "，".join(str(part) for part in (*rest, *absent) if part)
        role = "代表，" if one.get("representative") else ""
        seen[(one["name"], one["id_number"] or one["phone"])] = role + words
    return [(name, rest) for (name, _), rest in seen.items()]


def person_rows(record: dict[str, Any]) -> list[tuple[str, ...]]:
    """Name, certificate, telephone, address of each person once, masked as the service gave it."""
    seen: dict[tuple[Any, Any], tuple[str, ...]] = {}
    for one in record.get("people", ()):
        absent = one.get("absent") or {}
        name = (
            f"{one['name']}（代表）"
            if one.get("representative") and len(record["people"]) > 1
            else one["name"]
        )
        sex = f"{one['sex']}，" if one["sex"] else ""
        number = one["id_number"] or absent.get("id_number", "")
        seen[(one["name"], one["id_number"] or one["phone"])] = (
            name,
            f"{sex}{_paper(one)} {number}".strip(),
            one["phone"] or absent.get("phone", ""),
            one["address"] or absent.get("address", ""),
        )
    return list(seen.values())


def _paper(person: dict[str, Any]) -> str:
    if person["id_type"] == "无":
        return f"无证件（{person['no_id_reason'] or '没有说明'}）"
    return str(person["id_type"])


def state_tag(record: dict[str, Any], today: date) -> tuple[str, str, str | None] | None:
    """逾期 5 日 / 今日到期 / 剩 8 日 as (text, kind of tag, icon)."""
    matter = record.get("matter") or {}
    due = matter.get("due")
    if due is None or matter.get("status") in {"已办结", "不予受理", "不再受理", "已引导", "存", "已撤回"}:
        return None
    left = (due - today).days
    if left < 0:
        return f"逾期 {-left} 日", "error", None
    if left == 0:
        return "今日到期", "warning", "clock"
    return f"剩 {left} 日", "plain", "clock"


def visit_number(record: dict[str, Any]) -> str | None:
    """The number of the newest visit, for a return visit or a reprint of its slip."""
    visits = [one for one in record.get("visits", ()) if not one.get("void")]
    return str(visits[-1]["number"]) if visits else None


def _duties(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**one, "what": f"交办 {one['unit'] or ''}"} for one in record.get("duties", ())]


def _owed(duty: dict[str, Any]) -> str:
    """市住建局：核查 218 户产权登记."""
    return "：".join(str(one) for one in (duty["unit"], duty["duty"]) if one)


def _first(dated: tuple[date, DateLine]) -> date:
    return dated[0]


def _when(one: Moment) -> datetime:
    return one.at


def _visit(one: dict[str, Any]) -> Moment:
    word = "首次来访" if one["first"] else "再次来访"
    void = one.get("void")
    detail = f"{one['number']}，{one['visit_kind']} {one['headcount']} 人" + (
        f"，已撤回：{void['reason']}" if void else ""
    )
    return Moment(one["registered_at"], word, detail, str(one["clerk"]), "user")


def _print(one: dict[str, Any]) -> Moment:
    word = "出纸" if not one["times"] else f"补打 第{one['times']}次"
    return Moment(one["at"], f"{word}：{one['kind']}", str(one["reason"] or ""), str(one["by"]), "printer")


def _lines(record: dict[str, Any]) -> list[Moment]:
    """The minutes, where the record is a reception."""
    if record.get("kind") != "联合接访":
        return []
    day: datetime = record["at"]
    made = []
    for one in record.get("lines") or ():
        hour, minute = (int(part) for part in str(one["at"]).split(":")[:2])
        made.append(
            Moment(day.replace(hour=hour, minute=minute), str(one["text"]), str(one["kind"]), "", "page")
        )
    return made
