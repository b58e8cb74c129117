"""Step: read pages until the hub has no more.

A few pages are gathered and applied in one transaction, so that what other desks did shows whole and is
flushed once; as soon as a save waits for the writer, the transaction ends after the page it is at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from app.errors import JiefangtaiError
from db.cipher import Connection
from db.exchange.frame import BadWire, Stale
from db.exchange.wire import SCHEMA, Page
from db.search import index
from db.store import rereadable, transaction
from db.sync import rereading, state
from db.sync.ahead import ahead
from db.sync.apply_page import apply_pages, own_rows
from db.sync.ends import HubEnd

T = TypeVar("T")
INDEXED_AT_ONCE, INDEXED_TOGETHER = 100, 1_000
"""Search entries that are written without asking whether a save waits, and in one transaction at most."""
GATHERED_ROWS = 2_000
"""Rows of pages that are applied in one transaction: a save waits for no commit of more."""
GATHERED_PAGES = 16
"""No more of them either: a page of few rows may hold large ones."""
INDEXED_ROWS = 4_000
"""Rows after which search entries are written."""


class Writer(Protocol):
    """The store's writer thread."""

    def on_writer(self, job: Callable[[Connection], T]) -> T: ...

    def is_waited_for(self) -> bool:
        """Whether another job waits for it."""

    def bringing_in(self) -> AbstractContextManager[None]:
        """Meanwhile a save writes its own search entries alone."""


@dataclass(frozen=True, slots=True)
class FirstPage:
    """A page that is here already, and what was asked for it."""

    since: int
    mine: list[tuple[str, int]]
    page: Page


def pull_all(store: Writer, end: HubEnd, first: FirstPage | None = None) -> Counter[str]:
    """How many rows of each table came in."""
    since, mine = store.on_writer(what_to_read)
    return bring_in(store, ahead(end, _gathered(end, since, mine, first)), _apply)


def never(_: int) -> bool:
    """No number of rows is enough."""
    return False


def bring_in(
    store: Writer,
    coming: Iterator[list[T]],
    put: Callable[[Connection, list[T], Writer], tuple[Counter[str], int]],
    is_enough: Callable[[int], bool] = never,
) -> Counter[str]:
    """Put what comes, indexed as it grows, until there is no more or ``is_enough``; rows of each table.

    ``put`` says what it wrote and how many pages it took: the rest are put once a save has gone between.
    """
    done: Counter[str] = Counter()
    indexed = 0
    with _indexed_at_the_end(store):
        for pages in coming:
            left = pages
            while left:
                rows, taken = store.on_writer(lambda c, these=left: put(c, these, store))  # type: ignore[misc]
                done, left = done + rows, left[taken:]
            if done.total() - indexed >= INDEXED_ROWS:
                catch_up(store)
                indexed = done.total()
            if is_enough(done.total()):
                break
    return done


@contextmanager
def _indexed_at_the_end(store: Writer) -> Iterator[None]:
    """Rows come in, and what of them has no search entry yet gets it; also where the hub is lost midway."""
    with store.bringing_in():
        try:
            yield
        except (JiefangtaiError, BadWire, Stale):
            with suppress(JiefangtaiError):  # what went wrong first is told
                catch_up(store)
            raise
        catch_up(store)


def _apply(connection: Connection, pages: list[tuple[Page, int]], store: Writer) -> tuple[Counter[str], int]:
    with rereadable(connection):
        return apply_pages(connection, pages, store.is_waited_for)


def what_to_read(connection: Connection) -> tuple[int, list[tuple[str, int]]]:
    """From where to read, and which rows to leave out."""
    rereading.begin(connection)
    return state.number(connection, state.CURSOR), own_rows(connection)


def _gathered(
    end: HubEnd, since: int, mine: list[tuple[str, int]], first: FirstPage | None
) -> Iterator[list[tuple[Page, int]]]:
    """Pages with the cursors they were asked for, so many at a time as are applied at once."""
    pages: list[tuple[Page, int]] = []
    rows = 0
    while True:
        if first is not None and (first.since, first.mine) == (since, mine):
            page, first = first.page, None
        else:
            page = end.pull(since, mine, SCHEMA)
        pages.append((page, since))
        rows += page.rows()
        last = not page.more or page.upto <= since
        if last or rows >= GATHERED_ROWS or len(pages) == GATHERED_PAGES:
            yield pages
            pages, rows = [], 0
        if last:
            return
        since = page.upto


def catch_up(store: Writer) -> None:
    """Write the search entries of what came in, a few at a time, so that the clerk's save never waits."""
    while store.on_writer(lambda c: _catch_up_some(c, store.is_waited_for)):
        pass


def _catch_up_some(connection: Connection, is_waited_for: Callable[[], bool]) -> bool:
    """Whether there may be more."""
    with rereadable(connection), transaction(connection):
        for _ in range(INDEXED_TOGETHER // INDEXED_AT_ONCE):
            some = connection.execute(
                "SELECT kind, row_id FROM search_stale LIMIT ?", (INDEXED_AT_ONCE,)
            ).fetchall()
            index.put(connection, some)
            connection.executemany("DELETE FROM search_stale WHERE kind = ? AND row_id = ?", some)
            if len(some) < INDEXED_AT_ONCE:
                return False
            if is_waited_for():
                break
    return True
