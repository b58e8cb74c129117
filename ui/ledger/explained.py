"""The pane below the ledger explains a case: how its dates were counted and what follows; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.case.names import PROMISE
from app.domain.case.obligations import Obligation
from app.domain.dates.derivation import WEEKDAYS
from app.domain.dates.ladder import CIRCULAR, CONTACTS, RANKS
from app.domain.papers.names import SUPERVISION
from app.services.supervision.due_matters import DueItem
from app.services.supervision.list_ledger import LedgerRow
from ui.forms.effect import due_words
from ui.forms.why import why_owed
from ui.ledger.model import REMINDING, goes_to_leader, moment_words, owed_words
from ui.widgets.dates import short_day

WITHHELD_UNIT = "保密"


@dataclass(frozen=True, slots=True)
class Point:
    """A day on the line of dates: what it is, and how it is drawn."""

    day: date
    words: str
    kind: str
    """start, past, ahead, due, late or today."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the pane: a label, its words, and whether it warns."""

    label: str
    words: str
    warns: bool = False


def reasons_of(row: LedgerRow) -> list[tuple[str, str]]:
    """What each date of a case is and how it was counted: F1."""
    listed = ([row.next] if row.next else []) + list(row.others)
    return [
        (f"{obligation.who or WITHHELD_UNIT}　{owed_words(obligation)}", _reason(obligation, row.on))
        for obligation in listed
    ]


def _reason(obligation: Obligation, today: date) -> str:
    kind = "本局承诺，不算逾期" if obligation.kind == PROMISE else obligation.kind
    return f"{due_words(obligation, today)}（{kind}）\n{why_owed(obligation)}"


def facts_of(row: LedgerRow) -> list[Line]:
    """起算, 规则, the date itself, what the centre promised, and who is missing in the table of units."""
    obligation = row.next
    if obligation is None:
        return [Line("期限", "没有法定或限期的事要做")]
    counted = obligation.counted
    began = f"{counted.start.isoformat()} {counted.began}" if counted.began else counted.start.isoformat()
    lines = [Line("起算", f"{began}，当日不计入（民法典第201条）" if counted.span else began)]
    rule = (counted.rule or "").replace("信访工作条例", "条例")
    span = (
        f"{owed_words(obligation)} {counted.span}"
        if counted.span
        else f"{owed_words(obligation)}，{counted.note or ''}"
    )
    lines.append(Line("规则", f"{span}（{rule}）" if rule else span))
    lines.append(Line(obligation.kind, _due_words(obligation)))
    if obligation.assumed:
        lines.append(Line("暂计", obligation.assumed, warns=True))
    promises = [other for other in row.others if other.kind == PROMISE]
    lines += [
        Line("承诺", f"{due_words(other, row.on)}，{other.what.removeprefix('承诺')}")
        for other in promises[:1]
    ]
    lines += [Line("单位", words, warns=True) for words in missing_contact(row.reminding)]
    return lines


def _due_words(obligation: Obligation) -> str:
    day = f"{obligation.due.isoformat()} 周{WEEKDAYS[obligation.due.weekday()]}"
    if obligation.provisional:
        return f"{day}，暂定（放假安排没有公布）"
    if obligation.counted.next_workday:
        return f"{day}，末日顺延：关（开则 {short_day(obligation.counted.next_workday, obligation.due)}）"
    return day


def missing_contact(item: DueItem | None) -> list[str]:
    """That the table of units names nobody for the rank that is due."""
    if item is None or item.owed.tier is None or item.to is not None:
        return []
    return [f"{item.unit}没有登记{CONTACTS[item.owed.tier]}，请管理员在单位表里补上"]


def points_of(row: LedgerRow) -> list[Point]:
    """The start, the days of the reminders, the date and today, in order."""
    obligation = row.next
    if obligation is None:
        return []
    item = next((item for item in row.items if item.obligation.id == obligation.id), None)
    points = [Point(obligation.start, obligation.counted.began or "起算", "start")]
    sent = {row.tier for row in item.reminders} if item else set()
    for tier, day in item.rungs if item else ():
        word = SUPERVISION if tier == min(REMINDING) else REMINDING[tier]
        points.append(Point(day, word, "past" if tier in sent else "ahead"))
    late = row.on > obligation.due
    points.append(Point(obligation.due, "到期", "late" if late else "due"))
    today = f"逾期 {(row.on - obligation.due).days} 日" if late else "今日"
    if row.on != obligation.due:
        points.append(Point(row.on, today, "today"))
    return sorted(points, key=lambda point: point.day)


def hints_of(row: LedgerRow) -> list[str]:
    """What follows: what an overdue date has come to, and what can be done next."""
    item = row.reminding
    if row.by_bureau and row.next is not None:
        return ["本中心自己办的，不发催办，请在中心内部抓紧。"]
    if item is None:
        return []
    if goes_to_leader(item):
        words = "115 走完仍未办结：已列入领导清单，报带班领导。"
        if item.escalation == CIRCULAR:
            words = "115 走完仍未办结：已够列入通报，报带班领导。"
        return [words, "下一步：约谈单位主要负责人，或按条例第40条提出改进工作、追究责任的建议。"]
    if item.is_owed and item.owed.tier is not None:
        giver, taker = RANKS[item.owed.tier]
        name = f"（{item.to['name']}）" if item.to and item.to.get("name") else ""
        return [f"今天要催：{giver} → {item.unit} {taker}{name}。"]
    return []


def reminded_lines(row: LedgerRow) -> list[tuple[str, str, str]]:
    """What was sent and answered, the last first: day, what, words."""
    sent = []
    for item in row.items:
        again: dict[int, int] = {}
        for reminder in item.reminders:
            count = again[reminder.tier] = again.get(reminder.tier, 0) + 1
            word = SUPERVISION if reminder.tier == min(REMINDING) else REMINDING[reminder.tier]
            words = f"{reminder.unit or ''} {reminder.to_rank}".strip()
            if not reminder.went_out:
                word, words = f"没有{word}", reminder.reason or ""
            sent.append((reminder.at, f"再{word}" if count > 1 else word, words))
    lines = [(f"{at:%m-%d}", word, words) for at, word, words in sorted(sent, reverse=True)]
    if row.answer is not None:
        at, words = f"{row.answer.at:%m-%d}", moment_words(row.answer)[6:]
        lines.append((at, "单位回复", words))
        lines.sort(key=lambda line: line[0], reverse=True)
    return lines
