"""The start page's one ranked list, and the words around it; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.domain.case.names import BINDING
from app.domain.numbers import spoken
from app.domain.roles import LEADER, allows
from app.domain.roster import uncovered
from app.domain.rows.centre import WHOLE_DAY
from app.ports.printers import PrinterState
from app.services.desk.read_tables import DayTables
from app.services.desk.read_today import AskedToSign, DueToday, Today, read_today
from app.services.handling.read_answers import RequestAnswered
from app.services.visits.list_hall import HallVisit
from ui.widgets.dates import shown
from ui.widgets.printer_words import printer_words
from ui.widgets.rowlist import RowItem

LONG = 30
"""Minutes after which somebody who waits is listed."""
MOST = 9
"""Rows of the list; the rest is counted."""
LATE, WAITING, DUE, SIGN, SLIP, DRAFT, BACKUP, CONFLICT = (
    "late",
    "waiting",
    "due",
    "sign",
    "slip",
    "draft",
    "backup",
    "conflict",
)
KINDS = (
    (LATE, "逾期"),
    (WAITING, "候访"),
    (DUE, "今日到期"),
    (SIGN, "待批"),
    (SLIP, "出纸"),
    (DRAFT, "草稿"),
)
"""What 1 … 6 show alone."""


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Values that two desks wrote differently and nobody has looked at."""

    count: int


@dataclass(frozen=True, slots=True)
class BackupMissing:
    """The desk's backup needs somebody."""

    words: str


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits: its kind for the filter, the row, what it is about."""

    kind: str
    row: RowItem


@dataclass(frozen=True, slots=True)
class Device:
    """A line of the device panel."""

    name: str
    state: str
    good: bool


def duty_words(tables: DayTables) -> str:
    """。今日带班：上午 李局，下午没有排 – who leads today, and on a working day who is missing."""
    gaps = uncovered(tables.duty) if tables.is_workday else ()
    if not tables.duty:
        return "。今日没有排带班领导" if gaps else ""
    named: dict[str, list[str]] = {}
    for part, leader in tables.duty:
        named.setdefault("" if part == WHOLE_DAY else f"{part} ", []).append(leader)
    said = [f"{part}{'、'.join(leaders)}" for part, leaders in named.items()]
    return "。今日带班：" + "，".join([*said, *(f"{part}没有排" for part in gaps)])


@dataclass(frozen=True, slots=True)
class StartFacts:
    """Everything on the page."""

    today: Today
    printers: tuple[Device, ...]
    others: tuple[Device, ...]

    @property
    def now(self) -> datetime:
        return self.today.now

    @property
    def devices(self) -> tuple[Device, ...]:
        return (*self.printers, *self.others)

    @property
    def papers(self) -> int:
        """Papers that nobody has confirmed, and slips that are owed."""
        return len(self.today.slips) + len(self.today.owed)


def read_start(desk: Desk) -> StartFacts:
    """Read it all; on a thread."""
    today = read_today(desk)
    year, known = today.now.year + 1, today.tables.next_year_known
    return StartFacts(today, tuple(_printers(desk.printers.states())), (_holidays(year, known),))


def ranked(facts: StartFacts, roles: Sequence[str]) -> list[Waits]:
    """In order of harm; a 带班领导 signs first."""
    today, now = facts.today, facts.now
    late = [_due_row(one, now) for one in today.due if one.days_left < 0]
    due = [_due_row(one, now) for one in today.due if one.days_left == 0]
    long_waits = [one for one in today.waiting if _minutes(one, now) >= LONG]
    sign = [Waits(SIGN, _sign_row(one, now)) for one in today.requests]
    sign += [Waits(SIGN, _answer_row(one, now)) for one in today.answers]
    found = [*late, *_waiting_row(long_waits, len(today.waiting), now), *due]
    found = [*sign, *found] if LEADER in roles else [*found, *sign]
    return [
        *found,
        *_slip_rows(facts),
        *_draft_rows(facts),
        *_backup_row(today, roles),
        *_conflict_row(today),
    ]


def _due_row(one: DueToday, now: datetime) -> Waits:
    binds = one.kind in BINDING
    late = f"逾期 {-one.days_left} 日" if binds else f"超承诺 {-one.days_left} 日"
    word = late if one.days_left < 0 else "今日到期"
    token = "err" if one.days_left < 0 and binds else "warn"
    row = RowItem(
        title=f"{word}　{one.claim or '保密事项'}",
        second="，".join(part for part in (one.number, one.what, one.unit) if part),
        middle=f"{one.kind}期限" if binds else one.kind,
        right=shown(one.due, now.date()),
        shape="error" if token == "err" else "clock",
        token=token,
        data=one,
        key=f"{one.number} {one.what} {one.unit}",
    )
    return Waits(LATE if one.days_left < 0 else DUE, row)


def _waiting_row(long_waits: Sequence[HallVisit], count: int, now: datetime) -> list[Waits]:
    """The one who has waited longest stands for all."""
    if not long_waits:
        return []
    first = min(long_waits, key=lambda one: one.arrived_at)
    row = RowItem(
        title=f"已等 {_minutes(first, now)} 分钟　{first.name}，{first.headcount} 人",
        second=f"{spoken(first.number)}，候访 {count} 批，等得最久",
        middle="候访",
        right=f"{first.arrived_at:%H:%M} 到",
        shape="clock",
        token="warn",
        data=first,
        key=first.visit_id,
    )
    return [Waits(WAITING, row)]


def _sign_row(one: AskedToSign, now: datetime) -> RowItem:
    return RowItem(
        title=f"待批：{one.mode}",
        second=f"{one.number}，{one.by} 送",
        middle="等签字",
        right=age(one.at, now),
        shape="seal",
        token="warn",
        data=one,
        key=f"{one.number} {one.mode} {one.at}",
    )


def _answer_row(one: RequestAnswered, now: datetime) -> RowItem:
    """What became of one's own request; what was sent back waits for its author."""
    said = f"{one.by} 退回：{one.reason}" if not one.approved else f"{one.by} 批准"
    return RowItem(
        title=f"已批准：{one.mode}" if one.approved else f"退回：{one.mode}",
        second=f"{one.number}，{said}",
        middle="你送的" if one.approved else "等你改",
        right=age(one.at, now),
        shape="seal" if one.approved else "undo",
        token="ok" if one.approved else "warn",
        data=one,
        key=f"{one.number} {one.mode} {one.at}",
    )


def _slip_rows(facts: StartFacts) -> list[Waits]:
    found = [
        RowItem(
            title=f"{one.number} {one.kind}没有确认出纸",
            second=f"{age(one.job.queued_at, facts.now)}发往{one.job.printer}。R 补打，Y 已出纸",
            middle="出纸",
            right=age(one.job.queued_at, facts.now),
            shape="printer",
            data=one,
            key=one.job.id,
        )
        for one in facts.today.slips
    ]
    found += [
        RowItem(
            title=f"{one.number} 回执还没有出",
            second=f"{one.masked_name}，{age(one.at, facts.now)}登记，没有排成。R 出纸",
            middle="出纸",
            right=age(one.at, facts.now),
            shape="warning",
            token="warn",
            data=one,
            key=one.number,
        )
        for one in facts.today.owed
    ]
    return [Waits(SLIP, row) for row in found]


def _draft_rows(facts: StartFacts) -> list[Waits]:
    return [
        Waits(
            DRAFT,
            RowItem(
                title=one.title or "未填姓名",
                second=(one.words or "还没有写诉求")
                + (f"　停在“{one.stopped_at}”" if one.stopped_at else ""),
                middle="草稿",
                right=age(one.changed_at, facts.now),
                shape="users" if one.screen != "登记" else "pencil",
                data=one,
                key=one.id,
            ),
        )
        for one in facts.today.drafts
    ]


def _backup_row(today: Today, roles: Sequence[str]) -> list[Waits]:
    if today.backup_missing is None:
        return []
    its_own = allows(roles, "backup")
    row = RowItem(
        title=today.backup_missing,
        second="Enter 到备份和恢复" if its_own else "到时候没有做成，请告诉系统管理员",
        middle="备份",
        shape="warning",
        token="warn",
        data=BackupMissing(today.backup_missing),
        key="backup",
    )
    return [Waits(BACKUP, row)]


def _conflict_row(today: Today) -> list[Waits]:
    if not today.conflicts:
        return []
    row = RowItem(
        title=f"{today.conflicts} 处两台写得不一样",
        second="现在用的是后写的，不急；看一眼要不要恢复另一个",
        middle="待核对",
        right="",
        shape="history",
        data=Conflicts(today.conflicts),
        key="conflicts",
    )
    return [Waits(CONFLICT, row)]


def _minutes(one: HallVisit, now: datetime) -> int:
    return max(0, int((now - one.arrived_at).total_seconds() // 60))


def empty_words(facts: StartFacts) -> tuple[str, ...]:
    """What stands there when nothing waits: on the first day three things to begin with."""
    today = facts.today
    if today.first_day:
        return (
            "第一天，三件事可以先做：",
            "按 F2 登记第一件来访，填了一半也会留着。",
            "按 Ctrl+, 到设置里加打印机，按 Alt+T 试打一张。",
            "按 F1 看每一页的按键；想先练手，请管理员另建一个演练库。",
        )
    done = f"今天到了 {today.hall.batches} 批 {today.hall.people} 人次。" if today.hall.batches else ""
    return (
        ("没有等你办的。", done, "新来访按 F2，查人查号按 F3。") if done else ("没有等你办的。新来访按 F2。",)
    )


def _printers(states: Sequence[PrinterState]) -> list[Device]:
    return [Device(one.name, printer_words(one), one.ready) for one in states]


def _holidays(year: int, known: bool) -> Device:
    if known:
        return Device("放假安排", f"{year} 年已导入", True)
    return Device("放假安排", f"{year} 年未公布，跨年期限按暂定", False)


def greeting(now: datetime) -> str:
    """早上好, 中午好, 下午好 or 晚上好."""
    for until, words in ((11, "早上好"), (13, "中午好"), (18, "下午好")):
        if now.hour < until:
            return words
    return "晚上好"


def age(then: datetime, now: datetime) -> str:
    """刚刚, 14 分钟前, 今天 08:20, 周五 16:52, 11-12 09:00."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "刚刚"
    if minutes < 60:
        return f"{minutes} 分钟前"
    if then.date() == now.date():
        return f"今天 {then:%H:%M}"
    if (now.date() - then.date()).days < 7:
        return f"周{'一二三四五六日'[then.weekday()]} {then:%H:%M}"
    return f"{then:%m-%d %H:%M}"
