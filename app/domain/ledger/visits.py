"""Rows of a ledger as visits: further people are gathered, the id follows from what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.entries.visit_entry import VisitEntry, parse_visit
from app.domain.ledger.headings import FIELDS, Columns, fold, without_brackets
from app.domain.ledger.mending import SPLIT, TAKE
from app.domain.ledger.row import UNKNOWN, LedgerRow, row_digest
from app.domain.terms import OTHER
from app.errors import FieldError

MOST_REPRESENTATIVES = 5


@dataclass(frozen=True, slots=True)
class LedgerVisit:
    """One visit of the ledger with all its rows."""

    rows: tuple[LedgerRow, ...]
    entry: VisitEntry
    errors: tuple[FieldError, ...]
    questions: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]
    not_said: Mapping[str, str] = field(default_factory=dict)
    """Paths that stand in ``absent`` only for the check: their column is there, the cell empty."""
    one_name: bool = False
    """A cell with several names was taken as the name of one person."""
    private: Mapping[str, str] = field(default_factory=dict)
    """Unusual headings of columns that are masked, to their field."""

    @property
    def first(self) -> LedgerRow:
        return self.rows[0]

    @property
    def key(self) -> str:
        """What tells this visit from others: its old number and day, else all that its first row says.

        Where a person put it right, what she made of it too: two desks that mend a row differently, neither
        knowing of the other, have a visit each, and no record that neither of them entered.
        """
        first = self.first
        own = {"mended": self.content} if self.is_mended else {}
        if first.number is not None and first.arrived is not None:
            return _digest({"number": first.number, "day": first.arrived.date().isoformat(), **own})
        return _digest({**row_digest(first), **own})

    @property
    def is_mended(self) -> bool:
        """Whether it says otherwise than the file."""
        return self.one_name or any(row.mended for row in self.rows)

    @property
    def content(self) -> str:
        """A digest of all that the rows say: equal for equal rows alone."""
        return _digest([*(row_digest(row) for row in self.rows), *(["one name"] if self.one_name else [])])

    @property
    def arrived(self) -> datetime | None:
        return self.first.arrived

    @property
    def status(self) -> str | None:
        return self.first.status

    def origin(self) -> dict[str, Any]:
        """What the stored visit keeps of the ledger beside its fields."""
        kept = {str(place): row.kept for place, row in enumerate(self.rows) if row.kept}
        facts = {
            "number": self.first.number,
            "status": self.status,
            "cells": kept.pop("0", {}),
            "more": [kept[key] for key in sorted(kept, key=int)],
            "mended": [row.mended for row in self.rows if row.mended],
            "one_name": self.one_name,
            "private": self.private,
            "content": self.content,
        }
        return {name: value for name, value in facts.items() if value}


def gather(rows: Iterable[LedgerRow]) -> Iterator[tuple[LedgerRow, ...]]:
    """Rows of one visit together: the same number and day, or none of number, day and claim."""
    group: list[LedgerRow] = []
    for row in rows:
        if group and _goes_on(group[0], row):
            group.append(row)
            continue
        if group:
            yield tuple(group)
        group = [row]
    if group:
        yield tuple(group)


def _goes_on(first: LedgerRow, row: LedgerRow) -> bool:
    if row.goes_on:
        return True
    if row.number is None or row.number != first.number or first.arrived is None or row.arrived is None:
        return False
    same_day = row.arrived.date() == first.arrived.date()
    return same_day and not _same_person(first, row)


def _same_person(first: LedgerRow, row: LedgerRow) -> bool:
    first_person, other = first.people[0] if first.people else {}, row.people[0] if row.people else {}
    if first_person.get("id_number") and other.get("id_number"):
        return first_person["id_number"] == other["id_number"]
    return first_person.get("name") == other.get("name")


def as_visit(
    rows: tuple[LedgerRow, ...], columns: Columns, accept: Iterable[str] = (), decision: str | None = None
) -> LedgerVisit:
    """The register entry of a visit's rows; questions whose code is in ``accept`` are answered with yes.

    ``decision``: of mending.DECISIONS; it says whether several names in a cell are several people.
    """
    first = rows[0]
    errors = [error for row in rows for error in _errors_of(row, first)]
    asked = [question for row in rows for question in row.questions]
    asked += [question for row in rows[1:] for question in _differences(first, row)]
    questions = [question for question in asked if question.code not in accept]
    several = decision == SPLIT or ("two_names" in accept and decision != TAKE)
    people = [person for row in rows for person in _people_of(row, several=several)]
    absent, not_said = _absent(rows, columns, several)
    grouped = len(people) > 1
    entry = parse_visit(
        {
            "people": [
                person | {"representative": grouped and place < MOST_REPRESENTATIVES}
                for place, person in enumerate(people)
            ],
            "headcount": first.headcount if first.headcount is not None else len(people),
            "purpose": OTHER,
            "absent": absent | not_said,
            **{
                name: list(value) if isinstance(value, tuple) else value
                for name, value in first.visit.items()
            },
        }
    )
    warnings = [warning for row in rows for warning in row.warnings]
    miscounted = any(error.field == "headcount" for error in errors)
    if first.headcount is None and columns.has("headcount") and not miscounted:
        warnings.append(FieldError("headcount", "headcount_blank", {"count": len(people)}))
    one_name = decision == TAKE and any(row.named for row in rows)
    return LedgerVisit(
        rows, entry, tuple(errors), tuple(questions), tuple(warnings), not_said, one_name, _private(columns)
    )


def _private(columns: Columns) -> dict[str, str]:
    return {
        heading: name
        for name in _MASKED
        if columns.has(name)
        and without_brackets(fold(heading := columns.heading_of(name))) not in FIELDS[name]
    }


_MASKED = ("name", "address")
"""Fields whose cells are masked otherwise than by their long numbers."""


def _people_of(row: LedgerRow, *, several: bool) -> list[dict[str, Any]]:
    if several or not row.named:
        return row.people
    return [row.people[0] | {"name": row.named}]


def _errors_of(row: LedgerRow, first: LedgerRow) -> list[FieldError]:
    """A further row of a visit needs no day of its own."""
    return [
        error for error in row.errors if row is first or (error.field, error.code) != ("arrived", "required")
    ]


def _differences(first: LedgerRow, row: LedgerRow) -> list[FieldError]:
    """What a further row says of the visit otherwise than its first row."""
    pairs = [(name, first.visit.get(name), row.visit.get(name)) for name in ("claim", "facts", "purpose")]
    pairs += [("headcount", first.headcount, row.headcount), ("status", first.status, row.status)]
    return [
        FieldError(name, "batch_differs", {"row": row.row, "first": first.row})
        for name, before, other in pairs
        if other is not None and before != other
    ]


def _absent(
    rows: tuple[LedgerRow, ...], columns: Columns, several: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Reasons that the ledger gives or that follow from a missing column; and paths that are merely empty."""
    first, place = rows[0], 0
    absent = dict(first.visit_absent)
    empty: dict[str, str] = {}
    for row in rows:
        for index, person in enumerate(_people_of(row, several=several)):
            path = f"people[{place}]."
            if index == 0:
                absent |= {path + name: why for name, why in row.absent.items() if name in _REASONED}
            missing = _missing(person, row.absent if index == 0 else {})
            for name in missing:
                (empty if columns.has(name) else absent)[path + name] = UNKNOWN
            place += 1
    for name in ("claim", "facts"):
        if name not in first.visit and name not in absent:
            (empty if columns.has(name) else absent)[name] = UNKNOWN
    return absent, empty


_REASONED = frozenset({"name", "sex", "birth", "ethnic", "nationality", "id_number", "phone", "address"})
"""Fields of a person that take a reason for their absence."""


def _missing(person: Mapping[str, Any], absent: Mapping[str, str]) -> list[str]:
    """Fields that registering asks for and the row does not say."""
    asked = ["address"]
    if person.get("id_type") not in (None, "无"):
        asked.append("id_number")
    return [name for name in asked if person.get(name) is None and name not in absent]


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
