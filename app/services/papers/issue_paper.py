"""Issue a paper: the first time its content is frozen, every later time is a counted and marked reprint."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.entries.paper_detail import DETAILED
from app.domain.papers.charge_table import KIND as CHARGE_TABLE
from app.domain.papers.kinds import ALIASES, BUILDERS
from app.domain.papers.names import NOTICES, REGISTRATION, SLIP
from app.domain.papers.reprint import reprinted
from app.domain.papers.say import full_date
from app.domain.papers.sizes import RECORDS
from app.domain.print_jobs import job_number
from app.domain.rows.base import new_id
from app.domain.rows.papers import Document, Printing
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit, Void
from app.errors import FieldError, Refused
from app.ports.records import Reads, Writes
from app.services.case.lookups import find_record
from app.services.case.unmasking import SEEN_IN_FULL, require_full_numbers
from app.services.papers.asked_papers import asked_paper
from app.services.papers.draw_up import BASIS, draw_up
from app.services.papers.keep_glyph import with_glyphs
from app.services.papers.listed_visits import require_open_rows
from app.services.papers.number_document import MARKS, expected_number, number_document
from app.services.papers.paper_subject import (
    IN_FULL,
    Subject,
    case_of_paper,
    dossier_of,
    require_paper_readable,
    require_readable,
    require_slip_readable,
    signed_statement,
    subject_of,
)
from app.services.papers.papers_for_units import require_not_for_accused
from app.services.papers.put_on_paper import Issued, Output, Sheet, put_on_paper
from app.services.papers.reissue import (
    UNSIGNED,
    has_unsigned_words,
    instead_of,
    is_reworded,
    made_void_by,
    reissued,
    replacing,
)
from app.services.papers.unit_sheets import cases_on_sheet, is_unit_sheet

FORM = REGISTRATION
ON_DEMAND = (SLIP, NOTICES, FORM, CHARGE_TABLE)
"""Papers drawn up when they are first asked for; the others come of a step or a reception."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What was asked for."""

    desk: Desk
    number: str
    kind: str
    at: datetime
    job: str | None = None
    """Id of the print job, whose 出单号 the paper carries."""
    detail: dict[str, Any] | None = None
    """Words of a 送达回证, 预警单 or 移交案例报告; None asks for the one there is."""


@dataclass(frozen=True, slots=True)
class _SheetOut:
    """The document to print and whether it has to be stored first."""

    document: Document
    fresh: bool
    times: int

    def content(self, asked: _Request) -> dict[str, Any]:
        plain = {key: value for key, value in self.document.content.items() if key != BASIS}
        if asked.job is not None:
            plain["job"] = f"出单号 {job_number(asked.job)}"
        return reprinted(plain, self.times, asked.at)


def issue_paper(
    desk: Desk,
    number: str,
    kind: str = SLIP,
    paper: str = "a5",
    form: str = "pdf",
    reason: str | None = None,
    *,
    printer: str | None = None,
    detail: dict[str, Any] | None = None,
) -> Issued:
    """The paper of a visit, matter, reception or document number, laid out for a paper and a form.

    Laid out before anything is stored, so that a paper that cannot be made is never counted. With a printer
    its job is queued in the same transaction: no printing is ever without its job. ``detail``
    (app.domain.entries.paper_detail) makes a new paper of the kinds that ask for words.
    Refused: not_found, visit_voided, paper_kind_unknown, paper_not_yet, paper_which, notices_incomplete,
    paper_needs, paper_guarded, paper_to_accused, paper_detail_unused, letter_unsigned, what Papers.render
    refuses.
    NotAllowed: role_missing, withheld, unmask_own_day. Unavailable: no_glyph.
    """
    desk.require("slip")
    job = new_id() if printer is not None else None
    asked = _Request(desk, number, ALIASES.get(kind, kind), desk.clock.now(), job, detail)

    def sheet_of(reads: Reads, looking: bool) -> Sheet:
        stand_in = expected_number(reads, desk, asked.kind, asked.at.date()) if looking else None
        sheet = _sheet(asked, reads, stand_in)
        content = with_glyphs(desk, reads, _marked(reads, sheet, asked))
        return Sheet(sheet.document, sheet.fresh, sheet.times, content)

    def noted(writes: Writes, document: Document) -> None:
        if document.kind in IN_FULL:
            writes.audit(desk.staff.login, SEEN_IN_FULL, document.number, purpose=document.kind)

    output = Output(paper=paper, form=form, at=asked.at, reason=reason, printer=printer, job=job)
    return put_on_paper(desk, sheet_of, output, noted)


def require_issuable(desk: Desk, number: str, kind: str, detail: dict[str, Any] | None = None) -> None:
    """Refused and NotAllowed as in issue_paper, without laying anything out."""
    desk.require("slip")
    asked = _Request(desk, number, ALIASES.get(kind, kind), desk.clock.now(), None, detail)
    with desk.records.reading() as reads:
        _sheet(asked, reads, expected_number(reads, desk, asked.kind, asked.at.date()))


def _marked(reads: Reads, sheet: _SheetOut, asked: _Request) -> dict[str, Any]:
    """The content with the mark 作废 where the paper was replaced, or nothing of it is left."""
    content, document = sheet.content(asked), sheet.document
    for case in _cases_of(reads, document):
        paper = _paper(case, document)
        if paper is None:
            continue
        change = made_void_by(asked.desk, reads, case, paper)
        if change is not None:
            return content | {"replaces": f"作废 {full_date(change.at.date())}"}
        later = replacing(case, paper)
        if later is not None and document.kind != SLIP:
            return content | {"replaces": f"作废，已换发为 {later.number}"}
    return content


def _cases_of(reads: Reads, document: Document) -> list[CaseFile]:
    """The cases whose corrections change what a paper says: its own, of a 交办单 each on it."""
    if is_unit_sheet(document):
        return cases_on_sheet(reads, document)
    case = case_of_paper(reads, document)
    return [] if case is None else [case]


def _paper(case: CaseFile, document: Document) -> Paper | None:
    """The document among the papers of its case; None for one that is not stored yet."""
    return next((paper for paper in case.papers if paper.id == document.id), None)


def _sheet(asked: _Request, reads: Reads, stand_in: str | None) -> _SheetOut:
    """The document as it would be printed now; with ``stand_in`` for a number nothing is used up."""
    if asked.detail is not None and asked.kind not in DETAILED:
        raise Refused(FieldError("--json", "paper_detail_unused", {"kind": asked.kind}))
    by_number = reads.find(Document, number=asked.number.strip())
    same = bool(by_number) and by_number[-1].kind == asked.kind
    if asked.kind in DETAILED and not same:
        return _asked_for(asked, reads, stand_in)
    if by_number and by_number[-1].kind != SLIP:
        visit = _made_anew_for(reads, by_number[-1])
        if visit is None:
            return _again(reads, by_number[-1], asked, stand_in)
        asked = replace(asked, number=visit.number, kind=by_number[-1].kind)
    if asked.kind not in BUILDERS and asked.kind not in MARKS:
        raise Refused(FieldError("kind", "paper_kind_unknown", {"kind": asked.kind}))
    if asked.kind not in ON_DEMAND or isinstance(find_record(reads, asked.number), Reception):
        return _again(reads, _existing(asked, reads), asked, stand_in)
    subject = subject_of(reads, asked.number)
    if asked.kind == SLIP:
        require_slip_readable(asked.desk, subject)
    else:
        require_readable(asked.desk, subject)
    if asked.kind in IN_FULL:
        require_full_numbers(asked.desk, [subject.visit])
    issued = reads.find(Document, visit_id=subject.visit.id, kind=asked.kind)
    if issued and not subject.outdates(issued[-1]):
        return _again(reads, issued[-1], asked, stand_in)
    return _SheetOut(_fresh(asked, reads, subject, issued, stand_in), fresh=True, times=0)


def _made_anew_for(reads: Reads, document: Document) -> Visit | None:
    """The standing visit whose paper on demand this is, where it is the newest of its kind."""
    visit = reads.get(Visit, document.visit_id) if document.visit_id else None
    if visit is None or document.kind not in ON_DEMAND or reads.count(Void, visit_id=visit.id):
        return None
    return visit if reads.find(Document, visit_id=visit.id, kind=document.kind)[-1] == document else None


def _asked_for(asked: _Request, reads: Reads, stand_in: str | None) -> _SheetOut:
    """A paper with words of its own: new ones make a new paper, none the one there is."""
    wanted = asked_paper(asked.desk, reads, asked.number, asked.kind)
    if wanted.earlier and asked.detail is None:
        return _again(reads, wanted.earlier[-1], asked, stand_in)
    number = stand_in or _numbered(asked, reads)
    return _SheetOut(wanted.document(reads, number, asked.at, asked.detail or {}), fresh=True, times=0)


def _again(reads: Reads, document: Document, asked: _Request, stand_in: str | None) -> _SheetOut:
    """An issued paper once more, or the one that takes its place after a correction (换发).

    Refused: letter_unsigned where the new words wait for a 带班领导, who signed the old ones.
    NotAllowed('withheld') where what it speaks of is not for these eyes.
    """
    desk = asked.desk
    require_paper_readable(desk, reads, document)
    require_open_rows(desk, reads, document)
    require_not_for_accused(reads, document)
    for case in _cases_of(reads, document) if document.kind not in ON_DEMAND else ():
        paper = _paper(case, document)
        if paper is not None and is_reworded(desk, reads, case, paper):
            if has_unsigned_words(desk, reads, case, paper):
                facts = {"kind": document.kind, "number": document.number}
                raise Refused(FieldError("number", UNSIGNED, facts))
            numbered = replace(paper, number=_number_of(document.kind, asked, reads, stand_in))
            return _SheetOut(reissued(desk, reads, case, document, numbered, asked.at), fresh=True, times=0)
    return _SheetOut(document, fresh=False, times=reads.count(Printing, document_id=document.id))


def _existing(asked: _Request, reads: Reads) -> Document:
    """The document of this kind that a step or a reception made; the newest, one per unit."""
    record = find_record(reads, asked.number)
    if isinstance(record, Reception):
        kind = RECORDS[record.form] if asked.kind in RECORDS.values() else asked.kind
        documents = reads.find(Document, reception_id=record.id, kind=kind)
    else:
        subject = subject_of(reads, asked.number)
        require_readable(asked.desk, subject)
        documents = reads.find(Document, matter_id=subject.matter.id, kind=asked.kind)
    newest = {row.unit or row.visit_id: row for row in documents}
    if not newest:
        raise Refused(FieldError("kind", "paper_not_yet", {"kind": asked.kind}))
    if len(newest) > 1:
        numbers = "、".join(f"{row.number}（{row.unit or row.kind}）" for row in newest.values())
        raise Refused(FieldError("number", "paper_which", {"numbers": numbers}))
    return next(iter(newest.values()))


def _fresh(
    asked: _Request, reads: Reads, subject: Subject, before: list[Document], stand_in: str | None
) -> Document:
    """A new document, in place of the last one if there is one, which it names."""
    desk, visit, kind = asked.desk, subject.visit, asked.kind
    old = before[-1] if before else None
    code = signed_statement(desk, subject, len(before)) if kind == SLIP else None
    number = visit.number if kind == SLIP else stand_in or _numbered(asked, reads)
    dossier = dossier_of(desk, reads, subject, number, asked.at, code=code, old=old)
    made = draw_up(
        desk,
        reads,
        kind,
        dossier,
        matter_id=subject.matter.id,
        visit_id=visit.id,
        basis=subject.basis(kind),
        replaces=old.id if old else None,
    )
    if old is None or kind == SLIP:  # a slip says it itself, by the time of the one before
        return made
    return replace(made, content=made.content | instead_of(old))


def _number_of(kind: str, asked: _Request, reads: Any, stand_in: str | None) -> str:
    """The next number of a kind that need not be the one that was asked for."""
    number = expected_number if stand_in is not None else number_document
    return number(reads, asked.desk, kind, asked.at.date())


def _numbered(asked: _Request, writes: Any) -> str:
    """The next number of the kind; only inside the transaction, where ``writes`` is a Writes."""
    return number_document(writes, asked.desk, asked.kind, asked.at.date())
