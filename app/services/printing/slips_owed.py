"""Slips that visitors of today are owed: of visits whose slip could not be built, so that there is no job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.secrecy import WITHHELD
from app.domain.masks import mask_party
from app.domain.papers.names import SLIP
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.case.case_door import homes_of, may_read_case
from app.services.case.case_reader import CaseReader


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
        rows = reads.between(Visit, "registered_at", midnight, midnight + timedelta(days=1))
        owed = []
        for visit, case in _standing(reads, [row for row in rows if row.desk == desk.records.series()]):
            if any(paper.kind == SLIP and paper.visit_id == visit.id for paper in case.papers):
                continue
            shown = visit.clerk == desk.staff.login or may_read_case(desk, case)
            owed.append(
                SlipOwed(visit.number, _name(case, visit) if shown else WITHHELD, visit.registered_at)
            )
        return sorted(owed, key=_registered_at, reverse=True)


def _standing(reads: Reads, rows: list[Visit]) -> Iterator[tuple[Visit, CaseFile]]:
    """Those of the visits that were not taken back, as corrected, each with its case."""
    homes = homes_of(reads, rows)
    cases = CaseReader(reads).cases(set(homes.values()))
    for row in rows:
        case = cases[homes[row.id]]
        yield from ((visit, case) for visit in case.visits if visit.id == row.id)


def _name(case: CaseFile, visit: Visit) -> str:
    people = case.people_of(visit.id)
    return mask_party(people[0].name, visit.headcount) if people else ""


def _registered_at(owed: SlipOwed) -> datetime:
    return owed.at
