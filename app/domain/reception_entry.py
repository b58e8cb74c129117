"""联合接访 as it is typed (CLI.md reception): attendance, minutes, result, notices; read and checked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.domain.entry import Checked, Problems, Reader, as_object, json_value
from app.domain.known import known_unit
from app.domain.lines import ANSWER, DUTY, fold_width
from app.domain.numbers import tidy_number, tidy_query_code
from app.domain.terms import RECEPTION_FORMS, RECEPTION_RESULTS
from app.domain.told import Notices, check_due, read_notices, require_texts
from app.domain.understood import ReceptionRules, UnderstoodLine, understand_line
from app.errors import FieldError

CONTINUED = "继续协调"
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEntry:
    """One of the X: who came for a unit and when, or that nobody did."""

    unit: str | None = None
    person: str | None = None
    title: str | None = None
    arrived: str | None = None
    """HH:MM."""
    absent: bool = False

    def as_json(self) -> dict[str, Any]:
        return {name: json_value(getattr(self, name)) for name in SeatEntry.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """One line of the minutes with its time."""

    at: str | None = None
    """HH:MM."""
    text: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"at": self.at, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionEntry:
    """A reception before it is stored; ``problems`` is what its JSON had wrong."""

    at: datetime | None = None
    form: str = RECEPTION_FORMS[0]
    room: str | None = None
    lead: str | None = None
    leader: str | None = None
    recorder: str | None = None
    roster_reason: str | None = None
    visits: tuple[str, ...] = ()
    """Canonical visit numbers (or as typed where they are none)."""
    units: tuple[SeatEntry, ...] = ()
    lines: tuple[LineEntry, ...] = ()
    result: str | None = None
    notices: Notices | None = None
    continues: str | None = None
    """Number of the reception whose open lines this one carries on."""
    problems: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reception JSON that ``parse_reception`` reads back to the same entry."""
        names = ReceptionEntry.__dataclass_fields__
        return {name: json_value(getattr(self, name)) for name in names if name != "problems"}


@dataclass(frozen=True, slots=True)
class CheckedReception(Checked[ReceptionEntry]):
    """A checked reception, its lines understood, and the date to tell."""

    lines: tuple[UnderstoodLine, ...] = ()
    due: date | None = None
    """The latest duty's date or the reasoned other one; None where the step's date is to stand."""

    @property
    def duties(self) -> tuple[UnderstoodLine, ...]:
        return tuple(one for one in self.lines if one.line.kind == DUTY)

    @property
    def answers(self) -> tuple[str, ...]:
        """What was answered on the spot."""
        return tuple(one.line.answer for one in self.lines if one.line.kind == ANSWER and one.line.answer)


def parse_reception(data: object) -> ReceptionEntry:
    """Read a reception JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = ReceptionEntry(
        at=reader.moment("at"),
        form=reader.choice("form", RECEPTION_FORMS, RECEPTION_FORMS[0]) or RECEPTION_FORMS[0],
        room=reader.text("room", 60),
        lead=reader.text("lead", 60),
        leader=reader.text("leader", 60),
        recorder=reader.text("recorder", 60),
        roster_reason=reader.text("roster_reason", 200),
        visits=tuple(tidy_number(one) or tidy_query_code(one) or one for one in reader.texts("visits")),
        units=tuple(_read_seat(one) for one in reader.objects("units")),
        lines=tuple(_read_line(one) for one in reader.objects("lines")),
        result=reader.choice("result", RECEPTION_RESULTS),
        notices=read_notices(reader.object("notices")),
        continues=reader.text("continues", 60),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def _read_seat(reader: Reader) -> SeatEntry:
    seat = SeatEntry(
        unit=reader.text("unit", 60),
        person=reader.text("person", 60),
        title=reader.text("title", 60),
        arrived=_clock(reader, "arrived"),
        absent=reader.truth("absent"),
    )
    reader.finish()
    return seat


def _read_line(reader: Reader) -> LineEntry:
    line = LineEntry(at=_clock(reader, "at"), text=reader.text("text", 1000))
    reader.finish()
    return line


def _clock(reader: Reader, key: str) -> str | None:
    """A time of day as HH:MM, in either width."""
    text = reader.text(key, 20)
    if text is None:
        return None
    found = _CLOCK.fullmatch(fold_width(text).replace("：", ":"))
    if not found:
        reader.problems.add(reader.field(key), "bad_clock", given=text)
        return None
    return f"{int(found[1]):02d}:{found[2]}"


def check_reception(entry: ReceptionEntry, now: datetime, rules: ReceptionRules) -> CheckedReception:
    """Check a reception against the rules, all its errors at once (CLI.md reception)."""
    problems, warnings = Problems(entry.problems), Problems()
    at = entry.at or now
    problems.required("lead", entry.lead)
    problems.required("leader", entry.leader)
    problems.required("result", entry.result)
    _check_roster(entry, rules, problems)
    _check_visits(entry, at, rules, problems)
    entry = _check_units(entry, rules, problems, warnings)
    lines = _check_lines(entry, at.date(), rules, problems)
    _check_outcome(entry, lines, warnings)
    due = _check_notices(entry, at.date(), lines, problems)
    return CheckedReception(replace(entry, problems=()), problems.all(), warnings.all(), lines, due)


def _check_roster(entry: ReceptionEntry, rules: ReceptionRules, problems: Problems) -> None:
    missing = rules.roster and entry.leader and entry.leader not in rules.roster
    if missing and entry.roster_reason is None and not problems.has("roster_reason"):
        on_duty = "、".join(rules.roster)
        problems.add("roster_reason", "roster_reason_required", leader=entry.leader, on_duty=on_duty)


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


def _check_units(
    entry: ReceptionEntry, rules: ReceptionRules, problems: Problems, warnings: Problems
) -> ReceptionEntry:
    """The lead and the X by their names in the table; at least one X beside the lead."""
    lead = _named(entry.lead, rules, "lead", problems)
    seats = tuple(
        replace(seat, unit=_named(seat.unit, rules, f"units[{n}].unit", problems))
        for n, seat in enumerate(entry.units)
    )
    for n, seat in enumerate(seats):
        problems.required(f"units[{n}].unit", seat.unit)
        if seat.unit and seat.unit in [before.unit for before in seats[:n]]:
            problems.add(f"units[{n}].unit", "unit_repeated", given=seat.unit)
        if seat.absent and seat.arrived:
            problems.add(f"units[{n}].absent", "absent_but_arrived")
    others = [seat for seat in seats if seat.unit != lead]
    if not others and not problems.has("units"):
        problems.add("units", "other_unit_required")
    if others and all(seat.absent for seat in others):
        warnings.add("units", "nobody_came")
    return replace(entry, lead=lead, units=seats)


def _named(typed: str | None, rules: ReceptionRules, path: str, problems: Problems) -> str | None:
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
        one = understand_line(line.text or "", day, rules, f"lines[{n}].text")
        problems.found += one.problems
        understood.append(one)
    return tuple(understood)


def _check_outcome(entry: ReceptionEntry, lines: tuple[UnderstoodLine, ...], warnings: Problems) -> None:
    kinds = {one.line.kind for one in lines}
    if entry.result in ("交办", "转办") and DUTY not in kinds:
        warnings.add("result", "result_without_duty", result=entry.result)
    if entry.result == "现场办结" and ANSWER not in kinds:
        warnings.add("result", "result_without_answer")


def _check_notices(
    entry: ReceptionEntry, day: date, lines: tuple[UnderstoodLine, ...], problems: Problems
) -> date | None:
    """Complete unless the reception goes on another day; the latest duty's date is the one to tell."""
    latest = max((one.counted.due for one in lines if one.counted), default=None)
    if entry.result != CONTINUED:
        require_texts(entry.notices, "notices.", problems)
    if entry.notices is None or entry.notices.due is None:
        return latest
    return check_due(entry.notices, latest, day, "notices.", problems)
