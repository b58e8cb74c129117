"""The figures of a report: batches, heads, shares and rates as DOMAIN.md section 4 defines them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import field

from app.domain.case import modes, names
from app.domain.case.modes import WAYS as LAWFUL_WAYS
from app.domain.figures.rates import Rate, period_on_period, year_on_year
from app.domain.lists.kinds import BACKLOG, KINDS
from app.domain.value import Value

VISITS, SINGLE, GROUP, JOINT = "来访", "个体访", "集体访", "联合接访"
ON_THE_SPOT, ASSIGNED_DONE, FIRST, AGAIN = "现场办结", "转办办结", "初次", "重复"
TALKED, ON_DUTY, BY_APPOINTMENT, DOWN = "接谈", "带班接访", "约访", "下访"
LED, SKIPPED, BY_PROXY, BY_LAW, ADOPTED = "领导接访", "越级", "代理代办", "依法分类", "建议采纳"
BANDS = {
    "集体访5-10人": (5, 10),
    "集体访11-20人": (11, 20),
    "集体访21-50人": (21, 50),
    "集体访51-100人": (51, 100),
    "集体访100人以上": (101, 9999),
}
"""Group visits by head-count, both ends included (DOMAIN.md section 4.1)."""
WAYS = {"依法分类①": 1, "依法分类②": 2, "依法分类③": 3, "依法分类④": 4, "依法分类⑤": 5}
"""Figure to its way of 条例第31条 (app.domain.case.modes.WAYS)."""
COUNTED = (
    *(VISITS, SINGLE, GROUP, JOINT, ON_THE_SPOT, ASSIGNED_DONE, FIRST, AGAIN),
    *BANDS,
    *(TALKED, ON_DUTY, BY_APPOINTMENT, DOWN, LED, SKIPPED, BY_PROXY, BY_LAW, ADOPTED),
    *WAYS,
)
"""What is counted in 批次 and 人次, in the order of the report."""
BUREAU_IN_TIME, UNIT_IN_TIME, FINISHED_IN_TIME = "信访部门及时受理率", "责任单位及时受理率", "按期办结率"
FINISHED_OF_DUE, AGAIN_RATE, RESOLVED = "按期办结率（只算到期）", "重复信访率", "化解率"
TAKING_PART, CONTENT = "参评率", "群众满意率"
RATES = (
    *(AGAIN_RATE, BUREAU_IN_TIME, UNIT_IN_TIME, FINISHED_IN_TIME, FINISHED_OF_DUE, RESOLVED),
    *(TAKING_PART, CONTENT),
)
OWED = "义务"
"""First word of the path to what was owed: 义务.法定.办结."""
RATED = names.RATED
FORMULAS = {
    "重复信访率": "重复批次 ÷ 来访批次",
    BUREAU_IN_TIME: "登记后15日内办理的批次 ÷ 登记满15日在本期的批次；只看来访以后的办理，旧台账不计",
    UNIT_IN_TIME: "登记后30日内责任单位答复的批次 ÷ 转到责任单位、登记满30日在本期的批次；旧台账不计",
    FINISHED_IN_TIME: "按期答复 ÷（按期答复＋超期答复＋未到期未答复＋超期未答复），按办结限期在本期计",
    FINISHED_OF_DUE: "按期答复 ÷（按期答复＋超期答复＋超期未答复），未到期的不算，按办结限期在本期计",
    "化解率": KINDS[BACKLOG].formula,
    "参评率": "已评价 ÷（已评价＋超期未评价）",
    "群众满意率": "（满意＋基本满意）÷ 已评价",
}
"""How each rate is made; a rate is a number until it is shown."""
MEANINGS = {
    VISITS: "期间内的来访，作废的不算；一次来访算一批，人数相加是人次",
    SINGLE: "来访人数不到 5 人的来访",
    GROUP: "来访人数 5 人以上的来访，按到场人数，不按代表人数",
    JOINT: "在联合接访（1+X）中接待过的来访",
    ON_THE_SPOT: "来访当场办结，或来访当天直接回复的来访",
    ASSIGNED_DONE: "转送、交办、转办以后办结的来访，不含现场办结",
    FIRST: "同一事项第一次来本机构走访",
    AGAIN: "同一事项以前来过本机构的来访",
    **dict.fromkeys(BANDS, "集体访按人数分档"),
    TALKED: "由信访部门单独接谈过的来访",
    ON_DUTY: "在带班接访中接待过的来访",
    BY_APPOINTMENT: "在约访中接待过的来访",
    DOWN: "在下访中接待过的来访",
    LED: "有领导坐席的接访（带班接访、约访、下访、联合接访）接待过的来访",
    SKIPPED: "登记时写明越级的来访（信访工作条例第20条）",
    BY_PROXY: "由代理人代为提出的来访",
    BY_LAW: "来访以后引导到其他法定途径，或按条例第31条前五项受理的来访",
    ADOPTED: "来访以后建议被采纳的来访",
    **{name: f"依法分类处理：{LAWFUL_WAYS[way]}" for name, way in WAYS.items()},
}
"""What a visit is that counts in a figure."""
GROUPINGS = ("类别", "属地", "责任单位", "登记台")
"""Tables in which each visit stands once."""
BY_LEADER, BY_FORM = "接访领导", "接访形式"
HEARD_BY = (BY_LEADER, BY_FORM)
"""Tables in which a visit stands once for each leader or form it was heard by."""
NOT_HEARD = "没有接访记录"
FORMS = (TALKED, ON_DUTY, BY_APPOINTMENT, DOWN, JOINT)
"""The forms of a reception, by the figure that counts each."""
TABLES = (*GROUPINGS, *HEARD_BY)
BASES = ("登记日期", "信访日期")

TRANSFERS = tuple(name for name in modes.NAMES if name in modes.ROUTES)
"""Steps by which a matter goes to a unit."""
SETTLED_AT_ONCE = (modes.SETTLING, modes.REPLYING)
CLOSINGS = (modes.FINISHING, *SETTLED_AT_ONCE)
GUIDANCE, ADOPTION, UNIT_REPLY = modes.GUIDING, modes.ADOPTING, "交办回复"
NO_HANDLING = ("登记", "三个告知", modes.SUPERVISING, UNIT_REPLY, modes.OBJECTING)
"""Steps that are no handling by the bureau: what is told, asked or answered by a unit."""


class Tally(Value, frozen=True):
    """批次 and 人次: visits, and the sum of their head-counts (a person coming twice counts twice)."""

    batches: int = 0
    heads: int = 0

    def as_json(self) -> dict[str, int]:
        return {"批次": self.batches, "人次": self.heads}


class Share(Value, frozen=True):
    """A part and its whole, before it becomes a percentage."""

    part: int = 0
    whole: int = 0


class Completions(Value, frozen=True):
    """Accepted matters whose date for the answer lies in the period, by how they stand at its end."""

    in_time: int = 0
    late: int = 0
    open_not_due: int = 0
    open_overdue: int = 0

    @property
    def share(self) -> Share:
        """按期答复 over all four: open matters not yet due are in the denominator (DOMAIN.md 4.2)."""
        return Share(self.in_time, self.in_time + self.late + self.open_not_due + self.open_overdue)

    @property
    def of_due(self) -> Share:
        """按期答复 over those whose day has come; the other formula in use (DOMAIN.md 4.2)."""
        return Share(self.in_time, self.in_time + self.late + self.open_overdue)


class Opinions(Value, frozen=True):
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


class Kept(Value, frozen=True):
    """Obligations whose day lies in the period: how many, met by it, late (met after it or still open)."""

    owed: int = 0
    in_time: int = 0
    late: int = 0

    def as_json(self) -> dict[str, int]:
        return {"到期": self.owed, "按期": self.in_time, "逾期": self.late}

    def plus(self, other: Kept) -> Kept:
        return Kept(self.owed + other.owed, self.in_time + other.in_time, self.late + other.late)


class Measured(Value, frozen=True):
    """What the rates of a period are made of."""

    bureau_in_time: Share = Share()
    unit_in_time: Share = Share()
    completions: Completions = Completions()
    opinions: Mapping[str, Opinions] = field(default_factory=dict)
    """By RATED."""
    resolved: Share = Share()


class Owed(Value, frozen=True):
    """What was owed in a period and how it was kept, and the steps that were taken."""

    kept: Mapping[tuple[str, str], Kept] = field(default_factory=dict)
    """Kind (法定, 限期, 承诺) and what is owed to how it was kept."""
    steps: Mapping[str, int] = field(default_factory=dict)
    """办理方式 to how often it was taken."""


class Counts(Value, frozen=True):
    """What the store counts for a period."""

    of: Mapping[str, Tally] = field(default_factory=dict)
    """By COUNTED; what is missing is zero."""

    def __getitem__(self, name: str) -> Tally:
        return self.of.get(name, Tally())

    @classmethod
    def sum(cls, parts: Iterable[Counts]) -> Counts:
        """The counts of several days as those of one period."""
        tallies: dict[str, Tally] = {}
        for part in parts:
            for name, tally in part.of.items():
                before = tallies.get(name, Tally())
                tallies[name] = Tally(before.batches + tally.batches, before.heads + tally.heads)
        return cls(tallies)


def figures(
    now: Counts, before: Counts, measured: Measured, previous: Counts | None = None
) -> dict[str, Any]:
    """The ``figures`` object of the report (CLI.md): counts with 同比 and 环比, rates with their formulas."""
    previous = previous or Counts()
    answer: dict[str, Any] = {name: _figure(now[name], before[name], previous[name]) for name in COUNTED}
    for name, figure in rates(now, measured).items():
        if isinstance(figure, Rate):
            answer[name] = figure.as_json()
        else:
            answer[name] = {whom: rate.as_json() for whom, rate in figure.items()}
    return answer


def rates(now: Counts, measured: Measured) -> dict[str, Rate | dict[str, Rate]]:
    """The rates of a period by name; ratings of the bureau and of the units apart."""
    single = {
        "重复信访率": Share(now[AGAIN].batches, now[VISITS].batches),
        BUREAU_IN_TIME: measured.bureau_in_time,
        UNIT_IN_TIME: measured.unit_in_time,
        FINISHED_IN_TIME: measured.completions.share,
        FINISHED_OF_DUE: measured.completions.of_due,
        "化解率": measured.resolved,
    }
    by_whom = {
        "参评率": {whom: opinions.taking_part for whom, opinions in measured.opinions.items()},
        "群众满意率": {whom: opinions.content for whom, opinions in measured.opinions.items()},
    }
    answer: dict[str, Rate | dict[str, Rate]] = {}
    for name in RATES:
        if name in single:
            answer[name] = _rate(name, single[name])
        else:
            answer[name] = {whom: _rate(name, by_whom[name].get(whom, Share())) for whom in RATED}
    return answer


def _rate(name: str, share: Share) -> Rate:
    return Rate(share.part, share.whole, FORMULAS[name])


def _figure(now: Tally, before: Tally, previous: Tally) -> dict[str, Any]:
    return now.as_json() | {
        "批次同比": year_on_year(now.batches, before.batches),
        "人次同比": year_on_year(now.heads, before.heads),
        "批次环比": period_on_period(now.batches, previous.batches),
        "人次环比": period_on_period(now.heads, previous.heads),
    }


def grouped(tallies: Mapping[str, Tally]) -> dict[str, dict[str, int]]:
    """One grouping of the report, most batches first."""
    order = sorted(tallies, key=lambda name: (-tallies[name].batches, -tallies[name].heads, name))
    return {name: tallies[name].as_json() for name in order}
