"""Records when a unit received a matter (``received``) and how a paper reached the visitor (``deliver``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case import modes
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.entries.entry import Problems
from app.domain.entries.known import known_unit
from app.domain.rows.base import new_id
from app.domain.rows.case import Delivery, Receipt
from app.domain.rows.centre import Unit
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.clock import CENTRE_TIME
from app.ports.records import Writes
from app.services.case.case_reader import CaseReader
from app.services.case.matter_dates import deadline_rows
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.step_subject import act_subject
from app.services.handling.take_step import dates_of_rights

HOW = ("当面", "邮寄", "其他")
SIGNED = ("签收", "拒收")
_REJECTED = SIGNED[1]


@dataclass(frozen=True, slots=True)
class UnitReceived:
    """A unit's receipt, and the dates that count from it now."""

    case: CaseFile
    receipt: Receipt

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.case.matter.number,
            "unit": self.receipt.unit,
            "received_at": self.receipt.at.isoformat(),
            "due": self.case.due.isoformat() if self.case.due else None,
            "obligations": [
                obligation.as_json()
                for obligation in self.case.running
                if obligation.who == self.receipt.unit
            ],
            "rights": [right.as_json() for right in self.case.rights if right.who == self.receipt.unit],
        }


@dataclass(frozen=True, slots=True)
class PaperDelivered:
    """A paper that reached the visitor, and until when he may ask for 复查 or 复核."""

    case: CaseFile
    paper: Paper
    delivery: Delivery
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.case.matter.number,
            "document": self.paper.number,
            "kind": self.paper.kind,
            "at": self.delivery.at.isoformat(),
            "how": self.delivery.how,
            "sign": self.delivery.sign,
            "rights": [right.as_json() for right in self.case.rights if right.source == self.paper.step_id],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEntry:
    """How a paper reached the visitor, as typed."""

    number: str
    document: str
    at: datetime | None = None
    how: str = HOW[0]
    sign: str = SIGNED[0]
    witness: str | None = None

    @property
    def lacks(self) -> tuple[FieldError, ...]:
        """A paper that was not taken needs who saw it (送达回证: 拒收、见证人); else nothing proves it.

        The window asks for the name; a delivery that comes without one is recorded with this as a warning,
        since what happened is not unsaid for want of a name.
        """
        if self.sign != _REJECTED or (self.witness or "").strip():
            return ()
        return (FieldError("witness", "rejection_without_witness"),)


def unit_received(
    desk: Desk, number: str, unit: str, at: datetime | None = None, *, draft_id: str | None = None
) -> UnitReceived:
    """Record on which day a unit received the matter (条例第23条第3款 counts from it).

    ``draft_id``: the window's draft goes with it.

    Refused: not_found, unit_unknown, not_a_holder, received_already, step_before. NotAllowed: role_missing,
    withheld.
    """
    desk.require("step")

    def work(writes: Writes) -> UnitReceived:
        end_draft(writes, draft_id)
        return _receive(writes, desk, number, unit, at)

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    desk.announce(MatterAdvanced(done.case.matter.id))
    return done


def _receive(writes: Writes, desk: Desk, number: str, typed: str, at: datetime | None) -> UnitReceived:
    case = act_subject(desk, writes, number, "number").case
    problems = Problems()
    unit = known_unit(typed, writes.find(Unit, disabled=False), "unit", problems) or typed
    now = (at or desk.clock.now()).astimezone(CENTRE_TIME)
    sent = [step for step in case.standing_steps if step.mode in modes.ROUTES and step.unit == unit]
    holder = next((holder for holder in case.holders if holder.unit == unit), None)
    if not problems.errors and (holder is None or not sent):
        problems.add("unit", "not_a_holder", unit=unit)
    elif holder is not None and holder.received_at is not None:
        problems.add("unit", "received_already", unit=unit, on=f"{holder.received_at:%Y-%m-%d}")
    elif sent and now < sent[-1].at:
        when = f"{sent[-1].at:%Y-%m-%d %H:%M}"
        problems.add("at", "step_before", mode="签收", what=sent[-1].mode, when=when)
    if problems.errors:
        raise Refused(*problems.errors)
    receipt = Receipt(
        id=new_id(),
        matter_id=case.matter.id,
        unit=unit,
        at=now,
        noted_at=desk.clock.now(),
        by=desk.staff.login,
    )
    writes.add(receipt)
    writes.audit(desk.staff.login, "登记签收", case.matter.number, purpose=unit)
    return UnitReceived(CaseReader(writes).case(case.matter.id), receipt)


def deliver_paper(desk: Desk, entry: DeliveryEntry, *, draft_id: str | None = None) -> PaperDelivered:
    """Record the delivery of a paper to the visitor; the 30 days of 复查 and 复核 count from it.

    ``draft_id``: the window's draft goes with it.

    Refused: not_found, not_a_choice, document_unknown, document_void, delivered_already, step_before.
    NotAllowed: role_missing, withheld.
    """
    desk.require("step")

    def work(writes: Writes) -> PaperDelivered:
        end_draft(writes, draft_id)
        return _deliver(writes, desk, entry)

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    desk.announce(MatterAdvanced(done.case.matter.id))
    return done


def _deliver(writes: Writes, desk: Desk, entry: DeliveryEntry) -> PaperDelivered:
    case = act_subject(desk, writes, entry.number, "number").case
    problems = Problems()
    for field, value, choices in (("how", entry.how, HOW), ("sign", entry.sign, SIGNED)):
        if value not in choices:
            problems.add(field, "not_a_choice", choices=" ".join(choices), given=value)
    now = (entry.at or desk.clock.now()).astimezone(CENTRE_TIME)
    paper = _paper(case, entry.document, now, problems)
    if paper is None or problems.errors:
        raise Refused(*problems.errors)
    delivery = Delivery(
        id=new_id(),
        matter_id=case.matter.id,
        document_id=paper.id,
        at=now,
        how=entry.how,
        sign=entry.sign,
        witness=(entry.witness or "").strip() or None,
        noted_at=desk.clock.now(),
        by=desk.staff.login,
    )
    writes.add(delivery)
    after = CaseReader(writes).case(case.matter.id)
    if paper.step_id is not None:
        dates = dates_of_rights(after, paper.step_id)
        writes.add(*deadline_rows(dates, case.matter.id, now, step_id=paper.step_id))
    writes.audit(desk.staff.login, "送达", paper.number)
    return PaperDelivered(after, paper, delivery, (*entry.lacks, *_replaced(after, paper)))


def _replaced(case: CaseFile, paper: Paper) -> tuple[FieldError, ...]:
    """A warning where another paper took its place: what may be asked for counts from that one."""
    later = next((row for row in case.papers if row.replaces == paper.id), None)
    if later is None:
        return ()
    return (FieldError("document", "document_replaced", {"number": paper.number, "later": later.number}),)


def _paper(case: CaseFile, number: str, now: datetime, problems: Problems) -> Paper | None:
    """The paper of the case that was delivered; what stands against it goes to ``problems``."""
    matching = [paper for paper in case.papers if paper.number == number.strip()]
    if not matching:
        problems.add("document", "document_unknown", number=number)
        return None
    paper = matching[-1]
    before = [delivery.at for delivery in case.deliveries if delivery.document_id == paper.id]
    if paper.step_id is not None and case.is_withdrawn(paper.step_id):
        problems.add("document", "document_void", number=paper.number)
    elif before:
        problems.add("document", "delivered_already", number=paper.number, on=f"{min(before):%Y-%m-%d}")
    elif now < paper.at:
        when = f"{paper.at:%Y-%m-%d %H:%M}"
        problems.add("at", "step_before", mode="送达", what=paper.kind, when=when)
    return paper
