"""The case that an act of handling is about, for who sits at the desk."""

from __future__ import annotations

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import OpenCase, act_on_case, require_no_interest, require_readable


def act_subject(desk: Desk, reads: Reads, number: str, field: str) -> OpenCase:
    """The case of a number to act on, after joins the one that has its visits now.

    Refused: not_found, visit_voided. NotAllowed: withheld, has_interest.
    """
    opened = act_on_case(desk, reads, number, field)
    if opened.is_voided:
        raise Refused(FieldError(field, "visit_voided", {"number": opened.number}))
    return opened


def require_hand(desk: Desk, case: CaseFile) -> None:
    """NotAllowed: withheld (an act on a guarded case grants no reading), has_interest (回避)."""
    require_readable(desk, case)
    require_no_interest(desk, case)
