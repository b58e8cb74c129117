"""Answers a new desk: the small tables whole, then everything else from the newest rows down.

So the desk is usable once the small tables and the last weeks are there, nothing lies ready in files, and
every page can be asked for again, from any hub process.
"""
# ruff: noqa: S608 - only marks for values are put into the statements

from __future__ import annotations

from typing import Any

from db.exchange.batch import KEY, MAX_NUMBER
from db.exchange.frame import BadWire
from db.exchange.wire import PAGE_ROWS, Earlier, Page
from db.hub.marks import mark_at
from db.hub.pages import SELECTED, SIZES, fitting
from db.hub.places import Caller, Centre, centre_of
from db.hub.records import Names, tables_of
from db.hub.storage import Work

MOST_TABLES, MOST_SMALL = 40, 50_000


def check_earlier(asked: Earlier) -> None:
    """BadWire: tables, cursor."""
    if len(asked.tables) > MOST_TABLES or not all(KEY.fullmatch(name) for name in asked.tables):
        raise BadWire("tables")
    if not -1 <= asked.upto <= MAX_NUMBER:
        raise BadWire("cursor")


def read_earlier(work: Work, caller: Caller, asked: Earlier, limit: int = PAGE_ROWS) -> Page:
    """One page. BadWire('too_many_rows') if the tables called small are not."""
    centre = centre_of(work, caller.centre)
    if asked.upto < 0:
        return _page(work, centre, _small(work, centre.id, asked.tables), centre.top)
    others = f" AND tbl NOT IN ({_marks(asked.tables)})" if asked.tables else ""
    about = f"FROM rows WHERE centre = ? AND rev <= ?{others}"
    values = (centre.id, asked.upto, *asked.tables)
    sizes = work.all(f"SELECT {SIZES} {about} ORDER BY rev DESC LIMIT ?", (*values, limit + 1))
    count = fitting(sizes, limit)
    if count > limit:
        whole = _action_below(work, centre.id, asked)
        return _page(work, centre, whole, min(row[0] for row in whole) - 1)
    below = sizes[count - 1][0] - 1 if count < len(sizes) else 0
    rows = work.all(f"SELECT {SELECTED} {about} AND rev > ? ORDER BY rev DESC", (*values, below))
    return _page(work, centre, rows, below)


def _small(work: Work, centre: int, tables: list[str]) -> list[tuple[Any, ...]]:
    if not tables:
        return []
    rows = work.all(
        f"SELECT {SELECTED} FROM rows WHERE centre = ? AND tbl IN ({_marks(tables)}) LIMIT ?",
        (centre, *tables, MOST_SMALL + 1),
    )
    if len(rows) > MOST_SMALL:
        raise BadWire("too_many_rows")
    return rows


def _action_below(work: Work, centre: int, asked: Earlier) -> list[tuple[Any, ...]]:
    """The newest action, longer than a page, whole."""
    others = f" AND tbl NOT IN ({_marks(asked.tables)})" if asked.tables else ""
    (end,) = work.all(
        f"SELECT txe FROM rows WHERE centre = ? AND rev <= ?{others} ORDER BY rev DESC LIMIT 1",
        (centre, asked.upto, *asked.tables),
    )[0]
    below = work.first_row(
        "SELECT rev FROM rows WHERE centre = ? AND rev <= ? AND txe <> ? ORDER BY rev DESC LIMIT 1",
        (centre, asked.upto, end),
    )
    return work.all(
        f"SELECT {SELECTED} FROM rows WHERE centre = ? AND rev > ? AND rev <= ?{others}",
        (centre, below[0] if below else 0, asked.upto, *asked.tables),
    )


def _page(work: Work, centre: Centre, rows: list[tuple[Any, ...]], upto: int) -> Page:
    mark = mark_at(work, centre, centre.top)
    return Page(centre.epoch, upto, mark, upto > 0, centre.top, [], tables_of(Names(work), rows))


def _marks(values: list[str]) -> str:
    return ", ".join("?" * len(values))
