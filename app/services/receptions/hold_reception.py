"""Hold a reception of any form: from its lines to duties, notices and documents, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain import numbers
from app.domain.case.casefile import CaseFile
from app.domain.entries.reception_entry import ReceptionEntry
from app.domain.rows.desk import Draft
from app.domain.rows.matters import Notice
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Reception
from app.events import DraftDiscarded, ReceptionEnded
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_reader import CaseReader
from app.services.case.notices import is_complete
from app.services.papers.reception_papers import PaperMaker
from app.services.receptions.reception_plan import Plan, plan
from app.services.receptions.reception_rows import ReceptionRows, RowMaker, reception_row


@dataclass(frozen=True, slots=True)
class ReceptionHeld:
    """What a reception came to; ``as_json`` is the output of CLI.md."""

    reception: Reception
    plan: Plan
    rows: ReceptionRows
    documents: tuple[Document, ...]
    cases: Mapping[str, CaseFile]
    """Each case as it is now, by the id of its matter."""

    def as_json(self) -> dict[str, Any]:
        numbers = {affair.matter.id: affair.matter.number for affair in self.plan.affairs}
        return {
            "number": self.reception.number,
            "duties": [
                {
                    "unit": line.unit,
                    "duty": line.line.duty,
                    "due": line.counted.due.isoformat() if line.counted else None,
                    "derivation": line.counted.derivation if line.counted else None,
                    "provisional": bool(line.counted and line.counted.provisional),
                    "contact": line.line.contact,
                    "visits": self._visits(place),
                }
                for place, line in self.plan.duties
            ],
            "answered_on_the_spot": [line.line.answer for line in self.plan.lines if line.line.answer],
            "notices": [_notice(notice, numbers) for notice in self.rows.notices] + self._untold(),
            "documents": [_document(document) for document in self.documents],
            "matters": [case_page(case) for case in self.cases.values()],
            "carried": [line.text for line in self.plan.carried],
        }

    def _untold(self) -> list[dict[str, Any]]:
        """Where nothing was told (继续协调) a case's notices are still open."""
        told_matters = {notice.matter_id for notice in self.rows.notices}
        return [
            {"matter": affair.matter.number, "opinion": None, "due": None, "contact": None, "complete": False}
            for affair in self.plan.affairs
            if affair.matter.id not in told_matters
        ]

    def _visits(self, place: int) -> list[str]:
        """Numbers of the visits that a line is about."""
        named = self.plan.named.get(place)
        visits = [visit for affair in self.plan.affairs for visit in affair.visits]
        return [visit.number for visit in visits if named is None or visit.id in named]


def case_page(case: CaseFile) -> dict[str, Any]:
    """What became of a case."""
    due = case.due.isoformat() if case.due else None
    return {"matter": case.matter.number, "status": case.status, "unit": case.unit, "due": due}


def _notice(notice: Notice, numbers: dict[str, str]) -> dict[str, Any]:
    return {
        "matter": numbers[notice.matter_id],
        "opinion": notice.opinion,
        "due": notice.due.isoformat() if notice.due else None,
        "contact": notice.contact,
        "complete": is_complete(notice),
    }


def _document(document: Document) -> dict[str, Any]:
    named = {"kind": document.kind, "number": document.number}
    return named | ({"unit": document.unit} if document.unit else {})


def hold_reception(desk: Desk, entry: ReceptionEntry, *, draft_id: str | None = None) -> ReceptionHeld:
    """Store a reception with everything that comes of it.

    draft_id: the window's draft, which goes in the same transaction. Refused with every error at once: what
    the entry itself lacks (app.domain.entries.reception_entry), units and visits that are not known, duties
    without a date, a time before a visit's arrival, notices that are not complete unless 继续协调.
    """
    desk.require("reception")
    held = desk.records.write(lambda writes: _hold(writes, desk, entry, draft_id))
    desk.announce(ReceptionEnded(held.reception.id, tuple(affair.matter.id for affair in held.plan.affairs)))
    if draft_id:
        desk.announce(DraftDiscarded(draft_id))
    return held


def _plan(reads: Reads, desk: Desk, entry: ReceptionEntry) -> Plan:
    at = (entry.at or desk.clock.now()).astimezone(CENTRE_TIME)
    return plan(reads, desk, entry, at)


def _hold(writes: Writes, desk: Desk, entry: ReceptionEntry, draft_id: str | None) -> ReceptionHeld:
    planned = _plan(writes, desk, entry)
    reception = reception_row(desk, planned, _next_number(writes, desk, planned.at.date()))
    rows = RowMaker(desk, planned, reception).rows()
    writes.add(reception, *rows.all())
    reader = CaseReader(writes)
    cases = reader.cases(affair.matter.id for affair in planned.affairs)
    documents = tuple(PaperMaker(writes, desk, planned, rows, reception, cases).papers())
    writes.add(*documents)
    writes.audit(desk.staff.login, entry.form, reception.number)
    draft = writes.get(Draft, draft_id) if draft_id else None
    if draft is not None:
        writes.remove(draft)
    return ReceptionHeld(reception, planned, rows, documents, cases)


def _next_number(writes: Writes, desk: Desk, day: date) -> str:
    """The next reception number of this desk on a day."""
    series = desk.records.series()
    serial = writes.serial(numbers.serial_key(numbers.RECEPTION, series, day))
    return numbers.reception_number(desk.place.code, series, day, serial)
