"""Checks one step against its case: everything that stands against it at once (CASE.md 1 to 3)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.domain.case import modes, names
from app.domain.case.accused import accused_one
from app.domain.case.casefile import CaseFile
from app.domain.case.history import SEEN
from app.domain.case.modes import WAYS, Mode
from app.domain.case.moments import before_an_act
from app.domain.case.moves import (
    REVIEW_UNUSED,
    REVIEWED_GROUND,
    against_closing,
    move_of,
    notices_given,
    objection_hindrance,
    running_finish,
)
from app.domain.case.why import Why
from app.domain.dates.derivation import Way
from app.domain.entries.case_named import check_subject
from app.domain.entries.entry import Checked, Problems
from app.domain.entries.known import known_unit
from app.domain.entries.lines import fold_width
from app.domain.entries.step_entry import NOT_UPHELD, OUTCOMES, StepEntry

RULE_30 = "信访工作条例第30条第3款"
_TERM = re.compile(r"([0-9]{1,3})\s*(个?工作日|个?月|日|天)")
_DAY = re.compile(r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]")
_UNITS = {"天": "日", "个月": "月", "个工作日": "工作日"}


@dataclass(frozen=True, slots=True)
class StepChecked:
    """A step that may be taken, with what it comes to."""

    entry: StepEntry
    unit: str | None
    second: bool
    """Whether a 带班领导 has to sign it."""
    detail: dict[str, Any]


def check_subject_of(entry: StepEntry) -> Problems:
    """What is wrong with an entry before its case is known."""
    problems = Problems(entry.problems)
    check_subject(entry, problems)
    problems.required("mode", entry.mode)
    return problems


def check_step(entry: StepEntry, case: CaseFile, at: datetime) -> Checked[StepChecked]:
    """Check a step at its moment by the rule of its mode; the moment is the step's now."""
    problems = check_subject_of(entry)
    mode = modes.mode_of(entry.mode or "")
    if mode is None:
        return Checked(StepChecked(entry, entry.unit, False, {}), problems.all())
    move = move_of(mode, case, at)
    if move.why is not None:
        early = move.why.code in ("step_before_visit", "step_before")
        _note(problems, "at" if early else "mode", move.why)
    named = _with_names(entry, case, problems)
    entry = replace(named, unit=_unit(named, mode, case))
    _keep_from_accused(entry, case, problems)
    _no_later(entry, at, problems)
    for check in (_route, _ways, _no_more, _extend, _objection, _finish, _mediation, _opinion):
        check(entry, mode, case, at, problems)
    second = move.second or _signs_by_input(entry)
    detail = _detail(entry, mode, case)
    return Checked(StepChecked(named, entry.unit, second, detail), problems.all())


def _note(problems: Problems, field: str, why: Why) -> None:
    problems.add(field, why.code, **why.facts, **({"article": why.article} if why.article else {}))


def _signs_by_input(entry: StepEntry) -> bool:
    """不予支持 and an override are signed by a leader."""
    return entry.mode == modes.FINISHING and (entry.outcome == NOT_UPHELD or entry.override is not None)


def _with_names(entry: StepEntry, case: CaseFile, problems: Problems) -> StepEntry:
    """Units by their names in the table."""
    for key in ("unit", "replaces"):
        typed = getattr(entry, key)
        if typed and case.rules.units:
            name = known_unit(typed, case.rules.units, key, problems)
            entry = replace(entry, **{key: name or typed})  # type: ignore[arg-type]  # both are texts
    return entry


def _unit(entry: StepEntry, mode: Mode, case: CaseFile) -> str | None:
    """The unit the step is of: the one named, else who has the matter, else the bureau."""
    named = "unit" in (*mode.needs, *mode.takes) or mode.name == modes.EXTENDING
    if entry.unit or not named or mode.routes:
        return entry.unit
    if mode.name == modes.RETURNING:
        objecting = [step.unit for step in case.stages.objections if step.unit]
        return objecting[0] if objecting else case.unit
    if mode.name == modes.EXTENDING:
        finish = running_finish(case)
        return finish.who if finish else None
    if mode.name == modes.FINISHING:
        return case.accepted_by or case.unit or case.rules.bureau
    if mode.answers_unit:
        return case.unit or case.rules.bureau
    return entry.unit


def _keep_from_accused(entry: StepEntry, case: CaseFile, problems: Problems) -> None:
    """No unit that is accused, nor one under it, gets, accepts or answers an accusation (条例第30条第3款)."""
    above = case.rules.superiors if case.accused else {}
    for key in ("unit", "body"):
        name = getattr(entry, key)
        if accused_one(name, case.accused, case.rules.units, above):
            problems.add(key, "route_to_accused", unit=name, article=RULE_30)


def _no_later(entry: StepEntry, at: datetime, problems: Problems) -> None:
    """Nothing that the input tells lies after the step's own time."""
    moments: dict[str, date | datetime | None] = {
        "received_at": entry.received_at,
        "date": entry.date,
        "review.date": _review_day(entry),
    }
    for key, value in moments.items():
        if isinstance(value, datetime):
            late = value > at
        else:
            late = value is not None and value > at.date()
        if late:
            problems.add(key, "later_than_at", at=f"{at:%Y-%m-%d %H:%M}")


def _review_day(entry: StepEntry) -> date | None:
    day = entry.review.get("date") if entry.review else None
    return date.fromisoformat(day) if day else None


def _route(entry: StepEntry, mode: Mode, case: CaseFile, at: datetime, problems: Problems) -> None:
    if entry.replaces and entry.replaces not in [holder.unit for holder in case.holders]:
        problems.add("replaces", "not_a_holder", unit=entry.replaces, article=mode.article)
    opened = min((visit.arrived_at for visit in case.visits), default=None)
    if entry.received_at and opened and entry.received_at < opened:
        problems.add("received_at", "step_before_visit", opened=f"{opened:%Y-%m-%d %H:%M}")
    if entry.term is None:
        if entry.report and mode.routes:
            problems.required("term", None)
        return
    term = read_term(entry.term)
    if term is None:
        problems.add("term", "term_unreadable", given=entry.term)
    elif isinstance(term, date) and term < at.date():
        problems.add("term", "due_past", date=term.isoformat())


def read_term(text: str) -> Way | date | None:
    """The term of a 交办: 10日, 5工作日, 1个月 or a day, in either width; None for what is none."""
    plain = fold_width(text).strip()
    if _DAY.fullmatch(plain):
        try:
            return date.fromisoformat(plain)
        except ValueError:
            return None
    counted = _TERM.fullmatch(plain)
    if counted is None or not int(counted[1]):
        return None
    return Way.of(f"交办起{counted[1]}{_UNITS.get(counted[2], counted[2])}")


def _ways(entry: StepEntry, mode: Mode, _case: CaseFile, _at: datetime, problems: Problems) -> None:
    """The ways of 条例第31条 that the mode may name."""
    ways = modes.ways_of(mode.name)
    if entry.way is not None and entry.way not in ways:
        problems.add("way", "way_unknown", last=max(ways), given=entry.way, article="信访工作条例第31条")


def _no_more(entry: StepEntry, mode: Mode, case: CaseFile, at: datetime, problems: Problems) -> None:
    if mode.name != modes.NO_MORE_ACCEPTING:
        return
    if entry.ground == REVIEWED_GROUND and entry.review is None and case.stages.rechecked is None:
        problems.add("review", "review_required", article="信访工作条例第36条第3款")
    if entry.ground == REVIEW_UNUSED:
        offered = [ground.id for ground in move_of(mode, case, at).grounds]
        if REVIEW_UNUSED not in offered:
            problems.add("ground", "review_not_unused", article="信访工作条例第35条、第36条")


def _extend(entry: StepEntry, mode: Mode, case: CaseFile, _at: datetime, problems: Problems) -> None:
    if mode.name != modes.EXTENDING:
        return
    most = case.rules.limits.extension
    if entry.days is not None and not 1 <= entry.days <= most:
        problems.add("days", "extension_days", most=most, given=entry.days, article=mode.article)
    finish = running_finish(case)
    if finish is None or finish.who == case.rules.bureau:
        return
    if entry.unit_head is None and not problems.has("unit_head"):
        problems.add("unit_head", "unit_head_required", unit=finish.who, article=mode.article)


def _objection(entry: StepEntry, mode: Mode, case: CaseFile, at: datetime, problems: Problems) -> None:
    """异议 by a holder in time; declined or agreed to where that unit has one open."""
    if mode.name == modes.OBJECTING and entry.unit and not problems.has("mode"):
        why = objection_hindrance(case, entry.unit, at)
        if why is not None:
            _note(problems, "unit" if why.code == "not_a_holder" else "mode", why)
    if mode.name in (modes.DECLINING, modes.RETURNING) and entry.unit and not problems.has("mode"):
        objecting = {step.unit or case.unit for step in case.stages.objections}
        if entry.unit not in objecting:
            problems.add("unit", "no_objection_of", unit=entry.unit, article=mode.article)


def _finish(entry: StepEntry, mode: Mode, case: CaseFile, _at: datetime, problems: Problems) -> None:
    """五个不放过 each with a word of evidence and three notices given, or an override that a leader signs."""
    if mode.name != modes.FINISHING:
        return
    if entry.outcome is not None and entry.outcome not in OUTCOMES:
        problems.add("outcome", "not_a_choice", choices=" ".join(OUTCOMES), given=entry.outcome)
    if entry.override is not None:
        return
    if entry.unsettled and not problems.has("checks"):
        problems.add("checks", "five_not_settled", still_open="、".join(entry.unsettled))
    if not notices_given(case):
        problems.add("mode", "notices_not_given")


def _mediation(entry: StepEntry, mode: Mode, case: CaseFile, at: datetime, problems: Problems) -> None:
    """What was carried out closes as 办结 does: over no open duty, after every act (条例第33条)."""
    if mode.closes or not modes.is_closing(mode.name, entry.result):
        return
    for why in against_closing(mode, case):
        _note(problems, "result", why)
    for why in () if problems.has("at") else before_an_act(mode, case, at):
        _note(problems, "at", why)


def _opinion(entry: StepEntry, mode: Mode, _case: CaseFile, _at: datetime, problems: Problems) -> None:
    if entry.hearing_days is not None and not 1 <= entry.hearing_days <= 365:
        problems.add("hearing_days", "hearing_days", given=entry.hearing_days, article=mode.article)


def _detail(entry: StepEntry, mode: Mode, case: CaseFile) -> dict[str, Any]:
    """What is stored beside the step's own columns."""
    detail = entry.detail()
    term = read_term(entry.term) if entry.term else None
    if isinstance(term, date):
        detail["due"] = term.isoformat()
    elif term is not None:
        detail["way_of_term"] = str(term)
    if modes.is_closing(mode.name, entry.result):
        detail[SEEN] = sorted(owed.id for owed in case.obligations if owed.what == names.DUTY)
    if mode.name == modes.FINISHING and entry.unsettled:
        detail["still_open"] = list(entry.unsettled)
    ground = mode.ground(entry.ground)
    if ground is not None:
        detail |= {"ground_text": ground.text, "ground_article": ground.article}
    if entry.way is not None:
        detail["way_text"] = WAYS.get(entry.way, "")
    return detail
