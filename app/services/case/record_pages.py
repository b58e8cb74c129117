"""Masks what ``show`` tells of people and visits, and what was corrected of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.ledger.headings import FIELDS, without_brackets
from app.domain.masks import mask_contact, mask_id, mask_name, mask_numbers, mask_party, mask_phone
from app.domain.rows.visits import Amendment, Attendance, Person, Visit
from app.services.case.shown import ShownAmendment, ShownPerson, ShownVisit, TakenBack, VisitLine

ADDRESS_SHOWN = 9
"""Characters of an address that are shown masked: province, city, district."""
_PARTIES = frozenset({"proxy", "organisation", "guardian", "interpreter"})
"""What a visit says of others than its visitors."""
_PERSONAL = frozenset({"name", "birth", "birth_year", "id_number", "phone", "address"}) | _PARTIES


def shown_people(case: CaseFile, visit: Visit, unmask: bool) -> list[ShownPerson]:
    """The visit's people; masked: surname, 6 + 4 of the document, 3 + 4 of the phone, no birth."""
    came = [came for came in case.people if came.visit_id == visit.id]
    return [_person(visit, row.seat, row.person, unmask) for row in came]


def _person(visit: Visit, came: Attendance, person: Person, unmask: bool) -> ShownPerson:
    whole = ShownPerson(
        visit=visit.number,
        position=came.position,
        representative=came.representative,
        name=person.name,
        sex=person.sex,
        birth=person.birth,
        birth_year=person.birth_year,
        ethnic=person.ethnic,
        nationality=person.nationality,
        id_type=person.id_type,
        id_number=person.id_number,
        no_id_reason=person.no_id_reason,
        phone=person.phone,
        address=person.address,
        absent=person.absent,
        masked=False,
    )
    if unmask:
        return whole
    return replace(
        whole,
        name=mask_name(person.name),
        birth=None,
        birth_year=None,
        id_number=mask_id(person.id_number) if person.id_number else None,
        phone=mask_phone(person.phone) if person.phone else None,
        address=mask_address(person.address),
        masked=True,
    )


def mask_address(address: str | None) -> str | None:
    """The beginning of an address, as far as the district; stars stand for the rest, as in a masked name."""
    if address is None or len(address) <= ADDRESS_SHOWN:
        return address
    return address[:ADDRESS_SHOWN] + "***"


def shown_masked(field: str, value: str | None) -> str | None:
    """One value of a person as it may be seen; other values as they are."""
    masks = {"name": mask_name, "id_number": mask_id, "phone": mask_phone, "address": mask_address}
    if value is None or field in ("birth", "birth_year") or field in _PARTIES:
        return None
    return masks[field](value) if field in masks else value


def masked_party(party: dict[str, str] | None) -> dict[str, str] | None:
    """An organisation, proxy or guardian as it may be seen: relation and paper as they are."""
    if party is None:
        return None
    masks = {"name": mask_name, "contact": mask_contact, "phone": mask_phone, "code": mask_id}
    return {key: masks.get(key, mask_numbers)(value) for key, value in party.items()}


def corrected(case: CaseFile, visit: Visit) -> Visit:
    """A visit of the case as corrected since; one that was taken back as it was registered."""
    return next((row for row in case.visits if row.id == visit.id), visit)


def shown_visit(case: CaseFile, visit: Visit, unmask: bool) -> ShownVisit:
    """A visit of the case as the given row has it."""
    parties = (visit.proxy, visit.organisation, visit.guardian)
    interpreter = visit.interpreter
    if not unmask:
        proxy, organisation, guardian = (masked_party(party) for party in parties)
        interpreter = mask_contact(interpreter) if interpreter else None
    else:
        proxy, organisation, guardian = parties
    return ShownVisit(
        line=visit_line(case, visit),
        purpose=visit.purpose,
        category=visit.category,
        place=visit.place,
        units=visit.units,
        accused=visit.accused,
        claim=visit.claim,
        facts=visit.facts,
        written=visit.written,
        procedure=visit.procedure,
        proxy=proxy,
        organisation=organisation,
        guardian=guardian,
        interpreter=interpreter,
        confidential=visit.confidential,
        urgent=visit.urgent,
        skipped_levels=visit.skipped_levels,
        interest=visit.interest,
        absent=visit.absent,
        ledger=_ledger(visit, unmask),
    )


def _ledger(visit: Visit, unmask: bool) -> dict[str, Any] | None:
    """What an imported visit keeps of its old ledger; names, addresses and long numbers masked."""
    if visit.ledger is None:
        return None
    shown = {key: value for key, value in visit.ledger.items() if key not in ("content", "private")}
    if not unmask:
        own = visit.ledger.get("private", {})
        shown |= {"cells": _masked_cells(shown.get("cells", {}), own)}
        shown |= {"more": [_masked_cells(cells, own) for cells in shown.get("more", [])]}
        if "mended" in shown:
            shown |= {"mended": [_masked_cells(cells, own) for cells in shown["mended"]]}
    return shown


def _masked_cells(cells: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """``own``: headings of this ledger that are no usual ones, to their field."""
    by_field = {"name": mask_name, "address": mask_address}
    masks = {heading: mask for name, mask in by_field.items() for heading in FIELDS[name]}
    masks |= {without_brackets(heading): by_field[name] for heading, name in own.items()}
    return {
        heading: masks.get(without_brackets(heading), mask_numbers)(text) or ""
        for heading, text in cells.items()
    }


def visit_line(case: CaseFile, visit: Visit) -> VisitLine:
    """A visit of the case in one line, as it stands in a list of visits."""
    void = next((row for row in case.voids if row.visit_id == visit.id), None)
    people = case.people_of(visit.id)
    return VisitLine(
        number=visit.number,
        query_code=visit.query_code,
        arrived_at=visit.arrived_at,
        registered_at=visit.registered_at,
        desk=visit.desk,
        clerk=visit.clerk,
        masked_name=mask_party(people[0].name, visit.headcount) if people else "",
        headcount=visit.headcount,
        concerned=visit.concerned,
        kind=visit.kind,
        first=visit.first,
        void=TakenBack(at=void.at, by=void.by, reason=void.reason) if void else None,
    )


def amendments(case: CaseFile, *, unmask: Collection[str]) -> list[ShownAmendment]:
    """What was corrected, by whom, when; a person's values only of the rows in ``unmask``."""
    return [
        ShownAmendment(
            table=row.table,
            field=row.field,
            old=row.old if in_full else "*",
            new=row.new if in_full else "*",
            reason=row.reason,
            at=row.at,
            by=row.by,
            approved_by=row.approved_by,
        )
        for row in sorted(case.amendments, key=_id)
        for in_full in [row.field not in _PERSONAL or row.row_id in unmask]
    ]


def _id(row: Amendment) -> str:
    return row.id
