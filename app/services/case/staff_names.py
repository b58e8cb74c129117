"""The people behind the accounts, and the places behind the codes, that a record names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.rows.centre import Division, Staff
from app.ports.records import Reads
from app.services.case.shown import (
    OwnVisit,
    ShownAmendment,
    ShownCase,
    ShownRecord,
    ShownVisit,
    TakenBack,
    VisitLine,
)


def names_in(reads: Reads, shown: ShownRecord) -> dict[str, str]:
    """{account: name} of everybody whom an answer of ``show`` names by the account."""
    return {staff.login: staff.name for staff in reads.among(Staff, "login", set(_accounts(shown)))}


def places_in(reads: Reads, amendments: Iterable[ShownAmendment]) -> dict[str, str]:
    """{division code: name} of the places that corrections name by their codes."""
    codes = {code for row in amendments if row.field == "place" for code in (row.old, row.new)}
    known = [code for code in codes if code is not None and code != "*"]
    return {row.code: row.name for row in reads.among(Division, "code", known)}


def _accounts(shown: ShownRecord) -> Iterator[str]:
    visit: ShownVisit | None = shown.visit if isinstance(shown, ShownCase | OwnVisit) else None
    for line in (*shown.visits, *((visit.line,) if visit else ())):
        yield from _accounts_of_visit(line)
    for paper in shown.papers:
        yield paper.by
        yield from (printing.by for printing in paper.prints)
        yield from _by(paper.void)
    if isinstance(shown, ShownCase):
        yield from _accounts_of_case(shown)


def _accounts_of_visit(line: VisitLine) -> Iterator[str]:
    yield line.clerk
    yield from _by(line.void)


def _accounts_of_case(shown: ShownCase) -> Iterator[str]:
    for step in shown.steps:
        yield step.row.by
        yield from (step.row.approver,) if step.row.approver else ()
        yield from _by(step.withdrawn)
    for duty in shown.duties:
        yield from (reply.by for reply in duty.replies)
    for entry in shown.lists:
        yield from (fact.by for fact in (entry.put_on, *entry.notes))
        yield from (entry.end.by,) if entry.end else ()
    for attachment in shown.attachments:
        yield attachment.by
        yield from _by(attachment.withdrawn)
    facts = (shown.notices, shown.reminders, shown.ratings, shown.pending, shown.incidents, shown.amendments)
    yield from (fact.by for rows in facts for fact in rows)


def _by(taken: TakenBack | None) -> Iterator[str]:
    if taken is not None:
        yield taken.by
