"""A month of the roster as cells of a grid, and what a paste would do in words; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.rows.centre import AFTERNOON, MORNING, WHOLE_DAY
from app.errors import FieldError
from app.services.reference.keep_roster import CHANGED, GONE, NEW, RosterImport
from app.services.reference.read_roster import WEEKDAYS, DutyDay, MonthOfDuty
from app.words import sentence

SHORT = {WHOLE_DAY: "", MORNING: "上 ", AFTERNOON: "下 "}
MOST_ERRORS = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the grid: its number, who leads, and how it looks."""

    day: date
    head: str
    """The day, and the holiday's name where it is one."""
    lines: tuple[str, ...]
    rest: bool
    missing: bool
    """A working day that is not past and that nobody leads, or half of it."""
    today: bool

    @property
    def spoken(self) -> str:
        """For the screen reader."""
        who = "，".join(self.lines) or ("休息" if self.rest else "没有排")
        return f"{self.day.month} 月 {self.day.day} 日 周{WEEKDAYS[self.day.weekday()]}，{who}"


def cells(month: MonthOfDuty, today: date) -> list[Cell]:
    """The days of the month in order."""
    return [_cell(duty_day, today) for duty_day in month.days]


def _cell(duty_day: DutyDay, today: date) -> Cell:
    named: dict[str, list[str]] = {}
    for part, leader in duty_day.duty:
        named.setdefault(part, []).append(leader)
    lines = [f"{SHORT[part]}{'、'.join(leaders)}" for part, leaders in named.items()]
    missing = bool(duty_day.uncovered) and duty_day.day >= today
    if missing:
        lines += [f"{SHORT[part]}缺" for part in duty_day.uncovered]
    holiday = f" {duty_day.holiday}" if duty_day.holiday and not duty_day.works else ""
    return Cell(
        duty_day.day,
        f"{duty_day.day.day}{holiday}",
        tuple(lines),
        not duty_day.works,
        missing,
        duty_day.day == today,
    )


def title(month: MonthOfDuty) -> str:
    return f"排班，{month.month.year} 年 {month.month.month} 月"


def missing_words(month: MonthOfDuty, today: date) -> str:
    """11-30、12-01 下午 没有排；or that all working days are covered."""
    left = [(day, part) for day, part in month.missing if day >= today]
    if not left:
        return "这个月的工作日都排好了。" if month.month >= today.replace(day=1) else "这个月已经过去。"
    shown = "、".join(f"{day:%m-%d}{'' if part == WHOLE_DAY else ' ' + part}" for day, part in left[:8])
    more = f" 等 {len(left)} 处" if len(left) > 8 else ""
    return f"{shown}{more} 没有排。没有排班的日子，接访要自己填带班领导。"


def leaders_words(month: MonthOfDuty) -> str:
    if not month.leaders:
        return "还没有带班领导的账号。请安全管理员先加，也可以直接写姓名。"
    return "带班领导：" + "、".join(month.leaders)


def paste_words(planned: RosterImport) -> str:
    """新增 20 处，改 2 处，取消 1 处。没有带班领导角色的：…"""
    counts = [
        (word, sum(verdict.verdict == word for verdict in planned.verdicts)) for word in (NEW, CHANGED, GONE)
    ]
    counted = "，".join(f"{word} {count} 处" for word, count in counts if count)
    others = "、".join(str(warning.facts["leader"]) for warning in planned.warnings)
    warned = f"没有带班领导角色、照样排上的：{others}。" if others else ""
    return (f"{counted}。" if counted else "和现在的一样，没有要改的。") + warned


def days_words(planned: RosterImport) -> str:
    """贴入 12-01 至 12-31 的带班表？"""
    days = sorted({verdict.day for verdict in planned.verdicts})
    return f"贴入 {days[0]:%m-%d} 至 {days[-1]:%m-%d} 的带班表？"


def error_lines(errors: Sequence[FieldError]) -> list[str]:
    """第 3 行：…; the first few, and how many more."""
    lines = []
    for error in errors[:MOST_ERRORS]:
        row = error.field.partition("[")[2].partition("]")[0]
        where = f"第 {row} 行：" if row else ""
        lines.append(where + sentence(error.code, error.facts))
    more = len(errors) - MOST_ERRORS
    return [*lines, f"还有 {more} 处"] if more > 0 else lines


def next_month(month: date, step: int) -> date:
    """The first day of the month after (1) or before (-1)."""
    if step > 0:
        return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return (month - timedelta(days=1)).replace(day=1)
