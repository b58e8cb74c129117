"""The papers of a handling step, numbered and frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.desk import Desk
from app.domain.papers.dossier import Dossier, letterhead
from app.domain.papers.kinds import build
from app.domain.rows.base import new_id
from app.domain.rows.centre import Division, Staff
from app.domain.rows.matters import Matter, Step
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.ports.records import Reads, Writes
from app.services.case.corrected_visit import as_corrected
from app.services.case.lookups import dates_in_force, newest_notice
from app.services.case.record_pages import people_of
from app.services.papers.number_document import number_document

PAPERS: dict[str, tuple[str, ...]] = {
    "转送": ("转送告知单",),
    "交办": ("交办告知单",),
    "转办": ("转送告知单",),
    "受理告知": ("受理告知书",),
    "不予受理": ("不予受理告知书",),
    "不再受理": ("不再受理告知书",),
    "引导": ("引导单",),
    "延期": ("延期办理告知书",),
    "办结": ("信访处理意见书",),
    "直接回复": ("直接回复",),
}
"""What a step hands to the visitor (DOMAIN.md sections 3.3 and 3.4)."""


def step_papers(writes: Writes, desk: Desk, matter: Matter, visit: Visit, step: Step) -> Iterator[Document]:
    """The documents of a step that was just written, in its transaction."""
    head = letterhead(desk.place.centre, desk.settings)
    for kind in PAPERS.get(step.mode, ()):
        dossier = step_dossier(writes, desk, matter, visit, step, "")
        if not _has_words(kind, dossier):
            continue
        number = number_document(writes, desk, kind, step.at.date())
        yield Document(
            id=new_id(),
            kind=kind,
            number=number,
            matter_id=matter.id,
            visit_id=visit.id,
            unit=step.unit,
            content=build(kind, head, replace(dossier, number=number)),
            at=step.at,
            by=desk.staff.login,
        )


def _has_words(kind: str, dossier: Dossier) -> bool:
    """A direct reply is put on paper only where what was answered was written down."""
    if kind != "直接回复":
        return True
    written = dossier.step.reason if dossier.step else None
    return bool(written or (dossier.notice and dossier.notice.opinion))


def step_dossier(
    reads: Reads, desk: Desk, matter: Matter, visit: Visit, step: Step | None, number: str
) -> Dossier:
    """What a paper about a matter may speak of."""
    visit = as_corrected(reads, visit)
    came = people_of(reads, visit)
    places = reads.find(Division, code=visit.place) if visit.place else []
    step = _with_name(reads, step)
    return Dossier(
        at=step.at if step else desk.clock.now(),
        number=number,
        matter=matter,
        visit=visit,
        people=tuple(person for _, person in came),
        representatives=tuple(person.id for one, person in came if one.representative),
        place_name=places[0].name if places else None,
        desk=desk.place.letter,
        clerk=desk.staff.name,
        steps=tuple(reads.find(Step, matter_id=matter.id)),
        step=step,
        notice=newest_notice(reads, matter.id),
        dates=tuple(dates_in_force(reads, matter.id)),
        unit=step.unit if step else matter.unit,
        detail=step.detail if step else {},
    )


def _with_name(reads: Reads, step: Step | None) -> Step | None:
    """The step with its approver's name, where the account was given."""
    if step is None or step.approver is None:
        return step
    staff = reads.find(Staff, login=step.approver)
    return replace(step, approver=staff[0].name) if staff else step
