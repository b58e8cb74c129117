"""Columns of records in a smaller form: ids by their places among all of a message, times by their rows' ids.

Rows that were made together have ids that follow each other, and hold the moment their ids begin with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Annotated, Any, Final, TypeAlias

from msgspec import Meta

from db.exchange.frame import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_SEQ,
    MAX_TABLES,
    BadWire,
    Message,
    Name,
    Number,
    Value,
)
from db.exchange.times import ID_TEXT, all_like, away_from, moments_of, onto, smaller_times, widened_times

MOST_IDS: Final = 1_000_000
CHANCE: Final = 10
"""Bytes of an id after its moment."""
NEAR: Final = 1 << 31
"""How far an id may be from the one before it to travel as the distance."""
ID: Final = 0
"""A column of ids; of times see db.exchange.times."""
Steps: TypeAlias = Annotated[list[Number | None], Meta(max_length=MAX_ROWS)]
Packed: TypeAlias = Annotated[list[tuple[Number, Number, Number]], Meta(max_length=MAX_TABLES * MAX_COLUMNS)]
"""Table and column, by their places, and what the column holds."""


class Ids(Message):
    """The ids of a message: those that begin with a moment in their order, then the others."""

    steps: Annotated[list[Number | None], Meta(max_length=MOST_IDS)]
    """From the id before, of the same moment; None for one that begins anew."""
    moments: Annotated[list[Number], Meta(max_length=MOST_IDS)]
    """Of those that begin anew: steps of milliseconds."""
    chance: Annotated[bytes, Meta(max_length=MOST_IDS * CHANCE)]
    others: Annotated[list[Name], Meta(max_length=MAX_ROWS)]


class Packing:
    """The columns of a message as it is packed; it is given all ids before the first column."""

    def __init__(self, tables: Sequence[tuple[Sequence[str], Sequence[Sequence[Value]]]]) -> None:
        ids: dict[str, None] = {}
        self._ids: set[tuple[int, int]] = set()
        for table, (pks, values) in enumerate(tables):
            ids.update(dict.fromkeys(pks))
            for place, column in enumerate(values):
                if all_like(ID_TEXT, column, 36):
                    self._ids.add((table, place))
                    ids.update(dict.fromkeys(column))  # type: ignore[arg-type]
        ids.pop(None, None)  # type: ignore[call-overload]
        self._told = sorted(id for id in ids if ID_TEXT.fullmatch(id))
        self._others = [id for id in ids if not ID_TEXT.fullmatch(id)]
        self._places = {id: place for place, id in enumerate([*self._told, *self._others])}
        self._numbers = [int(id.replace("-", ""), 16) for id in self._told]
        self.packed: list[tuple[int, int, int]] = []

    def ids(self) -> Ids:
        steps: list[int | None] = []
        moments, chance, before, moment = [], [], 0, 0
        for number in self._numbers:
            if number >> 80 == before >> 80 and number - before < NEAR:
                steps.append(number - before)
            else:
                steps.append(None)
                moments.append((number >> 80) - moment)
                chance.append(number & (1 << 80) - 1)
                moment = number >> 80
            before = number
        return Ids(steps, moments, b"".join(part.to_bytes(CHANCE) for part in chance), self._others)

    def places(self, pks: Sequence[str]) -> list[int]:
        """The steps between the places of a table's own ids."""
        return steps_of([self._places[pk] for pk in pks])

    def columns(self, table: int, pks: Sequence[str], values: Sequence[Sequence[Value]]) -> list[Any]:
        """The columns of a table, the smaller ones of them noted in ``packed``."""
        own = [self._places[pk] for pk in pks]
        moments = [self._numbers[at] >> 80 for at in own] if all(at < len(self._told) for at in own) else []
        columns: list[Any] = []
        for place, column in enumerate(values):
            kind, smaller = self._smaller((table, place), own, moments, column)
            if kind is not None:
                self.packed.append((table, place, kind))
            columns.append(smaller)
        return columns

    def _smaller(
        self, at: tuple[int, int], own: Sequence[int], moments: Sequence[int], column: Sequence[Any]
    ) -> tuple[int | None, Any]:
        if at in self._ids:
            places = [None if id is None else self._places[id] for id in column]
            return ID, away_from(own, places)
        return smaller_times(moments, column)


def ids_of(slim: Ids) -> list[str]:
    """The ids as everybody writes them. BadWire('ids')."""
    new = slim.steps.count(None)
    if new != len(slim.moments) or len(slim.chance) != CHANCE * new:
        raise BadWire("ids")
    ids, number, moment, at = [], 0, 0, 0
    moments = iter(slim.moments)
    for step in slim.steps:
        if step is None:
            moment += next(moments)
            number = moment << 80 | int.from_bytes(slim.chance[at : at + CHANCE])
            at += CHANCE
        else:
            number += step
        if not 0 <= number < 1 << 128:
            raise BadWire("ids")
        whole = f"{number:032x}"
        ids.append(f"{whole[:8]}-{whole[8:12]}-{whole[12:16]}-{whole[16:20]}-{whole[20:]}")
    return [*ids, *slim.others]


def put_back(
    packed: Iterable[tuple[int, int, int]],
    ids: Sequence[str],
    tables: Sequence[tuple[list[str], list[list[Value]]]],
) -> None:
    """Put ids and times back into their columns; tables with their own ids. BadWire."""
    packed = list(packed)
    if len({place[:2] for place in packed}) != len(packed):
        raise BadWire("columns")
    place_of = {id: place for place, id in enumerate(ids)}
    own = [_Own(pks, place_of) for pks, _ in tables]
    for table, column, kind in packed:
        if not (0 <= table < len(tables) and 0 <= column < len(tables[table][1])):
            raise BadWire("columns")
        values = tables[table][1]
        values[column] = _widened(kind, values[column], own[table], ids)


class _Own:
    """A table's own ids; what their columns are counted from is found once for all of them."""

    def __init__(self, pks: Sequence[str], place_of: Mapping[str, int]) -> None:
        self.pks = pks
        self._place_of = place_of

    @cached_property
    def places(self) -> list[int]:
        return [self._place_of[pk] for pk in self.pks]

    @cached_property
    def moments(self) -> list[int]:
        """BadWire where an id has none."""
        return moments_of(self.pks)


def _widened(kind: int, column: Sequence[Any], own: _Own, ids: Sequence[str]) -> list[Any]:
    if len(column) != len(own.pks) or {*map(type, column)} - {int, type(None)}:
        raise BadWire("columns")
    if kind == ID:
        places = onto(own.places, column)
        return [None if place is None else _named(ids, place) for place in places]
    return widened_times(kind, column, lambda: own.moments)


def named(ids: Sequence[str], steps: Sequence[Any]) -> list[str]:
    """A table's own ids from their steps. BadWire('ids')."""
    return [_named(ids, place) for place in sums_of(steps)]


def _named(ids: Sequence[str], place: int) -> str:
    if not 0 <= place < len(ids):
        raise BadWire("ids")
    return ids[place]


def steps_of(numbers: Sequence[int]) -> list[int]:
    """Numbers, each from the one before."""
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def sums_of(steps: Sequence[Any]) -> list[int]:
    """Numbers from their steps. BadWire('steps')."""
    if None in steps:
        raise BadWire("steps")
    numbers = list(accumulate(steps))
    if numbers and not (min(numbers) >= -MAX_SEQ and max(numbers) <= MAX_SEQ):
        raise BadWire("steps")
    return numbers
