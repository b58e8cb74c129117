"""Show a visit, matter or reception whole; people masked unless a purpose is given, which is audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.desk import Desk
from app.domain.case.casefile import CaseFile
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
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import Record, find_record
from app.services.case.shown import HeldReception, OwnVisit, ShownCase
from app.services.case.shown_case import shown_case, visits_of
from app.services.case.staff_names import names_in
from app.services.case.unmasking import SEEN_IN_FULL, may_unmask, sees_all_numbers

RecordShown = ShownCase | OwnVisit | HeldReception


def show_record(
    desk: Desk, number_or_code: str, unmask: bool = False, purpose: str | None = None
) -> RecordShown:
    """The record of a number or query code, as far as it is for who sits at the desk.

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

    def work(writes: Writes) -> RecordShown | NotAllowed:
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


def _whole(desk: Desk, reads: Reads, record: Record, *, unmask: bool) -> RecordShown:
    if isinstance(record, Reception):
        return _reception(desk, reads, record)
    case = case_of(reads, record)
    if not may_read_case(desk, case):
        return _own_visit(desk, reads, case, record, unmask=unmask)
    if isinstance(record, Matter):
        case = CaseReader(reads).case(record.id)  # one that was joined to another is shown as it is: 并入
        require_readable(desk, case)
    shown = visits_of(case) if isinstance(record, Matter) else [record]
    visit = None
    if isinstance(record, Visit):
        visit = record_pages.shown_visit(case, record_pages.corrected(case, record), unmask)
    return shown_case(
        desk,
        reads,
        case,
        record.number,
        visit,
        shown,
        unmask=unmask,
        rows_in_full=_rows_in_full(desk, case, shown) if unmask else frozenset(),
    )


def _rows_in_full(desk: Desk, case: CaseFile, shown: Sequence[Visit]) -> frozenset[str]:
    """Ids of the rows whose corrections are told in full: those of the shown visits, or all of the case."""
    if sees_all_numbers(desk):
        return frozenset(row.row_id for row in case.amendments)
    people = (person.id for visit in shown for person in case.people_of(visit.id))
    return frozenset({*people, *(visit.id for visit in shown)})


def _own_visit(desk: Desk, reads: Reads, case: CaseFile, record: Visit | Matter, *, unmask: bool) -> OwnVisit:
    """Of a guarded case, to who registered that its visitor came again, what he wrote himself.

    NotAllowed(withheld) for everybody else.
    """
    if not isinstance(record, Visit) or record.clerk != desk.staff.login:
        raise NotAllowed("withheld", login=desk.staff.login)
    shown = OwnVisit(
        number=record.number,
        visit=record_pages.shown_visit(case, record, unmask),
        people=tuple(record_pages.shown_people(case, record, unmask)),
    )
    return replace(shown, names=names_in(reads, shown))


def _reception(desk: Desk, reads: Reads, reception: Reception) -> HeldReception:
    cases = require_reception_readable(desk, reads, reception)
    shown = HeldReception(
        number=reception.number,
        reception=handling_pages.shown_reception(reads, reception),
        visits=tuple(
            record_pages.visit_line(case, visit)
            for case, visit in handling_pages.heard(reads, reception, cases)
        ),
        papers=tuple(handling_pages.documents_of(reads, reception_id=reception.id)),
    )
    return replace(shown, names=names_in(reads, shown))


def _may_unmask(desk: Desk, reads: Reads, record: Record) -> bool:
    if isinstance(record, Reception):
        return sees_all_numbers(desk)
    return may_unmask(
        desk, [record] if isinstance(record, Visit) else visits_of(CaseReader(reads).case(record.id))
    )
