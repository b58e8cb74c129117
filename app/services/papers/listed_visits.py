"""A paper that lists a day's cases (日报) is not printed again once one of them has become guarded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.papers.names import DAILY
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import NotAllowed
from app.ports.records import Reads
from app.services.case.case_door import guarded_matters, homes_of

LISTING = DAILY
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
    """NotAllowed('withheld') where a case that the paper names has become guarded since.

    Named are the visits of the day and, with who owes it, each date that fell due on it.
    """
    if document.kind != LISTING:
        return
    basis = document.content.get("basis", {})
    visits = reads.among(Visit, "number", _open_numbers(basis.get("visits", ())))
    due = [row.id for row in reads.among(Matter, "number", _open_numbers(basis.get("due", ())))]
    visits += reads.among(Visit, "matter_id", due)
    if guarded_matters(reads, {*due, *homes_of(reads, visits).values()}):
        raise NotAllowed("withheld", login=desk.staff.login)


def _open_numbers(rows: Iterable[Sequence[str]]) -> list[str]:
    """The numbers of those rows that tell more than that a case is guarded."""
    return [row[0] for row in rows if row[1] != WITHHELD]
