"""The case that an act of handling is about, for who sits at the desk, and the rules it is judged by."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.moves import MoveRules
from app.domain.case.step_check import StepRules
from app.domain.case.superiors import superiors
from app.domain.rows.centre import Unit
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import case_of, require_no_interest, require_readable
from app.services.case.case_reader import CaseReader
from app.services.case.lookups import find_record, not_found


@dataclass(frozen=True, slots=True)
class ActSubject:
    """A case that may be acted on, and the visit if the number named one."""

    case: CaseFile
    visit: Visit | None


def act_subject(desk: Desk, reads: Reads, number: str, field: str) -> ActSubject:
    """The case of a number, after joins the one that has its visits now.

    Refused: not_found, visit_voided. NotAllowed: withheld, has_interest.
    """
    record = find_record(reads, number, field)
    if isinstance(record, Reception):
        raise not_found(number, field)
    case = case_of(reads, record)
    require_hand(desk, case)
    if any(visit.id == record.id for visit in case.taken_back):
        raise Refused(FieldError(field, "visit_voided", {"number": record.number}))
    return ActSubject(case, next((visit for visit in case.visits if visit.id == record.id), None))


def require_hand(desk: Desk, case: CaseFile) -> None:
    """NotAllowed: withheld (an act on a guarded case grants no reading), has_interest (回避)."""
    require_readable(desk, case)
    require_no_interest(desk, case)


def move_rules(desk: Desk, reads: Reads) -> MoveRules:
    """What the centre has set for steps."""
    return MoveRules(
        bureau=CaseReader(reads).rules.bureau,
        most_days=desk.settings["延期上限"],
        review_unused=desk.settings["复查期满不再受理"],
    )


def step_rules(desk: Desk, reads: Reads) -> StepRules:
    """What a step is judged by beside its case."""
    units = tuple(reads.find(Unit, disabled=False))
    return StepRules(moves=move_rules(desk, reads), units=units, superiors=superiors(units))
