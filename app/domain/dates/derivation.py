"""How a date was counted, as a value: start, span, rule, days passed over; its sentences are made last."""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.domain.dates.calendar import Calendar
from app.domain.value import Value

DAYS, WORKDAYS, MONTHS = "日", "工作日", "月"
WEEKDAYS = "一二三四五六日"
ROLLING = "民法典第203条"
_ROLLS = "顺延"


class Span(Value, frozen=True):
    """So many days, working days or months: ``Span(10, '日')``."""

    n: int
    unit: str

    def __str__(self) -> str:
        return f"{self.n} {'个月' if self.unit == MONTHS else self.unit}"

    @property
    def long(self) -> str:
        """15 日, 5 个工作日, 3 个月."""
        return f"{self.n} 个工作日" if self.unit == WORKDAYS else str(self)


class Way(Value, frozen=True):
    """How a date is counted from its start, kept beside it as text (受理起60日) to count it anew."""

    began: str
    span: Span
    roll: bool

    def __str__(self) -> str:
        return f"{self.began}起{self.span.n}{self.span.unit}{_ROLLS if self.roll else ''}"

    @classmethod
    def of(cls, text: str) -> Way | None:
        """None for the words of a newer program that this one does not know."""
        match = _WAY.fullmatch(text)
        return cls(match[1], Span(int(match[2]), match[3]), bool(match[4])) if match else None

    def count(self, start: date, calendar: Calendar, rule: str = "") -> Derivation:
        """Count from a day by this way."""
        return count(start, self.span, calendar, self.roll, began=self.began, rule=rule)


_WAY = re.compile(rf"(.+)起([0-9]+)({WORKDAYS}|{DAYS}|{MONTHS})({_ROLLS})?")


class DayPassed(Value, frozen=True):
    """A day that a count passed over, and why."""

    day: date
    why: str
    """周六, 周日, or the name of the holiday."""


class Derivation(Value, frozen=True):
    """A counted date with everything its sentences need.

    A date that was given and not counted has no ``span``; ``note`` says where it comes from.
    """

    start: date
    due: date
    began: str = ""
    """What the start is: 登记, 受理, 收到转送 …"""
    span: Span | None = None
    rule: str = ""
    """Article with its law, e.g. 信访工作条例第34条."""
    roll: bool = False
    last: date | None = None
    """The last day before rolling; None where nothing was counted."""
    passed: tuple[DayPassed, ...] = ()
    """Days not counted among working days, and days that the last day rolled over (民法典第203条)."""
    next_workday: date | None = None
    """Where the last day would roll to, if it is a rest day and rolling is off."""
    unknown_years: tuple[int, ...] = ()
    """Years whose holiday notice is not loaded: the date is 暂定."""
    unpublished: bool = False
    """Whether these years lie after every loaded year."""
    note: str | None = None

    @property
    def provisional(self) -> bool:
        return bool(self.unknown_years)

    @property
    def way(self) -> str:
        """The stored text by which the date is counted anew; empty for a given date."""
        return str(Way(self.began, self.span, self.roll)) if self.span else ""

    @property
    def derivation(self) -> str:
        """The sentence for screen and command line."""
        return screen_sentence(self)

    def noted(self, note: str) -> Derivation:
        """The same date with a further fact behind its sentence."""
        return replace(self, note=note)


def date_set_by_hand(start: date, due: date, note: str, rule: str = "") -> Derivation:
    """A date that somebody set."""
    return Derivation(start, due, rule=rule, note=note)


def count(
    start: date, span: Span, calendar: Calendar, roll: bool = False, *, began: str = "起算日", rule: str = ""
) -> Derivation:
    """Count a span from a day that is itself not counted (民法典第201条).

    roll moves a last day that is no working day to the next one (民法典第203条); working days never need it.
    A date in a year without a loaded holiday notice is provisional. ValueError for an unknown unit.
    """
    last = _last_day(start, span, calendar)
    rolls = roll and span.n > 0
    due = calendar.next_workday(last) if rolls else last
    counted_by_workdays = span.unit == WORKDAYS and span.n > 0
    rest_at_end = span.n > 0 and not counted_by_workdays and not calendar.is_workday(last)
    unknown = tuple(sorted({day.year for day in (start, last, due) if not calendar.knows(day)}))
    return Derivation(
        start=start,
        due=due,
        began=began,
        span=span,
        rule=rule,
        roll=roll,
        last=last,
        passed=tuple(_rest_days(start if counted_by_workdays else last, due, calendar, counted_by_workdays)),
        next_workday=calendar.next_workday(last) if rest_at_end and not rolls else None,
        unknown_years=unknown if span.n else (),
        unpublished=bool(unknown) and unknown[0] > max(calendar.years, default=0),
    )


def _rest_days(start: date, end: date, calendar: Calendar, by_workdays: bool) -> Iterator[DayPassed]:
    day = start + timedelta(days=1) if by_workdays else start
    while day < end:
        if not calendar.is_workday(day):
            yield DayPassed(day, calendar.name_of(day) or f"周{WEEKDAYS[day.weekday()]}")
        day += timedelta(days=1)


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


def with_weekday(day: date) -> str:
    """2026-12-08 周二."""
    return f"{day.isoformat()} 周{WEEKDAYS[day.weekday()]}"


def screen_sentence(counted: Derivation) -> str:
    """11-23 登记，次日起算，第 15 日 = 2026-12-08 周二（信访工作条例第22条）."""
    if counted.span is None or counted.last is None:
        return counted.note or ""
    source = f"（{counted.rule}）" if counted.rule else ""
    text = (
        f"{counted.start:%m-%d} {counted.began}，{nth(counted.span)} = {with_weekday(counted.last)}{source}"
    )
    if counted.due != counted.last:
        text += f"；末日是休息日，顺延到 {with_weekday(counted.due)}（{ROLLING}）"
    elif counted.next_workday:
        text += f"；末日是休息日，不顺延（如顺延为 {with_weekday(counted.next_workday)}）"
    return text + unknown_years(counted) + (f"；{counted.note}" if counted.note else "")


def nth(span: Span) -> str:
    """次日起算，第 15 日; 次日起算，满 3 个月; 当日."""
    if not span.n:
        return "当日"
    if span.unit == MONTHS:
        return f"次日起算，满 {span}"
    return f"次日起算，第 {span.long}"


def unknown_years(counted: Derivation) -> str:
    """Which years' holiday notices are missing: not published yet, or not imported."""
    if not counted.unknown_years:
        return ""
    why = "未公布" if counted.unpublished else "未导入"
    return f"；{'、'.join(map(str, counted.unknown_years))}年放假安排{why}，暂定"


def explained(counted: Derivation) -> tuple[str, ...]:
    """The count to be read whole: start, article, span, each day passed over and why, what is provisional."""
    rule = (f"依据：{counted.rule}",) if counted.rule else ()
    if counted.span is None or counted.last is None:
        return (*((counted.note,) if counted.note else ()), *rule)
    lines = [f"起算：{with_weekday(counted.start)} {counted.began}，当天不算（民法典第201条）", *rule]
    lines.append(f"怎么数：{nth(counted.span)}，末日 {with_weekday(counted.last)}")
    lines.extend(_rest_lines(counted))
    unknown = unknown_years(counted).lstrip("；")
    return (*lines, *((unknown,) if unknown else ()), *((counted.note,) if counted.note else ()))


def _rest_lines(counted: Derivation) -> Iterator[str]:
    passed = "、".join(_passed(day) for day in counted.passed)
    if counted.span is not None and counted.span.unit == WORKDAYS:
        yield f"跳过的休息日 {len(counted.passed)} 天：{passed}" if passed else "中间没有休息日"
        return
    yield "中间的周六、周日和节假日都算在内"
    if passed:
        yield f"末日是休息日，跳过 {passed}，顺延到 {with_weekday(counted.due)}（{ROLLING}）"
    elif counted.next_workday:
        yield f"末日是休息日，这一项不顺延（如顺延为 {with_weekday(counted.next_workday)}）"


def _passed(day: DayPassed) -> str:
    return f"{day.day:%m-%d} {day.why}"
