"""The file of a 包案 as values for the page; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.domain.case.casefile import CaseFile
from app.domain.case.names import PLANNED
from app.domain.case.obligations import Obligation
from app.domain.dates.derivation import WEEKDAYS
from app.domain.lists.entries import ListEntry, open_entry
from app.domain.lists.kinds import (
    CHARGE,
    DAILY,
    EVIDENCE,
    FIRST,
    FIVE_BUNDLES,
    NEW_PLAN,
    PROGRESS,
    RHYTHMS,
    SLOTS,
)
from app.domain.lists.plan import note_day
from app.services.lists.list_files import note_words
from ui.widgets.dates import short_day

BEFORE, AFTER, RECENT = 4, 6, 5
DUE = "到期"
_ROLES = dict(
    zip(SLOTS, ("1 名县级领导", "1 个专门工作组", "1 名责任单位负责人", "1 名乡镇（社区）干部"), strict=True)
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell of the schedule or the end of a row: icon, colour, words."""

    shape: str
    token: str
    words: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How far something is, counted: 办出证 31 / 218."""

    name: str
    count: int
    whole: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeFile:
    """What the page shows."""

    entry: ListEntry
    title: str
    tags: tuple[str, ...]
    line: str
    people: tuple[tuple[str, str, Mark], ...] = ()
    """Role, who, whether there is somebody."""
    five: tuple[tuple[str, str, str], ...] = ()
    """包什么, who, the last note."""
    days: tuple[date, ...] = ()
    plan: Mapping[str, Mapping[date, Mark]] = field(default_factory=dict)
    """By item, the marks of its days."""
    measures: tuple[Measure, ...] = ()
    evidence: tuple[tuple[str, Mark, str], ...] = ()
    recent: tuple[tuple[str, str, str], ...] = ()
    todo: tuple[str, ...] = ()
    """What is still to be noted today."""
    owed: tuple[Obligation, ...] = ()
    """The obligations behind the dates that are shown: what binds first, then the plan's."""

    @property
    def proved(self) -> int:
        return sum(mark.shape == "check" for _, mark, _ in self.evidence)


def charge_file(case: CaseFile, today: date) -> ChargeFile | None:
    """The file of a case that is in charge now; None for one that is not."""
    entry = open_entry(case.entries, CHARGE)
    if entry is None:
        return None
    planned = [
        obligation
        for obligation in case.obligations
        if obligation.kind == PLANNED and obligation.source == entry.id
    ]
    days = _days(case, planned, today)
    return ChargeFile(
        entry=entry,
        title=case.matter.claim or "见书面材料",
        tags=tuple(_tags(case, today)),
        line=_line(case, entry),
        people=tuple(_people(case, entry)),
        five=tuple(_five(entry, today)),
        days=days,
        plan=_plan(case, planned, days, today),
        measures=tuple(_measures(entry)),
        evidence=tuple(_evidence(entry)),
        recent=tuple(_recent(entry)),
        todo=tuple(
            f"{obligation.what}{_time(obligation)}"
            for obligation in planned
            if obligation.running and obligation.due == today
        ),
        owed=(*case.binding, *_each_once(planned, days)),
    )


def _each_once(planned: Iterable[Obligation], days: Iterable[date]) -> Iterator[Obligation]:
    """Of each item of the plan the days that the schedule shows; one derivation stands for its rhythm."""
    shown = set(days)
    seen: set[tuple[str, str]] = set()
    for obligation in planned:
        if obligation.due in shown and (key := (obligation.what, obligation.derivation)) not in seen:
            seen.add(key)
            yield obligation


def _tags(case: CaseFile, today: date) -> Iterator[str]:
    yield "包案"
    yield case.status
    if case.binding:
        first = case.binding[0]
        left = (first.due - today).days
        yield (
            f"{first.what}逾期 {-left} 日"
            if left < 0
            else f"{first.what}还有 {left} 日"
            if left
            else (f"{first.what}今日到期")
        )


def _line(case: CaseFile, entry: ListEntry) -> str:
    values = entry.values
    people = case.visits[-1].concerned if case.visits else None
    parts = [
        case.matter.number,
        f"{entry.at:%m-%d} 立案：{values.get('reason', '')}",
        f"涉及 {people} 人" if people and people > 1 else "",
    ]
    return "　".join(part for part in parts if part)


def _people(case: CaseFile, entry: ListEntry) -> Iterator[tuple[str, str, Mark]]:
    """包案领导, then the four N where the case is on the list 首办 too."""
    leader = " ".join(str(part) for part in (entry.values.get("leader"), entry.values.get("title")) if part)
    yield "包案领导", leader, Mark("check", "ok", "")
    first = open_entry(case.entries, FIRST)
    if first is None:
        return
    slots = first.values.get("slots") or {}
    for slot in SLOTS:
        who = str(slots.get(slot) or "")
        yield _ROLES[slot], who or "缺人", Mark("check", "ok", "") if who else Mark("warning", "warn", "缺人")


def _five(entry: ListEntry, today: date) -> Iterator[tuple[str, str, str]]:
    people = entry.values.get("five") or {}
    for item in FIVE_BUNDLES:
        notes = entry.noted(item)
        last = notes[-1] if notes else None
        words = f"{short_day(note_day(last), today)} {last.data.get('text', '')}" if last else "还没有记"
        yield item, str(people.get(item) or "没有定人"), words


def _days(case: CaseFile, planned: list[Obligation], today: date) -> tuple[date, ...]:
    """The days of the plan and the binding dates nearest to today."""
    every = sorted({obligation.due for obligation in (*planned, *case.binding)} | {today})
    at = every.index(today)
    return tuple(every[max(0, at - BEFORE) : at + AFTER + 1])


def _plan(
    case: CaseFile, planned: list[Obligation], days: tuple[date, ...], today: date
) -> dict[str, dict[date, Mark]]:
    rows: dict[str, dict[date, Mark]] = {}
    for item in RHYTHMS:
        marks = {
            obligation.due: _mark(obligation, today)
            for obligation in planned
            if obligation.what == item and days[0] <= obligation.due <= days[-1]
        }
        if marks or item == DAILY:
            rows[item] = marks
    rows[DUE] = {}
    for obligation in case.binding:
        if obligation.due in days:
            late = obligation.due < today
            token = "err" if late else "warn" if obligation.due == today else "text2"
            earlier = rows[DUE].get(obligation.due)
            words = f"{f'{earlier.words}、' if earlier else ''}{obligation.text or obligation.what}"
            rows[DUE][obligation.due] = Mark("error" if late else "clock", token, words)
    return rows


def _mark(obligation: Obligation, today: date) -> Mark:
    if obligation.met_at is not None:
        return Mark("check", "ok", "已开")
    if obligation.due < today:
        return Mark("clock", "warn", "没有开")
    time = _time(obligation).strip()
    if obligation.due == today:
        return Mark("clock", "warn", time or "今天")
    return Mark("open", "text3", time)


def _time(obligation: Obligation) -> str:
    _, _, time = (obligation.text or "").partition(" ")
    return f" {time}" if time else ""


def _measures(entry: ListEntry) -> Iterator[Measure]:
    """The last count of each thing that is counted."""
    last: dict[str, Measure] = {}
    for fact in entry.noted(PROGRESS):
        name = str(fact.data.get("measure"))
        words = str(fact.data.get("text") or "")
        last[name] = Measure(name, int(fact.data.get("count") or 0), int(fact.data.get("of") or 0), words)
    yield from last.values()


def _evidence(entry: ListEntry) -> Iterator[tuple[str, Mark, str]]:
    """五个不放过: what proves that each is settled, where a note says it."""
    for name in EVIDENCE:
        if entry.noted(name):
            yield name, Mark("check", "ok", "过"), entry.proof(name) or ""
        else:
            yield name, Mark("open", "text3", "没有过"), "还没有凭据"


def _recent(entry: ListEntry) -> Iterator[tuple[str, str, str]]:
    for fact in reversed(entry.notes[-RECENT:]):
        item = str(fact.data.get("item") or "记事")
        words = note_words(fact).removeprefix(f"{fact.at:%m-%d}").strip().removeprefix(item).strip()
        if item == NEW_PLAN and not words:
            words = "安排改了"
        yield f"{fact.at:%m-%d}", item, words
    yield f"{entry.at:%m-%d}", "立案", f"{entry.values.get('leader')} 领办"


def day_head(day: date) -> str:
    """11-27 五."""
    return f"{day:%m-%d} {WEEKDAYS[day.weekday()]}"
