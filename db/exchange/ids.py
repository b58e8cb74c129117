"""The table of ids in a small message: each id once and in its 16 bytes, columns hold places in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final

from msgspec import Meta

from db.exchange.frame import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TABLES,
    BadWire,
    Message,
    Name,
    Number,
    Value,
)

MOST_IDS: Final = 1_000_000
RANDOM: Final = 10
"""Bytes of an id after its moment."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class Ids(Message):
    """The ids of a message in the order in which they first appear."""

    moments: Annotated[list[Number | None], Meta(max_length=MOST_IDS)]
    """Steps of milliseconds; None for an id of another form."""
    random: Annotated[bytes, Meta(max_length=MOST_IDS * RANDOM)]
    others: Annotated[list[Name], Meta(max_length=MAX_ROWS)]
    columns: Annotated[list[tuple[Number, Number]], Meta(max_length=MAX_TABLES * MAX_COLUMNS)]
    """Table and column, by their places, whose values are ids."""


class IdTable:
    """The ids of a message as it is packed."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def steps(self, column: Iterable[str | None]) -> list[int | None]:
        """The places of a column's ids, each from the one before."""
        found: list[int | None] = []
        places, before = self._places, 0
        for id in column:
            if id is None:
                found.append(None)
                continue
            place = places.setdefault(id, len(places))
            found.append(place - before)
            before = place
        return found

    def replace(self, values: Sequence[Sequence[Value]]) -> tuple[list[Any], list[int]]:
        """Columns with those of ids as steps, and which they are."""
        slim, which = [], []
        for place, column in enumerate(values):
            if _are_ids(column):
                slim.append(self.steps(column))  # type: ignore[arg-type]
                which.append(place)
            else:
                slim.append(column)  # type: ignore[arg-type]
        return slim, which

    def ids(self, columns: list[tuple[int, int]]) -> Ids:
        moments: list[int | None] = []
        random, others, before = [], [], 0
        for id in self._places:
            if _ID.fullmatch(id):
                whole = id.replace("-", "")
                moment = int(whole[:12], 16)
                moments.append(moment - before)
                random.append(whole[12:])
                before = moment
            else:
                moments.append(None)
                others.append(id)
        return Ids(moments, bytes.fromhex("".join(random)), others, columns)


def _are_ids(column: Sequence[Value]) -> bool:
    """Whether a column holds ids and nothing else but gaps."""
    kinds = {*map(type, column)}
    if str not in kinds or not kinds <= {str, type(None)}:
        return False
    some = [one for one in column if one is not None]
    return len(some[0]) == 36 and all(map(_ID.fullmatch, some))  # type: ignore[arg-type]


def ids_of(slim: Ids) -> list[str]:
    """The ids as everybody writes them. BadWire('ids')."""
    random, others = slim.random.hex(), iter(slim.others)
    count = len(slim.moments) - len(slim.others)
    if slim.moments.count(None) != len(slim.others) or len(random) != 2 * RANDOM * count:
        raise BadWire("ids")
    found, moment, at = [], 0, 0
    for step in slim.moments:
        if step is None:
            found.append(next(others, ""))
            continue
        moment += step
        if not 0 <= moment < 1 << 48:
            raise BadWire("ids")
        whole = f"{moment:012x}{random[at : at + 2 * RANDOM]}"
        at += 2 * RANDOM
        found.append(f"{whole[:8]}-{whole[8:12]}-{whole[12:16]}-{whole[16:20]}-{whole[20:]}")
    return found


def put_back(slim: Ids, ids: Sequence[str], tables: Sequence[list[list[Value]]]) -> None:
    """Put the ids back into their columns. BadWire('ids')."""
    if len({*slim.columns}) != len(slim.columns):
        raise BadWire("ids")
    for table, column in slim.columns:
        if not (0 <= table < len(tables) and 0 <= column < len(tables[table])):
            raise BadWire("ids")
        tables[table][column] = named(ids, tables[table][column])


def named(ids: Sequence[str], steps: Sequence[Any]) -> list[Any]:
    """A column of ids from its steps. BadWire('ids')."""
    found: list[str | None] = []
    place = 0
    for step in steps:
        if step is None:
            found.append(None)
            continue
        if type(step) is not int or not 0 <= (place := place + step) < len(ids):
            raise BadWire("ids")
        found.append(ids[place])
    return found
