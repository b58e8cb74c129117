"""Where the hub keeps things: one small protocol over SQL that two databases speak.

Statements are written once, with ``?`` for values and types that both understand; a storage turns them into
its own dialect. What differs (locking the sequencer, loading many rows, taking a snapshot) is a method here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Work(Protocol):
    """One transaction."""

    notes: dict[int, Any]
    """What was learnt of centres in it, for what follows in it (db.hub.memory)."""

    def part(self) -> AbstractContextManager[object]:
        """A part of it: what is raised in the block undoes the part alone."""
        ...

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...

    def first_row(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None: ...

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Execute; how many rows it touched."""
        ...

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None: ...

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows the fastest way there is."""
        ...

    def lock(self, centre: int) -> None:
        """Hold the centre's sequencer until the commit, so that revisions appear without gaps."""
        ...

    def tell(self, centre: int) -> None:
        """At the commit, tell the other processes on this database that the centre has something new."""
        ...


class Storage(Protocol):
    def writing(self) -> AbstractContextManager[Work]:
        """A transaction that commits at the end of the block or rolls back on any exception."""
        ...

    def reading(self) -> AbstractContextManager[Work]:
        """One snapshot: everything read in the block is of the same moment."""
        ...

    def shared(self) -> bool:
        """Whether other processes may write to the same database."""
        ...

    def hear(self, tell: Callable[[int | None], None]) -> Callable[[], None] | None:
        """Call ``tell`` with each centre that another process has written to, None: maybe any; what stops it.

        None where no other process writes.
        """
        ...

    def close(self) -> None: ...
