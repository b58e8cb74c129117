"""Each 办理方式 is open to a case at a moment, or has a reason why it is not (CASE.md 1 to 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.case import modes, names
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import ALWAYS, NEVER, Ground, Mode
from app.domain.case.moments import too_early
from app.domain.case.obligations import Obligation, Right
from app.domain.case.why import Why
from app.domain.value import Value

REVIEW_UNUSED = "review_unused"
REVIEWED_GROUND = "reviewed"
_OPINIONS: dict[str, tuple[str, str | None]] = {
    modes.REVIEWED: ("review", "reviewed"),
    modes.RECHECK: ("reviewed", "recheck"),
    modes.RECHECKED: ("recheck", "rechecked"),
}
"""Mode to the stage it answers and the stage it becomes, once."""


class Move(Value, frozen=True, kw_only=True):
    """One mode as it stands for a case."""

    mode: Mode
    needs: tuple[str, ...]
    grounds: tuple[Ground, ...]
    second: bool
    """Whether a 带班领导 has to sign, as far as can be said before the input."""
    why: Why | None = None
    """Why it may not be taken; None where it may."""

    def as_json(self) -> dict[str, Any]:
        """As an entry of ``may`` in CLI.md."""
        return {
            "mode": self.mode.name,
            "article": self.mode.article,
            "needs": list(self.needs),
            "grounds": [
                {"id": ground.id, "text": ground.text, "article": ground.article, "needs": list(ground.needs)}
                for ground in self.grounds
            ],
            "second": self.second,
        }


def moves(case: CaseFile, at: datetime) -> tuple[Move, ...]:
    """Every mode that a clerk may take by ``step``, in the order of the table."""
    return tuple(move_of(mode, case, at) for mode in modes.MODES.values() if mode.shown)


def move_of(mode: Mode, case: CaseFile, at: datetime) -> Move:
    """One mode as it stands for the case at the moment."""
    grounds = _grounds(mode, case, at)
    finish = running_finish(case)
    others = mode.name == modes.EXTENDING and finish is not None and finish.who != case.rules.bureau
    needs = (*mode.needs, *(["ground"] if len(grounds) > 1 else []), *(["unit_head"] if others else []))
    second = mode.second == ALWAYS
    if mode.second not in (ALWAYS, NEVER):
        second = signs_before_input(mode, case)
    why = next(_hindrances(mode, case, at), None)
    return Move(mode=mode, needs=needs, grounds=grounds, second=second, why=why)


def signs_before_input(mode: Mode, case: CaseFile) -> bool:
    """For a mode that a leader signs at times: whether he does, whatever the input says."""
    if mode.name == modes.EXTENDING:
        finish = running_finish(case)
        return finish is not None and finish.who == case.rules.bureau
    return mode.name == modes.FINISHING and not notices_given(case)


def notices_given(case: CaseFile) -> bool:
    """Whether opinion, date and contact were all told."""
    notice = case.notice
    return bool(notice and notice.opinion and notice.due and notice.contact)


def running_finish(case: CaseFile) -> Obligation | None:
    """The 60 days that run (条例第34条)."""
    return next((owed for owed in case.running if owed.what == names.FINISH), None)


def right_to_ask(case: CaseFile, what: str) -> Right | None:
    """The right to ask for 复查 of the standing answer, or 复核 of the 复查意见."""
    answer = case.stages.answered if what == names.ASK_REVIEW else case.stages.reviewed
    if answer is None:
        return None
    return next((right for right in case.rights if right.what == what and right.source == answer.id), None)


def right_to_object(case: CaseFile, unit: str) -> Right | None:
    """The unit's right to object to what was sent to it last."""
    rights = [right for right in case.rights if right.what == names.OBJECT and right.who == unit]
    return rights[-1] if rights else None


def _grounds(mode: Mode, case: CaseFile, at: datetime) -> tuple[Ground, ...]:
    if mode.name != modes.NO_MORE_ACCEPTING:
        return mode.grounds
    in_file = case.stages.rechecked is not None
    grounds = []
    for ground in mode.grounds:
        if ground.id == REVIEW_UNUSED and not (case.rules.review_unused and _ran_out(case, at)):
            continue
        own = ground.id == REVIEWED_GROUND and in_file
        grounds.append(replace(ground, needs=()) if own else ground)
    return tuple(grounds)


def _ran_out(case: CaseFile, at: datetime) -> bool:
    """Whether the 30 days of 复查 or 复核 passed without a request."""
    rights = [right_to_ask(case, names.ASK_REVIEW), right_to_ask(case, names.ASK_RECHECK)]
    return any(
        right is not None and right.used_at is None and right.until is not None and at.date() > right.until
        for right in rights
    )


# --------------------------------------------------------------------- why not


def _hindrances(mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    """What stands against a mode, the weightiest first."""
    if case.status not in mode.start:
        yield Why("step_not_now", {"mode": mode.name, "status": case.status}, mode.article)
    if case.kind not in mode.kinds:
        yield Why("step_not_for_kind", {"mode": mode.name, "kind": case.kind}, mode.article)
    if mode.closes:
        yield from against_closing(mode, case)
    special = _SPECIAL.get(mode.name)
    if special is not None:
        yield from special(mode, case, at)
    yield from too_early(mode, case, at)


def against_closing(mode: Mode, case: CaseFile) -> Iterator[Why]:
    """What stands against an act that closes: a contradiction, an open duty, 60 days that run."""
    if case.contradicted:
        yield Why("settle_contradiction", {"mode": mode.name})
    if case.open_duties:
        duties = "；".join(f"{duty.who} {duty.text or duty.what}" for duty in case.open_duties)
        yield Why("duties_open", {"duties": duties}, "信访工作条例第22条")
    finish = running_finish(case)
    if mode.name in modes.ON_THE_SPOT and finish is not None:
        yield Why("finish_runs", {"mode": mode.name, "due": finish.due.isoformat()}, "信访工作条例第34条")


def _extension(_mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    """Once, before the limit has run out (条例第34条)."""
    article = "信访工作条例第34条"
    finish = running_finish(case)
    if finish is None:
        yield Why("nothing_to_extend", {}, article)
    elif finish.extended_by is not None:
        yield Why("extended_already", {}, article)
    elif at.date() > finish.due:
        yield Why("extension_after_due", {"due": finish.due.isoformat()}, article)


def _objection(mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    """By a unit that has the matter, within five working days of its receipt (条例第23条第3款)."""
    reasons = [objection_hindrance(case, holder.unit, at) for holder in case.holders]
    if not reasons:
        yield Why("nothing_to_object", {}, mode.article)
    elif None not in reasons:
        yield next(reason for reason in reasons if reason is not None)


def objection_hindrance(case: CaseFile, unit: str, at: datetime) -> Why | None:
    """Why the unit may not object now.

    Five working days that run into a year whose holiday notice is not loaded end nobody's right: 1 January
    alone makes the last day a later one.
    """
    article = "信访工作条例第23条第3款"
    right = right_to_object(case, unit)
    if right is None or not any(holder.unit == unit for holder in case.holders):
        return Why("not_a_holder", {"unit": unit}, article)
    if right.used_at is not None:
        return Why("objected_already", {"unit": unit, "on": right.used_at.date().isoformat()}, article)
    counted = right.counted
    if counted is not None and not counted.provisional and at.date() > counted.due:
        return Why("objection_too_late", {"unit": unit, "last": counted.due.isoformat()}, article)
    return None


def _after_objection(mode: Mode, case: CaseFile, _at: datetime) -> Iterator[Why]:
    if not case.stages.objections:
        yield Why("no_objection", {"mode": mode.name}, mode.article)


def _review(mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    answer, asked = case.stages.answered, case.stages.review
    if answer is None:
        yield Why("nothing_to_review", {"mode": mode.name}, mode.article)
    elif asked is not None:
        yield Why("asked_already", {"mode": mode.name, "on": asked.at.date().isoformat()}, mode.article)
    else:
        yield from _late(mode, right_to_ask(case, names.ASK_REVIEW), at)


def _late(mode: Mode, right: Right | None, at: datetime) -> Iterator[Why]:
    if right is not None and right.until is not None and at.date() > right.until:
        yield Why("asked_too_late", {"mode": mode.name, "last": right.until.isoformat()}, mode.article)


def _opinion(mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    """复查意见, 复核, 复核意见: each answers the one before it, once."""
    before, own = _OPINIONS[mode.name]
    already = getattr(case.stages, own) if own else None
    if getattr(case.stages, before) is None:
        yield Why("review_order", {"mode": mode.name, "before": _stage_name(before)}, mode.article)
    elif already is not None:
        yield Why("asked_already", {"mode": mode.name, "on": already.at.date().isoformat()}, mode.article)
    elif mode.name == modes.RECHECK:
        yield from _late(mode, right_to_ask(case, names.ASK_RECHECK), at)


def _stage_name(stage: str) -> str:
    return {"review": modes.REVIEW, "reviewed": modes.REVIEWED, "recheck": modes.RECHECK}[stage]


_SPECIAL: dict[str, Callable[[Mode, CaseFile, datetime], Iterator[Why]]] = {
    modes.EXTENDING: _extension,
    modes.OBJECTING: _objection,
    modes.DECLINING: _after_objection,
    modes.RETURNING: _after_objection,
    modes.REVIEW: _review,
    modes.REVIEWED: _opinion,
    modes.RECHECK: _opinion,
    modes.RECHECKED: _opinion,
}
