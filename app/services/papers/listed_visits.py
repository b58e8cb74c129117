"""A paper that lists a day's visits (日报) is not printed again once one of them has become guarded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import NotAllowed
from app.ports.records import Reads
from app.services.case.case_door import guarded_matters, homes_of

LISTING = "日报"
"""The kind of paper whose content is a list of visits."""


def reports_naming(reads: Reads, numbers: Collection[str]) -> tuple[date, ...]:
    """The days whose report named one of these visits."""
    wanted, days = set(numbers), set()
    for document in reads.find(Document, visit_id=None, kind=LISTING) if wanted else ():
        basis = document.content.get("basis", {})
        if wanted & {row[0] for row in basis.get("visits", ())}:
            days.add(date.fromisoformat(basis["day"]))
    return tuple(sorted(days))


def require_open_rows(desk: Desk, reads: Reads, document: Document) -> None:
    """NotAllowed('withheld') where a visit that the paper names has become guarded since."""
    if document.kind != LISTING:
        return
    rows = document.content.get("basis", {}).get("visits", ())
    named = reads.among(Visit, "number", [row[0] for row in rows if row[1] != WITHHELD])
    if guarded_matters(reads, homes_of(reads, named).values()):
        raise NotAllowed("withheld", login=desk.staff.login)
