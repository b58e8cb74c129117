"""What a reception comes to before anything is stored: who is meant, what becomes of each matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.desk import Desk
from app.domain.calendar import Calendar
from app.domain.deadlines import Dated, for_step
from app.domain.derivation import Derivation
from app.domain.entry import Problems
from app.domain.limits import RULE_22, Limits
from app.domain.reception_entry import CheckedReception, ReceptionEntry, check_reception
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.receptions import Line, Reception
from app.domain.rows.visits import Visit, Void
from app.domain.terms import ACCUSATION, STATUTORY
from app.domain.transitions import next_status
from app.domain.understood import UnderstoodLine
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.lookups import find_record, find_visit, matter_of
from app.services.case.matter_dates import binding_dates
from app.services.handling.open_lines import open_lines
from app.services.handling.read_lines import reception_rules

ASSIGNS = ("转办", "交办")
SETTLES = ("现场办结", "引导")


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """The date that is told to a matter's visitors, and why."""

    due: date
    reason: str | None
    derivation: str | None


@dataclass(frozen=True, slots=True)
class Affair:
    """One matter of the reception with the visits that brought it, and what becomes of it."""

    matter: Matter
    visits: tuple[Visit, ...]
    current: Deadline | None
    """The statutory date that bound it so far."""
    status: str
    dates: tuple[Dated, ...]
    notice: NoticeDue


@dataclass(frozen=True, slots=True)
class Plan:
    """A reception that may be stored as it is."""

    at: datetime
    entry: ReceptionEntry
    """Checked: units by their names in the table."""
    lines: tuple[UnderstoodLine, ...]
    affairs: tuple[Affair, ...]
    continues: Reception | None = None
    carried: tuple[Line, ...] = ()
    """Demands that the reception before left open and that are not among this one's lines."""
    warnings: tuple[FieldError, ...] = ()

    @property
    def duties(self) -> tuple[tuple[int, UnderstoodLine], ...]:
        """The duties with their places among the lines."""
        return tuple((place, line) for place, line in enumerate(self.lines) if line.counted)

    @property
    def duty_units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.unit for _, line in self.duties if line.unit))

    @property
    def others(self) -> tuple[str, ...]:
        """The X: units called beside the lead."""
        return tuple(one.unit for one in self.entry.units if one.unit and one.unit != self.entry.lead)


def plan(reads: Reads, desk: Desk, entry: ReceptionEntry, at: datetime) -> Plan:
    """The plan of a reception at a moment. Refused with every error of the entry at once.

    One that names no time of its own is never before its visitors came (arrivals are taken on trust).
    """
    visits, problems = _visits(reads, entry)
    arrivals = {typed: visit.arrived_at for typed, visit in visits.items()}
    if entry.at is None:
        at = max([at, *(one.astimezone(at.tzinfo) for one in arrivals.values())])
    rules = replace(reception_rules(desk, reads, at.date()), arrivals=arrivals)
    checked = check_reception(replace(entry, at=at), at, rules)
    earlier = _earlier(reads, entry, problems)
    _keep_from_the_accused(visits.values(), checked, problems)
    affairs = _affairs(reads, desk, checked, visits, rules.calendar, problems)
    errors = [*checked.errors, *problems.found]
    if _tells_the_engines(checked, affairs):
        errors = [one for one in errors if one.code != "due_reason_required"]
    if errors:
        raise Refused(*errors)
    said = {line.text for line in entry.lines}
    carried = [line for line in open_lines(reads, earlier) if line.text not in said] if earlier else []
    return Plan(at, checked.entry, checked.lines, tuple(affairs), earlier, tuple(carried), checked.warnings)


def _visits(reads: Reads, entry: ReceptionEntry) -> tuple[dict[str, Visit], Problems]:
    """The visits that were found, by what was typed; what was not found check_reception says."""
    found: dict[str, Visit] = {}
    problems = Problems()
    for place, typed in enumerate(entry.visits):
        try:
            visit = find_visit(reads, typed)
        except Refused:
            continue
        field = f"visits[{place}]"
        if reads.find(Void, visit_id=visit.id):
            problems.add(field, "visit_voided", number=visit.number)
        if visit.id in [one.id for one in found.values()] and typed not in found:
            problems.add(field, "visit_repeated", number=visit.number)
        found[typed] = visit
    return found, problems


def _earlier(reads: Reads, entry: ReceptionEntry, problems: Problems) -> Reception | None:
    if entry.continues is None:
        return None
    try:
        found = find_record(reads, entry.continues, "continues")
    except Refused as refused:
        problems.found += refused.errors
        return None
    if not isinstance(found, Reception):
        problems.add("continues", "not_a_reception", number=entry.continues)
        return None
    return found


def _keep_from_the_accused(visits: Iterable[Visit], checked: CheckedReception, problems: Problems) -> None:
    """Nothing of an accusation goes to the unit that is accused (条例第30条)."""
    accused = {unit for visit in visits if visit.purpose == ACCUSATION for unit in visit.units}
    for place, seat in enumerate(checked.entry.units):
        if seat.unit in accused:
            problems.add(f"units[{place}].unit", "route_to_accused", unit=seat.unit)
    for place, line in enumerate(checked.lines):
        if line.unit in accused:
            problems.add(f"lines[{place}].text", "route_to_accused", unit=line.unit)


def _affairs(
    reads: Reads,
    desk: Desk,
    checked: CheckedReception,
    visits: Mapping[str, Visit],
    calendar: Calendar,
    problems: Problems,
) -> list[Affair]:
    """One affair for each matter, in the order of the visits."""
    by_matter: dict[str, list[Visit]] = {}
    for visit in visits.values():
        by_matter.setdefault(visit.matter_id, []).append(visit)
    bindings = binding_dates(reads, list(by_matter))
    affairs = []
    for together in by_matter.values():
        matter = matter_of(reads, together[0])
        status = _status(matter, checked)
        if status is None:
            place = checked.entry.visits.index(next(n for n, v in visits.items() if v is together[0]))
            problems.add(f"visits[{place}]", "matter_closed", number=matter.number, status=matter.status)
            continue
        current = bindings[matter.id].statutory
        dates = _dates(matter, checked, calendar, Limits.of(desk.settings))
        notice = _notice(checked, dates, current)
        affairs.append(Affair(matter, tuple(together), current, status, tuple(dates), notice))
    return affairs


def _status(matter: Matter, checked: CheckedReception) -> str | None:
    """Its people are here, so a closed matter is taken up again; duties keep it open whatever was settled."""
    result = checked.entry.result
    if result is None:
        return matter.status
    mode = "交办" if checked.duties and result in SETTLES else result
    return next_status(matter.status, mode, came_again=True)


def _latest(checked: CheckedReception) -> Derivation | None:
    dates = [line.counted for line in checked.lines if line.counted]
    return max(dates, key=lambda one: one.due, default=None)


def _dates(matter: Matter, checked: CheckedReception, calendar: Calendar, limits: Limits) -> list[Dated]:
    """What the reception starts: the last of the duties' dates (条例第22条), else what a transfer starts."""
    day = _day(checked)
    last = _latest(checked)
    if last is not None:
        dated = (last.due, RULE_22, STATUTORY, last.provisional, last.derivation, last.way)
        return [Dated("交办", day, *dated)]
    if checked.entry.result not in ASSIGNS:
        return []
    return for_step(checked.entry.result, day, matter.purpose, calendar, limits)


def _notice(checked: CheckedReception, dates: Sequence[Dated], current: Deadline | None) -> NoticeDue:
    """The date told: one's own with a reason, else the engine's."""
    engine = _engine(checked, dates, current)
    told = checked.entry.notices
    if told is None or told.due is None or told.due == engine.due:
        return engine
    return NoticeDue(told.due, told.due_reason, engine.derivation)


def _engine(checked: CheckedReception, dates: Sequence[Dated], current: Deadline | None) -> NoticeDue:
    """The date that stands by itself: the latest duty's, the step's, or what bound before."""
    last = _latest(checked)
    if last is not None:
        return NoticeDue(last.due, None, last.derivation)
    if dates:
        return NoticeDue(dates[0].due, None, dates[0].derivation)
    if checked.entry.result in SETTLES or current is None:
        return NoticeDue(_day(checked), None, f"{_day(checked):%m-%d} 当场{checked.entry.result}")
    return NoticeDue(current.due, None, current.derivation)


def _tells_the_engines(checked: CheckedReception, affairs: Sequence[Affair]) -> bool:
    """Whether the date told is what the engine has for every matter: that is no other date."""
    told = checked.entry.notices
    return bool(affairs) and all(
        told is not None and _engine(checked, one.dates, one.current).due == told.due for one in affairs
    )


def _day(checked: CheckedReception) -> date:
    if checked.entry.at is None:
        raise ValueError("a reception is planned at a moment")
    return checked.entry.at.date()
