"""A leader signs at the clerk's desk, in the sheet itself: asked and approved, the clerk stays signed in."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.domain.entries.step_entry import StepEntry
from app.domain.roles import LEADER
from app.domain.rows.centre import Roster, Staff
from app.errors import NotAllowed
from app.house import Countersigning
from app.services.approvals.decide_request import ActDone, approve_on_the_spot
from app.services.handling.advance_matter import Pending, advance_matter


@dataclass(frozen=True, slots=True)
class Leader:
    """A 带班领导 who may sign for who sits at the desk."""

    login: str
    name: str
    on_duty: bool = False
    """On the roster of the day."""


def leaders_to_sign(desk: Desk) -> tuple[Leader, ...]:
    """Every 带班领导 but who sits at the desk, who is on duty first. NotAllowed(role_missing)."""
    desk.require("step")
    with desk.records.reading() as reads:
        on_duty = {row.leader for row in reads.find(Roster, day=desk.clock.now().date())}
        staff = reads.find(Staff, disabled=False)
    leaders = [
        Leader(row.login, row.name, row.name in on_duty or row.login in on_duty)
        for row in staff
        if LEADER in row.roles and row.login != desk.staff.login
    ]
    return tuple(sorted(leaders, key=lambda leader: (not leader.on_duty, leader.name)))


def sign_on_the_spot(
    house: Countersigning,
    desk: Desk,
    entry: StepEntry,
    login: str,
    password: str,
    pin: str | None = None,
    *,
    draft_id: str | None,
) -> ActDone:
    """Take a step that needs a second signature: asked by the clerk, approved by the leader's account.

    The password is tried before anything is stored. Refused: as ``advance_matter`` and ``approve_request``.
    NotAllowed: wrong_password, locked_out, account_disabled, own_request, role_missing (no 带班领导), and of
    tokens as ``countersign``.
    """
    if login == desk.staff.login:
        raise NotAllowed("own_request", login=login)
    house.countersign(login, password, _require_leader, pin)
    asked = advance_matter(desk, entry, draft_id=draft_id)
    if not isinstance(asked, Pending):
        return asked
    return approve_on_the_spot(house, login, password, asked.request.id, pin)


def prove_password(house: Countersigning, desk: Desk, password: str, pin: str | None = None) -> None:
    """The leader at the desk gives his password, and his token, once more before he signs.

    NotAllowed: wrong_password, locked_out, account_disabled, role_missing, and of tokens as ``countersign``.
    """
    house.countersign(desk.staff.login, password, _require_leader, pin)


def _require_leader(leader: Desk) -> None:
    leader.require("approve")
