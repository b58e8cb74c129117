"""Takes back a wrong step: what it met is owed again, what it started is gone, its papers are 作废."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.case import modes
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.signing import WITHDRAW
from app.domain.papers.names import SLIP
from app.domain.roles import LEADER
from app.domain.rows.base import new_id
from app.domain.rows.case import Request, Withdrawal
from app.domain.rows.matters import Step
from app.errors import FieldError, NotAllowed, Refused
from app.events import MatterAdvanced
from app.ports.records import Writes
from app.services.case.case_reader import CaseReader
from app.services.case.supposed_reads import supposed_reads
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.advance_matter import Pending, ask, asked_leader
from app.services.handling.step_subject import act_subject
from app.services.papers.outdated_papers import Outdating, outdated_papers, paper_json
from app.services.papers.paper_words import SeenCase
from app.services.papers.unit_sheets import is_unit_sheet

_ANSWERED_BY: Mapping[str, frozenset[str]] = {
    modes.ACCEPTING: frozenset({modes.EXTENDING, modes.FINISHING}),
    modes.FINISHING: frozenset({modes.REVIEW}),
    modes.REPLYING: frozenset({modes.REVIEW}),
    modes.OBJECTING: frozenset({modes.DECLINING, modes.RETURNING}),
    modes.REVIEW: frozenset({modes.REVIEWED}),
    modes.REVIEWED: frozenset({modes.RECHECK}),
    modes.RECHECK: frozenset({modes.RECHECKED}),
    modes.RECHECKED: frozenset({modes.NO_MORE_ACCEPTING}),
}
"""Mode to the later modes that stand on it: these are withdrawn first."""


@dataclass(frozen=True, slots=True)
class StepWithdrawn:
    """A step taken back, and what the case comes to without it."""

    case: CaseFile
    step: Step
    withdrawal: Withdrawal
    papers: tuple[Paper, ...]
    """Papers of the step and of units that work by it alone, 作废 from now on."""
    replaced: tuple[Paper, ...] = ()
    """Papers that say otherwise now and get a successor (换发)."""

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.case.matter.number,
            "step": self.step.id,
            "mode": self.step.mode,
            "withdrawn": withdrawal_json(self.withdrawal),
            "status": self.case.status,
            "due": self.case.due.isoformat() if self.case.due else None,
            "contradicted": self.case.contradicted,
            "void_papers": [paper_json(paper) for paper in self.papers],
            "replaced": [paper_json(paper) for paper in self.replaced],
            "obligations": [obligation.as_json() for obligation in self.case.in_sight],
        }


def withdrawal_json(row: Withdrawal) -> dict[str, Any]:
    """A withdrawal as ``show`` has it."""
    return {
        "reason": row.reason,
        "told": row.told,
        "by": row.by,
        "approved_by": row.approved_by,
        "at": row.at.isoformat(),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalWanted:
    """Which step is taken back, why, and what the visitor is told."""

    number: str
    step: str
    reason: str
    visitor_told: str | None = None
    send_to: str | None = None
    draft_id: str | None = None
    """The window's draft, which ends in the same transaction."""


def withdraw_step(desk: Desk, wanted: WithdrawalWanted) -> StepWithdrawn | Pending:
    """Take a step back, or ask a leader to sign where it was approved or its paper was printed.

    A contradiction is settled by a 带班领导 alone, who signs himself where neither act is his; he says what
    the visitor is told.
    Refused: not_found, reason_missing, step_unknown, step_not_withdrawable, withdrawn_already,
    withdraw_first, told_required, step_before, request_waits.
    NotAllowed: role_missing, withheld, leader_settles.
    """
    desk.require("step")
    if not wanted.reason.strip():
        raise Refused(FieldError("reason", "reason_missing"))
    done = desk.records.write(lambda writes: _withdraw(writes, desk, wanted))
    announce_draft_ended(desk, wanted.draft_id)
    matter_id = done.case.matter.id if isinstance(done, StepWithdrawn) else done.request.matter_id
    desk.announce(MatterAdvanced(matter_id))
    return done


def _withdraw(writes: Writes, desk: Desk, wanted: WithdrawalWanted) -> StepWithdrawn | Pending:
    case = act_subject(desk, writes, wanted.number, "number").case
    step = _step(case, wanted.step, desk)
    entry = {"step": step.id, "reason": wanted.reason.strip(), "told": wanted.visitor_told}
    end_draft(writes, wanted.draft_id)
    acts = _contradicting(case, step)
    if acts:
        if LEADER not in desk.staff.roles:
            raise NotAllowed("leader_settles", login=desk.staff.login)
        if not (wanted.visitor_told or "").strip():
            raise Refused(FieldError("told", "told_required"))
        signs_alone = all(act.by != desk.staff.login for act in acts)
        if signs_alone:
            return withdraw_signed(writes, desk, case, entry, desk.staff.login)
    elif not needs_signature(case, step):
        return withdraw_signed(writes, desk, case, entry, None)
    return _ask(writes, desk, case, wanted, entry)


def needs_signature(case: CaseFile, step: Step) -> bool:
    """Whether the step was itself approved, or a paper of it (回执 aside) was printed.

    The paper of a 交办 that a reception gave is the 交办单 of that unit.
    """
    papers = (*papers_of(case, step.id), *_sheets_of(case, step))
    return step.approver is not None or any(paper.printed and paper.kind != SLIP for paper in papers)


def papers_of(case: CaseFile, step_id: str) -> tuple[Paper, ...]:
    """The papers that a step drew up."""
    return tuple(paper for paper in case.papers if paper.step_id == step_id)


def _sheets_of(case: CaseFile, step: Step) -> tuple[Paper, ...]:
    return tuple(
        paper
        for paper in case.papers
        if step.mode in modes.ROUTES
        and is_unit_sheet(paper)
        and (paper.reception_id, paper.unit) == (step.reception_id, step.unit)
    )


def withdraw_signed(
    writes: Writes, desk: Desk, case: CaseFile, entry: Mapping[str, Any], leader: str | None
) -> StepWithdrawn:
    """Take the step back in the transaction; ``leader`` signed it where a signature is due."""
    step = _step(case, str(entry["step"]), desk)
    row = Withdrawal(
        id=new_id(),
        matter_id=step.matter_id,
        step_id=step.id,
        reason=str(entry["reason"]),
        told=entry.get("told"),
        approved_by=leader,
        at=desk.clock.now(),
        by=desk.staff.login,
    )
    writes.add(row)
    writes.audit(desk.staff.login, "撤销步骤", case.matter.number, purpose=f"{step.mode}：{row.reason}")
    after = CaseReader(writes).case(case.matter.id)
    before = SeenCase(supposed_reads(writes, without=(row,)), case)
    changed = outdated_papers(desk, Outdating((before,), (SeenCase(writes, after),)))
    papers = {paper.id: paper for paper in (*papers_of(case, step.id), *changed.void)}
    return StepWithdrawn(after, step, row, tuple(papers.values()), changed.replaced)


def _ask(
    writes: Writes, desk: Desk, case: CaseFile, wanted: WithdrawalWanted, entry: dict[str, Any]
) -> Pending:
    if any(row.act == WITHDRAW and row.entry.get("step") == entry["step"] for row in case.pending):
        raise Refused(FieldError("step", "request_waits", {"mode": WITHDRAW}))
    request = Request(
        id=new_id(),
        matter_id=case.matter.id,
        act=WITHDRAW,
        mode=WITHDRAW,
        entry=entry,
        send_to=asked_leader(writes, desk, wanted.send_to),
        at=desk.clock.now(),
        by=desk.staff.login,
    )
    return ask(writes, desk, request, case)


def _step(case: CaseFile, id: str, desk: Desk) -> Step:
    """The step that is taken back, if it may be."""
    step = next((step for step in case.steps if step.id == id.strip()), None)
    if step is None:
        raise Refused(FieldError("step", "step_unknown", {"id": id}))
    if modes.mode_of(step.mode) is None:
        raise Refused(FieldError("step", "step_not_withdrawable", {"mode": step.mode}))
    if case.is_withdrawn(step.id):
        raise Refused(FieldError("step", "withdrawn_already", {"mode": step.mode}))
    if desk.clock.now() < step.at:
        facts = {"mode": WITHDRAW, "what": step.mode, "when": f"{step.at:%Y-%m-%d %H:%M}"}
        raise Refused(FieldError("at", "step_before", facts))
    later = _standing_on(case, step)
    if later is not None:
        raise Refused(FieldError("step", "withdraw_first", {"mode": step.mode, "later": later.mode}))
    return step


def _standing_on(case: CaseFile, step: Step) -> Step | None:
    """A later step that stands on this one; a contradiction is settled whatever came later."""
    if _contradicting(case, step):
        return None
    modes_after = _ANSWERED_BY.get(step.mode, frozenset())
    again = [other for other in case.standing_steps if other.mode == step.mode and other.id != step.id]
    if step.mode == modes.ACCEPTING and again:
        return None
    return next(
        (later for later in case.standing_steps if later.mode in modes_after and later.at >= step.at), None
    )


def _contradicting(case: CaseFile, step: Step) -> tuple[Step, ...]:
    """The acts of the contradictions that the step is part of."""
    pairs = [(act.first, act.second) for act in case.contradictions]
    ids = {id for pair in pairs if step.id in pair for id in pair}
    return tuple(act for act in case.steps if act.id in ids)
