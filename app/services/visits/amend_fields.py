"""Reads the fields of a person or a matter that an amendment changes, checked as when registering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from app.domain.entries.entry import Problems, Reader, as_object
from app.domain.entries.people import PersonCheck, PersonEntry, check_absent_reason, check_person
from app.domain.entries.visit_entry import VisitRules
from app.domain.entries.visit_parties import GuardianEntry, OrganisationEntry, ProxyEntry, read_party
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Person
from app.domain.terms import ACCUSATION, ID_TYPES, PROCEDURES, PURPOSES, SEXES
from app.errors import FieldError

_PERSON_TEXTS = {
    "name": 60,
    "ethnic": 20,
    "nationality": 40,
    "id_number": 40,
    "no_id_reason": 200,
    "phone": 40,
    "address": 200,
}
_MATTER_TEXTS = {"claim": 4000, "facts": 4000, "category": 200, "place": 60}
_CERTIFICATE = frozenset({"id_type", "id_number", "no_id_reason"})
_NEVER_EMPTY = frozenset(
    {
        *("name", "purpose", "claim", "procedure", "headcount", "arrived_at", "written", "confidential"),
        *("urgent", "skipped_levels"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedCorrection:
    """What an amendment asks to change; ``person`` is the index in ``people``, None for visit and matter."""

    person: int | None
    changes: dict[str, Any]
    """Fields of the person, or of the matter."""
    visit: dict[str, Any] = field(default_factory=dict)
    """Fields of the visit itself."""
    absent: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    send_to: str | None = None
    """The leader who is asked, where one has to sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """The fields that differ, checked and normalised."""

    values: dict[str, Any]
    warnings: tuple[FieldError, ...] = ()


def read_amendment(data: Mapping[str, Any], problems: Problems) -> AskedCorrection:
    """Read an amend JSON; what is wrong with single keys goes to ``problems``."""
    reader, visit = Reader(as_object(data), problems), {}
    reason, send_to = reader.text("reason", 200), reader.text("send_to", 60)
    if "person" in data:
        person = reader.whole("person")
        if person is None and not problems.has("person"):
            problems.add("person", "wrong_type", expected="整数")
        changes = _read_person(reader, data)
        absent = reader.words("absent")
    else:
        person, changes, absent = None, _read_matter(reader, data), {}
        visit = _read_visit(reader, data)
    reader.finish()
    entered = changes | visit
    for name in sorted(_NEVER_EMPTY & entered.keys()):
        problems.required(name, entered[name] if data[name] is not None else None)
    for name, reason in absent.items():
        check_absent_reason(name, reason, problems)
    return AskedCorrection(
        person=person, changes=changes, visit=visit, absent=absent, reason=reason, send_to=send_to
    )


def _read_person(reader: Reader, data: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {name: reader.text(name, most) for name, most in _PERSON_TEXTS.items()}
    read["sex"] = reader.choice("sex", SEXES)
    read["birth"] = reader.day("birth")
    read["birth_year"] = reader.whole("birth_year")
    read["id_type"] = reader.choice("id_type", ID_TYPES)
    return {name: value for name, value in read.items() if name in data}


def _read_matter(reader: Reader, data: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {name: reader.text(name, most) for name, most in _MATTER_TEXTS.items()}
    read["purpose"] = reader.choice("purpose", PURPOSES)
    read["procedure"] = reader.choice("procedure", PROCEDURES)
    read["confidential"] = reader.truth("confidential")
    return {name: value for name, value in read.items() if name in data}


def _read_visit(reader: Reader, data: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = {
        "headcount": reader.whole("headcount"),
        "concerned": reader.whole("concerned"),
        "arrived_at": reader.moment("arrived_at"),
        "units": reader.texts("units"),
        "accused": reader.texts("accused"),
        "proxy": read_party(ProxyEntry, reader.object("proxy")),
        "organisation": read_party(OrganisationEntry, reader.object("organisation")),
        "guardian": read_party(GuardianEntry, reader.object("guardian")),
        "interpreter": reader.text("interpreter", 200),
        "written": reader.truth("written"),
        "urgent": reader.truth("urgent"),
        "skipped_levels": reader.truth("skipped_levels"),
        "interest": reader.texts("interest"),
    }
    return {name: value for name, value in read.items() if name in data}


def amended_person(row: Person, asked: AskedCorrection, today: date, problems: Problems) -> Amended:
    """The person's fields that change, with sex and birth read anew from a new number."""
    names = [field.name for field in fields(PersonEntry) if field.name != "representative"]
    entered = {name: getattr(row, name) for name in names} | asked.changes
    if "id_number" in asked.changes:
        entered |= {name: None for name in ("sex", "birth") if name not in asked.changes}
    absent = {name: why for name, why in row.absent.items() if entered.get(name) is None} | asked.absent
    errors, warned = Problems(), Problems()
    entry = check_person(
        PersonEntry(**entered, representative=False), PersonCheck("person", today, absent, (), errors, warned)
    )
    touched = set(asked.changes) | (_CERTIFICATE if _CERTIFICATE & asked.changes.keys() else set())
    for error in errors.all():
        name = error.field.removeprefix("person.")
        if name in touched and not problems.has(name):
            problems.add(name, error.code, **error.facts)
    values = {name: getattr(entry, name) for name in names}
    for name in ("sex", "birth"):
        if values[name] is None and name not in asked.changes:
            values[name] = getattr(row, name)
    if values["address"] is None and "address" not in absent and "address" in asked.changes:
        problems.required("address", None, or_absent=True)
    changed = {name: value for name, value in values.items() if value != getattr(row, name)}
    if absent != row.absent and changed | asked.absent:
        changed["absent"] = absent
    warnings = [
        FieldError(warning.field.removeprefix("person."), warning.code, warning.facts)
        for warning in warned.all()
        if warning.field.removeprefix("person.") in touched
    ]
    return Amended(values=changed, warnings=tuple(warnings))


def amended_matter(row: Matter, asked: AskedCorrection, rules: VisitRules, problems: Problems) -> Amended:
    """The matter's fields that change; 揭发控告 makes it confidential."""
    values = dict(asked.changes)
    category, place = values.get("category"), values.get("place")
    if category is not None and rules.categories and category not in rules.categories:
        problems.add("category", "category_unknown", given=category)
    if place is not None and rules.divisions and place not in rules.divisions:
        problems.add("place", "place_unknown", given=place)
    if values.get("purpose") == ACCUSATION:
        values["confidential"] = True
    return Amended(values={name: value for name, value in values.items() if value != getattr(row, name)})
