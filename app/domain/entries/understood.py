"""A line of the minutes understood: the unit by its name in the table, the duty's date counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.dates.calendar import Calendar
from app.domain.dates.day_terms import count_to
from app.domain.dates.derivation import Derivation, count
from app.domain.entries.entry import Problems
from app.domain.entries.known import known_unit
from app.domain.entries.lines import ANSWER, DUTY, ParsedLine, parse_line
from app.domain.text.pinyin import UnitLike
from app.errors import FieldError

AND = "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionRules:
    """What the check is given of the centre's tables; None or empty is not asked."""

    calendar: Calendar
    units: tuple[UnitLike, ...] = ()
    roster: Collection[str] = ()
    """Leaders on duty at that time."""
    leaders: Mapping[str, str] = field(default_factory=dict)
    """Login of each 带班领导 to his name."""
    bureau: str | None = None
    arrivals: Mapping[str, datetime] | None = None
    """Number of each visit that was found, to its arrival."""
    roll: bool = False


@dataclass(frozen=True, slots=True)
class UnderstoodLine:
    """A line as the program understands it: for a duty its unit's name and its date; what is still wrong."""

    line: ParsedLine
    unit: str | None = None
    counted: Derivation | None = None
    problems: tuple[FieldError, ...] = ()


def understand_line(text: str, day: date, rules: ReceptionRules, path: str = "text") -> UnderstoodLine:
    """Read one line; a duty's unit is looked up and its date counted from the day.

    Problems, all at ``path``: unit_missing, unit_unknown, unit_ambiguous, unit_several, duty_empty,
    duty_without_date, duty_day_unclear (a named day that has passed or that no calendar has);
    answer_empty for a bare !.
    """
    known = [name for unit in rules.units for name in (unit.name, unit.short)]
    line = parse_line(text, known)
    problems = Problems()
    if line.kind == ANSWER and not line.answer:
        problems.add(path, "answer_empty")
    if line.kind != DUTY:
        return UnderstoodLine(line, problems=problems.all())
    unit = _duty_unit(line, rules, path, problems)
    if line.duty is None:
        problems.add(path, "duty_empty")
    counted = _counted(line, day, rules, path, problems)
    return UnderstoodLine(line, unit, counted, problems.all())


def _counted(
    line: ParsedLine, day: date, rules: ReceptionRules, path: str, problems: Problems
) -> Derivation | None:
    if line.span is not None:
        return count(day, line.span, rules.calendar, rules.roll, began="交办")
    if line.until is None:
        problems.add(path, "duty_without_date")
        return None
    counted = count_to(line.until, day)
    if counted is None:
        problems.add(path, "duty_day_unclear", given=line.until, day=day.isoformat())
    return counted


def _duty_unit(line: ParsedLine, rules: ReceptionRules, path: str, problems: Problems) -> str | None:
    if not line.unit_text:
        problems.add(path, "unit_missing")
        return None
    end = next(end for _, end, role in line.marks if role == "unit")
    if line.text.startswith(AND, end):
        problems.add(path, "unit_several", given=line.unit_text)
        return None
    return known_unit(line.unit_text, rules.units, path, problems) if rules.units else line.unit_text
