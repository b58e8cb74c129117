"""The papers of a handling step, numbered and frozen; their dates are those of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import MEDIATING, NOT_AGREED, mode_of
from app.domain.case.promise import counted_as_told
from app.domain.papers.dossier import DateInForce, Dossier, letterhead
from app.domain.papers.kinds import build
from app.domain.rows.base import new_id
from app.domain.rows.centre import Division, Staff
from app.domain.rows.matters import Step
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.domain.terms import STATUTORY
from app.ports.records import Reads, Writes
from app.services.case.record_pages import people_of
from app.services.papers.number_document import number_document

AGREEMENTS = {"调解": "调解协议书", "和解": "和解协议书"}
"""Kind of a 调解 to the frame that both sides sign (条例第33条)."""


def step_papers(
    writes: Writes, desk: Desk, case: CaseFile, visit: Visit | None, step: Step
) -> Iterator[Document]:
    """The documents of a step that was just written, in its transaction."""
    head = letterhead(desk.place.centre, desk.settings)
    kind = paper_of(step)
    visit = visit or case.newest_visit
    if kind is None or visit is None:
        return
    number = number_document(writes, desk, kind, step.at.date())
    content = build(kind, head, step_dossier(writes, desk, case, visit, step, number))
    yield Document(
        id=new_id(),
        kind=kind,
        number=number,
        matter_id=case.matter.id,
        visit_id=visit.id,
        step_id=step.id,
        unit=step.unit,
        content=content,
        at=step.at,
        by=desk.staff.login,
    )


def paper_of(step: Step) -> str | None:
    """The kind of paper that a step draws up; a 调解 without an agreement draws up none."""
    if step.mode == MEDIATING:
        result = str(step.detail.get("result") or "")
        if not result or result.startswith(NOT_AGREED):
            return None
        return AGREEMENTS.get(str(step.detail.get("kind")), AGREEMENTS["调解"])
    mode = mode_of(step.mode)
    return mode.paper if mode else None


def step_dossier(
    reads: Reads, desk: Desk, case: CaseFile, visit: Visit, step: Step | None, number: str
) -> Dossier:
    """What a paper about a case may speak of."""
    came = people_of(reads, visit)
    places = reads.find(Division, code=visit.place) if visit.place else []
    step = _with_name(reads, step)
    return Dossier(
        at=step.at if step else desk.clock.now(),
        number=number,
        matter=replace(case.matter, confidential=case.matter.confidential or case.guarded),
        visit=visit,
        people=tuple(person for _, person in came),
        representatives=tuple(person.id for one, person in came if one.representative),
        place_name=places[0].name if places else None,
        desk=desk.place.letter,
        clerk=desk.staff.name,
        steps=case.standing_steps,
        step=step,
        notice=case.notice,
        told_as=counted_as_told(case, case.notice),
        dates=dates_of(case),
        unit=step.unit if step else case.unit,
        detail=step.detail if step else {},
    )


def dates_of(case: CaseFile) -> tuple[DateInForce, ...]:
    """The dates in force as papers read them: what is owed, and until when the visitor may ask."""
    owed = [
        DateInForce(owed.what, owed.kind, owed.counted, owed.extended_by or owed.source)
        for owed in case.running_outward
    ]
    rights = [
        DateInForce(one.what, STATUTORY, one.counted, one.source)
        for one in case.rights
        if one.counted is not None and one.used_at is None and one.ended_by is None
    ]
    return (*owed, *rights)


def _with_name(reads: Reads, step: Step | None) -> Step | None:
    """The step with its approver's name, where the account was given."""
    if step is None or step.approver is None:
        return step
    staff = reads.find(Staff, login=step.approver)
    return replace(step, approver=staff[0].name) if staff else step
