"""Name a person to a case: who owns it from now on (首接负责), or who reads a guarded one (CASE.md 3, 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.roles import allows
from app.domain.rows.base import new_id
from app.domain.rows.case import OWNER, READER, Appointment
from app.domain.rows.centre import Staff
from app.errors import FieldError, Refused
from app.events import MatterAdvanced
from app.ports.records import Reads, Writes
from app.services.case.case_door import act_on_case
from app.services.case.case_reader import CaseReader
from app.services.desk.keep_draft import announce_draft_ended, end_draft


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person named to a case, and the case since."""

    case: CaseFile
    row: Appointment

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.case.matter.number,
            "part": self.row.part,
            "login": self.row.login,
            "at": self.row.at,
            "by": self.row.by,
            "owner": self.case.owner,
            "readers": sorted(self.case.readable_by) if self.case.guarded else None,
        }


def hand_over(desk: Desk, number: str, login: str, *, draft_id: str | None = None) -> Appointed:
    """Make somebody the owner of an open case: its page names him (经手).

    Refused: not_found, hand_closed, staff_unknown, staff_not_window, person_interest, person_cannot_read
    (a guarded case), owner_already. NotAllowed: role_missing, withheld, has_interest.
    ``draft_id``: the window's draft goes with it.
    """
    desk.require("hand")
    return _appoint(desk, number, login, OWNER, draft_id)


def name_reader(desk: Desk, number: str, login: str, *, draft_id: str | None = None) -> Appointed:
    """Let somebody read a guarded case and act on it; by a 带班领导 alone.

    Refused: not_found, not_guarded, staff_unknown, staff_not_window, person_interest, reader_already.
    NotAllowed: role_missing, withheld, has_interest. ``draft_id``: the window's draft goes with it.
    """
    desk.require("name")
    return _appoint(desk, number, login, READER, draft_id)


def who_may_be_named(desk: Desk, number: str, part: str) -> tuple[Staff, ...]:
    """The accounts that ``hand_over`` (OWNER) or ``name_reader`` (READER) takes for this case, by name.

    Refused: not_found. NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("hand" if part == OWNER else "name")
    with desk.records.reading() as reads:
        case = act_on_case(desk, reads, number, "number").case
        accounts = (row for row in reads.find(Staff, disabled=False) if allows(row.roles, "show"))
        fitting = [row for row in accounts if not _hindrance(case, row, part)[0]]
    return tuple(sorted(fitting, key=lambda row: (row.name, row.login)))


def _appoint(desk: Desk, number: str, login: str, part: str, draft_id: str | None) -> Appointed:
    def work(writes: Writes) -> Appointed:
        case = act_on_case(desk, writes, number, "number").case
        field = "to" if part == OWNER else "reader"
        staff = _account(writes, login, field)
        code, facts = _hindrance(case, staff, part)
        if code:
            raise Refused(FieldError("number" if facts.get("status") is not None else field, code, facts))
        row = Appointment(
            id=new_id(),
            matter_id=case.matter.id,
            part=part,
            login=staff.login,
            at=desk.clock.now(),
            by=desk.staff.login,
        )
        writes.add(row)
        act = "移交" if part == OWNER else "指定读者"
        writes.audit(desk.staff.login, act, case.matter.number, purpose=staff.login)
        end_draft(writes, draft_id)
        return Appointed(CaseReader(writes).case(case.matter.id), row)

    done = desk.records.write(work)
    desk.announce(MatterAdvanced(done.case.matter.id))
    announce_draft_ended(desk, draft_id)
    return done


def _account(reads: Reads, login: str, field: str) -> Staff:
    accounts = reads.find(Staff, login=login.strip(), disabled=False, limit=1)
    if not accounts:
        raise Refused(FieldError(field, "staff_unknown", {"login": login}))
    if not allows(accounts[0].roles, "show"):
        raise Refused(FieldError(field, "staff_not_window", {"login": login}))
    return accounts[0]


def _hindrance(case: CaseFile, staff: Staff, part: str) -> tuple[str, dict[str, Any]]:
    """What stands against naming the person: a code with its facts, or an empty code."""
    facts: dict[str, Any] = {"login": staff.login}
    reads = case.may_be_read_by(staff.login, staff.roles)
    if part == OWNER and case.status not in names.OPEN:
        return "hand_closed", {"status": case.status}
    if part == READER and not case.guarded:
        return "not_guarded", {"status": case.status, "number": case.matter.number}
    if any(staff.login in visit.interest for visit in case.visits):
        return "person_interest", facts
    if part == OWNER and not reads:
        return "person_cannot_read", facts
    if part == OWNER and case.owner == staff.login:
        return "owner_already", facts
    if part == READER and reads:
        return "reader_already", facts
    return "", facts
