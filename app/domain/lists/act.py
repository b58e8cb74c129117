"""An act on a list as typed (``list KIND add|note|end``): read key by key, then judged by the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.entries.entry import Checked, Problems, Reader, as_object
from app.domain.entries.known import known_unit
from app.domain.lists.columns import CHOICE, COUNT, DAY, PARTS, UNIT, ListColumn
from app.domain.lists.entries import ListEntry, open_entry
from app.domain.lists.kinds import (
    ADVICE,
    CHARGE,
    DISCIPLINE,
    EVIDENCE,
    FEEDBACK,
    FIRST,
    FIVE_BUNDLES,
    KINDS,
    NEW_PEOPLE,
    NEW_PLAN,
    NOTED,
    PROGRESS,
    PUT_ON,
    RECEIPT,
    RHYTHMS,
    SPECIAL,
    TAKEN_OFF,
    ListKind,
)
from app.domain.lists.plan import EXAMPLES, MOST_DAYS, is_rhythm
from app.domain.rows.centre import Unit
from app.errors import FieldError

ACTS = {"add": PUT_ON, "note": NOTED, "end": TAKEN_OFF}
"""Word of the command line to the act of the fact."""
MOST_COUNT = 10_000_000
_NEEDS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*RHYTHMS, *FIVE_BUNDLES, *EVIDENCE), ("text",)),
    PROGRESS: ("measure", "count", "of"),
    NEW_PLAN: ("plan",),
    RECEIPT: ("addressee", "person"),
    FEEDBACK: ("text",),
}
"""Item of a note to the keys that it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAct:
    """One act on a list before it is stored; ``data`` holds the columns that were given."""

    kind: ListKind
    act: str
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    problems: tuple[FieldError, ...] = ()


def parse_list_act(kind: ListKind, act: str, data: object) -> ListAct:
    """Read the JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    values = {column.key: _read(reader, column) for column in kind.columns(act)}
    at = reader.moment("at")
    reader.finish()
    filled = {key: value for key, value in values.items() if value is not None}
    if "addressee" in filled:
        filled.setdefault("item", RECEIPT)
    return ListAct(kind=kind, act=act, data=filled, at=at, problems=problems.all())


def _read(reader: Reader, column: ListColumn) -> Any:
    if column.sort == CHOICE:
        return reader.choice(column.key, column.choices)
    if column.sort == COUNT:
        count = reader.whole(column.key)
        if count is not None and not 0 <= count <= MOST_COUNT:
            reader.problems.add(reader.field(column.key), "list_count_range")
        return count
    if column.sort == DAY:
        day = reader.day(column.key)
        return day.isoformat() if day else None
    if column.sort == PARTS:
        return _parts(reader, column)
    return reader.text(column.key, column.most)


def _parts(reader: Reader, column: ListColumn) -> dict[str, str] | None:
    inner = reader.object(column.key)
    if inner is None:
        return None
    parts = {name: inner.text(name, column.most) for name in column.choices}
    inner.finish()
    return {name: text for name, text in parts.items() if text is not None} or None


def check_list_act(wanted: ListAct, case: CaseFile, at: datetime, units: Sequence[Unit]) -> Checked[ListAct]:
    """Every error at once: list_already, list_not_on, list_before, list_advice_only, plan_unreadable …"""
    problems = Problems(wanted.problems)
    entry = open_entry(case.entries, wanted.kind.name)
    if wanted.act == PUT_ON:
        _may_be_put_on(wanted, case, entry, problems)
    elif entry is None:
        problems.add("number", "list_not_on", number=case.matter.number, kind=wanted.kind.name)
    _in_time(case, entry if wanted.act != PUT_ON else None, at, problems)
    data = _with_units(wanted, units, problems)
    _required(wanted, problems)
    _fits(wanted, entry, at.date(), problems)
    return Checked(replace(wanted, data=data, problems=()), problems.all())


def _may_be_put_on(wanted: ListAct, case: CaseFile, entry: ListEntry | None, problems: Problems) -> None:
    number, kind = case.matter.number, wanted.kind.name
    if entry is not None:
        problems.add("number", "list_already", number=number, kind=kind, on=f"{entry.at:%Y-%m-%d}")
    if kind == ADVICE and case.kind != names.ADVICE:
        problems.add("number", "list_advice_only", number=number, purpose=case.matter.purpose)


def _in_time(case: CaseFile, entry: ListEntry | None, at: datetime, problems: Problems) -> None:
    """Nothing comes before what it answers (CASE.md 1)."""
    first = case.visits[0].arrived_at if case.visits else None
    before, what = (entry.at, "列入") if entry is not None else (first, "登记")
    if before is not None and at < before:
        problems.add("at", "list_before", what=what, when=f"{before:%Y-%m-%d %H:%M}")


def _with_units(wanted: ListAct, units: Sequence[Unit], problems: Problems) -> dict[str, Any]:
    data = dict(wanted.data)
    for column in wanted.kind.columns(wanted.act):
        if column.sort == UNIT and column.key in data and units:
            data[column.key] = known_unit(str(data[column.key]), units, column.key, problems)
    return data


def _required(wanted: ListAct, problems: Problems) -> None:
    item = str(wanted.data.get("item") or "")
    needed = _NEEDS.get(item, ())
    if wanted.act == NOTED and not wanted.data:
        problems.required("text", None)
    for column in wanted.kind.columns(wanted.act):
        if column.required or column.key in needed:
            problems.required(column.key, wanted.data.get(column.key))


def _fits(wanted: ListAct, entry: ListEntry | None, today: date, problems: Problems) -> None:
    """What the columns say beside each other."""
    data, kind = wanted.data, wanted.kind.name
    due = data.get("due")
    if due is not None and due < today.isoformat():
        problems.add("due", "list_due_before", due=due, today=today.isoformat())
    if kind == CHARGE:
        _charge_fits(wanted, today, problems)
    if kind == SPECIAL and entry is not None and data.get("solved") is not None:
        whole = entry.values.get("households")
        if whole is not None and data["solved"] > whole:
            problems.add("solved", "list_count_more", count=data["solved"], of=whole)
    if wanted.act == TAKEN_OFF and entry is not None:
        _may_be_taken_off(wanted, entry, problems)


def _charge_fits(wanted: ListAct, today: date, problems: Problems) -> None:
    data = wanted.data
    for item, text in dict(data.get("plan") or {}).items():
        if not is_rhythm(item, text):
            problems.add(f"plan.{item}", "plan_unreadable", given=text, example=EXAMPLES[item])
    start = date.fromisoformat(data["from"]) if "from" in data else today
    if "until" in data:
        until = date.fromisoformat(data["until"])
        if not start <= until < start + timedelta(days=MOST_DAYS):
            problems.add("until", "plan_until", start=start.isoformat(), most=MOST_DAYS)
    if data.get("count") is not None and data.get("of") is not None and data["count"] > data["of"]:
        problems.add("count", "list_count_more", count=data["count"], of=data["of"])
    if data.get("item") == NEW_PEOPLE and not {"leader", "title", "five"} & set(data):
        problems.add("five", "list_no_people")


def _may_be_taken_off(wanted: ListAct, entry: ListEntry, problems: Problems) -> None:
    kind = wanted.kind.name
    if kind == DISCIPLINE and not entry.noted(FEEDBACK):
        problems.add("result", "list_no_feedback")
    if kind == FIRST and wanted.data.get("result") == wanted.kind.results[0] and entry.empty_slots:
        problems.add("result", "list_slots_empty", slots="、".join(entry.empty_slots))


def kind_of(name: str) -> ListKind | None:
    """The kind of a name: 积案, or its title 积案化解."""
    return KINDS.get(name) or next((kind for kind in KINDS.values() if kind.title == name), None)


def changes_leader(wanted: ListAct) -> bool:
    """Whether a note names another 包案领导: a 带班领导 says so himself."""
    return wanted.act == NOTED and wanted.kind.name == CHARGE and "leader" in wanted.data


def changes_by_item(kind: ListKind, item: str) -> frozenset[str]:
    """Keys that a note of an item asks for; of a kind whose notes have no items all of them."""
    keys = {column.key for column in kind.columns(NOTED)}
    if "item" not in keys:
        return frozenset(keys)
    own = {
        PROGRESS: {"measure", "count", "of"},
        NEW_PLAN: {"plan", "until"},
        NEW_PEOPLE: {"leader", "title", "five"},
        RECEIPT: {"addressee", "person"},
    }.get(item, {"day"} if item in (*RHYTHMS, *FIVE_BUNDLES) else set())
    return frozenset({"item", "text", *own} & keys)
