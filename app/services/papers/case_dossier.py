"""Gathers what any paper about a visit of a case may speak of; each paper replaces what it knows better."""

from __future__ import annotations

from datetime import datetime

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.promise import counted_for_notice
from app.domain.papers.dossier import DateInForce, Dossier
from app.domain.rows.centre import Division
from app.domain.rows.visits import Visit
from app.domain.terms import STATUTORY
from app.ports.records import Reads


def case_dossier(
    reads: Reads, desk: Desk, case: CaseFile, visit: Visit, *, at: datetime, number: str, place: str | None
) -> Dossier:
    """The visit, its people, what was done and told, the dates in force; ``place`` is a division's code."""
    places = reads.find(Division, code=place) if place else []
    return Dossier(
        at=at,
        number=number,
        matter=case.matter,
        visit=visit,
        people=case.people_of(visit.id),
        representatives=case.representatives_of(visit.id),
        place_name=places[0].name if places else None,
        desk=desk.place.letter,
        clerk=desk.staff.name,
        steps=case.standing_steps,
        notice=case.notice,
        told_as=counted_for_notice(case, case.notice),
        dates=dates_of(case),
        may_rate=case.may_rate,
    )


def dates_of(case: CaseFile) -> tuple[DateInForce, ...]:
    """The dates in force as papers read them: what is owed, and until when the visitor may ask."""
    owed = [
        DateInForce(owed.what, owed.kind, owed.counted, owed.extended_by or owed.source)
        for owed in case.running_outward
    ]
    rights = [
        DateInForce(right.what, STATUTORY, right.counted, right.source)
        for right in case.rights
        if right.counted is not None and right.is_open
    ]
    return (*owed, *rights)
