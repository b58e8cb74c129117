"""How dates, people and places are said on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from app.domain.masks import mask_name
from app.domain.rows.visits import Person, Visit
from app.errors import FieldError, Refused

T = TypeVar("T")


def full_date(day: date) -> str:
    """2026年11月23日, without padding (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_date(day: date, today: date) -> str:
    """11月23日, with the year when it is not this year."""
    return f"{day.month}月{day.day}日" if day.year == today.year else full_date(day)


def moment(at: datetime) -> str:
    """2026年11月23日 09:31."""
    return f"{full_date(at.date())} {at:%H:%M}"


def who_masked(visit: Visit, people: Sequence[Person], representatives: int) -> str:
    """王**，1 人; for a group 王**等 38 人（代表 4 人）."""
    name = mask_name(people[0].name)
    if visit.headcount == 1:
        return f"{name}，1 人"
    told = f"（代表 {representatives} 人）" if representatives > 1 else ""
    return f"{name}等 {visit.headcount} 人{told}"


def units_said(units: Sequence[str]) -> str:
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
