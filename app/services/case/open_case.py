"""A case opened for reading: the case file, with the names of the people and places that it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from msgspec import field

from app.desk import Desk
from app.domain.case.casefile import CaseFile, Stages
from app.domain.rows.centre import Division, Staff, Unit
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.domain.value import Value
from app.errors import NotAllowed
from app.ports.records import Reads
from app.services.case.case_door import OpenCase, case_of, may_read_case, opened_at
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import find_record, not_found


class ReceptionHeard(Value, frozen=True):
    """A reception in which the case was heard."""

    number: str
    at: datetime
    form: str
    leader: str


class NamedCase(OpenCase, frozen=True, kw_only=True):
    """What a page shows of an open case; without content where it is not for who sits at the desk."""

    readable: bool
    place: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """Login to name."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Code to name of the divisions that corrections speak of."""
    contacts: Mapping[str, str] = field(default_factory=dict)
    """Unit to the person who handles it there, with telephone."""
    receptions: Mapping[str, ReceptionHeard] = field(default_factory=dict)
    matters: Mapping[str, str] = field(default_factory=dict)
    """Id to number of the matters that visits were joined from or to."""

    def name_of(self, login: str) -> str:
        return self.names.get(login, login)


def open_case(desk: Desk, number: str) -> NamedCase | None:
    """The case of a visit's or matter's number or query code; None for a reception's number.

    Refused(not_found); NotAllowed(role_missing).
    """
    desk.require("show")
    with desk.records.reading() as reads:
        record = find_record(reads, number)
        if isinstance(record, Reception):
            return None
        reader = CaseReader(reads)
        case = reader.case_of_visit(record) if isinstance(record, Visit) else reader.case(record.id)
        readable = may_read_case(desk, case) and may_read_case(desk, case_of(reads, record))
        opened = opened_at(desk, case, record)
        return with_names(reads, opened if readable else _shut(opened), readable=readable)


def with_names(reads: Reads, opened: OpenCase, *, readable: bool = True) -> NamedCase:
    """An open case with the names that a page shows beside its codes, logins and ids."""
    case = opened.case
    return NamedCase(
        case=case,
        at=opened.at,
        visit=opened.visit,
        readable=readable,
        place=_place(reads, case),
        names=_names(reads, case),
        places=_places(reads, case),
        contacts=_contacts(reads, case),
        receptions=_receptions(reads, case),
        matters=_matters(reads, case),
    )


def readable_case(desk: Desk, number: str) -> NamedCase:
    """The case of a number for a sheet that acts on it.

    Refused: not_found. NotAllowed: role_missing, withheld.
    """
    opened = open_case(desk, number)
    if opened is None:
        raise not_found(number, "number")
    if not opened.readable:
        raise NotAllowed("withheld", login=desk.staff.login)
    return opened


def _shut(opened: OpenCase) -> OpenCase:
    """The same without content; the visit that was named may be none of the standing ones."""
    visit = _without_content(opened.visit) if opened.visit else None
    return replace(opened, case=without_content(opened.case), visit=visit)


def without_content(case: CaseFile) -> CaseFile:
    """That there is a case and how it stands; nothing of what it is about, who has it or what was said."""
    return replace(
        case,
        matter=replace(case.matter, claim=None, facts=None, category=None, place=None, unit=None),
        visits=tuple(_without_content(visit) for visit in case.visits),
        taken_back=(),
        voids=(),
        people=(),
        steps=(),
        withdrawals=(),
        obligations=(),
        rights=(),
        holders=(),
        contradictions=(),
        pending=(),
        recalled=(),
        decided=(),
        duties=(),
        replies=(),
        notices=(),
        reminders=(),
        ratings=(),
        deliveries=(),
        amendments=(),
        moves=(),
        appointments=(),
        lists=(),
        incidents=(),
        papers=(),
        hearings=(),
        attachments=(),
        detachments=(),
        readable_by=frozenset(),
        accused=frozenset(),
        stages=Stages(),
        owner=None,
        accepted_by=None,
        rungs={},
    )


def _without_content(visit: Visit) -> Visit:
    return replace(
        visit,
        claim=None,
        facts=None,
        units=(),
        accused=(),
        category=None,
        place=None,
        proxy=None,
        organisation=None,
        guardian=None,
        interpreter=None,
        interest=(),
        ledger=None,
    )


def _place(reads: Reads, case: CaseFile) -> str:
    code = case.matter.place
    divisions = reads.find(Division, code=code, limit=1) if code else []
    return divisions[0].name if divisions else ""


def _matters(reads: Reads, case: CaseFile) -> dict[str, str]:
    ids = {id for move in case.moves for id in (move.matter_id, move.from_matter)}
    return {row.id: row.number for row in reads.among(Matter, "id", ids)}


def _places(reads: Reads, case: CaseFile) -> dict[str, str]:
    codes = {code for row in case.amendments if row.field == "place" for code in (row.old, row.new) if code}
    return {row.code: row.name for row in reads.among(Division, "code", codes)}


def _names(reads: Reads, case: CaseFile) -> dict[str, str]:
    logins = {step.by for step in case.steps} | {row.by for row in case.notices}
    logins |= {row.by for row in case.reminders} | {row.by for row in case.ratings}
    logins |= {row.by for row in case.incidents}
    logins |= {row.by for row in case.replies} | {row.by for row in case.amendments}
    logins |= {row.by for row in case.attachments} | {row.by for row in case.detachments}
    logins |= {visit.clerk for visit in (*case.visits, *case.taken_back)}
    logins |= {step.approver for step in case.steps if step.approver} | {row.by for row in case.pending}
    logins |= {login for asked, answer in case.decided for login in (asked.by, answer.by)}
    logins |= {row.by for row in case.withdrawals} | {row.by for row in case.voids}
    logins |= {row.by for row in case.moves}
    logins |= {login for row in case.appointments for login in (row.by, row.login)}
    signers = (
        *(row.approved_by for row in case.withdrawals),
        *(row.approved_by for row in case.voids),
        *(row.approved_by for row in case.amendments),
    )
    logins |= {login for login in signers if login}
    if case.owner:
        logins.add(case.owner)
    return {row.login: row.name for row in reads.among(Staff, "login", logins)}


def _contacts(reads: Reads, case: CaseFile) -> dict[str, str]:
    units = reads.among(Unit, "name", {holder.unit for holder in case.holders})
    return {unit.name: _contact(unit) for unit in units if unit.contacts.get("经办")}


def _contact(unit: Unit) -> str:
    person = unit.contacts["经办"]
    return " ".join(str(part) for part in (person.get("name"), person.get("phone")) if part)


def _receptions(reads: Reads, case: CaseFile) -> dict[str, ReceptionHeard]:
    ids = {step.reception_id for step in case.steps if step.reception_id}
    return {
        row.id: ReceptionHeard(row.number, row.at, row.form, row.leader)
        for row in reads.among(Reception, "id", ids)
    }
