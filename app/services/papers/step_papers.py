"""The papers of a handling step, numbered and frozen; their dates are those of the case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import MEDIATING, NOT_AGREED, mode_of
from app.domain.papers import names
from app.domain.papers.dossier import Dossier
from app.domain.rows.centre import Staff
from app.domain.rows.matters import Step
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.ports.records import Reads, Writes
from app.services.papers.case_dossier import case_dossier
from app.services.papers.draw_up import draw_up
from app.services.papers.number_document import number_document

AGREEMENTS = {"调解": names.MEDIATION, "和解": names.SETTLEMENT}
"""Kind of a 调解 to the frame that both sides sign (条例第33条)."""


def step_papers(
    writes: Writes, desk: Desk, case: CaseFile, visit: Visit | None, step: Step
) -> Iterator[Document]:
    """The documents of a step that was just written, in its transaction."""
    kind = paper_of(step)
    visit = visit or case.newest_visit
    if kind is None or visit is None:
        return
    number = number_document(writes, desk, kind, step.at.date())
    dossier = step_dossier(writes, desk, case, visit, step, number)
    yield draw_up(
        desk,
        writes,
        kind,
        dossier,
        matter_id=case.matter.id,
        visit_id=visit.id,
        step_id=step.id,
        unit=step.unit,
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
    step = _with_name(reads, step)
    at = step.at if step else desk.clock.now()
    return replace(
        case_dossier(reads, desk, case, visit, at=at, number=number, place=visit.place),
        matter=replace(case.matter, confidential=case.matter.confidential or case.guarded),
        step=step,
        unit=step.unit if step else case.unit,
        detail=step.detail if step else {},
    )


def _with_name(reads: Reads, step: Step | None) -> Step | None:
    """The step with its approver's name, where the account was given."""
    if step is None or step.approver is None:
        return step
    staff = reads.find(Staff, login=step.approver)
    return replace(step, approver=staff[0].name) if staff else step
