"""Shows the people, the visits and the matter of a record."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.ledger.headings import FIELDS, without_brackets
from app.domain.masks import mask_contact, mask_id, mask_name, mask_numbers, mask_party, mask_phone
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Attendance, Person, Visit
from app.ports.records import Reads
from app.services.case.case_door import case_of

ADDRESS_SHOWN = 9
"""Characters of an address that are shown masked: province, city, district."""
_PARTIES = frozenset({"proxy", "organisation", "guardian", "interpreter"})
"""What a visit says of others than its visitors."""
_PERSONAL = frozenset({"name", "birth", "birth_year", "id_number", "phone", "address"}) | _PARTIES


def people_of(reads: Reads, visit: Visit) -> list[tuple[Attendance, Person]]:
    """Who came with a visit, the main visitor first."""
    came = sorted(reads.find(Attendance, visit_id=visit.id), key=_position)
    people = {person.id: person for person in reads.among(Person, "id", [one.person_id for one in came])}
    return [(one, people[one.person_id]) for one in came]


def people_page(reads: Reads, visit: Visit, unmask: bool) -> list[dict[str, Any]]:
    """The visit's people; masked: surname, 6 + 4 of the document, 3 + 4 of the phone, no birth."""
    return [
        {"visit": visit.number, "position": came.position, "representative": came.representative}
        | (_full(person) if unmask else _masked(person))
        for came, person in people_of(reads, visit)
    ]


def _full(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth,
        "birth_year": person.birth_year,
        "ethnic": person.ethnic,
        "nationality": person.nationality,
        "id_type": person.id_type,
        "id_number": person.id_number,
        "no_id_reason": person.no_id_reason,
        "phone": person.phone,
        "address": person.address,
        "absent": person.absent,
        "masked": False,
    }


def _masked(person: Person) -> dict[str, Any]:
    return _full(person) | {
        "name": mask_name(person.name),
        "birth": None,
        "birth_year": None,
        "id_number": mask_id(person.id_number) if person.id_number else None,
        "phone": mask_phone(person.phone) if person.phone else None,
        "address": mask_address(person.address),
        "masked": True,
    }


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


def _parties(visit: Visit, unmask: bool) -> dict[str, Any]:
    parties = {"proxy": visit.proxy, "organisation": visit.organisation, "guardian": visit.guardian}
    interpreter = visit.interpreter
    if not unmask:
        parties = {key: masked_party(party) for key, party in parties.items()}
        interpreter = mask_contact(interpreter) if interpreter else None
    return {**parties, "interpreter": interpreter}


def visit_page(reads: Reads, visit: Visit, readable: bool, unmask: bool = False) -> dict[str, Any]:
    """The visit's own facts, as corrected since."""
    case = case_of(reads, visit)
    visit = next((row for row in case.visits if row.id == visit.id), visit)
    return written_page(reads, case, visit, unmask, readable)


def written_page(
    reads: Reads, case: CaseFile, visit: Visit, unmask: bool, readable: bool = True
) -> dict[str, Any]:
    """A visit of the case as the given row has it."""
    return {
        **visit_line(reads, case, visit),
        "purpose": visit.purpose,
        "category": visit.category,
        "place": visit.place,
        "units": list(visit.units) if readable else None,
        "accused": list(visit.accused) if readable else None,
        "claim": visit.claim if readable else None,
        "facts": visit.facts if readable else None,
        "written": visit.written,
        "procedure": visit.procedure,
        **(_parties(visit, unmask) if readable else dict.fromkeys(sorted(_PARTIES))),
        "confidential": visit.confidential,
        "urgent": visit.urgent,
        "skipped_levels": visit.skipped_levels,
        "interest": list(visit.interest) if readable else None,
        "absent": visit.absent,
        "ledger": _ledger_page(visit, unmask) if readable else None,
    }


def _ledger_page(visit: Visit, unmask: bool) -> dict[str, Any] | None:
    """What an imported visit keeps of its old ledger; names, addresses and long numbers masked."""
    if visit.ledger is None:
        return None
    shown = {key: value for key, value in visit.ledger.items() if key != "content"}
    if not unmask:
        shown |= {"cells": _masked_cells(shown.get("cells", {}))}
        shown |= {"more": [_masked_cells(cells) for cells in shown.get("more", [])]}
    return shown


def _masked_cells(cells: dict[str, str]) -> dict[str, str]:
    by_field = {"name": mask_name, "address": mask_address}
    masks = {heading: mask for name, mask in by_field.items() for heading in FIELDS[name]}
    return {
        heading: masks.get(without_brackets(heading), mask_numbers)(text) or ""
        for heading, text in cells.items()
    }


def visit_line(reads: Reads, case: CaseFile, visit: Visit) -> dict[str, Any]:
    """A visit of the case in one line, as it stands in a list of visits."""
    voids = [row for row in case.voids if row.visit_id == visit.id]
    people = people_of(reads, visit)
    return {
        "number": visit.number,
        "query_code": visit.query_code,
        "arrived_at": visit.arrived_at,
        "registered_at": visit.registered_at,
        "desk": visit.desk,
        "clerk": visit.clerk,
        "masked_name": mask_party(people[0][1].name, visit.headcount) if people else "",
        "headcount": visit.headcount,
        "concerned": visit.concerned,
        "visit_kind": visit.kind,
        "first": visit.first,
        "void": {"at": voids[0].at, "by": voids[0].by, "reason": voids[0].reason} if voids else None,
    }


def matter_page(matter: Matter, readable: bool) -> dict[str, Any]:
    """The matter's own facts; the content of a confidential one only to those named in it."""
    return {
        "number": matter.number,
        "claim": matter.claim if readable else None,
        "facts": matter.facts if readable else None,
        "withheld": not readable,
        "purpose": matter.purpose,
        "category": matter.category,
        "place": matter.place,
        "procedure": matter.procedure,
        "confidential": matter.confidential,
        "status": matter.status,
        "unit": matter.unit if readable else None,
        "opened_at": matter.opened_at,
        "due": matter.due,
    }


def amendments(case: CaseFile, *, unmask: Collection[str], readable: bool) -> list[dict[str, Any]]:
    """What was corrected, by whom, when; a person's values only of the rows in ``unmask``."""
    return [
        {
            "table": row.table,
            "field": row.field,
            "old": row.old if shown else "*",
            "new": row.new if shown else "*",
            "reason": row.reason if readable else None,
            "at": row.at,
            "by": row.by,
            "approved_by": row.approved_by,
        }
        for row in sorted(case.amendments, key=_id)
        for shown in [row.row_id in unmask if row.field in _PERSONAL else readable]
    ]


def _id(row: Amendment) -> str:
    return row.id


def _position(row: Attendance) -> int:
    return row.position
