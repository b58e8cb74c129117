"""Finding the record a number, a query code or a name means; shared by the use cases."""

from __future__ import annotations

from app.domain import numbers
from app.domain.dates.calendar import Calendar, from_rows
from app.domain.rows.centre import Holiday
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.records import Reads

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
        records = reads.find(kind, number=number)
        if records:
            return records[0]  # type: ignore[return-value]  # each kind is one of Record
    raise not_found(text, field)


def find_visit(reads: Reads, text: str, field: str = "number") -> Visit:
    """The visit of a number or query code. Refused(field, not_found)."""
    record = find_record(reads, text, field)
    if not isinstance(record, Visit):
        raise not_found(text, field)
    return record


def read_calendar(reads: Reads) -> Calendar:
    """The working-day calendar in force."""
    return from_rows(reads.find(Holiday))


def not_found(text: str, field: str) -> Refused:
    """The refusal of a number nobody knows; what was typed is shown back to the person who typed it."""
    return Refused(FieldError(field, "not_found", {"number": text}))
