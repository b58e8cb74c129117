"""A letter that a 带班领导 signed and a correction changed without him waits for his signature to go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.signing import REISSUE
from app.domain.rows.base import new_id
from app.domain.rows.case import Request
from app.domain.rows.papers import Document
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.records import Reads, Writes
from app.services.case.case_door import require_no_interest
from app.services.handling.advance_matter import Pending, ask, asked_leader
from app.services.papers.number_document import number_document
from app.services.papers.paper_subject import case_of_paper, require_paper_readable
from app.services.papers.reissue import UNSIGNED, has_unsigned_words, reissued
from app.services.visits.preview_correction import CorrectionPreview, with_letters

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LetterReissued:
    """The letter that takes the place of the one whose words were corrected; it waits to be printed."""

    document: Document
    replaced: str
    """Number of the old one."""

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.document.kind, "number": self.document.number, "replaces": self.replaced}


def issue_or_ask(desk: Desk, issue: Callable[[], T]) -> T | Pending:
    """Issue a paper, or ask a leader where its words changed without him. Refused as ``issue`` otherwise."""
    try:
        return issue()
    except Refused as refused:
        number = next(
            (str(error.facts["number"]) for error in refused.errors if error.code == UNSIGNED), None
        )
        if number is None:
            raise
    return ask_reissue(desk, number)


def ask_reissue(desk: Desk, number: str, send_to: str | None = None) -> Pending:
    """Send a letter whose words were corrected to a leader; it is issued anew once he signs.

    Refused: not_found, reissue_moot, request_waits, and what asked_leader refuses. NotAllowed: role_missing,
    withheld, has_interest.
    """
    desk.require("slip")

    def work(writes: Writes) -> Pending:
        document, case, paper = _letter(writes, number)
        require_paper_readable(desk, writes, document)
        require_no_interest(desk, case)
        _require_reworded(desk, writes, case, paper)
        if any(row.act == REISSUE and row.entry.get("document") == document.id for row in case.pending):
            raise Refused(FieldError("number", "request_waits", {"mode": REISSUE}))
        request = Request(
            id=new_id(),
            matter_id=case.matter.id,
            visit_id=document.visit_id,
            act=REISSUE,
            mode=REISSUE,
            entry={"document": document.id, "step": document.step_id},
            send_to=asked_leader(writes, desk, send_to),
            at=desk.clock.now(),
            by=desk.staff.login,
        )
        return ask(writes, desk, request, case)

    pending = desk.records.write(work)
    desk.announce(MatterAdvanced(pending.request.matter_id))
    return pending


def reissue_signed(writes: Writes, author: Desk, case: CaseFile, request: Request) -> LetterReissued:
    """The letter anew, in the transaction in which the leader signs it. Refused: reissue_moot."""
    document = writes.get(Document, str(request.entry["document"]))
    paper = _paper(case, document)
    if document is None or paper is None:
        raise Refused(FieldError("id", "reissue_moot"))
    _require_reworded(author, writes, case, paper)
    now = author.clock.now()
    number = number_document(writes, author, document.kind, now.date())
    made = reissued(author, writes, case, document, replace(paper, number=number), now)
    writes.add(made)
    return LetterReissued(made, document.number)


def preview_reissue(
    desk: Desk, reads: Reads, case: CaseFile, request: Request, *, picture: bool
) -> CorrectionPreview:
    """The letter as it will go out once it is signed."""
    paper = _paper(case, reads.get(Document, str(request.entry["document"])))
    if paper is None or not has_unsigned_words(desk, reads, case, paper):
        return CorrectionPreview(
            errors=(FieldError("id", "reissue_moot"),), status=(case.status, case.status)
        )
    preview = CorrectionPreview(
        status=(case.status, case.status), replaced=(paper,) if paper.printed else (), second=True
    )
    return with_letters(desk, reads, preview, case, (paper,), picture)


def _letter(reads: Reads, number: str) -> tuple[Document, CaseFile, Paper]:
    rows = reads.find(Document, number=number.strip())
    case = case_of_paper(reads, rows[-1]) if rows else None
    paper = _paper(case, rows[-1]) if case is not None else None
    if case is None or paper is None:
        raise Refused(FieldError("number", "not_found", {"number": number}))
    return rows[-1], case, paper


def _paper(case: CaseFile, document: Document | None) -> Paper | None:
    id = document.id if document is not None else None
    return next((paper for paper in case.papers if paper.id == id), None)


def _require_reworded(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> None:
    if not has_unsigned_words(desk, reads, case, paper):
        raise Refused(FieldError("id", "reissue_moot"))
