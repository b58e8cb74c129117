"""The start page's one ranked list, and the words around it; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.roles import LEADER, SUPERVISOR
from app.domain.roster import uncovered
from app.domain.rows.centre import WHOLE_DAY
from app.ports.printers import PrinterState
from app.services.desk.read_today import Today, read_today
from ui.start.owned_rows import handed_rows, unrouted_row
from ui.start.rows import (
    SIGN,
    Waits,
    answer_row,
    backup_row,
    conflict_row,
    draft_rows,
    due_row,
    long_waits,
    remind_rows,
    roster_row,
    sign_row,
    slip_rows,
    waiting_row,
)
from ui.widgets.dates import day_words
from ui.widgets.printer_words import printer_words

BEGIN = "新来访按 F2，查人查号按 F3。"


@dataclass(frozen=True, slots=True)
class Device:
    """A line of the device panel."""

    name: str
    state: str
    good: bool


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
    others = (*_clock(today), _backup(today), _holidays(year, known))
    return StartFacts(today, tuple(_printers(desk.printers.states())), others)


def ranked(facts: StartFacts, roles: Sequence[str]) -> list[Waits]:
    """In order of harm; a 带班领导 signs first, a 督办 first reminds of what is owed a reminder today."""
    today, now = facts.today, facts.now
    late = [due_row(owed, now) for owed in today.due if owed.days_left < 0]
    due = [due_row(owed, now) for owed in today.due if owed.days_left == 0]
    sign = [Waits(SIGN, sign_row(request, now)) for request in today.requests]
    sign += [Waits(SIGN, answer_row(answer, now)) for answer in today.answers]
    waits = [*late, *waiting_row(long_waits(today, now), len(today.waiting), now), *due]
    waits = [*sign, *waits] if LEADER in roles else [*waits, *sign]
    if SUPERVISOR in roles:
        waits = [*remind_rows(today), *waits]
    return [
        *waits,
        *handed_rows(today),
        *slip_rows(today),
        *draft_rows(today),
        *unrouted_row(today),
        *backup_row(today, roles),
        *roster_row(today, roles),
        *conflict_row(today),
    ]


def roster_lines(today: Today) -> list[tuple[str, str, bool]]:
    """Half-day and who leads it, then the next working day that nobody leads; True asks for attention."""
    tables = today.tables
    gaps = uncovered(tables.duty) if tables.is_workday else ()
    lines = [("全天" if part == WHOLE_DAY else part, leader, False) for part, leader in tables.duty]
    lines += [("全天" if part == WHOLE_DAY else part, "还没有排", True) for part in gaps]
    if tables.next_gap is not None:
        day = tables.next_gap
        lines.append(("下一次", f"{day_words(day, today.now.date())}还没有排", True))
    return lines


def empty_words(facts: StartFacts, begin: str = BEGIN, daily: bool = False) -> tuple[str, ...]:
    """What stands there when nothing waits: what was done, the next date, what can be done now.

    On the first day three things to begin with. ``begin``: what F2 does for who is signed in; ``daily``:
    whether he prints the day's report.
    """
    today = facts.today
    if today.first_day:
        return (
            "第一天，三件事可以先做：",
            "按 F2 登记第一件来访，填了一半也会留着。" if begin == BEGIN else begin,
            "按 Ctrl+, 到设置里加打印机，按 Alt+T 试打一张。",
            "按 F1 看每一页的按键；想先练手，请管理员另建一个演练库。",
        )
    done = f"今天到了 {today.hall.batches} 批 {today.hall.people} 人次。" if today.hall.batches else ""
    report = f"{begin}出今天的日报按 D。" if daily and done else begin
    lines = ("没有等你办的。", done, _coming_words(today), report)
    return tuple(line for line in lines if line)


def _coming_words(today: Today) -> str:
    """接下来：11-29 周日到期（那天不上班，今天还可以办），…; empty where nothing is owed."""
    owed = today.next_due
    if owed is None:
        return ""
    rest = "" if today.next_works else "（那天不上班，今天还可以办）"
    what = "，".join(part for part in (owed.claim or WITHHELD, owed.what, owed.unit) if part)
    return f"接下来：{day_words(owed.due, today.now.date())}到期{rest}，{what}。看台账按 Ctrl+3。"


def _printers(states: Sequence[PrinterState]) -> list[Device]:
    return [Device(state.name, printer_words(state), state.ready) for state in states]


def _backup(today: Today) -> Device:
    """When this desk was backed up last; a plan that was not kept is a row of the list, too."""
    at = today.backup_at
    if at is None:
        return Device("备份", "还没有备份过", False)
    day = "今日" if at.date() == today.now.date() else f"{at:%m-%d}"
    return Device("备份", f"{day} {at:%H:%M} 完成", today.backup_missing is None)


def _clock(today: Today) -> list[Device]:
    """Only where the clock is wrong: every date and term is counted by it."""
    return [Device("本机时间", today.clock, False)] if today.clock else []


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
