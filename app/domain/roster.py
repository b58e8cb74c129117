"""带班 roster: which leader is on duty on a day and half-day; how a sheet or a pasted table of it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from app.domain.entries.lines import fold_width
from app.domain.rows.centre import AFTERNOON, MORNING, WHOLE_DAY
from app.errors import FieldError

PARTS = (WHOLE_DAY, MORNING, AFTERNOON)
DAY, PART, LEADER = "day", "part", "leader"
HEADINGS: Mapping[str, str] = {
    **dict.fromkeys((DAY, "日期", "带班日期", "值班日期"), DAY),
    **dict.fromkeys((PART, "时段", "半天", "上下午"), PART),
    **dict.fromkeys((LEADER, "带班领导", "领导", "姓名", "值班领导"), LEADER),
    **{part: part for part in PARTS},
}
"""Heading to what its column holds; a column named by a half-day holds that half-day's leader."""
LONGEST_NAME = 60
_BRACKETS = re.compile(r"[（(][^）)]*[）)]|星期.|周[一二三四五六日天]")
_DATES = (
    re.compile(r"(?P<year>[0-9]{4})[-/.年](?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(r"(?P<month>[0-9]{1,2})[-/.月](?P<day>[0-9]{1,2})日?"),
    re.compile(r"(?P<day>[0-9]{1,2})日?"),
)


class DutyRow(Protocol):
    """A row of the roster (app.domain.rows.centre.Roster)."""

    @property
    def part(self) -> str: ...

    @property
    def leader(self) -> str: ...


class DatedDuty(DutyRow, Protocol):
    """A row of the roster with its day."""

    @property
    def day(self) -> date: ...


Duty = TypeVar("Duty", bound=DatedDuty)


class Account(Protocol):
    """An account of the centre (app.domain.rows.centre.Staff)."""

    @property
    def name(self) -> str: ...

    @property
    def disabled(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class DutyCell:
    """What a sheet says of a day's half: who leads; nobody where the cell is empty or says 无."""

    row: int
    day: date
    part: str
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """A sheet read: its cells, and everything wrong with it."""

    cells: tuple[DutyCell, ...]
    errors: tuple[FieldError, ...] = ()


def still_leading(rows: Iterable[Duty], staff: Iterable[Account], today: date) -> list[Duty]:
    """The rows without those, from today on, of a leader whose account was stopped: nobody leads that day.

    A name that is no account's stays as it was entered, and so do days past.
    """
    accounts = tuple(staff)
    here = {person.name for person in accounts if not person.disabled}
    left = {person.name for person in accounts if person.disabled} - here
    return [row for row in rows if row.day < today or row.leader not in left]


def on_duty(rows: Iterable[DutyRow], half: str | None = None) -> tuple[str, ...]:
    """Names on the roster of a day, of one half-day where ``half`` is given; nobody who was taken off."""
    named = [row.leader for row in rows if half is None or row.part in (WHOLE_DAY, half)]
    return tuple(dict.fromkeys(name for name in named if name))


def duty_of_day(rows: Iterable[DutyRow]) -> tuple[tuple[str, str], ...]:
    """Half-day and leader of the rows of a day, the whole day first, each once."""
    led = sorted((row for row in rows if row.leader), key=lambda row: PARTS.index(row.part))
    return tuple(dict.fromkeys((row.part, row.leader) for row in led))


def uncovered(duty: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Parts of a working day that nobody leads, by its half-days and leaders; the whole day as one."""
    parts = {part for part, _ in duty}
    if not parts:
        return (WHOLE_DAY,)
    return () if WHOLE_DAY in parts else tuple(part for part in PARTS[1:] if part not in parts)


def read_roster_rows(
    headings: Sequence[str], rows: Iterable[tuple[int, Mapping[str, str]]], month: date | None = None
) -> ReadRoster:
    """Read rows (number, cells by heading); ``month`` completes days that are written without it.

    Errors: column_missing, column_unknown, cell_empty, bad_day_cell, not_one_of, too_long, row_doubled.
    """
    errors = _heading_errors(headings)
    if errors:
        return ReadRoster((), tuple(errors))
    seen: dict[tuple[date, str], int] = {}
    cells: list[DutyCell] = []
    for number, row in rows:
        of_row = _read_row(number, {HEADINGS[name]: text for name, text in row.items()}, month, errors)
        for cell in of_row:
            if (cell.day, cell.part) in seen:
                facts = {"key": f"{cell.day} {cell.part}", "row": seen[cell.day, cell.part]}
                errors.append(FieldError(f"rows[{number}].{DAY}", "row_doubled", facts))
                continue
            seen[cell.day, cell.part] = number
            cells.append(cell)
    return ReadRoster(tuple(cells), tuple(errors))


def read_pasted(text: str, month: date) -> ReadRoster:
    """Read a table copied from a sheet: tabs between cells, with or without headings.

    Without headings the first column is the day; then the leader of the day, or of morning and afternoon, or
    the half-day's name and its leader.
    """
    lines = [(n, _split(line)) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        return ReadRoster((), (FieldError("file", "roster_nothing_pasted"),))
    first = lines[0][1]
    if all(read_day_of_duty(cell, month) is None for cell in first):
        headings, lines = first, lines[1:]
    else:
        headings = _guessed(first)
    rows = [
        (n, {name: cell for name, cell in zip(headings, cells, strict=False) if name and cell})
        for n, cells in lines
    ]
    return read_roster_rows([name for name in headings if name], rows, month)


def _split(line: str) -> list[str]:
    parts = line.split("\t") if "\t" in line else re.split(r"[,，]|\s+", line.strip())
    return [part.strip() for part in parts]


def _guessed(cells: Sequence[str]) -> list[str]:
    if len(cells) > 2 and cells[1] in PARTS:
        return [DAY, PART, LEADER]
    return [DAY, LEADER] if len(cells) < 3 else [DAY, MORNING, AFTERNOON]


def _heading_errors(headings: Sequence[str]) -> list[FieldError]:
    unknown = [name for name in headings if name not in HEADINGS]
    errors = [FieldError("file", "column_unknown", {"column": name}) for name in unknown]
    held = {HEADINGS[name] for name in headings if name in HEADINGS}
    if DAY not in held:
        errors.append(FieldError("file", "column_missing", {"column": "日期"}))
    if not held & {LEADER, *PARTS}:
        errors.append(FieldError("file", "column_missing", {"column": "带班领导"}))
    return errors


def _read_row(
    number: int, cells: Mapping[str, str], month: date | None, errors: list[FieldError]
) -> list[DutyCell]:
    where = f"rows[{number}]"
    text = cells.get(DAY, "")
    day = read_day_of_duty(text, month)
    part = cells.get(PART, WHOLE_DAY)
    if day is None:
        code = "bad_day_cell" if text else "cell_empty"
        errors.append(FieldError(f"{where}.{DAY}", code, {"given": text}))
    if part not in PARTS:
        errors.append(FieldError(f"{where}.{PART}", "not_one_of", {"choices": "、".join(PARTS)}))
    named = {column: cells[column] for column in PARTS if column in cells}
    if LEADER in cells or not named:
        named[part] = cells.get(LEADER, "")
    leaders = {half: _leaders(cell) for half, cell in named.items()}
    for name in (name for names in leaders.values() for name in names):
        if len(name) > LONGEST_NAME:
            facts = {"most": LONGEST_NAME, "actual": len(name)}
            errors.append(FieldError(f"{where}.{LEADER}", "too_long", facts))
    if day is None or part not in PARTS:
        return []
    return [DutyCell(number, day, half, names) for half, names in leaders.items()]


def _leaders(cell: str) -> tuple[str, ...]:
    names = (name.strip() for name in re.split(r"[、，,/；;]", cell))
    return tuple(dict.fromkeys(name for name in names if name and name not in ("无", "—", "-")))


def read_day_of_duty(text: str, month: date | None) -> date | None:
    """2026-12-01, 2026年12月1日; with ``month`` also 12月1日, 12-1, 1日; a weekday beside it is left out."""
    plain = fold_width(_BRACKETS.sub("", text)).strip().partition(" ")[0]
    for shape in _DATES:
        match = shape.fullmatch(plain)
        if match is None:
            continue
        numbers = {name: int(value) for name, value in match.groupdict().items()}
        if month is None and len(numbers) < 3:
            return None
        try:
            return date(
                numbers.get("year", month.year if month else 0),
                numbers.get("month", month.month if month else 0),
                numbers["day"],
            )
        except ValueError:
            return None
    return None
