"""What the start page shows, read in one go, and its rows in words; no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.domain.rows.desk import Draft
from app.ports.printers import PrinterState
from app.services.desk.keep_draft import list_drafts
from app.services.desk.read_tables import read_day_tables
from app.services.handling.due_matters import DueItem, due_matters
from app.services.printing.print_queue import UnseenPaper, unconfirmed_papers
from app.services.printing.slips_owed import SlipOwed, slips_owed
from ui.widgets.printer_words import printer_words

FAR = "没有到期的事项"


@dataclass(frozen=True, slots=True)
class Device:
    """A line of the device panel."""

    name: str
    state: str
    good: bool


@dataclass(frozen=True, slots=True)
class StartFacts:
    """Everything on the page."""

    now: datetime
    drafts: tuple[Draft, ...]
    slips: tuple[UnseenPaper, ...]
    owed: tuple[SlipOwed, ...]
    overdue: tuple[DueItem, ...]
    today: tuple[DueItem, ...]
    leader: str | None
    printers: tuple[Device, ...]
    others: tuple[Device, ...]

    @property
    def devices(self) -> tuple[Device, ...]:
        return (*self.printers, *self.others)


def read_start(desk: Desk) -> StartFacts:
    """Read it all; on a thread."""
    now = desk.clock.now()
    due = due_matters(desk, ahead=0, most=500).items if desk.may("due") else ()
    tables = read_day_tables(desk)
    return StartFacts(
        now=now,
        drafts=tuple(list_drafts(desk)) if desk.may("draft") else (),
        slips=tuple(unconfirmed_papers(desk)) if desk.may("print") else (),
        owed=tuple(slips_owed(desk)) if desk.may("print") else (),
        overdue=tuple(one for one in due if one.owed.days_left < 0),
        today=tuple(one for one in due if one.owed.days_left == 0),
        leader=tables.leader,
        printers=tuple(_printers(desk.printers.states())),
        others=(_holidays(now.year + 1, tables.next_year_known),),
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


def by_unit(items: Sequence[DueItem]) -> str:
    """市人社局 1，义安区 1."""
    counted = Counter(one.unit or "未定单位" for one in items)
    return "，".join(f"{unit} {count}" for unit, count in counted.most_common(4))
