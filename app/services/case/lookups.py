"""Finding the record a number, a query code or a name means; shared by the use cases."""

from __future__ import annotations

from app.domain import numbers
from app.domain.calendar import Calendar, from_rows
from app.domain.pinyin import match_units
from app.domain.rows.centre import Holiday, Unit
from app.domain.rows.matters import Deadline, Matter, Notice
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit, Void
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.matter_dates import in_force

Record = Visit | Matter | Reception


def find_record(reads: Reads, text: str, field: str = "number") -> Record:
    """The visit, matter or reception of a number (any width, case or spacing) or of a query code.

    Refused(field, not_found).
    """
    code = numbers.tidy_query_code(text)
    visits = reads.find(Visit, query_code=code) if code else []
    if visits:
        return visits[0]
    number = numbers.tidy_number(text)
    for kind in (Visit, Matter, Reception) if number else ():
        found = reads.find(kind, number=number)
        if found:
            return found[0]  # type: ignore[return-value]  # each kind is one of Record
    raise not_found(text, field)


def find_visit(reads: Reads, text: str, field: str = "number") -> Visit:
    """The visit of a number or query code. Refused(field, not_found)."""
    found = find_record(reads, text, field)
    if not isinstance(found, Visit):
        raise not_found(text, field)
    return found


def find_matter(reads: Reads, text: str, field: str = "matter") -> Matter:
    """The matter of its own number, of a visit's number or of a query code. Refused(field, not_found)."""
    found = find_record(reads, text, field)
    if isinstance(found, Visit):
        return matter_of(reads, found)
    if not isinstance(found, Matter):
        raise not_found(text, field)
    return found


def matter_of(reads: Reads, visit: Visit) -> Matter:
    """The matter of a visit; every visit has one."""
    matter = reads.get(Matter, visit.matter_id)
    if matter is None:
        raise LookupError(f"visit {visit.id} has no matter")
    return matter


def newest_visit(reads: Reads, matter: Matter) -> Visit:
    """The matter's newest visit that was not taken back (or the newest of all where all were)."""
    visits = reads.find(Visit, matter_id=matter.id, newest_first=True)
    standing = [visit for visit in visits if not reads.find(Void, visit_id=visit.id)]
    return (standing or visits)[0]


def find_unit(reads: Reads, typed: str, field: str) -> Unit:
    """The unit of a name, short name or unique pinyin initials. Refused(field, unit_unknown)."""
    units = [unit for unit in reads.find(Unit) if not unit.disabled]
    exact = [unit for unit in units if typed in (unit.name, unit.short)]
    found = exact or match_units(units, typed)
    if len(found) != 1:
        raise Refused(FieldError(field, "unit_unknown", {"given": typed}))
    return found[0]


def read_calendar(reads: Reads) -> Calendar:
    """The working-day calendar in force."""
    return from_rows(reads.find(Holiday))


def newest_notice(reads: Reads, matter_id: str) -> Notice | None:
    """The three notices as last told; each new one supersedes those before it."""
    found = reads.find(Notice, matter_id=matter_id, newest_first=True, limit=1)
    return found[0] if found else None


def dates_in_force(reads: Reads, matter_id: str) -> list[Deadline]:
    """The matter's computed dates that no later one supersedes (``in_force``), in id order."""
    return in_force(reads.find(Deadline, matter_id=matter_id))


def not_found(text: str, field: str) -> Refused:
    """The refusal of a number nobody knows; what was typed is shown back to the person who typed it."""
    return Refused(FieldError(field, "not_found", {"number": text}))
