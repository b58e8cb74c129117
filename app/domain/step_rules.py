"""What each 办理方式 asks for before it may be taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.calendar import Calendar
from app.domain.entry import Problems
from app.domain.known import known_unit
from app.domain.pinyin import UnitLike
from app.domain.terms import ACCUSATION
from app.domain.transitions import next_status

FIVE = ("事实清楚", "证据扎实", "调查结论规范", "处理意见落实", "群众满意并签字")
"""五个不放过 as things that are settled (DOMAIN.md section 3.5)."""
ROUTED = ("转送", "交办", "转办")
_APPROVED = ("不予受理", "延期")
_REASONED = ("不予受理", "延期", "存", "异议", "退回")


class StepLike(Protocol):
    """What the rules read of a step (app.domain.step_entry.StepEntry)."""

    @property
    def mode(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def reason(self) -> str | None: ...
    @property
    def approver(self) -> str | None: ...
    @property
    def days(self) -> int | None: ...
    @property
    def body(self) -> str | None: ...
    @property
    def review_number(self) -> str | None: ...
    @property
    def checks(self) -> Mapping[str, bool]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What is known of the matter and the centre when the step is taken."""

    calendar: Calendar
    status: str
    came_again: bool = False
    """A visit was registered after the matter was closed."""
    purpose: str = "求决"
    due: date | None = None
    """The running 办结 date (条例第34条), for 延期."""
    extended: bool = False
    """Whether it was extended already."""
    routed_on: date | None = None
    """When the unit received the matter, for 异议."""
    touched: Collection[str] = ()
    """Units the visit names: with 揭发控告 the accused, to whom nothing may be routed (条例第30条第3款)."""
    units: Sequence[UnitLike] = ()
    most_days: int = 30
    """延期上限."""
    objection_days: int = 5


def open_checks(checks: Mapping[str, bool]) -> tuple[str, ...]:
    """Which of the five 不放过 are not settled."""
    return tuple(name for name in FIVE if not checks.get(name, False))


def check_mode(step: StepLike, day: date, facts: StepFacts, problems: Problems) -> str | None:
    """Note what the mode's rule finds missing; returns the unit by its name in the table."""
    mode = step.mode or ""
    if next_status(facts.status, mode, came_again=facts.came_again) is None:
        problems.add("mode", "step_not_now", mode=mode, status=facts.status)
    if mode in _APPROVED:
        problems.required("approver", step.approver)
    if mode in _REASONED:
        problems.required("reason", step.reason)
    if mode == "延期":
        _extension(step, day, facts, problems)
    elif mode == "异议":
        _objection(day, facts, problems)
    elif mode == "不再受理" and step.review_number is None:
        problems.add("review_number", "review_number_required")
    elif mode == "引导" and step.body is None:
        problems.add("body", "body_required")
    elif mode == "办结":
        _closing(step, problems)
    return _unit(step, facts, problems)


def _extension(step: StepLike, day: date, facts: StepFacts, problems: Problems) -> None:
    """At most 30 days, once, before the limit has run out (条例第34条)."""
    problems.required("days", step.days)
    if step.days is not None and not 1 <= step.days <= facts.most_days:
        problems.add("days", "extension_days", most=facts.most_days, given=step.days)
    if facts.due is None:
        problems.add("mode", "nothing_to_extend")
    elif day > facts.due:
        problems.add("mode", "extension_after_due", due=facts.due.isoformat())
    if facts.extended:
        problems.add("mode", "extended_already")


def _objection(day: date, facts: StepFacts, problems: Problems) -> None:
    """Within five working days of receiving the matter (条例第23条第3款)."""
    if facts.routed_on is None:
        problems.add("mode", "nothing_to_object")
        return
    last = facts.calendar.add_workdays(facts.routed_on, facts.objection_days)
    if day > last:
        problems.add("mode", "objection_too_late", days=facts.objection_days, last=last.isoformat())


def _closing(step: StepLike, problems: Problems) -> None:
    """五个不放过 all settled, or a leader's override with its reason."""
    still_open = open_checks(step.checks)
    if not still_open or (step.approver and step.reason) or problems.has("checks"):
        return
    problems.add("checks", "five_not_settled", still_open="、".join(still_open))
    if step.approver or step.reason:
        problems.required("approver", step.approver)
        problems.required("reason", step.reason)


def _unit(step: StepLike, facts: StepFacts, problems: Problems) -> str | None:
    if step.unit is None:
        if step.mode in ROUTED:
            problems.required("unit", None)
        return None
    name: str | None = step.unit
    if facts.units:
        name = known_unit(step.unit, facts.units, "unit", problems)
    if name and step.mode in ROUTED and facts.purpose == ACCUSATION and name in facts.touched:
        problems.add("unit", "route_to_accused", unit=name)
    return name
