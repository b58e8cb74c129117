"""Step: read pages until the hub has no more; every page is applied before the next is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from db.search import index
from db.store import transaction
from db.sync import state
from db.sync.apply_page import apply_page, own_rows
from db.sync.ends import HubEnd
from db.sync.wire import SCHEMA

T = TypeVar("T")
INDEXED_AT_ONCE = 200


class Writer(Protocol):
    """The store's writer thread."""

    def on_writer(self, job: Callable[[Any], T]) -> T: ...


def pull_all(store: Writer, end: HubEnd) -> Counter[str]:
    """How many rows of each table came in."""
    done: Counter[str] = Counter()
    while True:
        since, mine = store.on_writer(lambda c: (state.number(c, state.CURSOR), own_rows(c)))
        page = end.pull(since, mine, SCHEMA)
        applied = store.on_writer(lambda c, p=page, s=since: apply_page(c, p, s))  # type: ignore[misc]
        done.update(applied)
        if sum(applied.values()):
            catch_up(store)
        if not page.more:
            return done


def catch_up(store: Writer) -> None:
    """Write the search entries of what came in, a few at a time, so that the clerk's save never waits."""
    while store.on_writer(_catch_up_some):
        pass


def _catch_up_some(connection: Any) -> bool:
    with transaction(connection):
        some = connection.execute(
            "SELECT row_id, kind FROM search_stale LIMIT ?", (INDEXED_AT_ONCE,)
        ).fetchall()
        for row_id, kind in some:
            index.put(connection, kind, row_id)
        connection.executemany("DELETE FROM search_stale WHERE row_id = ? AND kind = ?", some)
    return len(some) == INDEXED_AT_ONCE
