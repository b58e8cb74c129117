"""The one answer about a case: what it is now, who owes what by when, who may read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.domain.case import names
from app.domain.case.corrected import standing_visits
from app.domain.case.facts import CaseFacts, Hearing, Paper, Rules
from app.domain.case.history import History
from app.domain.case.modes import MAIN
from app.domain.case.obligations import Contradiction, Holder, Obligation, Right
from app.domain.case.reminding import Rungs, rungs_of
from app.domain.case.secrecy import accused_units, case_is_guarded, may_read, owner, readers
from app.domain.lists.entries import ListEntry, read_entries
from app.domain.lists.plan import in_sight, list_obligations
from app.domain.rows.attachments import Attachment, Detachment
from app.domain.rows.case import Decision, Delivery, Incident, ListFact, Request, VisitMove, Withdrawal
from app.domain.rows.matters import Matter, Notice, Rating, Reminder, Step
from app.domain.rows.receptions import Duty, DutyReply
from app.domain.rows.visits import Amendment, Visit, Void
from app.domain.terms import KINDS_OF_LAW

NO_FACT_OF_HANDLING = frozenset({"登记", "三个告知", "交办回复"})
"""Modes of steps that record something else than a 办理方式."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The acts that what may be done next turns on; None where there is none."""

    accepted: Step | None = None
    closed: Step | None = None
    answered: Step | None = None
    """The 信访处理意见书 or 直接回复 that 复查 may be asked of."""
    review: Step | None = None
    reviewed: Step | None = None
    recheck: Step | None = None
    rechecked: Step | None = None
    objections: tuple[Step, ...] = ()
    """Objections that the sender has neither agreed to nor declined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as its facts say it is; the only thing that services, papers, lists and pages read."""

    matter: Matter
    """As corrected; its status, unit and due are those of this reading."""
    kind: str
    """建议意见类, 检举控告类 or 申诉求决类 (条例第29至31条)."""
    status: str
    visits: tuple[Visit, ...]
    """Standing visits as corrected, in order of arrival."""
    taken_back: tuple[Visit, ...] = ()
    """Visits that were voided, as they were registered."""
    voids: tuple[Void, ...] = ()
    """Who took them back, when and why."""
    steps: tuple[Step, ...] = ()
    """Every step in its order, withdrawn ones too (``is_withdrawn``)."""
    withdrawals: tuple[Withdrawal, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    rights: tuple[Right, ...] = ()
    holders: tuple[Holder, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    pending: tuple[Request, ...] = ()
    """Requests that no leader has decided yet and their authors have not taken back."""
    recalled: tuple[tuple[Request, Withdrawal], ...] = ()
    """Requests that their authors took back before a leader decided."""
    decided: tuple[tuple[Request, Decision], ...] = ()
    """Requests that a leader signed or sent back, each with his decision."""
    duties: tuple[Duty, ...] = ()
    """With the dates as counted now; those withdrawn are left out."""
    replies: tuple[DutyReply, ...] = ()
    notices: tuple[Notice, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    ratings: tuple[Rating, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    moves: tuple[VisitMove, ...] = ()
    """Joins and splits of its visits."""
    lists: tuple[ListFact, ...] = ()
    incidents: tuple[Incident, ...] = ()
    papers: tuple[Paper, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    """Every one in the order in which they were put, those taken off too (``taken_off``)."""
    detachments: tuple[Detachment, ...] = ()
    guarded: bool = False
    readable_by: frozenset[str] = field(default_factory=frozenset)
    """Logins that may read it if it is guarded, beside every 带班领导."""
    accused: frozenset[str] = field(default_factory=frozenset)
    owner: str | None = None
    merged_into: str | None = None
    stages: Stages = Stages()
    accepted_by: str | None = None
    rungs: Mapping[str, Rungs] = field(default_factory=dict)
    """By the id of each obligation that somebody is reminded of: its tiers of 115 with their days."""

    @property
    def contradicted(self) -> bool:
        return bool(self.contradictions)

    @property
    def is_open(self) -> bool:
        return self.status in names.OPEN

    @property
    def unit(self) -> str | None:
        """The 主办 unit."""
        return _main_unit(self.holders)

    @property
    def running(self) -> tuple[Obligation, ...]:
        """Obligations neither met nor ended, the nearest first."""
        return tuple(sorted((owed for owed in self.obligations if owed.running), key=_by_due))

    @property
    def binding(self) -> tuple[Obligation, ...]:
        """Running obligations of kind 法定 or 限期, the nearest first."""
        return tuple(owed for owed in self.running if owed.binds)

    @property
    def running_outward(self) -> tuple[Obligation, ...]:
        """What runs without the plan of a 包案, which is nobody's but the bureau's."""
        return tuple(owed for owed in self.running if owed.kind != names.PLANNED)

    @property
    def in_sight(self) -> tuple[Obligation, ...]:
        """What runs, with the earliest day alone of each item of a plan (包案)."""
        return in_sight(owed for owed in self.obligations if owed.running)

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """The lists (台账) that it is or was on."""
        return read_entries(self.lists)

    @property
    def due(self) -> date | None:
        """The earliest date that binds; None where nothing is owed."""
        return _earliest(self.obligations)

    @property
    def open_duties(self) -> tuple[Obligation, ...]:
        return tuple(owed for owed in self.running if owed.what == names.DUTY)

    @property
    def may_rate(self) -> tuple[str, ...]:
        """Whom the visitor may rate now: 信访部门, 责任单位."""
        return tuple(
            whom for whom in names.RATED if any(right.whom == whom and right.is_open for right in self.rights)
        )

    @property
    def notice(self) -> Notice | None:
        """The three notices as last told."""
        return self.notices[-1] if self.notices else None

    @property
    def newest_visit(self) -> Visit | None:
        """The standing visit registered last."""
        return max(self.visits, key=lambda visit: (visit.registered_at, visit.id), default=None)

    @property
    def standing_steps(self) -> tuple[Step, ...]:
        """Steps that were not withdrawn."""
        return tuple(step for step in self.steps if not self.is_withdrawn(step.id))

    def is_withdrawn(self, step_id: str) -> bool:
        return any(row.step_id == step_id for row in self.withdrawals)

    def taken_off(self, attachment_id: str) -> Detachment | None:
        """The fact that took an attachment off; None for one that stands."""
        return next((row for row in self.detachments if row.attachment_id == attachment_id), None)

    def may_be_read_by(self, login: str, roles: Collection[str]) -> bool:
        return may_read(self.guarded, self.readable_by, login, roles)

    def obligation(self, id: str) -> Obligation | None:
        return next((owed for owed in self.obligations if owed.id == id), None)


def read_case(facts: CaseFacts, rules: Rules) -> CaseFile:
    """Read a case from its facts; the same facts give the same answer in whatever order they came."""
    gone = {void.visit_id for void in facts.voids}
    visits = standing_visits(facts.visits, facts.voids, facts.amendments, facts.moves)
    history = History(facts, visits, rules).read()
    status = history.status
    closed = (history.closed.at, history.closed.id) if history.closed else None
    listed = list_obligations(facts.lists, rules.calendar, closed)
    obligations = (*history.book.obligations.values(), *listed)
    rights = tuple(history.book.rights.values())
    if facts.merged_into is not None or not visits:
        status = names.MERGED if facts.merged_into is not None else names.TAKEN_BACK
        obligations = tuple(owed.ended(facts.matter.id) for owed in obligations)
        rights = tuple(right.ended(facts.matter.id) for right in rights)
    accused = accused_units(visits)
    decided = {row.request_id for row in facts.decisions}
    recalls = {row.step_id: row for row in facts.withdrawals if row.step_id not in decided}
    duties = tuple(duty for duty in _ordered(facts.duties) if duty.id in history.book.obligations)
    holders = tuple(history.holders.values())
    return CaseFile(
        matter=replace(facts.matter, status=status, unit=_main_unit(holders), due=_earliest(obligations)),
        kind=KINDS_OF_LAW.get(facts.matter.purpose, names.APPEAL),
        status=status,
        visits=visits,
        taken_back=tuple(visit for visit in facts.visits if visit.id in gone),
        voids=tuple(_ordered(facts.voids)),
        steps=tuple(_ordered(facts.steps)),
        withdrawals=tuple(_ordered(facts.withdrawals)),
        obligations=obligations,
        rights=rights,
        holders=holders,
        contradictions=tuple(history.contradictions),
        pending=tuple(row for row in _ordered(facts.requests) if row.id not in {*decided, *recalls}),
        recalled=tuple((row, recalls[row.id]) for row in _ordered(facts.requests) if row.id in recalls),
        decided=_decided(facts),
        duties=duties,
        replies=tuple(_ordered(facts.replies)),
        notices=tuple(_ordered(facts.notices)),
        reminders=tuple(_ordered(facts.reminders)),
        ratings=tuple(_ordered(facts.ratings)),
        deliveries=facts.deliveries,
        amendments=tuple(_ordered(facts.amendments)),
        moves=tuple(_ordered(facts.moves)),
        lists=tuple(_ordered(facts.lists)),
        incidents=tuple(_ordered(facts.incidents)),
        papers=facts.papers,
        hearings=facts.hearings,
        attachments=tuple(_ordered(facts.attachments)),
        detachments=tuple(_ordered(facts.detachments)),
        guarded=case_is_guarded(facts, visits),
        readable_by=readers(facts, visits),
        accused=accused,
        owner=owner(facts, visits, history.routed) if status in names.OPEN else None,
        merged_into=facts.merged_into,
        stages=_stages(history),
        accepted_by=history.accepted_by,
        rungs=rungs_of(obligations, accused, rules),
    )


def _decided(facts: CaseFacts) -> tuple[tuple[Request, Decision], ...]:
    requests = {row.id: row for row in facts.requests}
    known = [row for row in _ordered(facts.decisions) if row.request_id in requests]
    return tuple((requests[row.request_id], row) for row in known)


def _main_unit(holders: Iterable[Holder]) -> str | None:
    """The 主办 unit, else the first that holds the case."""
    units = sorted(holders, key=lambda holder: holder.role != MAIN)
    return units[0].unit if units else None


def _earliest(obligations: Iterable[Obligation]) -> date | None:
    """The earliest date that binds; None where nothing is owed."""
    return min((owed.due for owed in obligations if owed.binds), default=None)


def _stages(history: History) -> Stages:
    return Stages(
        accepted=history.accepted,
        closed=history.closed,
        answered=history.answered,
        review=history.review,
        reviewed=history.reviewed,
        recheck=history.recheck,
        rechecked=history.rechecked,
        objections=tuple(history.objections.values()),
    )


class _Fact(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def at(self) -> datetime: ...


F = TypeVar("F", bound=_Fact)


def _ordered(rows: Iterable[F]) -> list[F]:
    some = list(rows)
    if len(some) > 1:
        some.sort(key=lambda row: (row.at, getattr(row, "by", ""), row.id))
    return some


def _by_due(owed: Obligation) -> tuple[date, str]:
    return owed.due, owed.id
