"""Lists the answers to the signed-in person's requests: signed today, or sent back and not asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.desk import Desk
from app.domain.rows.case import Decision, Request
from app.domain.rows.centre import Staff
from app.ports.records import Reads
from app.services.case.case_door import case_of_request

SHOWN_FOR = timedelta(days=7)
"""A request that was sent back stands this long in its author's list, unless he asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAnswered:
    """A leader's answer."""

    number: str
    """Of the matter."""
    mode: str
    approved: bool
    reason: str | None
    by: str
    """Name of the leader."""
    at: datetime


def answers_to(desk: Desk, reads: Reads) -> tuple[RequestAnswered, ...]:
    """The newest first."""
    own = {row.id: row for row in reads.find(Request, by=desk.staff.login)}
    now = desk.clock.now()
    decisions = [
        row for row in reads.among(Decision, "request_id", own)
        if now - row.at <= SHOWN_FOR and (not row.approved or row.at.date() == now.date())
    ]  # fmt: skip
    standing = [row for row in decisions if row.approved or not _asked_again(own[row.request_id], row, own)]
    cases = {row.id: case_of_request(reads, own[row.request_id]) for row in standing}
    names = {row.login: row.name for row in reads.among(Staff, "login", {row.by for row in standing})}
    answers = [
        RequestAnswered(
            number=case.matter.number,
            mode=own[row.request_id].mode,
            approved=row.approved,
            reason=row.reason,
            by=names.get(row.by, row.by),
            at=row.at,
        )
        for row in standing
        if (case := cases[row.id]) is not None
    ]
    return tuple(sorted(answers, key=lambda answer: (answer.at, answer.number), reverse=True))


def _asked_again(asked: Request, answer: Decision, own: dict[str, Request]) -> bool:
    """Whether the same was asked of the same matter after it was sent back."""
    return any(
        row.matter_id == asked.matter_id and row.mode == asked.mode and row.at > answer.at
        for row in own.values()
    )
