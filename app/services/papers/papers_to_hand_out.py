"""Lists the papers of a case still to be handed out: never printed, or made wrong by a correction."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.papers.names import NOTICES, RECEIPT, REGISTRATION, SLIP
from app.domain.rows.papers import Document
from app.ports.records import Reads
from app.services.papers.paper_subject import require_readable, subject_of
from app.services.papers.reissue import is_reworded, made_void_by
from app.services.papers.unit_sheets import cases_on_sheet, is_unit_sheet

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
        standing = [
            paper
            for paper in case.papers
            if paper.id not in superseded
            and paper.kind not in _INSIDE
            and made_void_by(desk, reads, case, paper) is None
        ]
        waiting = [_waiting(desk, reads, case, paper) for paper in standing]
    return tuple(paper for paper in reversed(waiting) if paper is not None)


def _waiting(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> PaperToHandOut | None:
    if not paper.printed:
        return PaperToHandOut(paper.kind, paper.number, replaces=False)
    on_demand = paper.kind in (SLIP, NOTICES)
    reworded = any(is_reworded(desk, reads, other, paper) for other in _cases_of(reads, case, paper))
    if not (reworded or (on_demand and _says_otherwise(case, paper))):
        return None
    return PaperToHandOut(paper.kind, paper.number, replaces=True)


def _cases_of(reads: Reads, case: CaseFile, paper: Paper) -> list[CaseFile]:
    """The case itself; of a 交办单 each that it speaks of, for a correction of one changes it for all."""
    document = reads.get(Document, paper.id) if is_unit_sheet(paper) else None
    return [case] if document is None else cases_on_sheet(reads, document)


def _says_otherwise(case: CaseFile, paper: Paper) -> bool:
    """Whether the visitor was told anew, or his visit went to another matter, after the paper."""
    told_anew = case.notice is not None and case.notice.id > paper.id
    return told_anew or any(move.id > paper.id and move.visit_id == paper.visit_id for move in case.moves)
