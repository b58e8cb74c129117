"""The objects that stand in the answer of ``show``, one function for each kind."""

from __future__ import annotations

from typing import Any

from app.domain.rows.matters import Notice, Rating, Reminder
from app.services.case.notices import is_complete
from app.services.case.shown import (
    DateInForce,
    ShownAmendment,
    ShownAttachment,
    ShownDuty,
    ShownPaper,
    ShownPerson,
    ShownPrint,
    ShownReception,
    ShownRequest,
    ShownStep,
    ShownVisit,
    TakenBack,
    VisitLine,
)


def visit_line_json(line: VisitLine) -> dict[str, Any]:
    void = line.void
    return {
        "number": line.number,
        "query_code": line.query_code,
        "arrived_at": line.arrived_at,
        "registered_at": line.registered_at,
        "desk": line.desk,
        "clerk": line.clerk,
        "masked_name": line.masked_name,
        "headcount": line.headcount,
        "concerned": line.concerned,
        "visit_kind": line.kind,
        "first": line.first,
        "void": {"at": void.at, "by": void.by, "reason": void.reason} if void else None,
    }


def visit_json(visit: ShownVisit) -> dict[str, Any]:
    return {
        **visit_line_json(visit.line),
        "purpose": visit.purpose,
        "category": visit.category,
        "place": visit.place,
        "units": list(visit.units),
        "accused": list(visit.accused),
        "claim": visit.claim,
        "facts": visit.facts,
        "written": visit.written,
        "procedure": visit.procedure,
        "proxy": visit.proxy,
        "organisation": visit.organisation,
        "guardian": visit.guardian,
        "interpreter": visit.interpreter,
        "confidential": visit.confidential,
        "urgent": visit.urgent,
        "skipped_levels": visit.skipped_levels,
        "interest": list(visit.interest),
        "absent": visit.absent,
        "ledger": visit.ledger,
    }


def person_json(person: ShownPerson) -> dict[str, Any]:
    return {
        "visit": person.visit,
        "position": person.position,
        "representative": person.representative,
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth,
        "birth_year": person.birth_year,
        "ethnic": person.ethnic,
        "nationality": person.nationality,
        "id_type": person.id_type,
        "id_number": person.id_number,
        "no_id_reason": person.no_id_reason,
        "phone": person.phone,
        "address": person.address,
        "absent": person.absent,
        "masked": person.masked,
    }


def step_json(step: ShownStep) -> dict[str, Any]:
    row = step.row
    return {
        "id": row.id,
        "mode": row.mode,
        "unit": row.unit,
        "at": row.at,
        "reason": row.reason,
        "approver": row.approver,
        "by": row.by,
        "detail": row.detail,
        "withdrawn": taken_back_json(step.withdrawn),
    }


def taken_back_json(taken: TakenBack | None) -> dict[str, Any] | None:
    if taken is None:
        return None
    return {
        "reason": taken.reason,
        "told": taken.visitor_told,
        "by": taken.by,
        "approved_by": taken.approved_by,
        "at": taken.at,
    }


def reception_json(reception: ShownReception) -> dict[str, Any]:
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
                "unit": seat.unit,
                "person": seat.person,
                "title": seat.title,
                "arrived": seat.arrived,
                "absent": seat.absent,
            }
            for seat in reception.units
        ],
        "lines": [{"at": line.at, "kind": line.kind, "text": line.text} for line in reception.lines],
    }


def duty_json(duty: ShownDuty) -> dict[str, Any]:
    return {
        "unit": duty.unit,
        "duty": duty.duty,
        "due": duty.due,
        "derivation": duty.derivation,
        "provisional": duty.provisional,
        "contact": duty.contact,
        "done": duty.is_done,
        "replies": [
            {"text": reply.text, "done": reply.done, "at": reply.at, "by": reply.by} for reply in duty.replies
        ],
    }


def notice_json(notice: Notice) -> dict[str, Any]:
    return told_json(notice) | {"at": notice.at, "by": notice.by}


def told_json(notice: Notice) -> dict[str, Any]:
    """What the visitor was told, and how."""
    return {
        "opinion": notice.opinion,
        "due": notice.due,
        "due_reason": notice.due_reason,
        "derivation": notice.derivation,
        "contact": notice.contact,
        "told": notice.told,
        "acknowledged": notice.acknowledged,
        "witness": notice.witness,
        "complete": is_complete(notice),
    }


def reminder_json(reminder: Reminder) -> dict[str, Any]:
    return {
        "tier": reminder.tier,
        "unit": reminder.unit,
        "due": reminder.due,
        "from_rank": reminder.from_rank,
        "to_rank": reminder.to_rank,
        "at": reminder.at,
        "by": reminder.by,
    }


def rating_json(rating: Rating) -> dict[str, Any]:
    return {
        "whom": rating.whom,
        "value": rating.value,
        "remark": rating.remark,
        "at": rating.at,
        "by": rating.by,
    }


def paper_json(paper: ShownPaper) -> dict[str, Any]:
    """A paper with its prints; of a 预警单 also whom it was pushed to."""
    pushed = [
        {
            "addressee": addressee.addressee,
            "received_at": addressee.received_at,
            "person": addressee.person,
            "feedback": addressee.feedback,
        }
        for addressee in paper.pushed_to
    ]
    return {
        "kind": paper.kind,
        "number": paper.number,
        "unit": paper.unit,
        "at": paper.at,
        "by": paper.by,
        "replaced": paper.is_replaced,
        "prints": [print_json(printing) for printing in paper.prints],
        **({"pushed_to": pushed} if pushed else {}),
    }


def print_json(printing: ShownPrint) -> dict[str, Any]:
    return {
        "kind": printing.kind,
        "times": printing.times,
        "paper": printing.paper,
        "format": printing.form,
        "reason": printing.reason,
        "at": printing.at,
        "by": printing.by,
    }


def request_json(request: ShownRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "act": request.act,
        "mode": request.mode,
        "ground": request.ground,
        "by": request.by,
        "at": request.at,
    }


def attachment_json(attachment: ShownAttachment) -> dict[str, Any]:
    gone = attachment.withdrawn
    return {
        "id": attachment.id,
        "name": attachment.name,
        "kind": attachment.kind,
        "bytes": attachment.size,
        "place": attachment.place,
        "place_id": attachment.place_id,
        "at": attachment.at,
        "by": attachment.by,
        "withdrawn": {"reason": gone.reason, "by": gone.by, "at": gone.at} if gone else None,
    }


def date_json(day: DateInForce) -> dict[str, Any]:
    counted = day.counted
    return {
        "what": day.what,
        "start": counted.start,
        "due": counted.due,
        "rule": counted.rule,
        "kind": day.kind,
        "provisional": counted.provisional,
        "derivation": counted.derivation,
    }


def amendment_json(amendment: ShownAmendment) -> dict[str, Any]:
    return {
        "table": amendment.table,
        "field": amendment.field,
        "old": amendment.old,
        "new": amendment.new,
        "reason": amendment.reason,
        "at": amendment.at,
        "by": amendment.by,
        "approved_by": amendment.approved_by,
    }
