"""Dates that bind: counted from a day by a rule, each with the sentence that explains it."""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from app.domain.calendar import Calendar
from app.domain.terms import KINDS_OF_LAW, PROMISE, STATUTORY

DAYS, WORKDAYS, MONTHS = "日", "工作日", "月"
RULE_22, RULE_23, RULE_34, RULE_35, RULE_36 = (f"信访工作条例第{n}条" for n in (22, 23, 34, 35, 36))
RULE_OBJECTION = "信访工作条例第23条第3款"
WEEKDAYS = "一二三四五六日"
APPEALS = "申诉求决类"


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, working days or months: ``Span(10, '日')``."""

    n: int
    unit: str

    def __str__(self) -> str:
        return f"{self.n} {'个月' if self.unit == MONTHS else self.unit}"


@dataclass(frozen=True, slots=True)
class Way:
    """How a date is counted from its start, kept beside it as text (受理起60日) to count it anew."""

    began: str
    span: Span
    roll: bool

    def __str__(self) -> str:
        return f"{self.began}起{self.span.n}{self.span.unit}{_ROLLS if self.roll else ''}"

    @classmethod
    def of(cls, text: str) -> Way | None:
        """None for the words of a newer program that this one does not know."""
        found = _WAY.fullmatch(text)
        return cls(found[1], Span(int(found[2]), found[3]), bool(found[4])) if found else None

    def count(self, start: date, calendar: Calendar, rule: str = "") -> Counted:
        return count(start, self.span, calendar, self.roll, began=self.began, rule=rule)


_ROLLS = "顺延"
_WAY = re.compile(rf"(.+)起(\d+)({WORKDAYS}|{DAYS}|{MONTHS})({_ROLLS})?")


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted date, whether it may still move (a year's notice is not loaded), and why it is that date."""

    due: date
    provisional: bool
    derivation: str
    way: str


@dataclass(frozen=True, slots=True)
class Dated:
    """One date that binds, as CLI.md's ``dates`` has it."""

    what: str
    start: date
    due: date
    rule: str
    kind: str
    """法定 or 承诺."""
    provisional: bool
    derivation: str
    way: str | None = None
    """How to count it anew (``Way``)."""

    def as_json(self) -> dict[str, Any]:
        """As in the ``dates`` of a registration."""
        return {
            "what": self.what,
            "due": self.due.isoformat(),
            "rule": self.rule,
            "kind": self.kind,
            "provisional": self.provisional,
            "derivation": self.derivation,
        }


class SettingsLike(Protocol):
    """Anything that answers for a declared key (app.settings.Settings)."""

    def __getitem__(self, key: str) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits in force, in days; the defaults are those of app.settings (DOMAIN.md section 1.4)."""

    forward: int = 15
    notify: int = 15
    objection: int = 5
    finish: int = 60
    extension: int = 30
    review: int = 30
    accept_promise: Mapping[str, int] = field(default_factory=lambda: {"普通": 2, "简易": 1})
    finish_promise: Mapping[str, int] = field(default_factory=lambda: {"普通": 10, "简易": 10})
    promise_in_workdays: bool = False
    roll: bool = False

    @classmethod
    def of(cls, settings: SettingsLike) -> Limits:
        """The limits as the centre has set them."""
        return cls(
            forward=settings["转送期限"],
            notify=settings["书面告知期限"],
            finish=settings["办结期限"],
            extension=settings["延期上限"],
            review=settings["复查申请期限"],
            accept_promise={"普通": settings["承诺受理_普通"], "简易": settings["承诺受理_简易"]},
            finish_promise={"普通": settings["承诺办理_普通"], "简易": settings["承诺办理_简易"]},
            promise_in_workdays=settings["承诺按工作日"],
            roll=settings["末日遇休息日顺延"],
        )


def count(
    start: date, span: Span, calendar: Calendar, roll: bool = False, *, began: str = "起算日", rule: str = ""
) -> Counted:
    """Count a span from a day that is itself not counted (民法典第201条).

    roll moves a last day that is no working day to the next one (民法典第203条); working days never need it.
    A date in a year without a loaded holiday notice is provisional. ValueError for an unknown unit.
    """
    last = _last_day(start, span, calendar)
    due = calendar.next_workday(last) if roll and span.n else last
    provisional = span.n > 0 and not all(calendar.knows(day) for day in (start, last, due))
    why = _derivation(start, span, calendar, last, due, began, rule)
    return Counted(due, provisional, why, str(Way(began, span, roll)))


def _last_day(start: date, span: Span, calendar: Calendar) -> date:
    if span.unit == DAYS:
        return start + timedelta(days=span.n)
    if span.unit == WORKDAYS:
        return calendar.add_workdays(start, span.n)
    if span.unit == MONTHS:
        return _add_months(start, span.n)
    raise ValueError(f"unknown unit {span.unit}")


def _add_months(start: date, n: int) -> date:
    """The same day n months on, or that month's last day (民法典第202条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1]))


def _derivation(
    start: date, span: Span, calendar: Calendar, last: date, due: date, began: str, rule: str
) -> str:
    source = f"（{rule}）" if rule else ""
    if not span.n:
        return f"{start:%m-%d} {began}，当日 = {said(last)}{source}"
    nth = (
        f"满 {span}"
        if span.unit == MONTHS
        else f"第 {span.n} {'个工作日' if span.unit == WORKDAYS else '日'}"
    )
    text = f"{start:%m-%d} {began}，次日起算，{nth} = {said(last)}{source}"
    if due != last:
        text += f"；末日是休息日，顺延到 {said(due)}（民法典第203条）"
    elif not calendar.is_workday(last) and span.unit != WORKDAYS:
        text += f"；末日是休息日，不顺延（如顺延为 {said(calendar.next_workday(last))}）"
    return text + _unknown_years((start, last, due), calendar)


def _unknown_years(days: tuple[date, ...], calendar: Calendar) -> str:
    """Which years' holiday notices are missing: not published yet, or not imported."""
    unknown = sorted({day.year for day in days if not calendar.knows(day)})
    if not unknown:
        return ""
    why = "未公布" if unknown[0] > max(calendar.years, default=0) else "未导入"
    return f"；{'、'.join(map(str, unknown))}年放假安排{why}，暂定"


def said(day: date) -> str:
    """2026-12-08 周二."""
    return f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}"


def dated(
    what: str, start: date, span: Span, calendar: Calendar, *, began: str, rule: str, kind: str, roll: bool
) -> Dated:
    """One date that binds, counted by its rule."""
    found = count(start, span, calendar, roll, began=began, rule=rule)
    return Dated(what, start, found.due, rule, kind, found.provisional, found.derivation, found.way)


def _statutory(
    what: str, day: date, n: int, calendar: Calendar, limits: Limits, began: str, rule: str
) -> Dated:
    return dated(what, day, Span(n, DAYS), calendar, began=began, rule=rule, kind=STATUTORY, roll=limits.roll)


def _promise(
    what: str, day: date, n: int, calendar: Calendar, limits: Limits, began: str, rule: str
) -> Dated:
    span = Span(n, WORKDAYS if limits.promise_in_workdays else DAYS)
    return dated(what, day, span, calendar, began=began, rule=rule, kind=PROMISE, roll=False)


def for_registration(
    day: date, purpose: str, procedure: str, calendar: Calendar, limits: Limits
) -> list[Dated]:
    """What registering on a day starts: 转送 within 15 days (条例第22条) first, then the bureau's promises.

    意见建议 falls under 100 (same day), others under 210 or, 简易, 110; 揭发控告 has no promise.
    """
    dates = [_statutory("转送", day, limits.forward, calendar, limits, "登记", RULE_22)]
    kind = KINDS_OF_LAW[purpose]
    if kind == "建议意见类":
        return [*dates, _promise("承诺回复", day, 0, calendar, limits, "登记", "100 工作法")]
    if kind != APPEALS:
        return dates
    method = "110 工作法" if procedure == "简易" else "210 工作法"
    accept, finish = limits.accept_promise[procedure], limits.finish_promise[procedure]
    return [
        *dates,
        _promise("承诺受理", day, accept, calendar, limits, "登记", method),
        _promise("承诺办理", day, finish, calendar, limits, "登记", method),
    ]


def if_accepted(day: date, purpose: str, calendar: Calendar, limits: Limits) -> list[Dated]:
    """What accepting on a day starts: 办结 within 60 days, for 申诉求决 alone (条例第31条第6项、第34条)."""
    if KINDS_OF_LAW[purpose] != APPEALS:
        return []
    return [_statutory("办结", day, limits.finish, calendar, limits, "受理", RULE_34)]


def extended(due: date, days: int, calendar: Calendar, limits: Limits) -> Dated:
    """办结 after an extension, counted from the end of the limit before it (条例第34条)."""
    return _statutory("办结", due, days, calendar, limits, "原期限届满", RULE_34)


def rights(day: date, calendar: Calendar, limits: Limits, *, reviewed: bool = False) -> list[Dated]:
    """Until when the visitor may ask for 复查 of an answer received on a day, or 复核 of a 复查意见."""
    what, rule = ("申请复核", RULE_36) if reviewed else ("申请复查", RULE_35)
    began = "收到复查意见" if reviewed else "收到书面答复"
    return [_statutory(what, day, limits.review, calendar, limits, began, rule)]


def for_step(mode: str, day: date, purpose: str, calendar: Calendar, limits: Limits) -> list[Dated]:
    """What a step taken on a day starts; empty for steps that start no clock (延期: see ``extended``)."""
    if mode in ("转送", "交办", "转办"):
        objection = Span(limits.objection, WORKDAYS)
        return [
            _statutory("书面告知", day, limits.notify, calendar, limits, f"收到{mode}", RULE_23),
            dated(
                "提出异议", day, objection, calendar,
                began=f"收到{mode}", rule=RULE_OBJECTION, kind=STATUTORY, roll=False,
            ),
        ]  # fmt: skip
    if mode == "受理告知":
        return if_accepted(day, purpose, calendar, limits)
    if mode in ("直接回复", "办结") and KINDS_OF_LAW[purpose] == APPEALS:
        return rights(day, calendar, limits)
    if mode == "复查":
        return [_statutory("复查意见", day, limits.review, calendar, limits, "收到申请", RULE_35)]
    if mode == "复核":
        return [_statutory("复核意见", day, limits.review, calendar, limits, "收到申请", RULE_36)]
    return []
