"""A column makes the cell of each row of a table; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

PLAIN, LATE, DUE = "plain", "late", "due"
"""A cell's chip: none; solid for 逾期; outlined for 今日到期 (LOOK2 A6)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell, its chip, its icon, and the colour of its text."""

    text: str
    chip: str = PLAIN
    shape: str = ""
    token: str = "text"
    strong: bool = False
    """Bold: the number that the row is about."""
    bar: float | None = None
    """A bar in place of the text, as a part of the cell's width: 1.0 for the largest of the column."""
    marks: tuple[tuple[str, str], ...] = ()
    """Icons in a row in place of the text, each with its colour; the text is read aloud."""


CASE_NUMBER, SHORT_NUMBER = (
    Cell("XF340700-A12-261123-001-W", shape="lock"),
    Cell("A12-261123-001-W", shape="lock"),
)
"""A case's number at its longest, and without the centre's code."""


def shortened(cell: Cell) -> Cell:
    """XF340700-A-261123-001-W as A-261123-001-W: the centre is the same in every row."""
    _, _, short = cell.text.partition("-")
    return replace(cell, text=short or cell.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; ``cell`` is asked for visible rows only."""

    name: str
    title: str
    cell: Callable[[Any], Cell]
    wide: int
    """Its least width in pixels at 100 %."""
    share: int = 0
    """Its part of the room that is left over."""
    sort: str = ""
    """The key of app.domain.paging.Order; empty for a column that nobody sorts by."""
    right: bool = False
    """Numbers stand at the right."""
    longest: Cell | None = None
    """What it must show whole, at its longest: a date, a number, an article. The column is never narrower."""
    rank: int = 1
    """In a narrow window columns of the highest rank go first; those of rank 0 never go."""
    brief: Column | None = None
    """What stands in its place where not all columns have room: a number in its short form."""


def columns_for(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """The columns that have room, in their short form where that is scarce; the highest rank goes first."""
    shown = list(columns)
    if sum(column.wide for column in shown) > width:
        shown = [column.brief or column for column in shown]
    while sum(column.wide for column in shown) > width and any(column.rank for column in shown):
        last = max(range(len(shown)), key=lambda place: (shown[place].rank, place))
        del shown[last]
    return tuple(shown)


def widths(columns: tuple[Column, ...], width: int) -> list[int]:
    """The width of each: its least and its share of the rest."""
    spare = max(0, width - sum(column.wide for column in columns))
    shares = sum(column.share for column in columns) or 1
    made = [column.wide + spare * column.share // shares for column in columns]
    made[-1] += max(0, width - sum(made))
    return made
