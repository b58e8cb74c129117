"""Record that an addressee of a 预警单 has taken note of it (一单三推: 签收反馈)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.entries.entry import Problems
from app.domain.papers.alert_sheet import ADDRESSEES, PUSHED_TO
from app.domain.papers.alert_sheet import KIND as ALERT
from app.domain.rows.base import new_id
from app.domain.rows.hall import AlertReceipt
from app.domain.rows.papers import Document
from app.errors import Refused
from app.events import MatterAdvanced, PaperIssued
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_door import case_of_fact
from app.services.case.lookups import not_found
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.step_subject import require_hand
from app.services.lists.list_alert import list_receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReceiptEntry:
    """Who took note of which warning, as typed."""

    number: str
    """Of the 预警单."""
    addressee: str
    person: str | None = None
    feedback: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertReceived:
    """A receipt that is kept, and the addressees who have not signed yet."""

    number: str
    receipt: AlertReceipt
    waiting: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "document": self.number,
            "addressee": self.receipt.addressee,
            "person": self.receipt.person,
            "feedback": self.receipt.feedback,
            "received_at": self.receipt.at.isoformat(),
            "waiting": list(self.waiting),
        }


def note_alert_receipt(desk: Desk, entry: AlertReceiptEntry, *, draft_id: str | None = None) -> AlertReceived:
    """Keep who of the addressees signed for a warning and when.

    Refused: not_found, not_an_addressee, received_already, step_before. NotAllowed: role_missing, withheld,
    has_interest.
    """
    desk.require("incident")

    def work(writes: Writes) -> AlertReceived:
        paper = _alert(writes, entry.number)
        case = case_of_fact(writes, paper.matter_id or "", paper.visit_id)
        if case is not None:
            require_hand(desk, case)
        now = (entry.at or desk.clock.now()).astimezone(CENTRE_TIME)
        addressees = tuple(str(whom) for whom in paper.content.get(ADDRESSEES) or PUSHED_TO)
        before = {row.addressee: row for row in writes.find(AlertReceipt, document_id=paper.id)}
        _check(entry, now, paper, addressees, before)
        receipt = AlertReceipt(
            id=new_id(),
            document_id=paper.id,
            matter_id=paper.matter_id,
            addressee=entry.addressee,
            person=entry.person,
            feedback=entry.feedback,
            at=now,
            noted_at=desk.clock.now(),
            by=desk.staff.login,
        )
        writes.add(receipt)
        if case is not None:
            _note_on_list(writes, desk, case, receipt)
        end_draft(writes, draft_id)
        writes.audit(desk.staff.login, "预警签收", paper.number)
        signed = {*before, entry.addressee}
        return AlertReceived(
            paper.number, receipt, tuple(addressee for addressee in addressees if addressee not in signed)
        )

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    matter_id = done.receipt.matter_id
    desk.announce(MatterAdvanced(matter_id) if matter_id else PaperIssued(done.receipt.document_id))
    return done


def _note_on_list(writes: Writes, desk: Desk, case: CaseFile, receipt: AlertReceipt) -> None:
    """On the list where the warning's matter stands; of a visit that is in a guarded case by now no word."""
    listed = case_of_fact(writes, receipt.matter_id or "", None)
    if listed is None:
        return
    if case.guarded and listed.matter.id != case.matter.id:
        receipt = replace(receipt, person=None, feedback=None)
    list_receipt(writes, desk, listed, receipt)


def _alert(reads: Reads, number: str) -> Document:
    alerts = [row for row in reads.find(Document, number=number.strip()) if row.kind == ALERT]
    if not alerts:
        raise not_found(number, "number")
    return alerts[-1]


def _check(
    entry: AlertReceiptEntry,
    now: datetime,
    paper: Document,
    addressees: tuple[str, ...],
    before: dict[str, AlertReceipt],
) -> None:
    problems = Problems()
    if entry.addressee not in addressees:
        names = "、".join(f"“{addressee}”" for addressee in addressees)
        problems.add("unit", "not_an_addressee", unit=entry.addressee, names=names)
    elif entry.addressee in before:
        on = f"{before[entry.addressee].at:%Y-%m-%d}"
        problems.add("unit", "received_already", unit=entry.addressee, on=on)
    if now < paper.at:
        when = f"{paper.at:%Y-%m-%d %H:%M}"
        problems.add("at", "step_before", mode="签收", what=paper.kind, when=when)
    if problems.errors:
        raise Refused(*problems.errors)
