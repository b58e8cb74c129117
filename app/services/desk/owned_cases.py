"""Reads the cases that the signed-in person owns (首接负责) and that wait for him (CASE.md 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.names import REGISTERED
from app.domain.case.secrecy import may_read
from app.domain.rows.case import OWNER, Appointment, CaseState
from app.domain.rows.centre import Staff
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.visits.visit_rows import REGISTERING

MOST = 20
"""Cases that were handed over and are named one by one, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedCase:
    """A case that its owner has to go on with."""

    number: str
    claim: str | None
    """None where the content is not for who sits at the desk."""
    at: datetime
    """When it was handed over, or opened."""
    by: str = ""
    """Name of who handed it over; empty for one that the owner took first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedCases:
    """What the owner of cases sees among the work that waits for him."""

    handed: tuple[OwnedCase, ...] = ()
    """Handed to him, and nothing was done in the case since."""
    unrouted: int = 0
    """Cases that he took first and that nobody has routed yet."""
    earliest: OwnedCase | None = None
    """The first of these."""


def owned_cases(desk: Desk, reads: Reads) -> OwnedCases:
    """Of the signed-in person; from the case cache, but for the few that are named."""
    login = desk.staff.login
    rows = {row.matter_id: row for row in reads.find(Appointment, part=OWNER, login=login)}
    mine = {state.id for state in reads.among(CaseState, "id", rows) if state.owner == login}
    reader = CaseReader(reads)
    waiting = _waiting(reader, sorted(mine, key=lambda matter: rows[matter].at, reverse=True))
    names = {row.login: row.name for row in reads.among(Staff, "login", {row.by for _, row in waiting})}
    handed = sorted((_handed(desk, case, row, names) for case, row in waiting), key=lambda case: case.at)
    first = _first_unrouted(reads, login, mine)
    return OwnedCases(
        handed=tuple(handed),
        unrouted=_count_unrouted(reads, login, mine) if first is not None else 0,
        earliest=_owned(desk, reader.cases([first])[first]) if first is not None else None,
    )


def _waiting(reader: CaseReader, newest_first: Sequence[str]) -> list[tuple[CaseFile, Appointment]]:
    """The newest that nobody has gone on with, each with the handing over that stands.

    So many are read at a time: those that somebody went on with take no place of an older one that waits.
    """
    waiting: list[tuple[CaseFile, Appointment]] = []
    for start in range(0, len(newest_first), MOST):
        part = newest_first[start : start + MOST]
        cases = reader.cases(part)
        handed = [(case, _standing(case)) for case in (cases[id] for id in part)]
        waiting += [(case, row) for case, row in handed if not _was_done_since(case, row.at)]
        if len(waiting) >= MOST:
            break
    return waiting[:MOST]


def _standing(case: CaseFile) -> Appointment:
    return [row for row in case.appointments if row.part == OWNER][-1]


def _first_unrouted(reads: Reads, login: str, handed: set[str]) -> str | None:
    states = reads.find(CaseState, owner=login, status=REGISTERED, limit=len(handed) + 1)
    return next((state.id for state in states if state.id not in handed), None)


def _count_unrouted(reads: Reads, login: str, handed: set[str]) -> int:
    registered = sum(state.status == REGISTERED for state in reads.among(CaseState, "id", handed))
    return reads.count(CaseState, owner=login, status=REGISTERED) - registered


def _was_done_since(case: CaseFile, at: datetime) -> bool:
    """Whether a step was taken; that the visitor came again is none (a registration stands as 登记)."""
    return any(step.at > at and step.mode != REGISTERING for step in case.standing_steps)


def _handed(desk: Desk, case: CaseFile, row: Appointment, names: dict[str, str]) -> OwnedCase:
    return replace(_owned(desk, case), at=row.at, by=names.get(row.by, row.by))


def _owned(desk: Desk, case: CaseFile) -> OwnedCase:
    readable = may_read(case.guarded, case.readable_by, desk.staff.login, desk.staff.roles)
    claim = case.matter.claim or "没有写诉求" if readable else None
    return OwnedCase(number=case.matter.number, claim=claim, at=case.matter.opened_at)
