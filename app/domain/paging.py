"""Long lists read in blocks by the sort key of their edge rows, so that a block costs the same anywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from app.domain.value import Value

Row = TypeVar("Row")
Cursor = tuple[Any, ...]
"""The values of the sort keys and the id of a row at the edge of a block."""


class Order(Value, frozen=True):
    """What a list is sorted by; rows of equal key stand by their id."""

    key: str
    descending: bool = False


class PageAsked(Value, frozen=True):
    """One block of a list: so many rows behind (or before) a cursor; without one, from that end."""

    order: Order
    cursor: Cursor | None = None
    before: bool = False
    most: int = 100


@dataclass(frozen=True, slots=True)
class Block(Generic[Row]):
    """Rows in the order of the list, the cursors of the first and the last, and whether it ends here."""

    rows: tuple[Row, ...] = ()
    first: Cursor | None = None
    last: Cursor | None = None
    ends: bool = True
    """No row lies further in the direction that was asked."""
    total: int | None = None
    """How many rows the whole list has, where that is known."""


def block_of(rows: Sequence[Row], asked: PageAsked, key: Callable[[Row], Cursor]) -> Block[Row]:
    """A block out of a list that lies in memory, by the rules of one that does not."""
    ordered = sorted(rows, key=key, reverse=asked.order.descending)
    if asked.cursor is not None:
        ordered = [row for row in ordered if _lies(key(row), asked)]
    taken = ordered[-asked.most :] if asked.before else ordered[: asked.most]
    first, last = (key(taken[0]), key(taken[-1])) if taken else (None, None)
    return Block(tuple(taken), first, last, len(taken) == len(ordered), len(rows))


def _lies(cursor: Cursor, asked: PageAsked) -> bool:
    """Whether a row lies in the direction that was asked, as seen from the cursor."""
    assert asked.cursor is not None
    further = cursor > asked.cursor
    return further != (asked.order.descending != asked.before) if cursor != asked.cursor else False
