"""Reads a saved visit back from the store, so that the screen shows nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.desk import Desk
from app.domain.masks import mask_party
from app.domain.rows.visits import Visit
from app.errors import NotAllowed
from app.services.case.case_door import case_of, may_read_case
from app.services.case.lookups import find_visit
from app.services.case.record_pages import corrected


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedVisit:
    """Who came, what for, and the three notices as they were told last."""

    masked_name: str
    headcount: int
    claim: str | None
    opinion: str | None
    due: date | None
    contact: str | None
    visit: Visit
    """As corrected, to who may read its case, else as registered; whom it names stands in it unmasked."""
    carried: bool
    """Nothing was told at this visit: the notices are those of an earlier one."""


def read_saved(desk: Desk, number: str) -> SavedVisit:
    """The visit of a number. Refused(not_found); NotAllowed(role_missing, withheld)."""
    desk.require("register")
    with desk.records.reading() as reads:
        visit = find_visit(reads, number)
        case = case_of(reads, visit)
        readable = may_read_case(desk, case)
        if not readable and visit.clerk != desk.staff.login:
            raise NotAllowed("withheld", login=desk.staff.login)
        visit = corrected(case, visit) if readable else visit
    notice, people = case.notice if readable else None, case.people_of(visit.id)
    return SavedVisit(
        masked_name=mask_party(people[0].name, visit.headcount) if people else "",
        headcount=visit.headcount,
        claim=visit.claim,
        visit=visit,
        opinion=notice.opinion if notice else None,
        due=notice.due if notice else None,
        contact=notice.contact if notice else None,
        carried=notice is not None and notice.visit_id != visit.id,
    )
