"""Show a visit, matter or reception whole; people masked unless a purpose is given, which is audited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.secrecy import WITHHELD
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.errors import FieldError, NotAllowed, Refused
from app.ports.records import Reads, Writes
from app.services.case import handling_pages, record_pages
from app.services.case.case_door import (
    case_of,
    may_read_case,
    require_readable,
    require_reception_readable,
)
from app.services.case.case_pages import case_page, mark_void, matter_keys
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import Record, find_record
from app.services.case.staff_names import names_in, places_in
from app.services.case.unmasking import SEEN_IN_FULL, may_unmask, sees_all_numbers


def show_record(
    desk: Desk, number_or_code: str, unmask: bool = False, purpose: str | None = None
) -> dict[str, Any]:
    """The record of a number or query code as CLI.md's ``show`` has it.

    Refused: not_found, purpose_missing. NotAllowed: role_missing, unmask_own_day (a 登记员 sees in full
    only what she registered today), withheld.
    """
    desk.require("show")
    if not unmask:
        with desk.records.reading() as reads:
            return _whole(desk, reads, find_record(reads, number_or_code), unmask=False)
    desk.require("unmask")
    if not (purpose or "").strip():
        raise Refused(FieldError("purpose", "purpose_missing"))

    def work(writes: Writes) -> dict[str, Any] | NotAllowed:
        record = find_record(writes, number_or_code)
        allowed = _may_unmask(desk, writes, record)
        writes.audit(desk.staff.login, SEEN_IN_FULL, record.number, purpose=purpose, success=allowed)
        if not allowed:
            return NotAllowed("unmask_own_day", login=desk.staff.login, audited=True)
        return _whole(desk, writes, record, unmask=True)

    answer = desk.records.write(work)
    if isinstance(answer, NotAllowed):  # raised only now, so that the audit of the attempt stays
        raise answer
    return answer


def _whole(desk: Desk, reads: Reads, record: Record, *, unmask: bool) -> dict[str, Any]:
    if isinstance(record, Reception):
        return _reception(desk, reads, record)
    readable, case = True, case_of(reads, record)
    if not may_read_case(desk, case):
        return _own_visit(desk, reads, case, record, unmask=unmask)
    if isinstance(record, Matter):
        case = CaseReader(reads).case(record.id)  # one that was joined to another is shown as it is: 并入
        require_readable(desk, case)
    visits = _visits(case)
    shown = visits if isinstance(record, Matter) else [record]
    answer: dict[str, Any] = {
        "kind": "信访事项" if isinstance(record, Matter) else "来访",
        "number": record.number,
    }
    if isinstance(record, Visit):
        answer |= record_pages.visit_page(reads, record, readable, unmask and readable)
    answer["matter"] = record_pages.matter_page(case.matter, readable)
    answer["people"] = [
        person for visit in shown for person in record_pages.people_page(reads, visit, unmask and readable)
    ]
    answer["visits"] = [record_pages.visit_line(reads, case, visit) for visit in visits]
    answer |= handling_pages.handling(reads, case, readable)
    answer |= handling_pages.papers(reads, case)
    answer |= case_page(case, readable)
    answer["matter"] |= matter_keys(case, readable)
    mark_void(case, answer["documents"])
    answer["amendments"] = record_pages.amendments(
        case, unmask=_rows_in_full(desk, reads, case, shown) if unmask and readable else (), readable=readable
    )
    answer["names"] = names_in(reads, answer)
    answer["places"] = places_in(reads, answer["amendments"])
    return answer


def _visits(case: CaseFile) -> list[Visit]:
    """The visits of a case as they are shown, those taken back too."""
    return sorted((*case.visits, *case.taken_back), key=_id)


def _id(row: Visit) -> str:
    return row.id


def _rows_in_full(desk: Desk, reads: Reads, case: CaseFile, shown: Sequence[Visit]) -> frozenset[str]:
    """Ids of the rows whose corrections are told in full: those of the shown visits, or all of the case."""
    if sees_all_numbers(desk):
        return frozenset(row.row_id for row in case.amendments)
    people = (person.id for visit in shown for _, person in record_pages.people_of(reads, visit))
    return frozenset({*people, *(visit.id for visit in shown)})


def _own_visit(
    desk: Desk, reads: Reads, case: CaseFile, record: Visit | Matter, *, unmask: bool
) -> dict[str, Any]:
    """Of a guarded case, to who registered that its visitor came again, what he wrote himself.

    NotAllowed(withheld) for everybody else.
    """
    if not isinstance(record, Visit) or record.clerk != desk.staff.login:
        raise NotAllowed("withheld", login=desk.staff.login)
    answer: dict[str, Any] = {
        "kind": "来访",
        "number": record.number,
        **record_pages.written_page(reads, case, record, unmask),
        "people": record_pages.people_page(reads, record, unmask),
        "matter": {"name": WITHHELD, "withheld": True},
    }
    answer["names"] = names_in(reads, answer)
    return answer


def _reception(desk: Desk, reads: Reads, reception: Reception) -> dict[str, Any]:
    cases = require_reception_readable(desk, reads, reception)
    heard, readable = handling_pages.heard(reads, reception, cases), True
    answer: dict[str, Any] = {
        "kind": "联合接访",
        **handling_pages.reception_page(reads, reception, readable),
        "visits": [record_pages.visit_line(reads, case, visit) for case, visit in heard],
        "documents": handling_pages.documents_of(reads, reception_id=reception.id),
    }
    answer["names"] = names_in(reads, answer)
    return answer


def _may_unmask(desk: Desk, reads: Reads, record: Record) -> bool:
    if isinstance(record, Reception):
        return sees_all_numbers(desk)
    return may_unmask(
        desk, [record] if isinstance(record, Visit) else _visits(CaseReader(reads).case(record.id))
    )
