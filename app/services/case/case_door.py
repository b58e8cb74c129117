"""Opens a case by a number for who sits at the desk: the one door to reading it and to acting on it.

A guarded case (检举控告, confidential; 条例第30条第3款) is read by who registered its first visit, by whom a
带班领导 named to it and by the 带班领导. Everybody else gets a line 保密事项 in lists and NotAllowed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.moves import Move, moves
from app.domain.case.secrecy import WITHHELD, interested, may_read
from app.domain.case.signing import OF_STEP
from app.domain.rows.case import CaseState, Request, VisitMove
from app.domain.rows.matters import Matter, Step
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.domain.rows.visits import Visit
from app.domain.value import Value
from app.errors import NotAllowed
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import find_record, not_found


class OpenCase(Value, frozen=True, kw_only=True):
    """A case opened at a moment by who may read it, and the visit that its number named."""

    case: CaseFile
    at: datetime
    """The desk's now."""
    visit: Visit | None = None
    """The visit of the number or query code, as corrected; None where a matter's number was given."""

    @property
    def moves(self) -> tuple[Move, ...]:
        """Every 办理方式: those that may be taken now, and the others with the reason why they may not."""
        return moves(self.case, self.at)

    @property
    def matter(self) -> Matter:
        return self.case.matter

    @property
    def is_voided(self) -> bool:
        """Whether the visit that the number named was taken back."""
        return self.visit is not None and any(gone.id == self.visit.id for gone in self.case.taken_back)

    @property
    def number(self) -> str:
        """The number of the record that was named."""
        return self.visit.number if self.visit else self.case.matter.number

    @property
    def newest_visit(self) -> Visit:
        """The visit that was named, else the standing one registered last, else the last taken back."""
        visit = self.visit or self.case.newest_visit
        return visit or self.case.taken_back[-1]


def readable_case(desk: Desk, reads: Reads, text: str, field: str = "matter") -> OpenCase:
    """The case of a matter's or visit's number or of a query code, for reading.

    Refused(field, not_found). NotAllowed(withheld): guarded, and not for who sits at the desk.
    """
    record = find_record(reads, text, field)
    if isinstance(record, Reception):
        raise not_found(text, field)
    return open_record(desk, reads, record)


def act_on_case(desk: Desk, reads: Reads, text: str, field: str = "matter") -> OpenCase:
    """The same for an act. NotAllowed(withheld, has_interest: 条例第28条 回避) beside ``readable_case``."""
    opened = readable_case(desk, reads, text, field)
    require_no_interest(desk, opened.case)
    return opened


def open_record(desk: Desk, reads: Reads, record: Visit | Matter) -> OpenCase:
    """The case of a row that was found already. NotAllowed(withheld)."""
    case = case_of(reads, record)
    require_readable(desk, case)
    return opened_at(desk, case, record)


def opened_at(desk: Desk, case: CaseFile, record: Visit | Matter | None) -> OpenCase:
    """A case that these eyes may read, at the desk's now, with the visit that it was opened by."""
    if not isinstance(record, Visit):
        return OpenCase(case=case, at=desk.clock.now())
    visits = {visit.id: visit for visit in (*case.taken_back, *case.visits)}
    return OpenCase(case=case, at=desk.clock.now(), visit=visits.get(record.id, record))


def case_of(reads: Reads, record: Visit | Matter) -> CaseFile:
    """The case a visit or matter belongs to now, after joins; whoever asks."""
    reader = CaseReader(reads)
    case = reader.case_of_visit(record) if isinstance(record, Visit) else reader.case(record.id)
    seen = {case.matter.id}
    while case.merged_into is not None:
        into = reads.find(Matter, number=case.merged_into, limit=1)
        if not into or into[0].id in seen:
            break
        seen.add(into[0].id)
        case = reader.case(into[0].id)
    return case


def case_of_fact(reads: Reads, matter_id: str, visit_id: str | None) -> CaseFile | None:
    """The case that a fact belongs to now: it goes with its visit; None where its rows have not come yet."""
    visit = reads.get(Visit, visit_id) if visit_id else None
    record = visit or reads.get(Matter, matter_id)
    return case_of(reads, record) if record is not None else None


def case_of_request(reads: Reads, request: Request) -> CaseFile | None:
    """The case that a request is about now: its visit's, after joins the one that has the visits.

    What is asked about a step goes with the step. None where its rows have not come yet.
    """
    step = reads.get(Step, str(request.entry.get("step"))) if request.act in OF_STEP else None
    if step is not None:
        return case_of_fact(reads, step.matter_id, step.visit_id)
    return case_of_fact(reads, request.matter_id, request.visit_id)


def may_read_case(desk: Desk, case: CaseFile) -> bool:
    """Whether who sits at the desk may read the case."""
    return case.may_be_read_by(desk.staff.login, desk.staff.roles)


def require_readable(desk: Desk, case: CaseFile) -> None:
    """NotAllowed(withheld) unless who sits at the desk may read the case."""
    if not may_read_case(desk, case):
        raise NotAllowed("withheld", login=desk.staff.login)


def require_no_interest(desk: Desk, case: CaseFile) -> None:
    """NotAllowed(has_interest): who has an interest of their own in the matter acts on nothing in it."""
    if desk.staff.login in interested(case.visits):
        raise NotAllowed("has_interest", login=desk.staff.login)


def require_reception_readable(desk: Desk, reads: Reads, reception: Reception) -> list[CaseFile]:
    """The cases heard in a reception. NotAllowed(withheld) where one of them is not for these eyes."""
    heard = reads.find(ReceivedVisit, reception_id=reception.id)
    visits = reads.among(Visit, "id", [row.visit_id for row in heard])
    cases = list({case.matter.id: case for visit in visits for case in [case_of(reads, visit)]}.values())
    for case in cases:
        require_readable(desk, case)
    return cases


def withheld_matters(desk: Desk, reads: Reads, matter_ids: Iterable[str]) -> frozenset[str]:
    """Those of these matters that who sits at the desk may not read; for lists (of the cache of states)."""
    wanted = set(matter_ids)
    states = {state.id: state for state in reads.among(CaseState, "id", wanted)}
    uncertain = {id for id in wanted if id not in states or states[id].status == names.MERGED}
    hidden = {
        id
        for id, state in states.items()
        if not may_read(state.guarded, state.readers, desk.staff.login, desk.staff.roles)
    }
    for matter in reads.among(Matter, "id", uncertain):
        if not may_read_case(desk, case_of(reads, matter)):
            hidden.add(matter.id)
    return frozenset(hidden)


def guarded_matters(reads: Reads, matter_ids: Iterable[str]) -> frozenset[str]:
    """Those of these matters that are guarded, whoever asks."""
    states = reads.among(CaseState, "id", matter_ids)
    return frozenset(state.id for state in states if state.guarded)


def homes_of(reads: Reads, visits: Iterable[Visit]) -> Mapping[str, str]:
    """Ids of visits to the ids of the matters that they belong to now, after joins and splits."""
    homes = {visit.id: visit.matter_id for visit in visits}
    moves = reads.among(VisitMove, "visit_id", homes)
    for move in sorted(moves, key=lambda move: (move.at, move.by, move.id)):
        homes[move.visit_id] = move.matter_id
    return homes


def withheld_visits(desk: Desk, reads: Reads, visits: Iterable[Visit]) -> frozenset[str]:
    """Ids of those visits whose case who sits at the desk may not read."""
    homes = homes_of(reads, visits)
    hidden = withheld_matters(desk, reads, homes.values())
    return frozenset(visit for visit, matter in homes.items() if matter in hidden)


def withheld_line(number: str) -> dict[str, Any]:
    """What a list shows of a guarded case to those who may not read it."""
    return {"number": number, "name": WITHHELD, "withheld": True}
