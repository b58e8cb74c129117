"""Gathers what ``show`` tells of receptions, duties and papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.signing import AMEND
from app.domain.papers.alert_sheet import ADDRESSEES
from app.domain.rows.case import VisitMove, Withdrawal
from app.domain.rows.hall import AlertReceipt
from app.domain.rows.papers import Document, Printing
from app.domain.rows.receptions import Duty, Line, ReceivedVisit, Reception, Seat
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.case.shown import (
    PushedTo,
    ShownDuty,
    ShownLine,
    ShownPaper,
    ShownPrint,
    ShownReception,
    ShownSeat,
    TakenBack,
)
from app.services.papers.hindsight import Change
from app.services.papers.reissue import made_void_by


def shown_duty(case: CaseFile, duty: Duty) -> ShownDuty:
    """A duty of a reception with its date as the case counts it, and its answers."""
    owed = case.obligation(duty.id)
    counted = owed.counted if owed else duty
    return ShownDuty(
        unit=duty.unit,
        duty=duty.duty,
        due=counted.due,
        derivation=counted.derivation,
        provisional=counted.provisional,
        contact=duty.contact,
        replies=tuple(reply for reply in case.replies if reply.duty_id == duty.id),
    )


def receptions_of(reads: Reads, case: CaseFile) -> list[ShownReception]:
    """The receptions in which visits of the case were heard, with the lines that are about them."""
    visits = [visit.id for visit in (*case.visits, *case.taken_back)]
    heard_in = {row.reception_id for row in reads.among(ReceivedVisit, "visit_id", visits)}
    return [shown_reception(reads, row, visits) for row in reads.among(Reception, "id", heard_in)]


def shown_reception(
    reads: Reads, reception: Reception, visits: Collection[str] | None = None
) -> ShownReception:
    """A reception with its seats and minutes; with ``visits`` only the lines that are about one of them."""
    seats = sorted(reads.find(Seat, reception_id=reception.id), key=_position)
    every = sorted(reads.find(Line, reception_id=reception.id), key=_position)
    lines = [line for line in every if visits is None or not line.cases or set(line.cases) & set(visits)]
    return ShownReception(
        number=reception.number,
        at=reception.at,
        form=reception.form,
        room=reception.room,
        lead=reception.lead,
        leader=reception.leader,
        recorder=reception.recorder,
        status=reception.status,
        result=reception.result,
        ended_at=reception.ended_at,
        units=tuple(_seat(seat) for seat in seats),
        lines=tuple(ShownLine(line.at, line.kind, line.text) for line in lines),
    )


def _seat(seat: Seat) -> ShownSeat:
    return ShownSeat(
        unit=seat.unit, person=seat.person, title=seat.title, arrived=seat.arrived, absent=seat.absent
    )


def heard(reads: Reads, reception: Reception, cases: Iterable[CaseFile]) -> list[tuple[CaseFile, Visit]]:
    """The visits a reception heard, as corrected, each with its case; those taken back as registered."""
    ids = [row.visit_id for row in reads.find(ReceivedVisit, reception_id=reception.id)]
    by_visit = {visit.id: (case, visit) for case in cases for visit in (*case.taken_back, *case.visits)}
    return [by_visit[id] for id in ids if id in by_visit]


def papers_of(desk: Desk, reads: Reads, case: CaseFile) -> list[ShownPaper]:
    """Documents issued for the matter or any of its visits; 作废 where a correction left nothing of them."""
    rows = reads.among(Document, "id", [paper.id for paper in case.papers])
    changes = {paper.number: made_void_by(desk, reads, case, paper) for paper in case.papers}
    void = {number: _taken_back(change) for number, change in changes.items() if change is not None}
    return _papers(reads, [row for row in rows if row.matter_id or row.visit_id], void)


def documents_of(reads: Reads, **equal: Any) -> list[ShownPaper]:
    """The documents whose columns equal the values."""
    return _papers(reads, reads.find(Document, **equal), {})


def _papers(reads: Reads, rows: list[Document], void: dict[str, TakenBack]) -> list[ShownPaper]:
    replaced = {row.replaces for row in rows}
    return [
        ShownPaper(
            kind=row.kind,
            number=row.number,
            unit=row.unit,
            at=row.at,
            by=row.by,
            is_replaced=row.id in replaced,
            prints=tuple(_print(row, printing) for printing in reads.find(Printing, document_id=row.id)),
            pushed_to=_pushed_to(reads, row),
            void=void.get(row.number),
        )
        for row in rows
    ]


def _pushed_to(reads: Reads, row: Document) -> tuple[PushedTo, ...]:
    """Of a 预警单: whom it was pushed to, and who has signed for it when; nothing of another paper."""
    addressees = row.content.get(ADDRESSEES)
    if not addressees:
        return ()
    receipts = {receipt.addressee: receipt for receipt in reads.find(AlertReceipt, document_id=row.id)}
    return tuple(_pushed(str(whom), receipts.get(str(whom))) for whom in addressees)


def _pushed(addressee: str, receipt: AlertReceipt | None) -> PushedTo:
    if receipt is None:
        return PushedTo(addressee=addressee)
    return PushedTo(
        addressee=addressee, received_at=receipt.at, person=receipt.person, feedback=receipt.feedback
    )


def _print(row: Document, printing: Printing) -> ShownPrint:
    return ShownPrint(
        kind=row.kind,
        times=printing.times,
        paper=printing.paper,
        form=printing.form,
        reason=printing.reason,
        at=printing.at,
        by=printing.by,
    )


def _taken_back(change: Change) -> TakenBack:
    """How what a paper speaks of was taken back."""
    return TakenBack(
        at=change.at,
        by=change.by,
        reason=change.reason or (change.act if isinstance(change, VisitMove) else AMEND),
        visitor_told=change.told if isinstance(change, Withdrawal) else None,
        approved_by=None if isinstance(change, VisitMove) else change.approved_by,
    )


def withdrawal_of(case: CaseFile, step_id: str | None) -> TakenBack | None:
    """How a step was taken back; None for one that stands."""
    row = next((row for row in case.withdrawals if row.step_id == step_id), None)
    return None if row is None else _taken_back(row)


def _position(row: Seat | Line) -> int:
    return row.position
