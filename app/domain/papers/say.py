"""How dates, people and places are said on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from app.domain.dates.derivation import ROLLING, WEEKDAYS, Derivation, nth, unknown_years
from app.domain.masks import mask_name
from app.domain.rows.visits import Person, Visit
from app.errors import FieldError, Refused

T = TypeVar("T")
_NUMERALS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"第([0-9]{1,3})(条|款|项)")
_LAWS = re.compile(r"(?<!《)(信访工作条例|民法典)")


def full_date(day: date) -> str:
    """2026年11月23日, without padding (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date, today: date) -> str:
    """11月23日, with the year when it is not this year."""
    return f"{day.month}月{day.day}日" if day.year == today.year else full_date(day)


def numeral(n: int) -> str:
    """22 as 二十二, as articles of a law are counted; up to 999."""
    hundreds, rest = divmod(n, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else _NUMERALS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_NUMERALS[ones] if ones or not n else "")


def counted_on_paper(counted: Derivation, beside: date | None = None) -> str:
    """How a date was counted, in the words of paper: 11月23日登记，次日起算，第 15 日（《条例》第二十二条）.

    ``beside`` is the date that stands next to it and is not said twice. What the date would be by another
    setting is for the screen alone.
    """
    if counted.span is None or counted.last is None:
        return counted.note or ""
    start, last, due = counted.start, counted.last, counted.due
    text = f"{start.month}月{start.day}日{counted.began}，{nth(counted.span)}"
    if last != beside:
        text += f"，即{_full_day(last)}"
    text += f"（{cited(counted.rule)}）" if counted.rule else ""
    if due != last:
        text += f"；末日是休息日，顺延到{_full_day(due)}（{cited(ROLLING)}）"
    return text + unknown_years(counted) + (f"；{counted.note}" if counted.note else "")


def _full_day(day: date) -> str:
    return f"{full_date(day)}（周{WEEKDAYS[day.weekday()]}）"


def cited(rule: str) -> str:
    """An article as paper cites it: 信访工作条例第22条 as 《信访工作条例》第二十二条."""
    counted = _ARTICLE.sub(lambda match: f"第{numeral(int(match[1]))}{match[2]}", rule)
    return _LAWS.sub(r"《\1》", counted)


def moment(at: datetime) -> str:
    """2026年11月23日 09:31."""
    return f"{full_date(at.date())} {at:%H:%M}"


def who_masked(visit: Visit, people: Sequence[Person], representatives: int) -> str:
    """王**，1 人; for a group 王**等 38 人（代表 4 人）."""
    name = mask_name(people[0].name)
    if visit.headcount == 1:
        return f"{name}，1 人"
    delegates = f"（代表 {representatives} 人）" if representatives > 1 else ""
    return f"{name}等 {visit.headcount} 人{delegates}"


def unit_words(units: Sequence[str]) -> str:
    """市住建局、义安区; of more than two the first and how many: 市住建局等 5 个单位."""
    return "、".join(units) if len(units) <= 2 else f"{units[0]}等 {len(units)} 个单位"


def who(visit: Visit, people: Sequence[Person]) -> str:
    """王小明, for a group 王小明等38人: whom a document is addressed to."""
    return people[0].name if visit.headcount == 1 else f"{people[0].name}等{visit.headcount}人"


def category(path: str | None) -> str:
    """城乡建设/住房 as 城乡建设、住房."""
    return "、".join(part for part in (path or "").split("/") if part)


def needed(value: T | None, field: str, what: str) -> T:
    """The value, or Refused(paper_needs): the paper may not be made without it."""
    if value is None or value == "":
        raise Refused(FieldError(field, "paper_needs", {"what": what}))
    return value
