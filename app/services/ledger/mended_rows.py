"""Rows of a ledger that a person decided or put right: read from the map, laid over what the file says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.domain.ledger.mending import DECISIONS, Mending, place_of, put_right
from app.errors import FieldError, Refused
from app.services.sheets.book import RawRow

_ROW = re.compile(r"(?:(?P<sheet>.*)!)?(?P<row>[1-9][0-9]{0,8})", re.DOTALL)
_LOST = "\ufffd"
"""What stands where a byte could not be read."""


def refuse_rows(rows: Mapping[str, Any]) -> None:
    """Refused (field ``--map``): map_row, for a key that names no row or a value that is nothing to do."""
    wrong = [name for name, mending in rows.items() if not _ROW.fullmatch(name) or not _is_mending(mending)]
    if wrong:
        raise Refused(*(FieldError("--map.rows", "map_row", {"row": name}) for name in wrong))


def _is_mending(mending: Any) -> bool:
    if isinstance(mending, Mapping):
        return all(isinstance(text, str) for text in mending.values())
    return mending in DECISIONS


def mending_of(rows: Mapping[str, str | Mapping[str, str]], sheet: str, *, alone: bool) -> Mending:
    """What a map says of a sheet's rows; ``alone``: no other sheet is read, so a bare number is one of its.

    Refused: map_row, for a bare number where several sheets are read.
    """
    decided: dict[int, str] = {}
    cells: dict[int, Mapping[str, str]] = {}
    for name, mending in rows.items():
        parts = _ROW.fullmatch(name)
        if parts is None or (parts["sheet"] is None and not alone):
            raise Refused(FieldError("--map.rows", "map_row", {"row": name}))
        if parts["sheet"] not in (None, sheet):
            continue
        if isinstance(mending, str):
            decided[int(parts["row"])] = mending
        else:
            cells[int(parts["row"])] = mending
    return Mending(decided, cells)


def mended(row: RawRow, headings: Sequence[str], mending: Mending) -> tuple[RawRow, dict[str, str]]:
    """The row with the cells that were put right, and what stood there before, by heading."""
    by_name = mending.cells.get(row.number)
    if by_name is None:
        return row, {}
    cells, before = put_right(row.cells, headings, by_name)
    places = {place_of(headings, name) for name in by_name}
    rounded, unsolved = (
        tuple(place for place in old if place not in places) for old in (row.rounded, row.unsolved)
    )
    fault = row.fault
    if fault is not None and fault[0] == "row_bytes" and not any(_LOST in cell for cell in cells):
        fault = None
    return replace(row, cells=cells, rounded=rounded, unsolved=unsolved, fault=fault), before


def rows_not_there(
    sheet: str, wanting: Iterable[int], mending: Mending, headings: Sequence[str]
) -> tuple[FieldError, ...]:
    """What the mending names and the sheet has not: rows of visits, headings."""
    errors = [FieldError("--map.rows", "map_row_missing", {"row": row, "sheet": sheet}) for row in wanting]
    names = {name for cells in mending.cells.values() for name in cells}
    errors += [
        FieldError("--map.rows", "map_column", {"column": name})
        for name in sorted(names)
        if place_of(headings, name) is None
    ]
    return tuple(errors)
