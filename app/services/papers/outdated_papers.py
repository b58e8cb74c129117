"""Says which papers in the visitor's hands say otherwise after a correction, and which are out of a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.modes import MODES
from app.domain.papers.dossier import Dossier, letterhead
from app.domain.papers.kinds import BUILDERS, build
from app.domain.papers.names import NOTICES, SLIP
from app.domain.rows.matters import Step
from app.domain.rows.visits import Visit
from app.errors import Refused
from app.ports.records import Reads
from app.services.papers.paper_subject import on_paper
from app.services.papers.step_papers import AGREEMENTS, step_dossier

FOR_THE_VISITOR = (
    frozenset({SLIP, NOTICES})
    | frozenset(AGREEMENTS.values())
    | frozenset(mode.paper for mode in MODES.values() if mode.paper is not None)
)
"""Kinds of papers that are handed to the visitor; the others stay in the house or go to units."""


@dataclass(frozen=True, slots=True)
class Outdating:
    """A case before and after a correction."""

    before: CaseFile
    after: CaseFile
    visits: frozenset[str] | None = None
    """Ids of the visits whose papers are asked for; None asks for all."""


def papers_out(case: CaseFile) -> tuple[Paper, ...]:
    """The papers in force that were put on paper or delivered, in order of number."""
    delivered = {row.document_id for row in case.deliveries}
    superseded = {paper.replaces for paper in case.papers}
    papers = [
        paper
        for paper in case.papers
        if (paper.printed or paper.id in delivered)
        and paper.id not in superseded
        and not (paper.step_id is not None and case.is_withdrawn(paper.step_id))
    ]
    return tuple(sorted(papers, key=lambda paper: (paper.at, paper.number, paper.id)))


def outdated_papers(desk: Desk, reads: Reads, change: Outdating) -> tuple[Paper, ...]:
    """The papers in the visitor's hands whose words are others after the correction.

    Each is drawn up twice, from the case before and after; what does not stand on a paper does not count.
    """
    outdated = []
    for paper in papers_out(change.before):
        if paper.kind not in FOR_THE_VISITOR or paper.kind not in BUILDERS or paper.visit_id is None:
            continue
        if change.visits is not None and paper.visit_id not in change.visits:
            continue
        was = words_of(desk, paper, paper_dossier(desk, reads, change.before, paper))
        now = words_of(desk, paper, paper_dossier(desk, reads, change.after, paper))
        if was is not None and was != now:
            outdated.append(paper)
    return tuple(outdated)


def words_of(desk: Desk, paper: Paper, dossier: Dossier | None) -> Any:
    """What a paper says; None where it cannot be drawn up: such a paper says something else, too."""
    if dossier is None:
        return None
    try:
        return build(paper.kind, letterhead(desk.place.centre, desk.settings), dossier)
    except Refused:
        return None


def paper_dossier(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Dossier | None:
    """What the paper may speak of; None where its visit is not of the case any more."""
    visit = _of(case.visits, paper.visit_id)
    if visit is None:
        return None
    step = _of(case.steps, paper.step_id)
    dossier = step_dossier(reads, desk, case, visit, step, paper.number)
    matter, visit = on_paper(case, visit)
    return replace(dossier, at=paper.at, matter=matter, visit=visit, code="-")


def _of(rows: Iterable[Any], id: str | None) -> Any:
    record: Visit | Step | None = next((row for row in rows if row.id == id), None)
    return record


def paper_json(paper: Paper) -> dict[str, Any]:
    """A paper as lists of corrections name it; with its unit where it went to one."""
    return {"kind": paper.kind, "number": paper.number} | ({"unit": paper.unit} if paper.unit else {})
