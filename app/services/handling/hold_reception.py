"""Hold a joint 1+X reception: from its lines to duties, notices and documents, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.numbers import reception_number
from app.domain.reception_entry import ReceptionEntry
from app.domain.rows.desk import Draft
from app.domain.rows.matters import Notice
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Reception
from app.domain.terms import CLOSED_STATUSES
from app.events import DraftDiscarded, ReceptionEnded
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.matter_dates import binding_dates
from app.services.case.notices_told import is_complete
from app.services.handling.reception_plan import ASSIGNS, Affair, Plan, plan
from app.services.handling.reception_rows import ReceptionRows, RowMaker, reception_row
from app.services.papers.reception_papers import PaperMaker


@dataclass(frozen=True, slots=True)
class ReceptionHeld:
    """What a reception came to; ``as_json`` is the output of CLI.md."""

    reception: Reception
    plan: Plan
    rows: ReceptionRows
    documents: tuple[Document, ...]

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
                }
                for _, line in self.plan.duties
            ],
            "answered_on_the_spot": [one.line.answer for one in self.plan.lines if one.line.answer],
            "notices": [_notice(one, numbers) for one in self.rows.notices] or self._untold(),
            "documents": [_document(one) for one in self.documents],
            "matters": [{"matter": one.matter.number, "status": one.status} for one in self.plan.affairs],
            "carried": [line.text for line in self.plan.carried],
        }

    def _untold(self) -> list[dict[str, Any]]:
        """Where nothing was told (继续协调): each matter's notices are still open."""
        return [
            {"matter": one.matter.number, "opinion": None, "due": None, "contact": None, "complete": False}
            for one in self.plan.affairs
        ]


def _notice(one: Notice, numbers: dict[str, str]) -> dict[str, Any]:
    return {
        "matter": numbers[one.matter_id],
        "opinion": one.opinion,
        "due": one.due.isoformat() if one.due else None,
        "contact": one.contact,
        "complete": is_complete(one),
    }


def _document(one: Document) -> dict[str, Any]:
    named = {"kind": one.kind, "number": one.number}
    return named | ({"unit": one.unit} if one.unit else {})


def hold_reception(desk: Desk, entry: ReceptionEntry, *, draft_id: str | None = None) -> ReceptionHeld:
    """Store a reception with everything that comes of it.

    draft_id: the window's draft, which goes in the same transaction. Refused with every error at once: what
    the entry itself lacks (app.domain.reception_entry), units and visits that are not known, duties without
    a date, a time before a visit's arrival, notices that are not complete unless 继续协调.
    """
    desk.require("reception")
    held = desk.records.write(lambda writes: _hold(writes, desk, entry, draft_id))
    desk.announce(ReceptionEnded(held.reception.id, tuple(affair.matter.id for affair in held.plan.affairs)))
    if draft_id:
        desk.announce(DraftDiscarded(draft_id))
    return held


def plan_reception(desk: Desk, entry: ReceptionEntry) -> Plan:
    """What the reception would come to, nothing stored: the window's live column. Refused as a holding is."""
    desk.require("reception")
    with desk.records.reading() as reads:
        return _plan(reads, desk, entry)


def _plan(reads: Reads, desk: Desk, entry: ReceptionEntry) -> Plan:
    at = (entry.at or desk.clock.now()).astimezone(CENTRE_TIME)
    return plan(reads, desk, entry, at)


def _hold(writes: Writes, desk: Desk, entry: ReceptionEntry, draft_id: str | None) -> ReceptionHeld:
    planned = _plan(writes, desk, entry)
    reception = reception_row(desk, planned, _next_number(writes, desk, planned.at.date()))
    rows = RowMaker(desk, planned, reception).rows()
    writes.add(reception, *rows.all())
    for affair in planned.affairs:
        _carry_on(writes, affair, planned)
    documents = tuple(PaperMaker(writes, desk, planned, rows, reception).papers())
    writes.add(*documents)
    writes.audit(desk.staff.login, "联合接访", reception.number)
    draft = writes.get(Draft, draft_id) if draft_id else None
    if draft is not None:
        writes.remove(draft)
    return ReceptionHeld(reception, planned, rows, documents)


def _next_number(writes: Writes, desk: Desk, day: date) -> str:
    """The next reception number of this desk on a day."""
    series = desk.records.series()
    return reception_number(desk.place.code, series, day, writes.serial(f"JF-{series}-{day:%y%m%d}"))


def _carry_on(writes: Writes, affair: Affair, planned: Plan) -> None:
    """The matter's new status, unit and next date."""
    matter = affair.matter
    closed = affair.status in CLOSED_STATUSES
    due = None if closed else binding_dates(writes, [matter.id])[matter.id].due
    units = planned.duty_units or (planned.others if len(planned.others) == 1 else ())
    changes: dict[str, Any] = {"status": affair.status, "due": due}
    if planned.duty_units or (units and planned.entry.result in ASSIGNS):
        changes["unit"] = units[0]
    writes.change(matter, **changes)
