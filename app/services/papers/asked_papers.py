"""Papers drawn up when someone asks for them with words of their own: 送达回证, 预警单, 移交案例报告."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.entries.paper_detail import RECEIPT
from app.domain.papers.names import REGISTRATION, SLIP
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.papers.draw_up import BASIS, draw_up
from app.services.papers.paper_subject import Subject, dossier_of, require_readable, subject_of

_NO_NUMBER = (SLIP, REGISTRATION, RECEIPT)
"""Papers whose delivery nobody proves."""


NOT_OF_A_PAPER: dict[str, Any] = {"document": None}
"""What a paper of words stands on that proves no other paper's delivery."""


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """What the paper is about, and the papers of the kind that are about the same."""

    desk: Desk
    kind: str
    subject: Subject
    proved: Document | None
    """The paper whose delivery a 送达回证 proves."""
    earlier: tuple[Document, ...]

    def document(self, reads: Reads, number: str, at: datetime, detail: dict[str, Any]) -> Document:
        """A new paper with these words. Refused(paper_needs, paper_guarded)."""
        desk, subject, proved = self.desk, self.subject, self.proved
        dossier = replace(
            dossier_of(desk, reads, subject, number, at, code=None, old=None),
            document=(proved.kind, proved.number) if proved else None,
            unit=subject.matter.unit,
            detail=detail,
        )
        return draw_up(
            desk,
            reads,
            self.kind,
            dossier,
            matter_id=subject.matter.id,
            visit_id=subject.visit.id,
            unit=subject.matter.unit,
            basis=_basis(proved),
        )


def asked_paper(desk: Desk, reads: Reads, number: str, kind: str) -> AskedPaper:
    """The paper of a kind about a visit or matter; a 送达回证 about a document, by its number.

    Refused: not_found, visit_voided, paper_which (several papers could be meant), paper_needs.
    """
    proved = _named(reads, number) if kind == RECEIPT else None
    subject = subject_of(reads, _visit_of(reads, proved) if proved else number)
    require_readable(desk, subject)
    if kind == RECEIPT and proved is None:
        proved = _only_one(reads, subject)
    rows = reads.find(Document, matter_id=subject.matter.id, kind=kind)
    earlier = tuple(row for row in rows if row.content.get(BASIS) == _basis(proved))
    return AskedPaper(desk, kind, subject, proved, earlier)


def _basis(proved: Document | None) -> dict[str, Any]:
    return {"document": proved.id} if proved else NOT_OF_A_PAPER


def _named(reads: Reads, number: str) -> Document | None:
    papers = [row for row in reads.find(Document, number=number.strip()) if row.kind not in _NO_NUMBER]
    return papers[-1] if papers else None


def _visit_of(reads: Reads, document: Document) -> str:
    visit = reads.get(Visit, document.visit_id) if document.visit_id else None
    if visit is None:
        raise Refused(FieldError("number", "not_a_visit", {"number": document.number}))
    return visit.number


def _only_one(reads: Reads, subject: Subject) -> Document:
    """The paper of the matter that could be meant."""
    rows = reads.find(Document, matter_id=subject.matter.id)
    papers = [row for row in rows if row.kind not in _NO_NUMBER and row.visit_id]
    if not papers:
        raise Refused(FieldError("document", "paper_needs", {"what": "要送达的文书"}))
    if len(papers) > 1:
        numbers = "、".join(f"{row.number}（{row.kind}）" for row in papers)
        raise Refused(FieldError("number", "paper_which", {"numbers": numbers}))
    return papers[0]
