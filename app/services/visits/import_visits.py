"""Bring in an old ledger of visits: a verdict for every row, repeatable without doubling."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain import numbers
from app.domain.calendar import Calendar
from app.domain.deadlines import Dated, Limits, for_registration
from app.domain.entry import Problems
from app.domain.known import known_unit
from app.domain.ledger import FIELDS, LedgerMap, LedgerVisit, read_ledger_row
from app.domain.rows.base import id_at
from app.domain.rows.visits import Visit
from app.domain.terms import CLOSED_STATUSES
from app.domain.visit_entry import VisitRules, check_visit
from app.errors import FieldError, Refused
from app.events import RowsPulled
from app.ports.records import Reads, Writes
from app.services.case.lookups import read_calendar
from app.services.case.matter_dates import deadline_rows
from app.services.visits import visit_rows
from app.services.visits.read_sheet import Sheet, SheetRow, read_sheet
from app.services.visits.visit_rules import visit_rules

STORED, FINE, ALREADY, REFUSED = "已导入", "可导入", "重复", "不能导入"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What became of one row of the ledger."""

    row: int
    verdict: str
    visit_number: str | None = None
    errors: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerImport:
    """All verdicts of a file, in its order."""

    checked_only: bool
    rows: tuple[RowVerdict, ...]

    def count(self, verdict: str) -> int:
        return sum(one.verdict == verdict for one in self.rows)

    def as_json(self, say: Callable[[FieldError], dict[str, str]]) -> dict[str, Any]:
        """``say`` makes the JSON of an error (app.words.field_sentence)."""
        return {
            "check": self.checked_only,
            "imported": self.count(STORED),
            "importable": self.count(FINE),
            "already": self.count(ALREADY),
            "refused": self.count(REFUSED),
            "rows": [
                {
                    "row": one.row,
                    "verdict": one.verdict,
                    "visit_number": one.visit_number,
                    "errors": [say(error) for error in one.errors],
                }
                for one in self.rows
            ],
        }


def read_map(file: Path) -> LedgerMap:
    """The map in a JSON file: columns, values, defaults. Refused (field ``--map``)."""
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refused(FieldError("--map", "no_file", {"file": str(file)})) from None
    except (UnicodeDecodeError, ValueError):
        raise Refused(FieldError("--map", "map_wrong")) from None
    parts = (
        [data.get(name, {}) for name in ("columns", "values", "defaults")] if isinstance(data, dict) else []
    )
    if not parts or set(data) - {"columns", "values", "defaults"} or not all(map(_is_object, parts)):
        raise Refused(FieldError("--map", "map_wrong"))
    columns, values, defaults = parts
    texts = [*columns.values(), *defaults.values()]
    if not all(map(_is_object, values.values())) or not all(isinstance(text, str) for text in texts):
        raise Refused(FieldError("--map", "map_wrong"))
    unknown = [name for part in parts for name in part if name not in FIELDS]
    if unknown:
        raise Refused(*(FieldError(f"--map.{name}", "map_unknown", {"key": name}) for name in unknown))
    return LedgerMap(columns, values, defaults)


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def import_visits(
    desk: Desk, file: Path, given: LedgerMap | None = None, *, check: bool = False
) -> LedgerImport:
    """Store the ledger's good rows in one transaction and say for each row what became of it.

    A row's visit has an id that follows from the row, so the same row read again is 重复, also at another
    desk. With ``check`` nothing is stored. Refused for a file or map that cannot be read at all.
    """
    desk.require("import")
    given = given or LedgerMap()
    sheet = read_sheet(file)
    headings = _headings(sheet, given)
    read = [(row, _read(row, headings, given)) for row in sheet.rows]
    if check:
        with desk.records.reading() as reads:
            judge = _Judge(reads, desk, visit_rules(reads, desk.settings))
            return LedgerImport(True, tuple(judge.verdict(row.number, one)[0] for row, one in read))
    done = desk.records.write(lambda writes: _store(writes, desk, read, file.name))
    desk.announce(RowsPulled(("visits", "people", "matters")))
    return done


def _headings(sheet: Sheet, given: LedgerMap) -> dict[str, str]:
    missing = [heading for heading in given.columns.values() if heading not in sheet.headings]
    if missing:
        raise Refused(*(FieldError("--map", "map_column", {"column": one}) for one in missing))
    found = given.headings(sheet.headings)
    needed = [
        name for name in ("arrived", "name") if name not in found.values() and name not in given.defaults
    ]
    if needed:
        raise Refused(*(FieldError("file", "column_missing", {"column": FIELDS[one][0]}) for one in needed))
    return found


def _read(row: SheetRow, headings: Mapping[str, str], given: LedgerMap) -> LedgerVisit:
    cells = {headings[heading]: text for heading, text in row.cells.items() if heading in headings}
    rounded = [headings[one] for one in row.rounded if one in headings]
    one = read_ledger_row(cells, given)
    return replace(one, errors=(*one.errors, *(FieldError(name, "number_rounded") for name in rounded)))


@dataclass(slots=True)
class _Judge:
    """Says of each row whether it may be stored; remembers the rows before it."""

    reads: Reads
    desk: Desk
    rules: VisitRules
    seen: set[str] = field(default_factory=set)

    def verdict(self, row: int, one: LedgerVisit) -> tuple[RowVerdict, LedgerVisit]:
        """The verdict, and the row with its visit normalised."""
        now = one.entry.arrived_at or self.desk.clock.now()
        checked = check_visit(one.entry, now, self.rules)
        errors = [*one.errors, *checked.errors]
        unit = one.unit
        if unit is not None:
            problems = Problems()
            unit = known_unit(unit, self.rules.units, "unit", problems)
            errors += problems.found
        if errors:
            return RowVerdict(row, REFUSED, errors=tuple(errors)), one
        visit_id = id_of(one)
        before = self.reads.get(Visit, visit_id)
        if before is not None or visit_id in self.seen:
            return RowVerdict(row, ALREADY, before.number if before else None), one
        self.seen.add(visit_id)
        return RowVerdict(row, FINE), replace(one, entry=checked.entry, unit=unit)


def id_of(one: LedgerVisit) -> str:
    """The id of the row's visit: its time and a digest of the row."""
    arrived = one.entry.arrived_at
    return id_at(int(arrived.timestamp() * 1000) if arrived else 0, one.mark)


def _store(writes: Writes, desk: Desk, read: list[tuple[SheetRow, LedgerVisit]], name: str) -> LedgerImport:
    judge = _Judge(writes, desk, visit_rules(writes, desk.settings))
    saving = _Saving(writes, desk, desk.clock.now(), read_calendar(writes))
    verdicts = []
    for row, one in read:
        verdict, checked = judge.verdict(row.number, one)
        if verdict.verdict == FINE:
            verdict = replace(verdict, verdict=STORED, visit_number=saving.store(checked, id_of(one)))
        verdicts.append(verdict)
    done = LedgerImport(False, tuple(verdicts))
    writes.audit(desk.staff.login, "导入台账", f"{name}，{done.count(STORED)}行")
    return done


@dataclass(frozen=True, slots=True)
class _Saving:
    """Makes the rows of one ledger row."""

    writes: Writes
    desk: Desk
    now: datetime
    calendar: Calendar

    def store(self, one: LedgerVisit, visit_id: str) -> str:
        """The visit with its person and matter; its new number."""
        entry, arrived = one.entry, one.entry.arrived_at or self.now
        closed = one.status in CLOSED_STATUSES
        matter = visit_rows.matter_row(entry, self._number(numbers.MATTER, arrived), arrived)
        dates = [] if closed else self._dates(one, arrived)
        matter = replace(
            matter,
            status=one.status or matter.status,
            unit=one.unit,
            due=dates[0].due if dates else None,
        )
        facts = visit_rows.Registration(
            number=self._number(numbers.VISIT, arrived),
            query_code=numbers.new_query_code(),
            arrived_at=arrived,
            registered_at=arrived,
            desk=self.desk.records.series(),
            clerk=self.desk.staff.login,
            first=True,
        )
        visit = replace(visit_rows.visit_row(entry, facts, matter), id=visit_id)
        people = [visit_rows.person_row(entry, place) for place in range(len(entry.people))]
        step = replace(visit_rows.first_step(visit), detail={"导入": one.number or "旧台账"})
        self.writes.add(matter, visit, *people)
        self.writes.add(
            *(visit_rows.attendance_row(entry, visit, place, row) for place, row in enumerate(people)), step
        )
        self.writes.add(*deadline_rows(dates, matter.id, arrived, step_id=step.id, visit_id=visit.id))
        return visit.number

    def _dates(self, one: LedgerVisit, arrived: datetime) -> list[Dated]:
        return for_registration(
            arrived.date(),
            one.entry.purpose or "其他",
            one.entry.procedure,
            self.calendar,
            Limits.of(self.desk.settings),
        )

    def _number(self, kind: str, arrived: datetime) -> str:
        series, day = self.desk.records.series(), arrived.date()
        serial = self.writes.serial(f"{kind}-{series}-{day:%y%m%d}")
        make = numbers.visit_number if kind == numbers.VISIT else numbers.matter_number
        return make(self.desk.place.code, series, day, serial)
