"""Plans a reception before it is stored: its cases, their visits and the result of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.desk import Desk
from app.domain.case import modes, names
from app.domain.case.casefile import CaseFile
from app.domain.case.promise import check_lawful, date_to_tell
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import Derivation, date_set_by_hand
from app.domain.entries.entry import Problems
from app.domain.entries.notices import Notices, check_due
from app.domain.entries.reception_check import CheckedReception, check_reception
from app.domain.entries.reception_entry import ReceptionEntry
from app.domain.entries.understood import UnderstoodLine
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.receptions import Line, Reception
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import find_record, find_visit
from app.services.case.matter_dates import statutory_row
from app.services.handling.step_subject import require_hand
from app.services.receptions.keep_from_accused import keep_from_accused
from app.services.receptions.open_lines import open_lines
from app.services.receptions.reception_rules import half_of, reception_rules

ASSIGNS = ("转办", "交办")
SETTLES = ("现场办结", "引导")
REOPEN = "confirm_reopen"


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """The date that is told to a case's visitors, and why."""

    due: date | None
    reason: str | None
    counted: Derivation | None


@dataclass(frozen=True, slots=True)
class Affair:
    """One case of the reception with the visits that brought it, and what is said and done for it."""

    case: CaseFile
    visits: tuple[Visit, ...]
    result: str
    lines: tuple[int, ...]
    """Places of the lines that are about it."""
    duties: tuple[tuple[int, UnderstoodLine], ...]
    notices: Notices | None
    notice: NoticeDue
    reopens: bool = False
    """Whether the clerk confirmed that a closed case is taken up again."""
    met: Deadline | None = None
    """The stored date that the reception meets, as desks of an earlier version read it; never 办结."""

    @property
    def matter(self) -> Matter:
        return self.case.matter

    @property
    def duty_units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.unit for _, line in self.duties if line.unit))


@dataclass(frozen=True, slots=True)
class Plan:
    """A reception that may be stored as it is."""

    at: datetime
    entry: ReceptionEntry
    """Checked: units and leader by their names in the tables."""
    lines: tuple[UnderstoodLine, ...]
    calendar: Calendar
    named: Mapping[int, tuple[str, ...]]
    """Place of a line to the ids of the visits it names."""
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
    def result(self) -> str:
        """What it came to, each result once."""
        return "、".join(dict.fromkeys(affair.result for affair in self.affairs))

    @property
    def others(self) -> tuple[str, ...]:
        """The X: units called beside the lead."""
        return tuple(seat.unit for seat in self.entry.units if seat.unit and seat.unit != self.entry.lead)


def plan(reads: Reads, desk: Desk, entry: ReceptionEntry, at: datetime) -> Plan:
    """The plan of a reception at a moment. Refused with every error of the entry at once.

    One that names no time of its own is never before its visitors came (arrivals are taken on trust).
    NotAllowed: withheld (a guarded case that is not for who sits at the desk), has_interest (回避).
    """
    visits, problems = _visits(reads, entry)
    cases = _cases(reads, desk, visits)
    _check_standing(entry, visits, cases, problems)
    visits = _as_corrected(visits, cases)
    arrivals = {typed: visit.arrived_at for typed, visit in visits.items()}
    if entry.at is None:
        at = max([at, *(arrived.astimezone(at.tzinfo) for arrived in arrivals.values())])
    rules = replace(reception_rules(desk, reads, at.date(), half_of(at)), arrivals=arrivals)
    checked = check_reception(replace(entry, at=at), at, rules)
    earlier = _earlier(reads, entry, problems)
    _check_alone(visits, cases, problems)
    keep_from_accused(reads, cases, checked, problems)
    met = _met(reads, cases)
    affairs = [
        replace(affair, met=met.get(affair.matter.id))
        for affair in _affairs(checked, visits, cases, at, problems)
    ]
    if checked.errors or problems.errors:
        raise Refused(*checked.errors, *problems.errors)
    texts = {line.line.body for line in checked.lines} | {line.text for line in entry.lines}
    carried = [line for line in open_lines(reads, earlier) if line.text not in texts] if earlier else []
    ids = {place: tuple(visits[typed].id for typed in named) for place, named in checked.named.items()}
    return Plan(
        at=at,
        entry=checked.entry,
        lines=checked.lines,
        calendar=rules.calendar,
        named=ids,
        affairs=tuple(affairs),
        continues=earlier,
        carried=tuple(carried),
        warnings=checked.warnings,
    )


def _visits(reads: Reads, entry: ReceptionEntry) -> tuple[dict[str, Visit], Problems]:
    """The visits that were found, by what was typed; what was not found check_reception says."""
    visits: dict[str, Visit] = {}
    problems = Problems()
    for place, typed in enumerate(entry.visits):
        try:
            visit = find_visit(reads, typed)
        except Refused:
            continue
        field = f"visits[{place}]"
        if visit.id in [seen.id for seen in visits.values()] and typed not in visits:
            problems.add(field, "visit_repeated", number=visit.number)
        visits[typed] = visit
    return visits, problems


def _cases(reads: Reads, desk: Desk, visits: Mapping[str, Visit]) -> dict[str, CaseFile]:
    """The case of each visit, by what was typed."""
    reader = CaseReader(reads)
    homes = {typed: reader.matter_id_of(visit) for typed, visit in visits.items()}
    cases = reader.cases(homes.values())
    for case in cases.values():
        require_hand(desk, case)
    return {typed: cases[id] for typed, id in homes.items()}


def _as_corrected(visits: Mapping[str, Visit], cases: Mapping[str, CaseFile]) -> dict[str, Visit]:
    """The visits as their cases have them, by what was typed: every paper tells claim and heads of today."""
    standing = {visit.id: visit for case in cases.values() for visit in case.visits}
    return {typed: standing.get(visit.id, visit) for typed, visit in visits.items()}


def _check_standing(
    entry: ReceptionEntry, visits: Mapping[str, Visit], cases: Mapping[str, CaseFile], problems: Problems
) -> None:
    """A visit that was taken back is not heard."""
    for place, typed in enumerate(entry.visits):
        if typed in visits and visits[typed].id in {visit.id for visit in cases[typed].taken_back}:
            problems.add(f"visits[{place}]", "visit_voided", number=visits[typed].number)


def _met(reads: Reads, cases: Mapping[str, CaseFile]) -> dict[str, Deadline]:
    reader = CaseReader(reads)
    rows = {id: statutory_row(reader.facts(id).terms) for id in {case.matter.id for case in cases.values()}}
    return {id: row for id, row in rows.items() if row is not None and row.what != names.FINISH}


def _earlier(reads: Reads, entry: ReceptionEntry, problems: Problems) -> Reception | None:
    if entry.continues is None:
        return None
    try:
        record = find_record(reads, entry.continues, "continues")
    except Refused as refused:
        problems.errors += refused.errors
        return None
    if not isinstance(record, Reception):
        problems.add("continues", "not_a_reception", number=entry.continues)
        return None
    return record


def _check_alone(visits: Mapping[str, Visit], cases: Mapping[str, CaseFile], problems: Problems) -> None:
    """A guarded case is heard alone (条例第30条第3款)."""
    if len({case.matter.id for case in cases.values()}) < 2:
        return
    for place, typed in enumerate(visits):
        if cases[typed].guarded:
            problems.add(f"visits[{place}]", "guarded_alone", number=visits[typed].number)


def _affairs(
    checked: CheckedReception,
    visits: Mapping[str, Visit],
    cases: Mapping[str, CaseFile],
    at: datetime,
    problems: Problems,
) -> list[Affair]:
    """One affair for each case, in the order of the visits."""
    by_case: dict[str, list[str]] = {}
    for typed in visits:
        by_case.setdefault(cases[typed].matter.id, []).append(typed)
    affairs = []
    for together in by_case.values():
        heard = tuple(together)
        affairs.append(_affair(checked, heard, visits, cases[heard[0]], at, problems))
    return affairs


def _affair(
    checked: CheckedReception,
    heard: tuple[str, ...],
    visits: Mapping[str, Visit],
    case: CaseFile,
    at: datetime,
    problems: Problems,
) -> Affair:
    result = checked.result_of(heard) or ""
    lines = checked.places_of(heard)
    duties = tuple((place, checked.lines[place]) for place in lines if checked.lines[place].counted)
    field = f"visits[{list(visits).index(heard[0])}]"
    closed = case.status in names.CLOSED
    if closed and REOPEN not in checked.entry.confirm:
        problems.add(field, REOPEN, number=case.matter.number, status=case.status)
    if result == "现场办结" and not duties and case.open_duties and not closed:
        problems.add(field, "duties_still_open", number=case.matter.number, count=len(case.open_duties))
    if result in SETTLES and not duties and case.contradicted:
        problems.add(field, "case_contradicted", number=case.matter.number)
    notices = checked.notices_of(heard)
    notice = _notice(checked, heard, case, result, [line for _, line in duties], at.date(), problems)
    return Affair(
        case, tuple(visits[typed] for typed in heard), result, lines, duties, notices, notice, reopens=closed
    )


def _notice(
    checked: CheckedReception,
    heard: tuple[str, ...],
    case: CaseFile,
    result: str,
    duties: Sequence[UnderstoodLine],
    day: date,
    problems: Problems,
) -> NoticeDue:
    """The date told: one's own with a reason, else the engine's; never past the statutory date."""
    engine = _engine(case, result, [line.counted for line in duties if line.counted], day)
    notices, path = checked.notices_of(heard), checked.notices_path(heard)
    plain = NoticeDue(engine.due if engine else None, None, engine)
    if notices is None or notices.due is None:
        return plain
    check_due(notices, engine.due if engine else None, day, path, problems)
    check_lawful(notices.due, case, engine.due if engine else None, day, path, problems)
    return plain if notices.due == plain.due else NoticeDue(notices.due, notices.due_reason, None)


def _engine(case: CaseFile, result: str, duties: Sequence[Derivation], day: date) -> Derivation | None:
    """The date that stands by itself: what is settled on the spot is told on the day."""
    if result in SETTLES and not duties:
        return date_set_by_hand(day, day, f"{day:%m-%d} 当场{result}")
    return date_to_tell(case, duties)


def mode_of_assigning(result: str) -> str:
    """The mode that duties are given by: 转办 where that is the result, else 交办."""
    return result if result in modes.ROUTES else "交办"
