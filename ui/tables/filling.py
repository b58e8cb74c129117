"""Keeps the loaded rows of a long list, and names the next block to load; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.paging import Block, Cursor, Order, PageAsked

BLOCK = 100


@dataclass(slots=True)
class Filling:
    """A stretch of the list without gaps; it grows at its two ends."""

    order: Order
    rows: list[Any] = field(default_factory=list)
    first: Cursor | None = None
    last: Cursor | None = None
    begins: bool = False
    """The first row at hand is the first of the list."""
    ends: bool = False
    """The last row at hand is the last of the list."""
    total: int | None = None

    def from_start(self) -> PageAsked:
        return PageAsked(self.order, most=BLOCK)

    def from_end(self) -> PageAsked:
        return PageAsked(self.order, before=True, most=BLOCK)

    def further(self) -> PageAsked | None:
        """The block behind the last row; None where there is none."""
        return None if self.ends or self.last is None else PageAsked(self.order, self.last, most=BLOCK)

    def earlier(self) -> PageAsked | None:
        """The block before the first row; None where there is none."""
        if self.begins or self.first is None:
            return None
        return PageAsked(self.order, self.first, before=True, most=BLOCK)

    def again(self) -> PageAsked:
        """As many rows as are at hand, from the same end: after a change."""
        asked = self.from_start() if self.begins or not self.rows else self.from_end()
        return replace(asked, most=max(BLOCK, len(self.rows)))

    def replaced(self, asked: PageAsked, block: Block[Any]) -> Filling:
        """Only this block: the list anew, from one of its ends."""
        return Filling(
            asked.order,
            list(block.rows),
            block.first,
            block.last,
            begins=not asked.before or block.ends,
            ends=asked.before or block.ends,
            total=block.total,
        )

    def take(self, asked: PageAsked, block: Block[Any]) -> int:
        """Add a block at its end; how many rows came before those at hand."""
        self.total = block.total if block.total is not None else self.total
        if asked.before:
            self.rows[:0] = block.rows
            self.first = block.first or self.first
            self.begins = block.ends
            return len(block.rows)
        self.rows += block.rows
        self.last = block.last or self.last
        self.ends = block.ends
        return 0
