"""谁看过: notes that a case was opened, and tells who has read it, for those who may read it themselves."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Staff
from app.domain.rows.receptions import Reception
from app.errors import Unavailable
from app.ports.records import Reads, Writes
from app.services.case.case_door import case_of, may_read_case, require_readable
from app.services.case.lookups import find_record, not_found

OPENED: Final = "查看事项"
READINGS: Final = (OPENED, "查看完整证件号", "查看附件", "导出附件", "出单", "补打")
"""Acts of the audit by which somebody saw what is in a case; a paper in the hand is one too."""
ASKED: Final = "查看谁看过"


@dataclass(frozen=True, slots=True)
class CaseReading:
    """That somebody read the case, or was not let in."""

    at: datetime
    login: str
    name: str
    what: str
    desk: str
    purpose: str | None
    allowed: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "at": self.at,
            "who": self.login,
            "name": self.name,
            "what": self.what,
            "desk": self.desk,
            "purpose": self.purpose,
            "success": self.allowed,
        }


@dataclass(frozen=True, slots=True)
class CaseReadings:
    """The readings of a case, the newest first."""

    number: str
    readings: tuple[CaseReading, ...]

    def as_json(self) -> dict[str, Any]:
        return {"matter": self.number, "readers": [reading.as_json() for reading in self.readings]}


def note_reading(desk: Desk, number: str) -> None:
    """Note in the audit that the case of a number was opened here, or that it was refused.

    A store that takes nothing more is no reason not to show it. Refused: not_found.
    """

    def work(writes: Writes) -> None:
        case = _case(writes, number)
        allowed = may_read_case(desk, case)
        writes.audit(desk.staff.login, OPENED, case.matter.number, success=allowed)

    with suppress(Unavailable):
        desk.records.write(work)


def case_readings(desk: Desk, number: str) -> CaseReadings:
    """Who has read the case, by the audit of every desk that came here; asking is an entry too.

    Refused: not_found. NotAllowed: role_missing, withheld.
    """
    desk.require("show")

    def work(writes: Writes) -> CaseReadings:
        case = _case(writes, number)
        require_readable(desk, case)
        rows = [row for row in writes.among(AuditEntry, "record", _numbers(case)) if row.act in READINGS]
        names = {row.login: row.name for row in writes.among(Staff, "login", {row.who for row in rows})}
        writes.audit(desk.staff.login, ASKED, case.matter.number)
        newest = sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
        return CaseReadings(case.matter.number, tuple(_reading(row, names.get(row.who)) for row in newest))

    return desk.records.write(work)


def _case(reads: Reads, number: str) -> CaseFile:
    record = find_record(reads, number, "number")
    if isinstance(record, Reception):
        raise not_found(number, "number")
    return case_of(reads, record)


def _numbers(case: CaseFile) -> set[str]:
    """The numbers under which the audit knows the case: its own, its visits', its papers'."""
    visits = {visit.number for visit in (*case.visits, *case.taken_back)}
    return {case.matter.number} | visits | {paper.number for paper in case.papers if not paper.reception_id}


def _reading(row: AuditEntry, name: str | None) -> CaseReading:
    purpose = None if (row.purpose or "").startswith("附件 ") else row.purpose
    return CaseReading(row.at, row.who, name or row.who, row.act, row.desk, purpose, row.success)
