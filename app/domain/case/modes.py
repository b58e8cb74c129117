"""办理方式: one table of what each mode asks, meets, starts and prints (CASE.md 3; 条例第22至36条)."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.case.names import (
    ACCEPTED,
    ACCUSATION_KIND,
    ADVICE,
    APPEAL,
    DONE,
    FILED,
    HANDLING,
    LED,
    NO_MORE,
    OPEN,
    REFUSED,
    REGISTERED,
    TAKEN_BACK,
)
from app.domain.papers import names as papers
from app.domain.value import Value

ALL_KINDS = frozenset({ADVICE, ACCUSATION_KIND, APPEAL})
_BEFORE = frozenset({REGISTERED, HANDLING})
_ROUTED = frozenset({HANDLING, ACCEPTED})
_ANSWERED = frozenset({DONE})
_ONCE_ANSWERED = OPEN | _ANSWERED
"""The visitor who came again after an answer may still ask for its 复查 (条例第35条)."""
NEVER, ALWAYS, BY_CASE = "不需要", "需要", "视情况"


class Ground(Value, frozen=True):
    """A lawful reason that is chosen, not typed."""

    id: str
    text: str
    article: str
    needs: tuple[str, ...] = ()
    """Keys that the ground asks for beside itself."""


class Mode(Value, frozen=True, kw_only=True):
    """One 办理方式."""

    name: str
    article: str
    """The article that knows the mode; empty where practice alone does."""
    start: frozenset[str]
    """Statuses from which it may be taken."""
    to: str | None = None
    """Status it leads to; None leaves the status as it is."""
    kinds: frozenset[str] = ALL_KINDS
    """Kinds of law (条例第29至31条) that know it."""
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    """Keys it takes beside those it needs."""
    grounds: tuple[Ground, ...] = ()
    second: str = NEVER
    """Whether a 带班领导 signs: 不需要, 需要 or 视情况 (app.domain.case.signing)."""
    paper: str | None = None
    """What the visitor is handed."""
    routes: bool = False
    """Hands the matter to a unit."""
    answers_unit: bool = False
    """The unit's written answer to the visitor (meets 书面告知)."""
    public: str | None = None
    """What the tracking page says of it; ``{unit}`` is the unit. None of the bureau's own (督办, 存)."""
    shown: bool = True
    """Whether a clerk may take it by ``step``; others follow from other commands."""

    @property
    def closes(self) -> bool:
        return self.to is not None and self.to not in OPEN

    def ground(self, id: str | None) -> Ground | None:
        return next((ground for ground in self.grounds if ground.id == id), None)


_OTHER_WAY = Ground("legal_way", "应当通过其他法定途径解决", "信访工作条例第31条", ("way", "body"))
_LITIGATION = Ground(
    "litigation", "涉法涉诉事项，释法明理，引导至政法部门", "信访工作条例第22条第2款", ("body",)
)
_TABLE: tuple[Mode, ...] = (
    Mode(
        name="转送", article="信访工作条例第22条", start=_BEFORE, to=HANDLING, routes=True,
        needs=("unit",), takes=("role", "replaces", "received_at"), paper=papers.FORWARDING_NOTICE,
        public="转送{unit}",
    ),
    Mode(
        name="交办", article="信访工作条例第22条", start=OPEN, to=HANDLING, routes=True,
        needs=("unit",), takes=("role", "replaces", "received_at", "term", "report"),
        paper=papers.ASSIGNING_NOTICE,
        public="交{unit}办理",
    ),
    Mode(
        name="转办", article="信访工作条例第22条", start=OPEN, to=HANDLING, routes=True,
        needs=("unit",), takes=("role", "replaces", "received_at"), paper=papers.FORWARDING_NOTICE,
        public="转{unit}办理",
    ),
    Mode(
        name="受理告知", article="信访工作条例第23条", start=_BEFORE, to=ACCEPTED, takes=("unit", "way"),
        answers_unit=True, paper=papers.ACCEPTANCE, public="已告知受理",
    ),
    Mode(
        name="不予受理", article="信访工作条例第19条、第23条", start=_BEFORE, to=REFUSED, takes=("unit",),
        second=ALWAYS, answers_unit=True, paper=papers.REFUSAL, public="已告知不予受理",
        grounds=(
            Ground(
                "in_term", "已受理或者正在办理，在规定期限内向上级机关、单位再提出同一事项",
                "信访工作条例第19条第3款", ("body",),
            ),
            _OTHER_WAY,
            Ground("not_remit", "不属于本机关、单位职权范围", "信访工作条例第23条第1款", ("body",)),
        ),
    ),
    Mode(
        name="不再受理", article="信访工作条例第36条", start=_BEFORE | _ANSWERED, to=NO_MORE,
        kinds=frozenset({APPEAL}), takes=("unit",), second=ALWAYS, answers_unit=True,
        paper=papers.NO_MORE, public="已告知不再受理",
        grounds=(
            Ground("reviewed", "已作出复核意见", "信访工作条例第36条第3款", ("review",)),
            Ground(
                "review_unused", "未在规定期限内申请复查、复核",
                "引导来访人依法逐级走访的办法（国家信访局 2014，未核对）",
            ),
        ),
    ),
    Mode(
        name="直接回复", article="信访工作条例第23条第2款", start=OPEN, to=DONE, needs=("answer",),
        takes=("unit",), answers_unit=True, paper=papers.DIRECT_REPLY, public="已答复",
    ),
    Mode(
        name="现场办结", article="信访工作条例第23条第2款", start=OPEN, to=DONE, needs=("answer",),
        takes=("unit",), answers_unit=True, public="当场办结",
    ),
    Mode(
        name="采纳", article="信访工作条例第29条", start=OPEN, to=DONE, kinds=frozenset({ADVICE}),
        needs=("answer",), takes=("unit",), answers_unit=True, paper=papers.DIRECT_REPLY, public="建议已采纳",
    ),
    Mode(
        name="不采纳", article="信访工作条例第29条", start=OPEN, to=DONE, kinds=frozenset({ADVICE}),
        needs=("answer",), takes=("unit",), answers_unit=True,
        paper=papers.DIRECT_REPLY, public="建议已研究并回复",
    ),
    Mode(
        name="回复", article="信访工作条例第29条、第30条", start=OPEN, to=DONE,
        kinds=frozenset({ADVICE, ACCUSATION_KIND}), needs=("answer",), takes=("unit",), answers_unit=True,
        paper=papers.DIRECT_REPLY, public="已回复",
    ),
    Mode(
        name="引导", article="信访工作条例第22条、第31条", start=_BEFORE, to=LED, takes=("unit",),
        answers_unit=True, paper=papers.ROUTE_SLIP, public="已引导到{unit}",
        grounds=(_OTHER_WAY, _LITIGATION),
    ),
    Mode(
        name="存", article="", start=_BEFORE, to=FILED,
        grounds=(
            Ground("in_hand", "与正在办理的事项重复", "信访工作条例第19条第3款"),
            Ground("no_substance", "没有实质内容", "信访工作条例第19条第1款"),
            Ground("anonymous", "姓名、住址不清，无法联系", "信访工作条例第23条第2款"),
        ),
    ),
    Mode(
        name="延期", article="信访工作条例第34条", start=frozenset({ACCEPTED}), kinds=frozenset({APPEAL}),
        needs=("days", "reason"), takes=("unit_head",), second=BY_CASE, paper=papers.EXTENSION,
        public="办理期限延长",
        grounds=(Ground("complex", "情况复杂", "信访工作条例第34条"),),
    ),
    Mode(
        name="异议", article="信访工作条例第23条第3款", start=_ROUTED, needs=("unit", "reason"),
    ),
    Mode(
        name="驳回异议", article="信访工作条例第23条第3款", start=_ROUTED, needs=("unit", "reason"),
    ),
    Mode(
        name="退回", article="信访工作条例第23条第3款", start=_ROUTED, takes=("unit",),
        paper=papers.RETURN_LETTER,
        grounds=(Ground("agreed", "同意异议，退回重新转送、交办", "信访工作条例第23条第3款"),),
    ),
    Mode(
        name="继续协调", article="", start=OPEN, to=HANDLING, takes=("result",),
        public="继续协调",
    ),
    Mode(name="督办", article="信访工作条例第40条", start=_ROUTED, takes=("unit", "result")),
    Mode(
        name="听证", article="信访工作条例第31条第6项、第36条第2款", start=OPEN | _ANSWERED,
        kinds=frozenset({APPEAL}), takes=("body", "kind", "result"), paper=papers.HEARING, public="举行听证",
    ),
    Mode(
        name="调解", article="信访工作条例第33条", start=OPEN, kinds=frozenset({APPEAL}),
        takes=("kind", "result", "body"), paper=papers.MEDIATION, public="已调解",
    ),
    Mode(
        name="办结", article="信访工作条例第31条第6项、第32条", start=frozenset({ACCEPTED}), to=DONE,
        kinds=frozenset({APPEAL}), needs=("found", "opinion", "law", "outcome", "checks"),
        takes=("unit", "override"), second=BY_CASE, answers_unit=True, paper=papers.OPINION,
        public="已办结",
    ),
    Mode(
        name="复查", article="信访工作条例第35条", start=_ONCE_ANSWERED, kinds=frozenset({APPEAL}),
        needs=("body",), public="已申请复查",
    ),
    Mode(
        name="复查意见", article="信访工作条例第35条", start=_ONCE_ANSWERED, kinds=frozenset({APPEAL}),
        needs=("body", "number", "date", "outcome"), paper=papers.REVIEW_OPINION, public="已作出复查意见",
    ),
    Mode(
        name="复核", article="信访工作条例第36条", start=_ONCE_ANSWERED, kinds=frozenset({APPEAL}),
        needs=("body",), public="已申请复核",
    ),
    Mode(
        name="复核意见", article="信访工作条例第36条", start=_ONCE_ANSWERED, kinds=frozenset({APPEAL}),
        needs=("body", "number", "date", "outcome"), takes=("hearing_days",), paper=papers.RECHECK_OPINION,
        public="已作出复核意见",
    ),
    Mode(
        name="撤回", article="", start=OPEN, to=TAKEN_BACK, takes=("result",),
        public="已撤回",
    ),
)  # fmt: skip

MODES: Mapping[str, Mode] = {mode.name: mode for mode in _TABLE}
NAMES = tuple(MODES)
ROUTES = frozenset(mode.name for mode in _TABLE if mode.routes)
CLOSINGS = frozenset(mode.name for mode in _TABLE if mode.closes)
UNIT_ANSWERS = frozenset(mode.name for mode in _TABLE if mode.answers_unit)
"""Modes that meet 书面告知 of the unit that takes them."""
ON_THE_SPOT = frozenset({"直接回复", "现场办结"})
"""Answers at the window; no opinion under 条例第32条."""
ACCEPTING, FINISHING, EXTENDING, OBJECTING = "受理告知", "办结", "延期", "异议"
NO_MORE_ACCEPTING, REPLYING, SETTLING = "不再受理", "直接回复", "现场办结"
GUIDING, ADOPTING = "引导", "采纳"
DECLINING, RETURNING, COORDINATING, MEDIATING = "驳回异议", "退回", "继续协调", "调解"
SUPERVISING = "督办"
REVIEW, REVIEWED, RECHECK, RECHECKED, WITHDRAWN_BY_VISITOR = "复查", "复查意见", "复核", "复核意见", "撤回"
WAYS: Mapping[int, str] = {
    1: "涉法涉诉事项，按诉讼、检察监督等法定程序",
    2: "仲裁",
    3: "党员申诉、申请复审",
    4: "行政复议、行政裁决、行政确认、行政许可、行政处罚等",
    5: "申请查处违法行为、履行保护职责",
    6: "听取陈述、调查核实，出具信访处理意见书",
}
"""The six ways of 条例第31条."""
PETITION_WAY = 6
"""The way that starts the 60 days of 条例第34条."""
CARRIED_OUT = "已履行"
"""Result of 调解 with which an agreement ends the matter (条例第33条): it closes (``is_closing``)."""
NOT_AGREED = ("未", "没有", "不成", "失败")
"""A result of 调解 that begins so came to no agreement: there is no agreement to draw up (条例第33条)."""
MAIN, ASSISTING = "主办", "协办"


def mode_of(name: str) -> Mode | None:
    """The mode of a name; None for a step that is no 办理方式 (登记, 三个告知, 交办回复)."""
    return MODES.get(name)


def ways_of(name: str) -> tuple[int, ...]:
    """The ways of 条例第31条 that a mode may name: somebody is led elsewhere by one of the first five."""
    return tuple(way for way in WAYS if name == ACCEPTING or way != PETITION_WAY)


def is_closing(name: str, result: object) -> bool:
    """Whether a step of the mode with that result closes its case: a 调解 does once it is carried out."""
    return name in CLOSINGS or (name == MEDIATING and result == CARRIED_OUT)
