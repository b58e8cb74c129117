"""Answers a pull: state since a cursor in pages that never split a business action, with acknowledgements.

Everything in a page is read in one snapshot, so ``last`` tells exactly which operations its rows contain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from db.exchange.batch import MAX_NUMBER, check_names
from db.exchange.frame import BadWire
from db.exchange.wire import PAGE_BYTES, PAGE_ROWS, Page
from db.hub.greet import require_schema
from db.hub.marks import mark_at, mark_of
from db.hub.memory import Memory
from db.hub.places import Caller, centre_of
from db.hub.recent import Recent
from db.hub.records import Names, tables_of
from db.hub.storage import Work

MOST_AUTHORS = 16
SELECTED = "rev, txe, tbl, pk, shape, body"
SIZES: Final = "rev, txe, length(body)"
"""What ``fitting`` looks at, so that rows that are no part of the page are never read."""


def check_pull(since: int, mine: list[tuple[str, int]], schema: int, limit: int = PAGE_ROWS) -> None:
    """BadWire('lineage' | 'cursor'); Unavailable('sync_desk_older' | 'sync_hub_older')."""
    require_schema(schema)
    check_names(mine)
    if not 0 <= since <= MAX_NUMBER or not 1 <= limit <= 10 * PAGE_ROWS:
        raise BadWire("cursor")


def read_page(
    work: Work,
    caller: Caller,
    since: int,
    mine: list[tuple[str, int]],
    limit: int = PAGE_ROWS,
    memory: Memory | None = None,
    recent: Recent | None = None,
) -> Page:
    """Rows with a revision above ``since``.

    mine: (author, first sequence that is not this file's): rows equal to this desk's own copy are left out.
    """
    centre = centre_of(work, caller.centre)
    authors = _own_authors(work, caller)
    last = [(name, done) for name, (_, done) in authors.items()][:MOST_AUTHORS]
    ids = [(authors[name][0], below) for name, below in mine[:MOST_AUTHORS] if name in authors]
    if recent is not None and (ready := recent.since(work, centre, since, ids, limit)) is not None:
        word, tables = ready
        top = centre.top
        return Page(centre.epoch, top, mark_of(centre, top, word), False, top, last, tables)
    memory = memory or Memory()
    known = memory.of(work, centre)
    names = Names(work, known.shapes)
    not_mine = "".join(" AND NOT (author = ? AND same = 1 AND seq < ?)" for _ in ids)
    values = [number for pair in ids for number in pair]
    asked, about = f"FROM rows WHERE centre = ? AND rev > ?{not_mine}", (centre.id, since, *values)
    sizes = work.all(f"SELECT {SIZES} {asked} ORDER BY rev LIMIT ?", (*about, limit + 1))
    count = fitting(sizes, limit)
    more = count < len(sizes) or count > limit
    upto = max(sizes[count - 1][:2]) if more else centre.top
    rows = work.all(f"SELECT {SELECTED} {asked} AND rev <= ? ORDER BY rev", (*about, upto))
    tables = tables_of(names, rows)
    memory.keep(centre.id, replace(known, shapes=names.shapes))
    mark = mark_of(centre, upto, known.word) if upto == known.top and known.word else None
    mark = mark or mark_at(work, centre, upto)
    return Page(centre.epoch, upto, mark, more, centre.top, last, tables)


def fitting(sizes: Sequence[tuple[Any, ...]], limit: int) -> int:
    """How many rows, one after the other, are whole actions that one page holds; the first action always.

    More than ``limit`` where the first is longer than a page: the rest of it is not among these rows.
    """
    count = weight = 0
    for _, some in groupby(sizes, key=itemgetter(1)):
        action = [size for *_, size in some]
        if count and (count + len(action) > limit or weight + sum(action) > PAGE_BYTES):
            break
        count, weight = count + len(action), weight + sum(action)
    return count


def _own_authors(work: Work, caller: Caller) -> dict[str, tuple[int, int]]:
    """This desk's authors, newest first, with how far each is judged."""
    rows = work.all(
        "SELECT name, id, last FROM authors WHERE desk = ? ORDER BY id DESC LIMIT ?",
        (caller.desk, MOST_AUTHORS),
    )
    return {name: (id, last) for name, id, last in rows}
