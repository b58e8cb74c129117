"""Makes the start page's rows of waiting work: its name, reason, age and key; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.case.names import BINDING
from app.domain.case.secrecy import WITHHELD
from app.domain.numbers import spoken
from app.domain.roles import allows
from app.services.approvals.read_answers import RequestAnswered
from app.services.desk.read_today import AskedToSign, DueToday, Today
from app.services.visits.list_hall import HallVisit
from ui.forms.why import Reason, why_counted
from ui.widgets.dates import day_words
from ui.widgets.row_item import RowItem

LONG = 30
"""Minutes after which somebody who waits is listed."""
MOST = 9
"""Rows of the list; the rest is counted."""
LATE, WAITING, DUE, SIGN, OWNED, SLIP, DRAFT, BACKUP, CONFLICT, ROSTER = (
    "late",
    "waiting",
    "due",
    "sign",
    "owned",
    "slip",
    "draft",
    "backup",
    "conflict",
    "roster",
)
KINDS = (
    (LATE, "逾期"),
    (WAITING, "候访"),
    (DUE, "今天要办"),
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
class RosterMissing:
    """A working day that nobody leads, for who keeps the roster."""

    day: date


@dataclass(frozen=True, slots=True)
class Reminding:
    """A case that is owed a reminder today, and its next date."""

    number: str
    owed: DueToday


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits: its kind for the filter, the row, what it is about."""

    kind: str
    row: RowItem


def _term(kind: str) -> str:
    """法定期限, 限期."""
    return kind if kind.endswith("期") else f"{kind}期限"


def due_row(owed: DueToday, now: datetime) -> Waits:
    binds = owed.kind in BINDING
    late = f"逾期 {-owed.days_left} 日" if binds else f"超承诺 {-owed.days_left} 日"
    word = late if owed.days_left < 0 else "今日到期"
    token = "err" if owed.days_left < 0 and binds else "warn"
    row = RowItem(
        title=f"{word}　{owed.claim or WITHHELD}",
        second="，".join(part for part in (owed.number, owed.what, owed.unit) if part),
        middle=_term(owed.kind) if binds else owed.kind,
        right=day_words(owed.due, now.date()),
        does="办理 B" if owed.claim else "",
        shape="error" if token == "err" else "clock",
        token=token,
        data=owed,
        key=f"{owed.number} {owed.what} {owed.unit}",
    )
    return Waits(LATE if owed.days_left < 0 else DUE, row)


def due_reasons(dates: Iterable[DueToday]) -> list[Reason]:
    """F1: why each date of the list is what it is; of a guarded case nothing is told."""
    return [
        (
            f"{owed.number}\n{owed.unit or ''} {owed.what}".rstrip(),
            why_counted(owed.counted) if owed.counted is not None else f"{WITHHELD}，怎么算的不在这里显示。",
        )
        for owed in dates
    ]


def remind_rows(today: Today) -> list[Waits]:
    """What is owed a reminder today, the nearest date first: the ledger draws them up one after another."""
    return [
        Waits(
            DUE,
            RowItem(
                title=f"今天要催　{reminder.claim or WITHHELD}",
                second="，".join(part for part in (reminder.number, reminder.what, reminder.unit) if part),
                middle=_term(reminder.kind),
                right=day_words(reminder.due, today.now.date()),
                does="催办 Enter",
                shape="bell",
                token="warn",
                data=Reminding(reminder.number, reminder),
                key=f"remind {reminder.number}",
            ),
        )
        for reminder in today.reminders
    ]


def long_waits(today: Today, now: datetime) -> list[HallVisit]:
    """Who has waited too long."""
    return [visit for visit in today.waiting if _minutes(visit, now) >= LONG]


def waiting_row(long_waits: Sequence[HallVisit], count: int, now: datetime) -> list[Waits]:
    """The one who has waited longest stands for all."""
    if not long_waits:
        return []
    first = min(long_waits, key=lambda visit: visit.arrived_at)
    row = RowItem(
        title=f"已等 {_minutes(first, now)} 分钟　{first.name}，{first.headcount} 人",
        second=f"{spoken(first.number)}，候访 {count} 批，等得最久",
        middle="候访",
        right=f"{first.arrived_at:%H:%M} 到",
        does="叫 F12",
        shape="clock",
        token="warn",
        data=first,
        key=first.visit_id,
    )
    return [Waits(WAITING, row)]


def sign_row(request: AskedToSign, now: datetime) -> RowItem:
    return RowItem(
        title=f"待批：{request.mode}",
        second=f"{request.number}，{request.by}送",
        middle="等签字",
        right=age(request.at, now),
        does="审批 Enter",
        shape="seal",
        token="warn",
        data=request,
        key=f"{request.number} {request.mode} {request.at}",
    )


def answer_row(answer: RequestAnswered, now: datetime) -> RowItem:
    """What became of one's own request; what was sent back waits for its author."""
    words = f"{answer.by} 退回：{answer.reason}" if not answer.approved else f"{answer.by} 批准"
    return RowItem(
        title=f"已批准：{answer.mode}" if answer.approved else f"退回：{answer.mode}",
        second=f"{answer.number}，{words}",
        middle="你送的" if answer.approved else "等你改",
        right=age(answer.at, now),
        does="打开 Enter" if answer.approved else "改后再送 Enter",
        shape="seal" if answer.approved else "undo",
        token="ok" if answer.approved else "warn",
        data=answer,
        key=f"{answer.number} {answer.mode} {answer.at}",
    )


def slip_rows(today: Today) -> list[Waits]:
    rows = [
        RowItem(
            title=f"{slip.number} {slip.kind}没有确认出纸",
            second=f"{age(slip.job.queued_at, today.now)}发往{slip.job.printer}。纸出来了按 Y，换打印机按 O",
            does="补打 R",
            middle="出纸",
            right=age(slip.job.queued_at, today.now),
            shape="printer",
            data=slip,
            key=slip.job.id,
        )
        for slip in today.slips
    ]
    rows += [
        RowItem(
            title=f"{slip.number} 回执还没有出",
            second=f"{slip.masked_name}，{age(slip.at, today.now)}登记，没有排成。换打印机按 O",
            does="出纸 R",
            middle="出纸",
            right=age(slip.at, today.now),
            shape="warning",
            token="warn",
            data=slip,
            key=slip.number,
        )
        for slip in today.owed
    ]
    return [Waits(SLIP, row) for row in rows]


def draft_rows(today: Today) -> list[Waits]:
    return [
        Waits(
            DRAFT,
            RowItem(
                title=draft.title or "未填姓名",
                second=(draft.words or "还没有写诉求")
                + (f"　停在“{draft.stopped_at}”" if draft.stopped_at else ""),
                middle="草稿",
                right=age(draft.changed_at, today.now),
                does="继续 Enter",
                shape="users" if draft.screen != "登记" else "pencil",
                data=draft,
                key=draft.id,
            ),
        )
        for draft in today.drafts
    ]


def backup_row(today: Today, roles: Sequence[str]) -> list[Waits]:
    if today.backup_missing is None:
        return []
    its_own = allows(roles, "backup")
    row = RowItem(
        title=today.backup_missing,
        second="机器坏了，上次备份以后的都找不回来" if its_own else "到时候没有做成，请告诉系统管理员",
        middle="备份",
        does="去备份 Enter" if its_own else "",
        shape="warning",
        token="warn",
        data=BackupMissing(today.backup_missing),
        key="backup",
    )
    return [Waits(BACKUP, row)]


def roster_row(today: Today, roles: Sequence[str]) -> list[Waits]:
    """The next working day without a leader, for who keeps the roster."""
    gap = today.tables.next_gap
    if gap is None or not allows(roles, "tables"):
        return []
    row = RowItem(
        title=f"{day_words(gap, today.now.date())} 还没有排带班领导",
        second="没有排班的日子，接访要自己填带班领导",
        middle="排班",
        does="去排 Enter",
        shape="calendar",
        token="warn",
        data=RosterMissing(gap),
        key="roster",
    )
    return [Waits(ROSTER, row)]


def conflict_row(today: Today) -> list[Waits]:
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


def _minutes(visit: HallVisit, now: datetime) -> int:
    return max(0, int((now - visit.arrived_at).total_seconds() // 60))


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
