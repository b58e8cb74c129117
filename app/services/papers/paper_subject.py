"""Finds the record that a number means, and gathers the rows that its paper may speak of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.promise import counted_for_notice, date_to_tell
from app.domain.numbers import parse_number
from app.domain.papers import statement
from app.domain.papers.charge_table import KIND as CHARGE_TABLE
from app.domain.papers.dossier import Dossier
from app.domain.papers.registration_form import KIND as REGISTRATION
from app.domain.papers.rights import concerns
from app.domain.papers.slip import KIND as SLIP
from app.domain.rows.case import VisitMove
from app.domain.rows.matters import Deadline, Matter, Notice
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty, Reception
from app.domain.rows.visits import Amendment, Visit
from app.errors import FieldError, NotAllowed, Refused
from app.ports.records import Reads
from app.services.case.case_door import case_of, may_read_case, require_reception_readable
from app.services.case.lookups import find_record
from app.services.case.unmasking import require_full_numbers
from app.services.papers.case_dossier import case_dossier
from app.services.papers.draw_up import BASIS

IN_FULL = frozenset({REGISTRATION})
"""Papers that tell full numbers of people: they go by the door of ``show --unmask``."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A visit as corrected, its matter, and what the paper's content stands on."""

    visit: Visit
    matter: Matter
    notice: Notice | None
    amendments: tuple[Amendment, ...]
    """Corrections of what was said; dates counted anew are none."""
    counted_anew: int
    """How often a date that a slip tells was counted anew."""
    case: CaseFile

    def basis(self, kind: str) -> dict[str, Any]:
        """What a paper of the kind stands on; of the papers on demand the slip alone tells computed dates."""
        stands = {"notice": self.notice.id if self.notice else None, "amendments": len(self.amendments)}
        if self.case.moves:
            stands["moves"] = len(self.case.moves)
        if kind == CHARGE_TABLE:
            stands["lists"] = len(self.case.lists)
        return stands | ({"dates": self.counted_anew} if self.counted_anew and kind == SLIP else {})

    def outdates(self, document: Document) -> bool:
        """Whether notices, an amendment or a date counted anew came after the document was issued."""
        if BASIS in document.content:
            return bool(document.content[BASIS] != self.basis(document.kind))
        moments = [row.at for row in self.amendments] + ([self.notice.at] if self.notice else [])
        return any(at > document.at for at in moments)


def subject_of(reads: Reads, number: str) -> Subject:
    """The visit that a number or code means; of a matter its newest. Refused: not_found, visit_voided."""
    record = find_record(reads, number)
    if not isinstance(record, Visit | Matter):
        raise Refused(FieldError("number", "not_a_visit", {"number": record.number}))
    case = case_of(reads, record)
    visit = record if isinstance(record, Visit) else case.newest_visit or case.taken_back[-1]
    standing = {row.id: row for row in case.visits}
    if visit.id not in standing:
        raise Refused(FieldError("number", "visit_voided", {"number": visit.number}))
    changes = case.amendments
    shown = tuple(amendment for amendment in changes if amendment.table not in (Deadline.TABLE, Duty.TABLE))
    moved = reads.among(
        Deadline, "id", [amendment.row_id for amendment in changes if amendment.table == Deadline.TABLE]
    )
    matter, visit = on_paper(case, standing[visit.id])
    return Subject(
        visit, matter, case.notice, shown, sum(concerns(date.kind, date.what) for date in moved), case
    )


def on_paper(case: CaseFile, visit: Visit) -> tuple[Matter, Visit]:
    """Matter and visit as papers speak of them: confidential where the case is guarded in any form of it."""
    secret = case.guarded
    return (
        replace(case.matter, confidential=secret or case.matter.confidential),
        replace(visit, confidential=secret or visit.confidential),
    )


def require_readable(desk: Desk, subject: Subject) -> None:
    """NotAllowed('withheld') unless the content of the matter is for these eyes."""
    if not may_read_case(desk, subject.case):
        raise NotAllowed("withheld", login=desk.staff.login)


def require_slip_readable(desk: Desk, subject: Subject) -> None:
    """The same for a slip, which names nothing: who registered the visit hands it to the visitor."""
    if subject.visit.clerk != desk.staff.login:
        require_readable(desk, subject)


def case_of_paper(reads: Reads, document: Document) -> CaseFile | None:
    """The case that a paper speaks of: of its visit, else its matter; None for one of a reception alone.

    A 催办单 or 督办函 went with the visit whose acceptance it asks to be kept, if that was moved since.
    """
    visit = reads.get(Visit, document.visit_id) if document.visit_id else None
    owner = visit or (reads.get(Matter, document.matter_id) if document.matter_id else None)
    case = case_of(reads, owner) if owner is not None else None
    if case is None or visit is not None or _has(case, document):
        return case
    left = {move.visit_id for move in reads.find(VisitMove, from_matter=document.matter_id)}
    cases = (case_of(reads, moved) for moved in reads.among(Visit, "id", left))
    return next((other for other in cases if _has(other, document)), case)


def _has(case: CaseFile, document: Document) -> bool:
    return any(paper.id == document.id for paper in case.papers)


def require_paper_readable(desk: Desk, reads: Reads, document: Document) -> None:
    """NotAllowed: withheld, unmask_own_day, unless what an issued paper tells is for these eyes."""
    record = reads.get(Visit, document.visit_id) if document.visit_id else None
    case = case_of_paper(reads, document)
    reception = reads.get(Reception, document.reception_id) if document.reception_id else None
    if document.kind == SLIP and record is not None and record.clerk == desk.staff.login:
        return
    if case is not None and not may_read_case(desk, case):
        raise NotAllowed("withheld", login=desk.staff.login)
    if reception is not None:
        require_reception_readable(desk, reads, reception)
    if document.kind in IN_FULL:
        require_full_numbers(desk, [record] if record else [])


def dossier_of(
    desk: Desk,
    reads: Reads,
    subject: Subject,
    number: str,
    at: datetime,
    *,
    code: str | None,
    old: Document | None,
) -> Dossier:
    """What a paper about the visit may speak of."""
    visit, matter, case = subject.visit, subject.matter, subject.case
    return replace(
        case_dossier(reads, desk, case, visit, at=at, number=number, place=matter.place),
        matter=matter,
        desk=visit.desk,
        entries=case.entries,
        owed=case.obligations,
        notice=subject.notice,
        told_as=counted_for_notice(case, subject.notice),
        code=code,
        replaces=old.at if old else None,
    )


def signed_statement(desk: Desk, subject: Subject, revision: int) -> str:
    """The QR text of a slip: what was told, signed; no later slip of the visit has the same text."""
    visit, notice = subject.visit, subject.notice
    parts = parse_number(visit.number)
    if parts is None:
        raise ValueError(f"visit {visit.id} has no proper number")
    due = notice.due if notice else None
    engine = date_to_tell(subject.case) if due is None else None
    facts = statement.Facts(
        query_code=visit.query_code,
        centre=parts.code,
        series=parts.series,
        day=parts.day,
        serial=parts.serial,
        headcount=visit.headcount,
        due=engine.due if engine else due,
        notices=statement.notices_hash(
            notice.opinion if notice else None,
            due,
            notice.contact if notice else None,
            revision,
            desk.signer.digest,
        ),
    )
    return statement.make(facts, desk.settings["查询地址"], desk.signer)
