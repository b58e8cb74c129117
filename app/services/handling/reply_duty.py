"""A unit's answer to a duty of a reception, to a 交办 or to the 办结报告 that one asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation
from app.domain.entries.entry import Problems
from app.domain.entries.known import known_unit
from app.domain.entries.reply_entry import ReplyEntry, check_reply
from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Step
from app.domain.rows.receptions import Duty, DutyReply
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.clock import CENTRE_TIME
from app.ports.records import Reads, Writes
from app.services.case.case_reader import CaseReader
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.step_subject import act_subject

REPLIED = "交办回复"
_ANSWERABLE = frozenset({names.DUTY, names.REPORT})


@dataclass(frozen=True, slots=True)
class DutyReplied:
    """An answer that is kept, and what the case still waits for."""

    case: CaseFile
    """As it is after the answer."""
    duty: Obligation
    """What was answered, as it was before."""
    reply: DutyReply
    matters: tuple[str, ...]
    """Ids of the matters of one reception that the same line was given for: one answer serves them all."""

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.case.matter.number,
            "obligation": self.duty.id,
            "what": self.duty.what,
            "unit": self.duty.who,
            "duty": self.duty.text,
            "done": self.reply.done,
            "at": self.reply.at.isoformat(),
            "open_duties": len(self.case.open_duties),
            "due": self.case.due.isoformat() if self.case.due else None,
        }


def reply_duty(desk: Desk, entry: ReplyEntry, *, draft_id: str | None = None) -> DutyReplied:
    """Keep a unit's answer; with ``done`` what it answers is met. ``draft_id``: the window's draft goes too.

    Refused: required, not_found, unit_unknown, reply_without_duty, reply_which (more than one is open and
    neither unit nor duty tells which), reply_before_duty. NotAllowed: role_missing, withheld.
    """
    desk.require("step")
    checked = check_reply(entry).or_refuse()

    def work(writes: Writes) -> DutyReplied:
        end_draft(writes, draft_id)
        return _reply(writes, desk, checked)

    replied = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    for matter_id in replied.matters:
        desk.announce(MatterAdvanced(matter_id))
    return replied


def _reply(writes: Writes, desk: Desk, entry: ReplyEntry) -> DutyReplied:
    case = act_subject(desk, writes, entry.record, entry.subject).case
    duty = _meant(writes, case, entry)
    began = _began(case, duty)
    at = (entry.at or max(desk.clock.now(), began)).astimezone(CENTRE_TIME)
    if at < began:
        raise Refused(FieldError("at", "reply_before_duty", {"when": f"{began:%Y-%m-%d %H:%M}"}))
    replies = [
        DutyReply(
            id=new_id(), duty_id=id, matter_id=matter_id, text=entry.text or "", done=entry.done, at=at,
            by=desk.staff.login,
        )
        for id, matter_id in _with_siblings(writes, case, duty)
    ]  # fmt: skip
    steps = [
        Step(
            id=new_id(), matter_id=reply.matter_id, mode=REPLIED, unit=duty.who, at=at, reason=entry.text,
            by=desk.staff.login, detail={"done": entry.done},
        )
        for reply in replies
    ]  # fmt: skip
    writes.add(*replies, *steps)
    writes.audit(desk.staff.login, REPLIED, case.matter.number)
    after = CaseReader(writes).case(case.matter.id)
    return DutyReplied(after, duty, replies[0], tuple(reply.matter_id for reply in replies))


def _meant(reads: Reads, case: CaseFile, entry: ReplyEntry) -> Obligation:
    """The one open obligation that the entry means."""
    problems = Problems()
    unit = entry.unit and known_unit(entry.unit, reads.find(Unit, disabled=False), "unit", problems)
    if problems.errors:
        raise Refused(*problems.errors)
    running = [obligation for obligation in case.running if obligation.what in _ANSWERABLE]
    meant = [
        obligation
        for obligation in running
        if (unit is None or obligation.who == unit)
        and (entry.duty is None or entry.duty in (obligation.id, obligation.text))
    ]
    if len(meant) > 1 and entry.duty is None and len({obligation.source for obligation in meant}) == 1:
        meant = [
            obligation for obligation in meant if obligation.what == names.DUTY
        ]  # the report comes by its own id
    if not meant:
        raise Refused(FieldError("unit" if unit else entry.subject, "reply_without_duty"))
    if len(meant) > 1:
        duties = "；".join(
            f"{obligation.who} {obligation.text or obligation.what}（{obligation.id}）"
            for obligation in meant
        )
        raise Refused(FieldError("duty", "reply_which", {"count": len(meant), "duties": duties}))
    return meant[0]


def _began(case: CaseFile, duty: Obligation) -> datetime:
    """The moment at which it was given."""
    moments = [row.at for row in case.duties if row.id == duty.source]
    return min(moments or [step.at for step in case.steps if step.id == duty.source])


def _with_siblings(reads: Reads, case: CaseFile, duty: Obligation) -> Iterator[tuple[str, str]]:
    """Ids of what is answered, each with its matter: the same line of a reception for several matters."""
    yield duty.id, case.matter.id
    own = next((row for row in case.duties if row.id == duty.source), None)
    if own is not None and own.line_id:
        for row in reads.find(Duty, line_id=own.line_id):
            if row.id != own.id and row.unit == own.unit:
                yield row.id, row.matter_id
