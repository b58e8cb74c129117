"""Puts together what ``show`` answers of a case: its rows, and what the reading of the case says of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.desk import Desk
from app.domain.attachments import TAKEN_OFF
from app.domain.case.casefile import CaseFile
from app.domain.rows.attachments import Attachment
from app.domain.rows.case import Request
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.case import handling_pages, record_pages
from app.services.case.notices import is_complete
from app.services.case.shown import (
    DateInForce,
    ShownAttachment,
    ShownCase,
    ShownMatter,
    ShownRequest,
    ShownStep,
    ShownVisit,
    TakenBack,
)
from app.services.case.staff_names import names_in, places_in


def visits_of(case: CaseFile) -> list[Visit]:
    """The visits of a case as they are shown, those taken back too."""
    return sorted((*case.visits, *case.taken_back), key=_id)


def shown_case(
    desk: Desk,
    reads: Reads,
    case: CaseFile,
    number: str,
    visit: ShownVisit | None,
    with_people: Sequence[Visit],
    *,
    unmask: bool,
    rows_in_full: Collection[str],
) -> ShownCase:
    """All of a case that may be read, as a visit of it or the matter was asked for.

    ``with_people``: the visits whose people are shown; ``rows_in_full``: the rows whose corrections are told
    in full.
    """
    shown = ShownCase(
        number=number,
        visit=visit,
        matter=ShownMatter(
            row=case.matter,
            holders=case.holders,
            contradicted=case.contradicted,
            owner=case.owner,
            merged_into=case.merged_into,
        ),
        people=tuple(
            person for row in with_people for person in record_pages.shown_people(case, row, unmask)
        ),
        visits=tuple(record_pages.visit_line(case, row) for row in visits_of(case)),
        steps=tuple(ShownStep(step, handling_pages.withdrawal_of(case, step.id)) for step in case.steps),
        receptions=tuple(handling_pages.receptions_of(reads, case)),
        duties=tuple(handling_pages.shown_duty(case, duty) for duty in case.duties),
        notices=case.notices,
        notices_complete=case.notice is not None and is_complete(case.notice),
        reminders=case.reminders,
        ratings=case.ratings,
        papers=tuple(handling_pages.papers_of(desk, reads, case)),
        obligations=case.obligations,
        rights=case.rights,
        pending=tuple(_request(row) for row in case.pending),
        lists=case.entries,
        attachments=tuple(_attachment(case, row) for row in case.attachments),
        incidents=case.incidents,
        contradictions=case.contradictions,
        dates=_dates(case),
        amendments=tuple(record_pages.amendments(case, unmask=rows_in_full)),
    )
    return replace(shown, names=names_in(reads, shown), places=places_in(reads, shown.amendments))


def _request(row: Request) -> ShownRequest:
    return ShownRequest(id=row.id, act=row.act, mode=row.mode, ground=row.ground, by=row.by, at=row.at)


def _attachment(case: CaseFile, row: Attachment) -> ShownAttachment:
    """An attachment without its content; ``attachments`` tells where that is."""
    gone = case.taken_off(row.id)
    return ShownAttachment(
        id=row.id,
        name=TAKEN_OFF if gone else row.name,
        kind=row.kind,
        size=row.size,
        place=row.place,
        place_id=row.place_id,
        at=row.at,
        by=row.by,
        withdrawn=TakenBack(at=gone.at, by=gone.by, reason=gone.reason) if gone else None,
    )


def _dates(case: CaseFile) -> tuple[DateInForce, ...]:
    """Obligations that run, and rights whose clock runs."""
    running = [DateInForce(owed.what, owed.kind, owed.counted) for owed in case.in_sight]
    rights = [
        DateInForce(right.what, "权利", right.counted)
        for right in case.rights
        if right.counted is not None and right.is_open
    ]
    return (*running, *rights)


def _id(row: Visit) -> str:
    return row.id
