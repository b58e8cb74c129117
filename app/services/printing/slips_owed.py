"""Slips that visitors of today are owed: of visits whose slip could not be built, so that there is no job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.masks import mask_party
from app.domain.rows.papers import Document
from app.domain.rows.visits import Attendance, Person, Visit, Void
from app.ports.records import Reads
from app.services.case.case_door import withheld_visits

SLIP = "来访回执"


@dataclass(frozen=True, slots=True)
class SlipOwed:
    """A visit without its slip."""

    number: str
    masked_name: str
    at: datetime


def slips_owed(desk: Desk) -> list[SlipOwed]:
    """Visits that this desk registered today and that have no slip yet, the newest first."""
    desk.require("print")
    now = desk.clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with desk.records.reading() as reads:
        today = reads.between(Visit, "registered_at", midnight, midnight + timedelta(days=1))
        own = {visit.id: visit for visit in today if visit.desk == desk.records.series()}
        issued = {row.visit_id for row in reads.among(Document, "visit_id", own) if row.kind == SLIP}
        gone = {row.visit_id for row in reads.among(Void, "visit_id", own)}
        owed = [visit for id, visit in own.items() if id not in issued | gone]
        hidden = withheld_visits(desk, reads, [visit for visit in owed if visit.clerk != desk.staff.login])
        return [
            SlipOwed(
                visit.number,
                WITHHELD if visit.id in hidden else _name(reads, visit),
                visit.registered_at,
            )
            for visit in sorted(owed, key=_registered_at, reverse=True)
        ]


def _name(reads: Reads, visit: Visit) -> str:
    seats = [seat for seat in reads.find(Attendance, visit_id=visit.id) if seat.position == 0]
    person = reads.get(Person, seats[0].person_id) if seats else None
    return mask_party(person.name, visit.headcount) if person else ""


def _registered_at(visit: Visit) -> datetime:
    return visit.registered_at
