"""The rows that one registered visit becomes: matter, visit, people, attendances, first step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.case.names import REGISTERED
from app.domain.entries.visit_entry import VisitEntry
from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter, Notice, Step
from app.domain.rows.visits import Attendance, Person, Visit
from app.domain.terms import ORAL

REGISTERING = "登记"
"""The first step of every matter, and one more for each visit that comes again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What the desk adds to what the visitor said."""

    number: str
    query_code: str
    arrived_at: datetime
    registered_at: datetime
    desk: str
    clerk: str
    first: bool


def matter_row(entry: VisitEntry, number: str, opened_at: datetime) -> Matter:
    """A new matter; its binding date is set once the dates are counted."""
    return Matter(
        id=new_id(),
        number=number,
        claim=entry.claim,
        facts=entry.facts,
        purpose=_checked(entry.purpose),
        category=entry.category,
        place=entry.place,
        procedure=entry.procedure,
        confidential=entry.confidential,
        status=REGISTERED,
        opened_at=opened_at,
    )


def visit_row(entry: VisitEntry, facts: Registration, matter: Matter) -> Visit:
    """The visit itself; one about a confidential matter is confidential too."""
    return Visit(
        id=new_id(),
        number=facts.number,
        query_code=facts.query_code,
        matter_id=matter.id,
        arrived_at=facts.arrived_at,
        registered_at=facts.registered_at,
        desk=facts.desk,
        clerk=facts.clerk,
        headcount=entry.headcount or len(entry.people),
        concerned=entry.concerned,
        kind=entry.kind,
        first=facts.first,
        purpose=_checked(entry.purpose),
        category=entry.category,
        place=entry.place,
        units=entry.units,
        accused=entry.accused,
        claim=entry.claim,
        facts=entry.facts,
        written=entry.written,
        procedure=entry.procedure,
        proxy=entry.proxy.as_json() if entry.proxy else None,
        confidential=entry.confidential or matter.confidential,
        absent=entry.absent_of_visit(),
        organisation=entry.organisation.as_json() if entry.organisation else None,
        guardian=entry.guardian.as_json() if entry.guardian else None,
        interpreter=entry.interpreter,
        urgent=entry.urgent,
        skipped_levels=entry.skipped_levels,
        interest=entry.interest,
    )


def person_row(entry: VisitEntry, position: int) -> Person:
    """One person as written down at this visit."""
    person = entry.people[position]
    return Person(
        id=new_id(),
        name=_checked(person.name),
        sex=person.sex,
        birth=person.birth,
        birth_year=person.birth_year,
        ethnic=person.ethnic,
        nationality=person.nationality,
        id_type=_checked(person.id_type),
        id_number=person.id_number,
        no_id_reason=person.no_id_reason,
        phone=person.phone,
        address=person.address,
        absent=entry.absent_of(position),
    )


def attendance_row(entry: VisitEntry, visit: Visit, position: int, person: Person) -> Attendance:
    """That the person came with the visit, and whether as a representative."""
    return Attendance(
        id=new_id(),
        visit_id=visit.id,
        person_id=person.id,
        position=position,
        representative=entry.people[position].representative,
    )


def oral_notice(entry: VisitEntry, visit: Visit, at: datetime) -> Notice | None:
    """What was told of the three notices while the visit was registered; None for nothing."""
    notices = entry.oral_notices
    if notices is None or not (notices.opinion or notices.contact or notices.due):
        return None
    return Notice(
        id=new_id(),
        matter_id=visit.matter_id,
        visit_id=visit.id,
        opinion=notices.opinion,
        due=notices.due,
        due_reason=notices.due_reason,
        contact=notices.contact,
        told=ORAL,
        at=at,
        by=visit.clerk,
    )


def first_step(visit: Visit) -> Step:
    """登记."""
    return Step(
        id=new_id(),
        matter_id=visit.matter_id,
        visit_id=visit.id,
        mode=REGISTERING,
        at=visit.arrived_at,
        by=visit.clerk,
    )


def _checked(value: str | None) -> str:
    """A value that the check has made sure of."""
    if value is None:
        raise ValueError("the check lets no such entry through")
    return value
