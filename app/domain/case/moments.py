"""Keeps acts in the order of their times: none before the visit or before what it answers (CASE.md 1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from app.domain.case import modes, names
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import Mode
from app.domain.case.why import Why


def too_early(mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    """A step never comes before what it answers."""
    opened = min((visit.arrived_at for visit in case.visits), default=case.matter.opened_at)
    if at < opened:
        yield Why("step_before_visit", {"opened": f"{opened:%Y-%m-%d %H:%M}"})
        return
    yield from _before(mode, at, _answered(mode, case))


def before_an_act(mode: Mode, case: CaseFile, at: datetime) -> Iterator[Why]:
    """A closing comes after every act of its case."""
    yield from _before(mode, at, _acts(case))


def _before(mode: Mode, at: datetime, acts: Iterable[tuple[datetime, str]]) -> Iterator[Why]:
    answered = [(when, what) for when, what in acts if at < when]
    if answered:
        when, what = max(answered)
        yield Why("step_before", {"mode": mode.name, "what": what, "when": f"{when:%Y-%m-%d %H:%M}"})


def _answered(mode: Mode, case: CaseFile) -> Iterator[tuple[datetime, str]]:
    stages = case.stages
    after = {
        modes.EXTENDING: stages.accepted,
        modes.REVIEW: stages.answered,
        modes.REVIEWED: stages.review,
        modes.RECHECK: stages.reviewed,
        modes.RECHECKED: stages.recheck,
    }.get(mode.name)
    if after is not None:
        yield after.at, after.mode
    if mode.name in (modes.DECLINING, modes.RETURNING):
        for objection in stages.objections[:1]:
            yield objection.at, objection.mode
    if mode.closes or case.status in names.CLOSED:
        yield from _acts(case)
    yield from _reopening(case)


def _acts(case: CaseFile) -> Iterator[tuple[datetime, str]]:
    for step in case.standing_steps:
        if modes.mode_of(step.mode) is not None:
            yield step.at, step.mode
    yield from ((duty.at, names.DUTY) for duty in case.duties)
    yield from ((reply.at, "交办回复") for reply in case.replies)


def _reopening(case: CaseFile) -> Iterator[tuple[datetime, str]]:
    """What took an answered case up again: its visit; before that moment the case was closed."""
    closings = [
        step.at for step in case.standing_steps if modes.is_closing(step.mode, step.detail.get("result"))
    ]
    if closings and case.is_open and not case.contradicted:
        for visit in case.visits:
            if visit.arrived_at > max(closings):
                yield visit.arrived_at, "来访登记"
                return
