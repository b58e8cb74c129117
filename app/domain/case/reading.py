"""Reads a case from its facts: the same facts give the same CaseFile, in whatever order they came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, TypeVar

from msgspec.structs import replace

from app.domain.case import names
from app.domain.case.casefile import CaseFile, Stages, earliest_of, main_unit_of
from app.domain.case.corrected import standing_visits
from app.domain.case.facts import CaseFacts, Rules, Visitor
from app.domain.case.history import History
from app.domain.case.reminding import rungs_of
from app.domain.case.secrecy import accused_units, case_is_guarded, owner, readers
from app.domain.lists.plan import list_obligations
from app.domain.rows.case import Decision, Request
from app.domain.terms import KINDS_OF_LAW


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
        matter=replace(facts.matter, status=status, unit=main_unit_of(holders), due=earliest_of(obligations)),
        kind=KINDS_OF_LAW.get(facts.matter.purpose, names.APPEAL),
        status=status,
        visits=visits,
        taken_back=tuple(visit for visit in facts.visits if visit.id in gone),
        voids=tuple(_ordered(facts.voids)),
        people=tuple(sorted(facts.people, key=_by_seat)),
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
        appointments=tuple(_ordered(facts.appointments)),
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
        rules=rules,
        rungs=rungs_of(obligations, accused, rules),
    )


def _decided(facts: CaseFacts) -> tuple[tuple[Request, Decision], ...]:
    requests = {row.id: row for row in facts.requests}
    known = [row for row in _ordered(facts.decisions) if row.request_id in requests]
    return tuple((requests[row.request_id], row) for row in known)


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


def _by_seat(came: Visitor) -> tuple[str, int, str]:
    return came.visit_id, came.seat.position, came.seat.id
