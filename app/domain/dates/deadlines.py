"""Dates that bind: counted from a day by a rule, each with the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.case.names import FINISH, FORWARD, SET_TERM, SIMPLE_FORWARD
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import DAYS, WORKDAYS, Derivation, Span, count
from app.domain.dates.limits import (
    RULE_22,
    RULE_23,
    RULE_34,
    RULE_OBJECTION,
    SIMPLE,
    SIMPLE_RULE,
    Limits,
)
from app.domain.terms import KINDS_OF_LAW, PROMISE, STATUTORY

APPEALS = "申诉求决类"
_METHODS = {"普通": "210 工作法", SIMPLE: "110 工作法"}


@dataclass(frozen=True, slots=True)
class Dated:
    """One date that binds, as CLI.md's ``dates`` has it."""

    what: str
    rule: str
    """Article with its law, or where a promise comes from."""
    kind: str
    """法定, 限期 or 承诺."""
    counted: Derivation

    @property
    def start(self) -> date:
        return self.counted.start

    @property
    def due(self) -> date:
        return self.counted.due

    @property
    def provisional(self) -> bool:
        return self.counted.provisional

    @property
    def derivation(self) -> str:
        """The sentence for screen and command line."""
        return self.counted.derivation

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


def dated(
    what: str, start: date, span: Span, calendar: Calendar, *, began: str, rule: str, kind: str, roll: bool
) -> Dated:
    """One date that binds, counted by its rule."""
    return Dated(what, rule, kind, count(start, span, calendar, roll, began=began, rule=rule))


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
    简易 of 申诉求决 sets its own three working days beside the 15 days.
    承诺办理 is among them only where the centre counts it from 登记 (setting 承诺办理起点).
    """
    dates = [_statutory(FORWARD, day, limits.forward, calendar, limits, "登记", RULE_22)]
    kind = KINDS_OF_LAW[purpose]
    if kind == "建议意见类":
        return [*dates, _promise("承诺回复", day, 0, calendar, limits, "登记", "100 工作法")]
    if kind != APPEALS:
        return dates
    if procedure == SIMPLE:
        span = Span(limits.simple_forward, WORKDAYS)
        dates.append(
            dated(
                SIMPLE_FORWARD, day, span, calendar,
                began="登记", rule=SIMPLE_RULE, kind=SET_TERM, roll=False,
            )
        )  # fmt: skip
    accept = limits.accept_promise[procedure]
    dates.append(_promise("承诺受理", day, accept, calendar, limits, "登记", _METHODS[procedure]))
    return [*dates, *_promise_to_finish("登记", day, procedure, calendar, limits)]


def if_accepted(day: date, purpose: str, procedure: str, calendar: Calendar, limits: Limits) -> list[Dated]:
    """What accepting on a day starts: 办结 within 60 days, for 申诉求决 alone (条例第31条第6项、第34条).

    The centre's 承诺办理 follows where it counts from the acceptance.
    """
    if KINDS_OF_LAW[purpose] != APPEALS:
        return []
    finish = _statutory(FINISH, day, limits.finish, calendar, limits, "受理", RULE_34)
    return [finish, *_promise_to_finish("受理", day, procedure, calendar, limits)]


def _promise_to_finish(
    began: str, day: date, procedure: str, calendar: Calendar, limits: Limits
) -> list[Dated]:
    if limits.finish_promise_from != began:
        return []
    n = limits.finish_promise[procedure]
    return [_promise("承诺办理", day, n, calendar, limits, began, _METHODS[procedure])]


def if_routed(mode: str, day: date, calendar: Calendar, limits: Limits) -> list[Dated]:
    """What passing a matter to a unit on a day starts: its 书面告知 and its right of 异议 (条例第23条)."""
    objection = Span(limits.objection, WORKDAYS)
    began = f"收到{mode}"
    return [
        _statutory("书面告知", day, limits.notify, calendar, limits, began, RULE_23),
        dated(
            "提出异议", day, objection, calendar,
            began=began, rule=RULE_OBJECTION, kind=STATUTORY, roll=False,
        ),
    ]  # fmt: skip
