"""Lists the papers of a case still to be handed out: never printed, or made wrong by a correction."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.papers.names import NOTICES, RECEIPT, REGISTRATION, SLIP
from app.ports.records import Reads
from app.services.papers.paper_subject import require_readable, subject_of
from app.services.papers.reissue import is_reworded

_INSIDE = frozenset({REGISTRATION, RECEIPT})
"""Papers that stay in the house: they are printed when somebody wants them."""


@dataclass(frozen=True, slots=True)
class PaperToHandOut:
    """A paper by its kind and the number it is printed under."""

    kind: str
    number: str
    replaces: bool
    """换发: the visitor has one that says otherwise; else it was never printed."""


def papers_to_hand_out(desk: Desk, number: str) -> tuple[PaperToHandOut, ...]:
    """The papers of the case of a visit or matter, the newest first.

    Refused: not_found, visit_voided. NotAllowed: role_missing, withheld.
    """
    desk.require("print")
    with desk.records.reading() as reads:
        subject = subject_of(reads, number)
        require_readable(desk, subject)
        case = subject.case
        superseded = {paper.replaces for paper in case.papers}
        standing = [paper for paper in case.papers if paper.id not in superseded and _stands(case, paper)]
        waiting = [_waiting(desk, reads, case, paper) for paper in standing]
    return tuple(paper for paper in reversed(waiting) if paper is not None)


def _stands(case: CaseFile, paper: Paper) -> bool:
    gone = paper.visit_id is not None and paper.visit_id not in {visit.id for visit in case.visits}
    return paper.kind not in _INSIDE and not gone and not (paper.step_id and case.is_withdrawn(paper.step_id))


def _waiting(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> PaperToHandOut | None:
    if not paper.printed:
        return PaperToHandOut(paper.kind, paper.number, replaces=False)
    on_demand = paper.kind in (SLIP, NOTICES)
    if not (is_reworded(desk, reads, case, paper) or (on_demand and _says_otherwise(case, paper))):
        return None
    visit = next((visit for visit in case.visits if visit.id == paper.visit_id), None)
    number = visit.number if on_demand and visit is not None else paper.number
    return PaperToHandOut(paper.kind, number, replaces=True)


def _says_otherwise(case: CaseFile, paper: Paper) -> bool:
    """Whether the visitor was told anew, or his visit went to another matter, after the paper."""
    told_anew = case.notice is not None and case.notice.id > paper.id
    return told_anew or any(move.id > paper.id and move.visit_id == paper.visit_id for move in case.moves)
