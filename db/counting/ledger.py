"""The 督办台账 by SQL over the cache of cases: counts of tiles, and blocks of case ids by the sort key."""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.case import tiles
from app.domain.case.names import BINDING, OPEN, PROMISE
from app.domain.case.tiles import Only
from app.domain.paging import Block, Cursor, PageAsked
from app.domain.value import Value
from db.cipher import Connection
from db.counting.figure_sql import listed

_ANY = Only()
_FAR = "9999-12-31"
"""Sorts cases without a date behind all others."""
_DATE = f"coalesce(m.due, '{_FAR}')"
KEYS: Mapping[str, str] = {"due": _DATE, "number": "m.number", "unit": "coalesce(m.unit, '')"}
"""Sort keys by which the ledger may be asked; contradicted cases stand first whatever the key."""
_HIDDEN = (
    "EXISTS (SELECT 1 FROM case_states g WHERE g.id = m.id AND g.guarded = 1"
    " AND NOT EXISTS (SELECT 1 FROM json_each(g.readers) WHERE value = :reader))"
)
"""A guarded case that the reader may not read (app.domain.case.secrecy)."""
_OPEN = "m.status IN (" + ", ".join(f"'{status}'" for status in sorted(OPEN)) + ")"
"""Word for word what the index of open cases says (m0061): another text is not looked up in it."""
_CONTRADICTED = "IN (SELECT id FROM case_states WHERE contradicted = 1)"


def counts(connection: Connection, on: date) -> dict[str, int]:
    """How many cases each tile has on a day."""
    return {tile: _count(connection, tile, on) for tile in tiles.TILES}


def values(connection: Connection) -> dict[str, list[str]]:
    """What open cases name, by filter: a unit, a category or a division that is in no table any more, too.

    Guarded cases are left out: a word that they alone name tells of them (条例第30条).
    """
    cases = f"FROM matters m JOIN case_states s ON s.id = m.id AND s.guarded = 0 WHERE {_OPEN}"
    owed = (
        "FROM matters m JOIN case_states s ON s.id = m.id AND s.guarded = 0 "
        "JOIN obligations o ON o.matter_id = m.id AND o.running = 1 "
        f"AND o.kind IN {listed(tuple(sorted(BINDING)))} WHERE {_OPEN}"
    )
    statements = {
        "unit": f"SELECT DISTINCT o.who {owed}",
        "what": f"SELECT DISTINCT o.what {owed}",
        "category": f"SELECT DISTINCT m.category {cases} AND m.category IS NOT NULL",
        "place": f"SELECT DISTINCT m.place {cases} AND m.place IS NOT NULL",
    }
    named = {key: [str(row[0]) for row in connection.execute(sql)] for key, sql in statements.items()}
    named["category"] = [path.split("/")[0] for path in named["category"]]
    return {key: sorted(set(words)) for key, words in named.items()}


def _count(connection: Connection, tile: str, on: date, only: Only = _ANY, reader: str | None = None) -> int:
    where, bound = _where(tile, on, only, reader)
    sql = f"SELECT count(*) FROM matters m WHERE {where}"
    if only.asks_nothing and tile in (tiles.ANSWERED, tiles.WAITING):  # without a look at each matter
        sql = f"SELECT count(*) FROM case_states s WHERE {_OF_STATE[tile]}"
    elif only.asks_nothing and tile == tiles.REMIND:
        sql = f"SELECT count(DISTINCT o.matter_id) FROM obligations o WHERE {_TO_REMIND}"
    return int(connection.execute(sql, bound).fetchone()[0])


def block(
    connection: Connection,
    tile: str,
    on: date,
    asked: PageAsked,
    only: Only = _ANY,
    *,
    reader: str | None,
) -> Block[str]:
    """Ids of the cases of a tile, contradicted ones first, then by the key; KeyError for an unknown key.

    ``reader``: the login of who reads; None for one who may read every case. A guarded case that he may not
    read is in no narrowed list and has no place by its unit: both would say what is kept from him.
    The contradicted ones, a few, are sorted; the others are read in the order of an index. The whole list is
    counted with its first block alone.
    """
    back = asked.order.descending != asked.before
    listed = _Listed(tile, on, only, asked.order.key, back, reader)
    rows: list[tuple[Any, ...]] = []
    for agreed in (1, 0) if listed.back else (0, 1):
        wanted, edge = asked.most + 1 - len(rows), asked.cursor
        if edge is not None and agreed != edge[0]:
            if (agreed < edge[0]) != listed.back:
                continue  # it lies on the other side of the cursor
            edge = None
        rows += listed.rows(connection, bool(agreed), edge, wanted)
    taken = rows[: asked.most]
    if asked.before:
        taken.reverse()
    first, last = (taken[0], taken[-1]) if taken else (None, None)
    total = _count(connection, tile, on, only, reader) if asked.cursor is None else None
    return Block(tuple(row[2] for row in taken), first, last, len(rows) <= asked.most, total)


class _Listed(Value, frozen=True):
    """A tile's cases as narrowed, in one order."""

    tile: str
    on: date
    only: Only
    sorted_by: str
    back: bool
    reader: str | None

    def rows(
        self, connection: Connection, agreed: bool, edge: Cursor | None, most: int
    ) -> list[tuple[Any, ...]]:
        """The contradicted cases, or the others, from an edge on: whether agreed, key, id."""
        where, bound = _where(self.tile, self.on, self.only, self.reader)
        key, hint = KEYS[self.sorted_by], ""
        if self.sorted_by == "unit" and self.reader is not None:
            key, bound = f"CASE WHEN {_HIDDEN} THEN '' ELSE {key} END", bound | {"reader": self.reader}
        if key == _DATE and tiles.span_of(self.tile, self.on) is not None:
            key = "m.due"  # there is one, and an index
        elif key == _DATE and self.tile == tiles.REMIND:
            key, where = "m.due", f"m.due <= :until AND {where}"  # what is reminded of binds
        elif key == _DATE and self.tile == tiles.OPEN and agreed:
            hint = "INDEXED BY matters_open"
        sign, way = ("<", "DESC") if self.back else (">", "ASC")
        if edge is not None:
            where += f" AND ({key}, m.id) {sign} (:key, :id)"
            bound |= {"key": edge[1], "id": edge[2]}
        rows = connection.execute(
            f"SELECT {int(agreed)}, {key}, m.id FROM matters m {hint} WHERE {where}"
            f" AND m.id {'NOT ' if agreed else ''}{_CONTRADICTED}"
            f" ORDER BY {key} {way}, m.id {way} LIMIT :most",
            bound | {"most": most},
        )
        return [tuple(row) for row in rows]


def _where(tile: str, on: date, only: Only, reader: str | None) -> tuple[str, dict[str, Any]]:
    where, bound = _of_tile(tile, on)
    narrowed, values = _narrowed(only)
    if reader is not None and not only.asks_nothing:
        narrowed.append(f"NOT {_HIDDEN}")
        values["reader"] = reader
    return " AND ".join([where, *narrowed]), bound | values


def _of_tile(tile: str, on: date) -> tuple[str, dict[str, Any]]:
    span = tiles.span_of(tile, on)
    if span is not None:
        bound = {
            "from": span.first.isoformat() if span.first else "",
            "until": span.last and span.last.isoformat(),
        }
        return "m.due >= :from AND m.due <= :until", bound
    if tile == tiles.PROMISE:
        return f"{_OPEN} AND m.id IN ({_PROMISED})", {"on": on.isoformat()}
    if tile == tiles.REMIND:
        until = on + timedelta(days=tiles.AHEAD)
        where = f"EXISTS (SELECT 1 FROM obligations o WHERE o.matter_id = m.id AND {_TO_REMIND})"
        return where, {"on": on.isoformat(), "until": until.isoformat()}
    if tile in _OF_STATE:
        return f"m.id IN (SELECT s.id FROM case_states s WHERE {_OF_STATE[tile]})", {}
    return _OPEN, {}


_PROMISED = (
    f"SELECT o.matter_id FROM obligations o WHERE o.running = 1 AND o.kind = '{PROMISE}' AND o.due < :on"
)
_OF_STATE = {tiles.ANSWERED: "s.to_read = 1", tiles.WAITING: "(s.pending > 0 OR s.contradicted = 1)"}
"""Tiles that the state of a case says alone, whatever the day."""
_TIER = "CASE WHEN o.due < :on OR o.on5 <= :on THEN 5 WHEN o.on10 <= :on THEN 10 ELSE 15 END"
_TO_REMIND = (
    "o.running = 1 AND o.due <= :until AND o.reminded = 1 "
    "AND (o.due < :on OR o.on5 <= :on OR o.on10 <= :on OR o.on15 <= :on) AND NOT EXISTS ("
    f"SELECT 1 FROM reminders r WHERE r.matter_id = o.matter_id AND r.tier = {_TIER} AND ("
    "(r.duty_id = o.id AND r.due > o.start) OR (r.duty_id IS NULL AND r.due = o.due "
    "AND coalesce(r.unit, o.who) = o.who)))"
)
"""A reminder is owed today for it and was neither sent nor left out (handling/due_matters)."""


def _narrowed(only: Only) -> tuple[list[str], dict[str, str]]:
    """Conditions of the filters, and what they bind."""
    owed = {
        name: value
        for name, value in (("who", only.unit), ("what", only.what), ("kind", only.kind))
        if value is not None
    }
    conditions: list[str] = []
    bound = {f"only_{name}": value for name, value in owed.items()}
    if owed:
        terms = " AND ".join(f"o.{name} = :only_{name}" for name in owed)
        conditions.append(
            "EXISTS (SELECT 1 FROM obligations o WHERE o.matter_id = m.id AND o.running = 1 "
            f"AND o.kind IN {listed(tuple(sorted(BINDING)))} AND {terms})"
        )
    if only.category is not None:
        conditions.append("(m.category = :only_category OR m.category LIKE :only_category || '/%')")
        bound["only_category"] = only.category
    if only.place is not None:
        conditions.append("m.place = :only_place")
        bound["only_place"] = only.place
    return conditions, bound
