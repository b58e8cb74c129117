"""Shows how a matter is handled: steps, receptions, duties, notices, dates, papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from app.domain.case.casefile import CaseFile
from app.domain.papers.alert_sheet import ADDRESSEES
from app.domain.rows.hall import AlertReceipt
from app.domain.rows.matters import Notice, Rating, Reminder, Step
from app.domain.rows.papers import Document, Printing
from app.domain.rows.receptions import Duty, Line, ReceivedVisit, Reception, Seat
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.case.notices_told import is_complete


def handling(reads: Reads, case: CaseFile, readable: bool) -> dict[str, Any]:
    """Steps, receptions, duties, notices, reminders and ratings of a case."""
    visits = [visit.id for visit in (*case.visits, *case.taken_back)]
    heard_in = {one.reception_id for one in reads.among(ReceivedVisit, "visit_id", visits)}
    return {
        "steps": [step_page(one, readable) for one in case.steps],
        "receptions": [
            reception_page(reads, one, readable, visits) for one in reads.among(Reception, "id", heard_in)
        ],
        "duties": [duty_page(case, one, readable) for one in case.duties],
        "notices": [notice_page(one, readable) for one in case.notices],
        "notices_complete": case.notice is not None and is_complete(case.notice),
        "reminders": [reminder_page(one) for one in case.reminders],
        "ratings": [rating_page(one) for one in case.ratings],
    }


def step_page(step: Step, readable: bool) -> dict[str, Any]:
    return {
        "mode": step.mode,
        "unit": step.unit if readable else None,
        "at": step.at,
        "reason": step.reason if readable else None,
        "approver": step.approver,
        "by": step.by,
        "detail": step.detail if readable else {},
    }


def notice_page(notice: Notice, readable: bool) -> dict[str, Any]:
    return {
        "opinion": notice.opinion if readable else None,
        "due": notice.due,
        "due_reason": notice.due_reason,
        "derivation": notice.derivation,
        "contact": notice.contact,
        "told": notice.told,
        "acknowledged": notice.acknowledged,
        "witness": notice.witness,
        "complete": is_complete(notice),
        "at": notice.at,
        "by": notice.by,
    }


def reminder_page(one: Reminder) -> dict[str, Any]:
    return {
        "tier": one.tier,
        "unit": one.unit,
        "due": one.due,
        "from_rank": one.from_rank,
        "to_rank": one.to_rank,
        "at": one.at,
        "by": one.by,
    }


def rating_page(one: Rating) -> dict[str, Any]:
    return {"whom": one.whom, "value": one.value, "remark": one.remark, "at": one.at, "by": one.by}


def duty_page(case: CaseFile, duty: Duty, readable: bool) -> dict[str, Any]:
    """A duty of a reception with its date as the case counts it, and its answers."""
    replies = [reply for reply in case.replies if reply.duty_id == duty.id]
    owed = case.obligation(duty.id)
    counted = owed.counted if owed else duty
    return {
        "unit": duty.unit if readable else None,
        "duty": duty.duty if readable else None,
        "due": counted.due,
        "derivation": counted.derivation,
        "provisional": counted.provisional,
        "contact": duty.contact,
        "done": any(reply.done for reply in replies),
        "replies": [
            {"text": reply.text if readable else None, "done": reply.done, "at": reply.at, "by": reply.by}
            for reply in replies
        ],
    }


def reception_page(
    reads: Reads, reception: Reception, readable: bool, visits: Collection[str] | None = None
) -> dict[str, Any]:
    """A reception with its seats and minutes; with ``visits`` only the lines that are about one of them."""
    seats = sorted(reads.find(Seat, reception_id=reception.id), key=_position)
    every = sorted(reads.find(Line, reception_id=reception.id), key=_position)
    lines = [line for line in every if visits is None or not line.cases or set(line.cases) & set(visits)]
    return {
        "number": reception.number,
        "at": reception.at,
        "form": reception.form,
        "room": reception.room,
        "lead": reception.lead,
        "leader": reception.leader,
        "recorder": reception.recorder,
        "status": reception.status,
        "result": reception.result,
        "ended_at": reception.ended_at,
        "units": [
            {
                "unit": one.unit,
                "person": one.person,
                "title": one.title,
                "arrived": one.arrived,
                "absent": one.absent,
            }
            for one in seats
        ],
        "lines": [{"at": one.at, "kind": one.kind, "text": one.text} for one in lines] if readable else None,
    }


def heard(reads: Reads, reception: Reception, cases: Iterable[CaseFile]) -> list[tuple[CaseFile, Visit]]:
    """The visits a reception heard, as corrected, each with its case; those taken back as registered."""
    ids = [row.visit_id for row in reads.find(ReceivedVisit, reception_id=reception.id)]
    found = {visit.id: (case, visit) for case in cases for visit in (*case.taken_back, *case.visits)}
    return [found[id] for id in ids if id in found]


def papers(reads: Reads, case: CaseFile) -> dict[str, Any]:
    """Documents issued for the matter or any of its visits, and every printing of them."""
    rows = reads.among(Document, "id", [paper.id for paper in case.papers])
    documents = _documents(reads, [row for row in rows if row.matter_id or row.visit_id])
    return {"documents": documents, "prints": [one for document in documents for one in document["prints"]]}


def documents_of(reads: Reads, **equal: Any) -> list[dict[str, Any]]:
    """The documents whose columns equal the values."""
    return _documents(reads, reads.find(Document, **equal))


def _documents(reads: Reads, rows: list[Document]) -> list[dict[str, Any]]:
    replaced = {row.replaces for row in rows}
    return [
        {
            "kind": row.kind,
            "number": row.number,
            "unit": row.unit,
            "at": row.at,
            "by": row.by,
            "replaced": row.id in replaced,
            "prints": [_print(row, one) for one in reads.find(Printing, document_id=row.id)],
            **alert_page(reads, row),
        }
        for row in rows
    ]


def alert_page(reads: Reads, row: Document) -> dict[str, Any]:
    """Of a 预警单: whom it was pushed to, and who has signed for it when; nothing of another paper."""
    addressees = row.content.get(ADDRESSEES)
    if not addressees:
        return {}
    receipts = {one.addressee: one for one in reads.find(AlertReceipt, document_id=row.id)}
    return {"pushed_to": [_pushed(str(whom), receipts.get(str(whom))) for whom in addressees]}


def _pushed(addressee: str, receipt: AlertReceipt | None) -> dict[str, Any]:
    return {
        "addressee": addressee,
        "received_at": receipt.at if receipt else None,
        "person": receipt.person if receipt else None,
        "feedback": receipt.feedback if receipt else None,
    }


def _print(row: Document, one: Printing) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "times": one.times,
        "paper": one.paper,
        "format": one.form,
        "reason": one.reason,
        "at": one.at,
        "by": one.by,
    }


def _position(row: Seat | Line) -> int:
    return row.position
