"""Step: a new desk's rows: the small tables first, then everything else from the newest down.

The desk is usable when the small tables and the newest rows are there; the rest comes in while the clerk
works, a page at a time, and goes on after a cut or a restart where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from app.domain.rows.centre import Category, Desk, Division, Gap, Holiday, Roster, Setting, Staff, Unit
from app.domain.rows.clashes import Conflict
from app.errors import Unavailable
from db import cases
from db.cipher import Connection
from db.exchange.wire import Earlier, Page
from db.store import rereadable, transaction
from db.sync import state
from db.sync.ahead import ahead
from db.sync.apply_page import put_page
from db.sync.ends import HubEnd
from db.sync.pull import GATHERED_PAGES, GATHERED_ROWS, Writer, bring_in

SMALL = [
    kind.TABLE for kind in (Staff, Desk, Unit, Category, Division, Holiday, Roster, Setting, Gap, Conflict)
]
AT_ONCE = 12_000
"""Rows that a new desk waits for: some 800 visits, and a few seconds."""


def begin(store: Writer, end: HubEnd) -> int:
    """The small tables, and from where on other rows are pulled as they change; how many rows."""
    if store.on_writer(lambda c: state.get(c, state.HISTORY)) is not None:
        return 0
    page = end.earlier(Earlier(SMALL, -1))
    return store.on_writer(lambda c: _begin(c, page))


def _begin(connection: Connection, page: Page) -> int:
    with transaction(connection):
        done = put_page(connection, page)
        cases.catch_up(connection)
        state.put(connection, state.EPOCH, page.epoch)
        state.put(connection, state.CURSOR, page.top)
        state.put(connection, state.NONCE, page.nonce)
        state.note_mark(connection, page.nonce)
        state.put(connection, state.HISTORY, page.top)
    return done.total()


def fill(
    store: Writer, end: HubEnd, most: int | None = None, stop: Callable[[], bool] = lambda: False
) -> Counter[str]:
    """Older rows until ``most`` have come, ``stop`` says so or there are no more; how many of each table."""
    upto = store.on_writer(lambda c: state.number(c, state.HISTORY))
    coming = ahead(end, _together(_pages(end, upto), most, stop))
    return bring_in(store, coming, _put, lambda rows: stop() or (most is not None and rows >= most))


def _together(pages: Iterator[Page], most: int | None, stop: Callable[[], bool]) -> Iterator[list[Page]]:
    """As many pages as are put at once: as in a pull, ``most`` rows, or what is here when ``stop``."""
    some: list[Page] = []
    enough = GATHERED_ROWS if most is None else min(most, GATHERED_ROWS)
    for page in pages:
        some.append(page)
        if sum(page.rows() for page in some) >= enough or len(some) == GATHERED_PAGES or stop():
            yield some
            some = []
    if some:
        yield some


def _pages(end: HubEnd, upto: int) -> Iterator[Page]:
    while upto > 0:
        page = end.earlier(Earlier(SMALL, upto))
        if page.upto >= upto:
            raise Unavailable("hub_speaks_otherwise")
        yield page
        upto = page.upto


def _put(connection: Connection, pages: list[Page], store: Writer) -> tuple[Counter[str], int]:
    """Put pages in one transaction that ends early when a save waits; rows by table, and how many pages."""
    done: Counter[str] = Counter()
    taken = 0
    with rereadable(connection), transaction(connection):
        for page in pages:
            done += put_page(connection, page)
            cases.catch_up(connection)
            state.put(connection, state.HISTORY, page.upto)
            taken += 1
            if store.is_waited_for():
                break
    return done, taken
