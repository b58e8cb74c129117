"""Counts the work of an account before it is stopped: requests, days on the roster, cases in its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.desk import Desk
from app.domain.case.signing import leader_logins
from app.domain.lists.kinds import CHARGE
from app.domain.paging import Order, PageAsked
from app.domain.rows.case import CaseState
from app.domain.rows.centre import Roster, Staff
from app.ports.records import Reads
from app.services.approvals.decide_request import open_requests
from app.services.case.case_reader import CaseReader
from app.services.staff.sign_in import find_staff

AHEAD = timedelta(days=366)
"""How far the roster is looked at."""
MOST = 1000
"""包案 that are looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffHoldings:
    """What an account would leave behind; counts alone, for who stops it may read no case."""

    name: str
    to_sign: int
    """Requests that were sent to this leader."""
    asked: int
    """Requests of this person that wait for a leader."""
    duty_days: tuple[date, ...]
    """Days from today on that this leader is on duty."""
    first_hand: int
    """Open cases that this person answers for (首接负责)."""
    charges: int
    """包案 of this leader that are not ended."""
    other_leaders: int
    """带班领导 in use beside this account."""

    @property
    def is_empty(self) -> bool:
        return not (self.to_sign or self.asked or self.duty_days or self.first_hand or self.charges)


def holdings_of(desk: Desk, login: str) -> StaffHoldings | None:
    """What hangs on an account; None where there is none of that login. NotAllowed(role_missing)."""
    desk.require("staff")
    with desk.records.reading() as reads:
        row = find_staff(reads, login)
        if row is None:
            return None
        requests = open_requests(reads)
        leaders = leader_logins(reads.find(Staff, disabled=False))
        return StaffHoldings(
            name=row.name,
            to_sign=sum(request.send_to == row.login for request in requests),
            asked=sum(request.by == row.login for request in requests),
            duty_days=_duty_days(reads, row.name, desk.clock.now().date()),
            first_hand=reads.count(CaseState, owner=row.login),
            charges=_charges(reads, row.name),
            other_leaders=len(leaders - {row.login}),
        )


def _duty_days(reads: Reads, name: str, today: date) -> tuple[date, ...]:
    rows = reads.between(Roster, "day", today, today + AHEAD)
    return tuple(sorted({row.day for row in rows if row.leader == name}))


def _charges(reads: Reads, name: str) -> int:
    ids = reads.list_block(CHARGE, True, PageAsked(Order("at", descending=True), most=MOST), counted=False)
    cases = CaseReader(reads, people=False).cases(sorted({matter for _, matter in ids.rows}))
    return sum(
        entry.kind == CHARGE and entry.is_open and entry.values.get("leader") == name
        for case in cases.values()
        for entry in case.entries
    )
