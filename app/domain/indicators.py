"""The figures of a report: batches, heads, shares and rates as DOMAIN.md section 4 defines them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.domain.rates import rate, year_on_year

VISITS, SINGLE, GROUP, JOINT = "来访", "个体访", "集体访", "联合接访"
ON_THE_SPOT, ASSIGNED_DONE, FIRST, AGAIN = "现场办结", "转办办结", "初次", "重复"
COUNTED = (VISITS, SINGLE, GROUP, JOINT, ON_THE_SPOT, ASSIGNED_DONE, FIRST, AGAIN)
"""What is counted in 批次 and 人次, in the order of the report."""
RATES = ("重复信访率", "信访部门及时受理率", "责任单位及时受理率", "按期办结率", "参评率", "群众满意率")
GROUPINGS = ("类别", "属地", "责任单位", "登记台")
BASES = ("登记日期", "信访日期")

TRANSFERS = ("转送", "交办", "转办")
"""Steps by which a matter goes to a unit."""
SETTLED_AT_ONCE = ("现场办结", "直接回复")
CLOSINGS = ("办结", "现场办结", "直接回复")
UNIT_ANSWERS = ("受理告知", "不予受理", "不再受理", "交办回复", "办结", "现场办结", "直接回复")
"""Steps by which a unit has taken a stand on what was passed to it."""
NO_HANDLING = ("登记", "三个告知", "督办")
"""Steps that do not count as handling."""


@dataclass(frozen=True, slots=True)
class Tally:
    """批次 and 人次: visits, and the sum of their head-counts (a person coming twice counts twice)."""

    batches: int = 0
    heads: int = 0

    def as_json(self) -> dict[str, int]:
        return {"批次": self.batches, "人次": self.heads}


@dataclass(frozen=True, slots=True)
class Share:
    """A part and its whole, before it becomes a percentage."""

    part: int = 0
    whole: int = 0


@dataclass(frozen=True, slots=True)
class Completions:
    """Accepted matters whose date for the answer lies in the period, by how they stand at its end."""

    in_time: int = 0
    late: int = 0
    open_not_due: int = 0
    open_overdue: int = 0

    @property
    def share(self) -> Share:
        """按期答复 over all four: open matters not yet due are in the denominator (DOMAIN.md 4.2)."""
        return Share(self.in_time, self.in_time + self.late + self.open_not_due + self.open_overdue)


@dataclass(frozen=True, slots=True)
class Opinions:
    """Ratings of the period, and closed matters whose time for rating ran out in it without one."""

    satisfied: int = 0
    fairly: int = 0
    dissatisfied: int = 0
    never_rated: int = 0

    @property
    def rated(self) -> int:
        return self.satisfied + self.fairly + self.dissatisfied

    @property
    def taking_part(self) -> Share:
        """参评: 已评价 over 应评价 (已评价 and 超期未评价)."""
        return Share(self.rated, self.rated + self.never_rated)

    @property
    def content(self) -> Share:
        """群众满意: 满意 and 基本满意 over 已评价."""
        return Share(self.satisfied + self.fairly, self.rated)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the rates of a period are made of."""

    bureau_in_time: Share = Share()
    unit_in_time: Share = Share()
    completions: Completions = Completions()
    opinions: Opinions = Opinions()


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included."""

    start: date
    end: date

    @property
    def after(self) -> date:
        """The first day that is not in it."""
        return self.end + timedelta(days=1)

    def year_before(self) -> Period:
        """The same dates a year earlier; 29 February becomes the 28th."""
        return Period(_year_before(self.start), _year_before(self.end))


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the store counts for a period."""

    of: Mapping[str, Tally] = field(default_factory=dict)
    """By COUNTED; what is missing is zero."""

    def __getitem__(self, name: str) -> Tally:
        return self.of.get(name, Tally())


def figures(now: Counts, before: Counts, measured: Measured) -> dict[str, Any]:
    """The ``figures`` object of the report (CLI.md)."""
    answer: dict[str, Any] = {name: _figure(now[name], before[name]) for name in COUNTED}
    shares = {
        "重复信访率": Share(now[AGAIN].batches, now[VISITS].batches),
        "信访部门及时受理率": measured.bureau_in_time,
        "责任单位及时受理率": measured.unit_in_time,
        "按期办结率": measured.completions.share,
        "参评率": measured.opinions.taking_part,
        "群众满意率": measured.opinions.content,
    }
    return answer | {name: rate(shares[name].part, shares[name].whole) for name in RATES}


def _figure(now: Tally, before: Tally) -> dict[str, Any]:
    return now.as_json() | {
        "批次同比": year_on_year(now.batches, before.batches),
        "人次同比": year_on_year(now.heads, before.heads),
    }


def grouped(tallies: Mapping[str, Tally]) -> dict[str, dict[str, int]]:
    """One grouping of the report, most batches first."""
    order = sorted(tallies, key=lambda name: (-tallies[name].batches, -tallies[name].heads, name))
    return {name: tallies[name].as_json() for name in order}
