"""A unit's answer to a duty it was given in a reception."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.entry import Problems
from app.domain.known import known_unit
from app.domain.reply_entry import ReplyEntry, check_reply
from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.terms import CLOSED_STATUSES
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.records import Reads, Writes
from app.services.case.lookups import find_matter
from app.services.case.matter_dates import binding_dates, open_duties

REPLIED = "交办回复"


@dataclass(frozen=True, slots=True)
class DutyReplied:
    """An answer that is kept, and what the matter still waits for."""

    matter: Matter
    duties: tuple[Duty, ...]
    """The same duty may stand for several matters of one reception; one answer serves them all."""
    reply: DutyReply
    still_open: int

    def as_json(self) -> dict[str, Any]:
        duty = self.duties[0]
        return {
            "matter": self.matter.number,
            "unit": duty.unit,
            "duty": duty.duty,
            "done": self.reply.done,
            "at": self.reply.at.isoformat(),
            "open_duties": self.still_open,
            "due": self.matter.due.isoformat() if self.matter.due else None,
        }


def reply_duty(desk: Desk, entry: ReplyEntry) -> DutyReplied:
    """Keep a unit's answer; with ``done`` the duty is no longer open.

    Refused: required, not_found, unit_unknown, reply_without_duty, reply_which (more than one is open and
    neither unit nor duty tells which).
    """
    desk.require("step")
    checked = check_reply(entry).or_refuse()
    replied = desk.records.write(lambda writes: _reply(writes, desk.at(checked.at), checked))
    for duty in replied.duties:
        desk.announce(MatterAdvanced(duty.matter_id))
    return replied


def _reply(writes: Writes, desk: Desk, entry: ReplyEntry) -> DutyReplied:
    at = desk.clock.now()
    matter = find_matter(writes, entry.number, entry.subject)
    duty = _meant(writes, open_duties(writes, [matter.id]), entry)
    siblings = [duty, *(one for one in writes.find(Duty, line_id=duty.line_id) if one.id != duty.id)]
    reply = None
    for one in siblings:
        row = DutyReply(
            id=new_id(),
            duty_id=one.id,
            matter_id=one.matter_id,
            text=entry.text or "",
            done=entry.done,
            at=at,
            by=desk.staff.login,
        )
        reply = reply or row
        step = Step(
            id=new_id(),
            matter_id=one.matter_id,
            reception_id=one.reception_id,
            mode=REPLIED,
            unit=one.unit,
            at=at,
            reason=entry.text,
            by=desk.staff.login,
            detail={"done": entry.done},
        )
        writes.add(row, step)
        matter_now = _next_date(writes, one.matter_id)
        matter = matter_now if matter_now.id == matter.id else matter
    writes.audit(desk.staff.login, REPLIED, matter.number)
    if reply is None:
        raise LookupError("a duty has no reply")
    return DutyReplied(matter, tuple(siblings), reply, len(open_duties(writes, [matter.id])))


def _next_date(writes: Writes, matter_id: str) -> Matter:
    matter = writes.get(Matter, matter_id)
    if matter is None:
        raise LookupError(f"duty of no matter {matter_id}")
    due = None if matter.status in CLOSED_STATUSES else binding_dates(writes, [matter_id])[matter_id].due
    return matter if due == matter.due else writes.change(matter, due=due)


def _meant(reads: Reads, duties: Sequence[Duty], entry: ReplyEntry) -> Duty:
    """The one open duty that the entry means."""
    problems = Problems()
    unit = entry.unit and known_unit(entry.unit, reads.find(Unit, disabled=False), "unit", problems)
    if problems.found:
        raise Refused(*problems.found)
    meant = [
        duty
        for duty in duties
        if (unit is None or duty.unit == unit) and (entry.duty is None or duty.duty == entry.duty)
    ]
    if not meant:
        raise Refused(FieldError("unit" if unit else entry.subject, "reply_without_duty"))
    if len(meant) > 1:
        told = "；".join(f"{duty.unit} {duty.duty}" for duty in meant)
        raise Refused(FieldError("duty", "reply_which", {"count": len(meant), "duties": told}))
    return meant[0]
