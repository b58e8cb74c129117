"""Checks a reception as typed against the centre's tables, all its errors at once (CLI.md reception)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.domain.entries.entry import Checked, Problems
from app.domain.entries.known import known_unit
from app.domain.entries.lines import ANSWER, DUTY
from app.domain.entries.notices import Notices, require_texts
from app.domain.entries.reception_entry import CONTINUED, ReceptionEntry
from app.domain.entries.understood import ReceptionRules, UnderstoodLine, understand_line
from app.domain.terms import JOINT_FORM, TALK_FORM


@dataclass(frozen=True, slots=True)
class CheckedReception(Checked[ReceptionEntry]):
    """A checked reception, its lines understood and its cases known."""

    lines: tuple[UnderstoodLine, ...] = ()
    named: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Place of a line to the visits it names; a line that names none is about all of them."""

    @property
    def duties(self) -> tuple[UnderstoodLine, ...]:
        return tuple(line for line in self.lines if line.line.kind == DUTY)

    @property
    def answers(self) -> tuple[str, ...]:
        """What was answered on the spot."""
        return tuple(line.line.answer for line in self.lines if line.line.kind == ANSWER and line.line.answer)

    def places_of(self, visits: tuple[str, ...]) -> tuple[int, ...]:
        """Places of the lines that are about any of these visits."""
        return tuple(
            place
            for place in range(len(self.lines))
            if not self.named.get(place) or set(self.named[place]) & set(visits)
        )

    def result_of(self, visits: tuple[str, ...]) -> str | None:
        """What the reception came to for these visits of one case."""
        return next((self.entry.results[visit] for visit in visits if visit in self.entry.results), None) or (
            self.entry.result
        )

    def notices_of(self, visits: tuple[str, ...]) -> Notices | None:
        return next(
            (self.entry.notices_by_visit[visit] for visit in visits if visit in self.entry.notices_by_visit),
            None,
        ) or (self.entry.notices)

    def notices_path(self, visits: tuple[str, ...]) -> str:
        visit = next((visit for visit in visits if visit in self.entry.notices_by_visit), None)
        return f"notices.{visit}." if visit else "notices."


def check_reception(entry: ReceptionEntry, now: datetime, rules: ReceptionRules) -> CheckedReception:
    """Check a reception against the rules, all its errors at once."""
    problems, warnings = Problems(entry.problems), Problems()
    at = entry.at or now
    entry = _check_lead(entry, rules, problems)
    entry = _check_leader(entry, rules, problems)
    _check_visits(entry, at, rules, problems)
    _check_results(entry, problems)
    entry = _check_units(entry, rules, problems, warnings)
    lines = _check_lines(entry, at.date(), rules, problems)
    named = _check_named(entry, lines, problems)
    checked = CheckedReception(replace(entry, problems=()), lines=lines, named=named)
    _check_outcome(checked, problems, warnings)
    _check_notices(checked, problems)
    return replace(checked, errors=problems.all(), warnings=warnings.all())


def _check_lead(entry: ReceptionEntry, rules: ReceptionRules, problems: Problems) -> ReceptionEntry:
    """The lead by its name in the table; the bureau where it sits alone or with its leader."""
    lead = entry.lead
    if lead is None and entry.form != JOINT_FORM and not problems.has("lead"):
        lead = rules.bureau
    problems.required("lead", lead)
    return replace(entry, lead=_known(lead, rules, "lead", problems))


def _check_leader(entry: ReceptionEntry, rules: ReceptionRules, problems: Problems) -> ReceptionEntry:
    """A login or a name of who may lead; somebody else, or one who is not on the roster, with a reason."""
    if entry.leader is None:
        if entry.form != TALK_FORM:
            problems.required("leader", None)
        return entry
    name = rules.leaders.get(entry.leader, entry.leader)
    entry = replace(entry, leader=name)
    if entry.roster_reason is not None or problems.has("roster_reason"):
        return entry
    if rules.roster and name not in rules.roster:
        on_duty = "、".join(rules.roster)
        problems.add("roster_reason", "confirm_other_leader", leader=name, on_duty=on_duty)
    elif not rules.roster and rules.leaders and name not in rules.leaders.values():
        problems.add("roster_reason", "leader_reason_required", leader=name)
    return entry


def _check_visits(entry: ReceptionEntry, at: datetime, rules: ReceptionRules, problems: Problems) -> None:
    if not entry.visits and not problems.has("visits"):
        problems.add("visits", "visit_required")
    for n, number in enumerate(entry.visits):
        if number in entry.visits[:n]:
            problems.add(f"visits[{n}]", "visit_repeated", number=number)
        elif rules.arrivals is not None and number not in rules.arrivals:
            problems.add(f"visits[{n}]", "not_found", number=number)
        elif rules.arrivals is not None and at < rules.arrivals[number]:
            arrived = rules.arrivals[number].astimezone(at.tzinfo)
            problems.add("at", "reception_before_arrival", number=number, arrived=f"{arrived:%Y-%m-%d %H:%M}")


def _check_results(entry: ReceptionEntry, problems: Problems) -> None:
    """A result for each visit, by the plain form or its own; what is named is among the visits."""
    for name, keys in (("results", entry.results), ("notices", entry.notices_by_visit)):
        for number in keys:
            if number not in entry.visits:
                problems.add(f"{name}.{number}", "visit_not_heard", number=number)
    if not entry.visits or any(number not in entry.results for number in entry.visits):
        problems.required("result", entry.result)


def _check_units(
    entry: ReceptionEntry, rules: ReceptionRules, problems: Problems, warnings: Problems
) -> ReceptionEntry:
    """The X by their names in the table; 联合接访 has at least one beside the lead."""
    seats = tuple(
        replace(seat, unit=_known(seat.unit, rules, f"units[{n}].unit", problems))
        for n, seat in enumerate(entry.units)
    )
    for n, seat in enumerate(seats):
        problems.required(f"units[{n}].unit", seat.unit)
        if seat.unit and seat.unit in [before.unit for before in seats[:n]]:
            problems.add(f"units[{n}].unit", "unit_repeated", given=seat.unit)
        if seat.absent and seat.arrived:
            problems.add(f"units[{n}].absent", "absent_but_arrived")
    others = [seat for seat in seats if seat.unit != entry.lead]
    if not others and entry.form == JOINT_FORM and not problems.has("units"):
        problems.add("units", "other_unit_required")
    if others and all(seat.absent for seat in others):
        warnings.add("units", "nobody_came")
    return replace(entry, units=seats)


def _known(typed: str | None, rules: ReceptionRules, path: str, problems: Problems) -> str | None:
    if typed is None or not rules.units:
        return typed
    return known_unit(typed, rules.units, path, problems) or typed


def _check_lines(
    entry: ReceptionEntry, day: date, rules: ReceptionRules, problems: Problems
) -> tuple[UnderstoodLine, ...]:
    understood = []
    for n, line in enumerate(entry.lines):
        problems.required(f"lines[{n}].at", line.at)
        problems.required(f"lines[{n}].text", line.text)
        reading = understand_line(line.text or "", day, rules, f"lines[{n}].text")
        problems.errors += reading.problems
        understood.append(reading)
    return tuple(understood)


def _check_named(
    entry: ReceptionEntry, lines: tuple[UnderstoodLine, ...], problems: Problems
) -> dict[int, tuple[str, ...]]:
    """The visits each line names, by ``for`` or by their place in the list."""
    named = {}
    for n, (line, reading) in enumerate(zip(entry.lines, lines, strict=True)):
        visits = list(line.visits)
        for k, number in enumerate(line.visits):
            if number not in entry.visits:
                problems.add(f"lines[{n}].for[{k}]", "visit_not_heard", number=number)
        for place in reading.line.cases:
            if 1 <= place <= len(entry.visits):
                visits.append(entry.visits[place - 1])
            else:
                problems.add(f"lines[{n}].text", "line_case_unknown", place=place, count=len(entry.visits))
        if visits:
            named[n] = tuple(dict.fromkeys(visits))
    return named


def _check_outcome(checked: CheckedReception, problems: Problems, warnings: Problems) -> None:
    """Each claim has an answer, a duty or 继续协调 before the end (CASE.md 5)."""
    for n, visit in enumerate(checked.entry.visits):
        result = checked.result_of((visit,))
        kinds = {checked.lines[place].line.kind for place in checked.places_of((visit,))}
        if result is None or result == CONTINUED:
            continue
        if not kinds & {DUTY, ANSWER}:
            problems.add(f"visits[{n}]", "claim_unanswered", number=visit)
        elif result in ("交办", "转办") and DUTY not in kinds:
            warnings.add("result", "result_without_duty", result=result)
        elif result == "现场办结" and ANSWER not in kinds:
            warnings.add("result", "result_without_answer")


def _check_notices(checked: CheckedReception, problems: Problems) -> None:
    """Complete for each case unless it goes on another day."""
    for visit in checked.entry.visits or ("",):
        if checked.result_of((visit,)) != CONTINUED:
            require_texts(checked.notices_of((visit,)), checked.notices_path((visit,)), problems)
