"""Draws up once more what a paper that lies with the visitor or a unit says, from a reading of its case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.desk import Desk
from app.domain.case.accused import accused_one
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


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case, and the rows by which it was read: those of the store, or with some of them supposed."""

    reads: Reads
    case: CaseFile


def may_be_reissued(paper: Paper) -> bool:
    """Whether a paper that says something wrong gets a successor: the visitor's letters and those of units.

    A unit that looks for the wrong man or for what nobody asked does harm, so its 交办单, 催办单 or 督办函 is
    no less wrong than the visitor's letter.
    """
    if lies_with_unit(paper):
        return True
    return paper.visit_id is not None and paper.kind in FOR_THE_VISITOR and paper.kind in BUILDERS


def lies_with_unit(paper: Paper) -> bool:
    """Whether a paper was handed to a unit that works by it: 交办单, 催办单, 督办函."""
    return is_unit_sheet(paper) or is_reminder_letter(paper)


def words_of(desk: Desk, seen: SeenCase, paper: Paper) -> Any:
    """What a paper says; None where it cannot be drawn up, or lies with a unit that the case accuses."""
    dossier = paper_dossier(desk, seen.reads, seen.case, paper)
    if dossier is None or _is_of_accused(seen.case, paper):
        return None
    try:
        return build(paper.kind, letterhead(desk.place.centre, desk.settings), dossier)
    except Refused:
        return None


def paper_dossier(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Dossier | None:
    """What the paper may speak of; None where the case has nothing of it any more."""
    if is_unit_sheet(paper):
        return sheet_dossier(desk, reads, case, paper)
    if is_reminder_letter(paper):
        return reminder_dossier(desk, reads, case, paper)
    visit = _of(case.visits, paper.visit_id)
    if visit is None:
        return None
    step = _of(case.standing_steps, paper.step_id)
    if step is None and paper.step_id is not None:
        return None
    dossier = step_dossier(reads, desk, case, visit, step, paper.number)
    matter, visit = on_paper(case, visit)
    return replace(dossier, at=paper.at, matter=matter, visit=visit, code="-")


def _of(rows: Iterable[Any], id: str | None) -> Any:
    record: Visit | Step | None = next((row for row in rows if row.id == id), None)
    return record


def _is_of_accused(case: CaseFile, paper: Paper) -> bool:
    """条例第30条第3款: what the unit holds is never issued to it anew."""
    if not case.accused or paper.unit is None or not lies_with_unit(paper):
        return False
    return bool(accused_one(paper.unit, case.accused, case.rules.units, case.rules.superiors))
