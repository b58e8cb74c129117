"""Every reader of a table file offers its sheets and their rows as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NoReturn, Protocol

from app.errors import FieldError, Refused

MOST_BYTES = 100 * 1024 * 1024
"""Size of a file that is opened at all."""
MOST_UNPACKED = 600 * 1024 * 1024
"""Bytes that the parts of a packed file may unfold to."""
MOST_ROWS = 200_000
"""Rows of one sheet; a ledger of a city's whole decade has fewer."""
MOST_CELL = 200_000
"""Characters of one cell; Excel itself keeps 32,767."""
_EXACT_DIGITS = 15
"""Excel keeps this many digits of a number; longer ones were rounded before we saw them."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row that holds something: its number in the file, its cells from the first column on."""

    number: int
    cells: tuple[str, ...]
    rounded: tuple[int, ...] = ()
    """Places of cells that held a number too long for Excel: its last digits are lost."""
    unsolved: tuple[int, ...] = ()
    """Places of formulas that were written without a result, as programs write them that do not reckon."""
    fault: tuple[str, dict[str, Any]] | None = None
    """Code and facts of what made the row unreadable; its cells are then no more than a hint."""


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a file, and whether a person sees it."""

    name: str
    hidden: bool = False


class Book(Protocol):
    """An opened table file."""

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        """The sheets that hold cells, in their order; charts are none."""
        ...

    @property
    def even(self) -> bool:
        """Whether every row is written with all its cells (text files): a short row is a cut one."""
        ...

    @property
    def from_1904(self) -> bool:
        """Whether the file says that its days are counted from 1904."""
        ...

    def beside(self, sheet: str) -> Mapping[str, int]:
        """What the sheet holds beside its cells and is not read, by its name: 批注, 图片, 文本框."""
        ...

    def rows(self, sheet: str) -> Iterator[RawRow]:
        """The rows that hold something. Refused (field ``file``) where it breaks or goes on too long."""
        ...


def refuse(code: str, **facts: Any) -> NoReturn:
    """Refuse the file with a code of the sheet readers."""
    raise Refused(FieldError("file", code, facts))


def cell_text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without .0, days and times in ISO form."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return str(value).strip()


def was_rounded(value: Any) -> bool:
    """Whether a number has more digits than Excel keeps."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return False
    return abs(value) >= 10**_EXACT_DIGITS


def raw_row(number: int, cells: list[str], rounded: list[int]) -> RawRow | None:
    """The row without its empty end; None if nothing is in it."""
    while cells and not cells[-1]:
        cells.pop()
    return RawRow(number, tuple(cells), tuple(rounded)) if cells else None
