"""Says which papers of the visitor and of units a correction makes wrong, and which are out of a case."""

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
from app.services.papers.reminder_letters import is_reminder_letter, reminder_dossier
from app.services.papers.step_papers import AGREEMENTS, step_dossier
from app.services.papers.unit_sheets import is_unit_sheet, sheet_dossier

FOR_THE_VISITOR = (
    frozenset({SLIP, NOTICES})
    | frozenset(AGREEMENTS.values())
    | frozenset(mode.paper for mode in MODES.values() if mode.paper is not None)
)
"""Kinds of papers that are handed to the visitor; the others stay in the house or go to units."""


def may_be_reissued(paper: Paper) -> bool:
    """Whether a paper that says something wrong gets a successor: the visitor's letters and those of units.

    A unit that looks for the wrong man or for what nobody asked does harm, so its 交办单, 催办单 or 督办函 is
    no less wrong than the visitor's letter.
    """
    if lies_with_unit(paper):
        return True
    return paper.visit_id is not None and paper.kind in FOR_THE_VISITOR and paper.kind in BUILDERS


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
    """The papers in the hands of the visitor and of units whose words are others after the correction.

    Each is drawn up twice, from the case before and after; what does not stand on a paper does not count.
    """
    return tuple(
        paper
        for paper in papers_out(change.before)
        if (change.visits is None or paper.visit_id in change.visits)
        and says_otherwise(desk, reads, change, paper)
    )


def outdated_approved(desk: Desk, reads: Reads, change: Outdating) -> tuple[Paper, ...]:
    """The papers of steps that a 带班领导 has signed whose words would be others, printed or not.

    What he signed is the paper as he saw it: another wording of it needs his signature again (CASE.md 3).
    """
    before = change.before
    signed = {step.id for step in before.standing_steps if step.approver is not None}
    superseded = {paper.replaces for paper in before.papers}
    return tuple(
        paper
        for paper in before.papers
        if paper.step_id in signed
        and paper.id not in superseded
        and says_otherwise(desk, reads, change, paper)
    )


def says_otherwise(desk: Desk, reads: Reads, change: Outdating, paper: Paper) -> bool:
    """Whether a paper that may be reissued says something else when it is drawn up from the case after."""
    if not may_be_reissued(paper):
        return False
    was = words_of(desk, reads, change.before, paper)
    return was is not None and was != words_of(desk, reads, change.after, paper)


def words_of(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Any:
    """What a paper says; None where it cannot be drawn up: such a paper says something else, too."""
    dossier = paper_dossier(desk, reads, case, paper)
    if dossier is None:
        return None
    try:
        return build(paper.kind, letterhead(desk.place.centre, desk.settings), dossier)
    except Refused:
        return None


def paper_dossier(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Dossier | None:
    """What the paper may speak of; None where its visit is not of the case any more."""
    if is_unit_sheet(paper):
        return sheet_dossier(desk, reads, case, paper)
    if is_reminder_letter(paper):
        return reminder_dossier(desk, reads, case, paper)
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


def lies_with_unit(paper: Paper) -> bool:
    """Whether a paper was handed to a unit that works by it: 交办单, 催办单, 督办函."""
    return is_unit_sheet(paper) or is_reminder_letter(paper)


def with_units(papers: Iterable[Paper]) -> dict[str, tuple[str, ...]]:
    """By unit, the kinds of these papers that it holds."""
    held: dict[str, dict[str, None]] = {}
    for paper in papers:
        if paper.unit and lies_with_unit(paper):
            held.setdefault(paper.unit, {})[paper.kind] = None
    return {unit: tuple(kinds) for unit, kinds in held.items()}
