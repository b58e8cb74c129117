"""What a paper is about: the record a number means, and everything the paper may speak of, gathered once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.numbers import parse_number
from app.domain.papers import statement
from app.domain.papers.dossier import Dossier
from app.domain.papers.rights import concerns
from app.domain.papers.slip import KIND as SLIP
from app.domain.rows.centre import Division
from app.domain.rows.matters import Deadline, Matter, Notice, Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment, Visit, Void
from app.errors import FieldError, NotAllowed, Refused
from app.ports.records import Reads
from app.services.case.confidence import may_read
from app.services.case.corrected_visit import corrected
from app.services.case.lookups import (
    dates_in_force,
    engine_date,
    find_record,
    matter_of,
    newest_notice,
    newest_visit,
)
from app.services.case.record_pages import people_of

BASIS = "basis"
"""Key of a stored content that says on which notices and amendments it stands; never laid out."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A visit as corrected, its matter, and what the paper's content stands on."""

    visit: Visit
    matter: Matter
    notice: Notice | None
    amendments: tuple[Amendment, ...]
    """Corrections of what was said; dates counted anew are none."""
    counted_anew: int = 0
    """How often a date that a slip tells was counted anew."""

    def basis(self, kind: str) -> dict[str, Any]:
        """What a paper of the kind stands on; of the papers on demand the slip alone tells computed dates."""
        stands = {"notice": self.notice.id if self.notice else None, "amendments": len(self.amendments)}
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
    visit = record if isinstance(record, Visit) else newest_visit(reads, record)
    if reads.find(Void, visit_id=visit.id):
        raise Refused(FieldError("number", "visit_voided", {"number": visit.number}))
    matter = matter_of(reads, visit)
    changes = reads.find(Amendment, matter_id=matter.id)
    said = tuple(one for one in changes if one.table not in (Deadline.TABLE, Duty.TABLE))
    moved = reads.among(Deadline, "id", [one.row_id for one in changes if one.table == Deadline.TABLE])
    return Subject(
        corrected(visit, said),
        matter,
        newest_notice(reads, matter.id),
        said,
        sum(concerns(one) for one in moved),
    )


def require_readable(desk: Desk, reads: Reads, subject: Subject) -> None:
    """NotAllowed('withheld') unless the content of the matter is for these eyes."""
    if not may_read(desk, reads, subject.matter):
        raise NotAllowed("withheld", login=desk.staff.login)


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
    visit, matter = subject.visit, subject.matter
    people = people_of(reads, visit)
    places = reads.find(Division, code=matter.place) if matter.place else []
    return Dossier(
        at=at,
        number=number,
        matter=matter,
        visit=visit,
        people=tuple(person for _, person in people),
        representatives=tuple(person.id for came, person in people if came.representative),
        place_name=places[0].name if places else None,
        desk=visit.desk,
        clerk=desk.staff.name,
        steps=tuple(reads.find(Step, matter_id=matter.id)),
        notice=subject.notice,
        dates=tuple(dates_in_force(reads, matter.id)),
        code=code,
        replaces=old.at if old else None,
    )


def signed_statement(desk: Desk, reads: Reads, subject: Subject, revision: int) -> str:
    """The QR text of a slip: what was told, signed; no later slip of the visit has the same text."""
    visit, told = subject.visit, subject.notice
    parts = parse_number(visit.number)
    if parts is None:
        raise ValueError(f"visit {visit.id} has no proper number")
    due = told.due if told else None
    engine = engine_date(reads, visit.matter_id) if due is None else None
    facts = statement.Facts(
        query_code=visit.query_code,
        centre=parts.code,
        series=parts.series,
        day=parts.day,
        serial=parts.serial,
        headcount=visit.headcount,
        due=engine[0] if engine else due,
        notices=statement.notices_hash(
            told.opinion if told else None, due, told.contact if told else None, revision
        ),
    )
    return statement.make(facts, desk.settings["查询地址"], desk.signer)
