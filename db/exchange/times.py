"""Columns of instants and days as numbers: from the moment in their row's id, or from the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from db.exchange.frame import BadWire, Value

ROW_INSTANT, INSTANT, ROW_DAY, DAY = range(1, 5)
"""What a column holds: instants, days; each from its row's id or from the one before."""
EAST: Final = 8 * 3600
FIRST, FIRST_DAY = datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=8))), date(1970, 1, 1).toordinal()
MOST_DAYS, MOST_SECONDS = date.max.toordinal(), 400_000_000_000
ID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}\+08:00")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def smaller_times(moments: Sequence[int], column: Sequence[Any]) -> tuple[int | None, Sequence[Any]]:
    """A column as numbers, with what they are; None for one that holds no times.

    ``moments``: the milliseconds of the rows' ids, where all have them.
    """
    first = first_in(column)
    time = _BY_LENGTH.get(len(first)) if isinstance(first, str) else None
    if time is None or not all_like(time.pattern, column, time.length):
        return None, column
    return _smaller(time, moments, column)


def widened_times(kind: int, column: Sequence[int | None], moments: Callable[[], Sequence[int]]) -> list[Any]:
    """The times of a column; ``moments``: as in ``moments_of``, asked for where they are needed. BadWire."""
    for time in _TIMES:
        if kind == time.by_row:
            numbers = onto([time.of_moment(moment) for moment in moments()], column)
        elif kind == time.by_gap:
            numbers = _ungapped(column)
        else:
            continue
        known = {number: time.write(number) for number in {*numbers} if number is not None}
        return [None if number is None else known[number] for number in numbers]
    raise BadWire("columns")


def moments_of(pks: Sequence[str]) -> list[int]:
    """The milliseconds that ids begin with. BadWire."""
    if not all(map(ID_TEXT.fullmatch, pks)):
        raise BadWire("columns")
    return [int(pk[:8] + pk[9:13], 16) for pk in pks]


def _smaller(time: _Time, moments: Sequence[int], column: Sequence[Any]) -> tuple[int | None, Sequence[Any]]:
    """Times from their rows' ids or from the one before, whichever gives fewer numbers."""
    numbers = _read_all(time.read, column)
    if numbers is None:
        return None, column
    gaps = _gaps(numbers)
    if moments:
        by_row = away_from([time.of_moment(moment) for moment in moments], numbers)
        if len({*by_row}) <= len({*gaps}):
            return time.by_row, by_row
    return time.by_gap, gaps


def first_in(column: Sequence[Value]) -> Value:
    """The first value of a column that is not a gap; nearly always the very first."""
    if column and column[0] is not None:
        return column[0]
    return next((value for value in column if value is not None), None)


def all_like(pattern: re.Pattern[str], column: Sequence[Value], length: int) -> bool:
    """Whether a column holds texts of a kind and nothing else but gaps."""
    first = first_in(column)
    if not isinstance(first, str) or len(first) != length:
        return False  # nearly every column: the rest need not be looked at
    kinds = {*map(type, column)}
    if not kinds <= {str, type(None)}:
        return False
    some = {text for text in column if text is not None}
    return {*map(len, some)} == {length} and all(map(pattern.fullmatch, some))  # type: ignore[arg-type]


def _read_all(read: Callable[[str], int], column: Sequence[str | None]) -> list[int | None] | None:
    """The numbers of a column; None where one of it is no such time."""
    try:
        known = {text: read(text) for text in {*column} if text is not None}
    except ValueError:
        return None
    return [None if text is None else known[text] for text in column]


def _read_instant(text: str) -> int:
    since = datetime.fromisoformat(text) - FIRST
    return since.days * 86_400 + since.seconds


def _instant_text(seconds: int) -> str:
    """BadWire('times')."""
    if not -MOST_SECONDS < seconds < MOST_SECONDS:
        raise BadWire("times")
    try:
        return (FIRST + timedelta(seconds=seconds)).isoformat()
    except OverflowError as error:
        raise BadWire("times") from error


def _read_day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _day_text(day: int) -> str:
    """BadWire('times')."""
    if not 1 <= day <= MOST_DAYS:
        raise BadWire("times")
    return date.fromordinal(day).isoformat()


def _second(moment: int) -> int:
    """Of the centre's clock, since the beginning of 1970."""
    return moment // 1000 + EAST


def _day(moment: int) -> int:
    """The centre's day of a moment."""
    return FIRST_DAY + _second(moment) // 86_400


@dataclass(frozen=True, slots=True)
class _Time:
    """A kind of time as text: how it is read, written, and found in the moment of an id."""

    pattern: re.Pattern[str]
    length: int
    read: Callable[[str], int]
    write: Callable[[int], str]
    of_moment: Callable[[int], int]
    by_row: int
    by_gap: int


_TIMES: Final = (
    _Time(_INSTANT, 25, _read_instant, _instant_text, _second, ROW_INSTANT, INSTANT),
    _Time(_DAY, 10, _read_day, _day_text, _day, ROW_DAY, DAY),
)
_BY_LENGTH: Final = {time.length: time for time in _TIMES}


def away_from(rows: Sequence[int], numbers: Sequence[int | None]) -> list[int | None]:
    """The numbers of a column, each from its row's."""
    return [None if number is None else number - row for number, row in zip(numbers, rows, strict=True)]


def onto(rows: Sequence[int], steps: Sequence[int | None]) -> list[int | None]:
    """What ``away_from`` was given."""
    return [None if step is None else row + step for step, row in zip(steps, rows, strict=True)]


def _gaps(numbers: Sequence[int | None]) -> list[int | None]:
    gaps: list[int | None] = []
    before = 0
    for number in numbers:
        gaps.append(None if number is None else number - before)
        before = before if number is None else number
    return gaps


def _ungapped(steps: Sequence[int | None]) -> list[int | None]:
    numbers: list[int | None] = []
    before = 0
    for step in steps:
        before += step or 0
        numbers.append(None if step is None else before)
    return numbers
