"""Bring in and change the roster of leaders on duty (带班): from a file, a pasted table or a single cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.roles import LEADER
from app.domain.roster import PARTS, DutyCell, ReadRoster, read_pasted, read_roster_rows
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster, Staff
from app.errors import FieldError, Refused
from app.events import RosterChanged
from app.ports.records import Reads, Writes
from app.services.sheets.read_sheet import read_sheet

NEW, CHANGED, SAME, GONE = "新增", "修改", "不变", "取消"
OFF_DUTY = ""
"""Leader of a row that was taken off the roster: rows of the centre are never deleted."""


@dataclass(frozen=True, slots=True)
class DutyVerdict:
    """What becomes of one half-day; ``row`` 0 for what the table no longer names."""

    row: int
    day: date
    part: str
    verdict: str
    leaders: tuple[str, ...]
    before: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row or None,
            "day": self.day.isoformat(),
            "part": self.part,
            "verdict": self.verdict,
            "leader": "、".join(self.leaders) or None,
            "before": "、".join(self.before) or None,
        }


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What an import did, or with ``check`` would do."""

    checked_only: bool
    verdicts: tuple[DutyVerdict, ...]
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Without the warnings, whose sentences the command line adds."""
        count = {
            word: sum(verdict.verdict == word for verdict in self.verdicts)
            for word in (NEW, CHANGED, SAME, GONE)
        }
        return {
            "table": Roster.TABLE,
            "check": self.checked_only,
            "rows": len(self.verdicts),
            "new": count[NEW],
            "changed": count[CHANGED],
            "same": count[SAME],
            "gone": count[GONE],
            "verdicts": [verdict.as_json() for verdict in self.verdicts if verdict.verdict != SAME],
        }


def import_roster(desk: Desk, file: Path, *, month: date | None = None, check: bool = False) -> RosterImport:
    """Bring in a roster from CSV or XLSX; what it says of a day is the whole roster of that day.

    Days that it does not name stay as they are; with ``check`` nothing is stored.
    Refused: what ``read_sheet`` and ``read_roster_rows`` refuse. NotAllowed: role_missing.
    """
    desk.require("tables")
    sheet = read_sheet(file)
    rows = [(row.number, row.cells) for row in sheet.rows]
    return _keep(desk, read_roster_rows(sheet.headings, rows, month), check=check)


def paste_roster(desk: Desk, text: str, month: date, *, check: bool = False) -> RosterImport:
    """Bring in a table copied from a sheet. Refused: what ``read_pasted`` refuses."""
    desk.require("tables")
    return _keep(desk, read_pasted(text, month), check=check)


def change_duty(desk: Desk, day: date, duty: Sequence[tuple[str, str]]) -> RosterImport:
    """Say anew who leads on a day: pairs of half-day and leader. NotAllowed: role_missing."""
    desk.require("tables")
    cells: dict[str, list[str]] = {}
    for part, leader in duty:
        cells.setdefault(part, []).append(leader)
    named = tuple(DutyCell(0, day, part, tuple(leaders)) for part, leaders in cells.items())
    return _keep(desk, ReadRoster(named or (DutyCell(0, day, PARTS[0], ()),)), check=False)


def _keep(desk: Desk, read: ReadRoster, *, check: bool) -> RosterImport:
    if read.errors:
        raise Refused(*read.errors)
    if check:
        with desk.records.reading() as reads:
            return _judge(reads, read.cells, checked_only=True)

    def work(writes: Writes) -> RosterImport:
        done = _judge(writes, read.cells, checked_only=False)
        changed = {verdict.day for verdict in done.verdicts if verdict.verdict != SAME}
        for day in sorted(changed):
            _store(writes, day, [verdict for verdict in done.verdicts if verdict.day == day])
        if changed:
            purpose = f"{min(changed)} 至 {max(changed)}，{len(changed)} 日"
            writes.audit(desk.staff.login, "排班", Roster.TABLE, purpose=purpose)
        return done

    done = desk.records.write(work)
    if any(verdict.verdict != SAME for verdict in done.verdicts):
        desk.announce(RosterChanged())
    return done


def _judge(reads: Reads, cells: Iterable[DutyCell], *, checked_only: bool) -> RosterImport:
    """By day in order; a half-day that the table does not name any more is 取消."""
    accounts = reads.find(Staff, disabled=False)
    names = {row.login: row.name for row in accounts}
    leading = {row.name for row in accounts if LEADER in row.roles}
    verdicts: list[DutyVerdict] = []
    unknown: dict[str, int] = {}
    by_day: dict[date, list[DutyCell]] = {}
    for cell in cells:
        by_day.setdefault(cell.day, []).append(cell)
    for day in sorted(by_day):
        stored = _stored(reads, day)
        for cell in sorted(by_day[day], key=lambda cell: PARTS.index(cell.part)):
            leaders = tuple(dict.fromkeys(names.get(name, name) for name in cell.leaders))
            unknown |= {name: cell.row for name in leaders if name not in leading and name not in unknown}
            before = stored.pop(cell.part, ())
            verdicts.append(DutyVerdict(cell.row, day, cell.part, _verdict(before, leaders), leaders, before))
        verdicts += [DutyVerdict(0, day, part, GONE, (), before) for part, before in stored.items()]
    warnings = [
        FieldError(f"rows[{row}].leader", "roster_leader_unknown", {"leader": name})
        for name, row in unknown.items()
    ]
    return RosterImport(checked_only, tuple(verdicts), tuple(warnings))


def _verdict(before: tuple[str, ...], leaders: tuple[str, ...]) -> str:
    if set(before) == set(leaders):
        return SAME
    if not leaders:
        return GONE
    return CHANGED if before else NEW


def _stored(reads: Reads, day: date) -> dict[str, tuple[str, ...]]:
    """Leaders by half-day as the roster has them."""
    leaders: dict[str, tuple[str, ...]] = {}
    for row in reads.find(Roster, day=day):
        if row.leader != OFF_DUTY and row.leader not in leaders.get(row.part, ()):
            leaders[row.part] = (*leaders.get(row.part, ()), row.leader)
    return leaders


def _store(writes: Writes, day: date, verdicts: Iterable[DutyVerdict]) -> None:
    """Rows that say it already stay; the others are used again, what is left over is taken off."""
    wanted = [(verdict.part, leader) for verdict in verdicts for leader in verdict.leaders]
    free: list[Roster] = []
    for row in writes.find(Roster, day=day):
        if (row.part, row.leader) in wanted:
            wanted.remove((row.part, row.leader))
        else:
            free.append(row)
    for old, new in zip_longest(free, wanted):
        if old is None:
            writes.add(Roster(id=new_id(), day=day, part=new[0], leader=new[1]))
        elif new is not None:
            writes.change(old, part=new[0], leader=new[1])
        elif old.leader != OFF_DUTY:
            writes.change(old, leader=OFF_DUTY)
