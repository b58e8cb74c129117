"""The 督办台账 by SQL over the cache of cases: counts of tiles, and blocks of case ids by the sort key."""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from app.domain.case import tiles
from app.domain.case.names import BINDING, OPEN, PROMISE
from app.domain.case.tiles import Only
from app.domain.paging import Block, PageAsked
from db.cipher import Connection
from db.figure_sql import listed

_ANY = Only()
_FAR = "9999-12-31"
"""Sorts cases without a date behind all others."""
KEYS: Mapping[str, str] = {
    "due": f"coalesce(m.due, '{_FAR}')",
    "number": "m.number",
    "unit": "coalesce(m.unit, '')",
}
"""Sort keys by which the ledger may be asked; contradicted cases stand first whatever the key."""
_FROM = "FROM matters m JOIN case_states s ON s.id = m.id"
_STATUSES = "(" + ", ".join(f"'{status}'" for status in sorted(OPEN)) + ")"


def counts(connection: Connection, on: date) -> dict[str, int]:
    """How many cases each tile has on a day."""
    return {tile: _count(connection, tile, on, Only()) for tile in tiles.TILES}


def _count(connection: Connection, tile: str, on: date, only: Only) -> int:
    where, bound = _where(tile, on, only)
    return int(connection.execute(f"SELECT count(*) {_FROM} WHERE {where}", bound).fetchone()[0])


def block(connection: Connection, tile: str, on: date, asked: PageAsked, only: Only = _ANY) -> Block[str]:
    """Ids of the cases of a tile, contradicted ones first, then by the key; KeyError for an unknown key.

    The whole list is counted with its first block alone.
    """
    key = KEYS[asked.order.key]
    where, bound = _where(tile, on, only)
    back = asked.order.descending != asked.before
    sign, way = ("<", "DESC") if back else (">", "ASC")
    edge = ""
    if asked.cursor is not None:
        edge = f" AND (s.contradicted = 0, {key}, m.id) {sign} (:first, :key, :id)"
        bound |= dict(zip(("first", "key", "id"), asked.cursor, strict=True))
    rows = connection.execute(
        f"SELECT s.contradicted = 0, {key}, m.id {_FROM} WHERE {where}{edge}"
        f" ORDER BY s.contradicted = 0 {way}, {key} {way}, m.id {way} LIMIT :most",
        bound | {"most": asked.most + 1},
    ).fetchall()
    taken = rows[: asked.most]
    if asked.before:
        taken.reverse()
    first, last = (tuple(taken[0]), tuple(taken[-1])) if taken else (None, None)
    total = _count(connection, tile, on, only) if asked.cursor is None else None
    return Block(tuple(row[2] for row in taken), first, last, len(rows) <= asked.most, total)


def _where(tile: str, on: date, only: Only) -> tuple[str, dict[str, Any]]:
    where, bound = _of_tile(tile, on)
    narrowed, values = _narrowed(only)
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
        return (
            f"m.status IN {_STATUSES} AND EXISTS (SELECT 1 FROM obligations o WHERE o.matter_id = m.id"
            f" AND o.running = 1 AND o.kind = '{PROMISE}' AND o.due < :on)",
            {"on": on.isoformat()},
        )
    if tile == tiles.REMIND:
        until = on + timedelta(days=tiles.AHEAD)
        return f"m.id IN ({_TO_REMIND})", {"on": on.isoformat(), "until": until.isoformat()}
    if tile == tiles.ANSWERED:
        return f"m.status IN {_STATUSES} AND m.id IN ({_TO_READ})", {}
    if tile == tiles.WAITING:
        return "(s.pending > 0 OR s.contradicted = 1)", {}
    return f"m.status IN {_STATUSES}", {}


_TIER = "CASE WHEN o.due < :on OR o.on5 <= :on THEN 5 WHEN o.on10 <= :on THEN 10 ELSE 15 END"
_TO_REMIND = (
    "SELECT o.matter_id FROM obligations o WHERE o.running = 1 AND o.due <= :until AND o.reminded = 1 "
    "AND (o.due < :on OR o.on5 <= :on OR o.on10 <= :on OR o.on15 <= :on) AND NOT EXISTS ("
    f"SELECT 1 FROM reminders r WHERE r.matter_id = o.matter_id AND r.tier = {_TIER} AND ("
    "(r.duty_id = o.id AND r.due > o.start) OR (r.duty_id IS NULL AND r.due = o.due "
    "AND coalesce(r.unit, o.who) = o.who)))"
)
"""Cases with a reminder that is owed today and was neither sent nor left out (handling/due_matters)."""
_TO_READ = (
    "SELECT r.matter_id FROM duty_replies r WHERE NOT EXISTS (SELECT 1 FROM steps t "
    "WHERE t.matter_id = r.matter_id AND t.at > r.at) "
    "AND NOT EXISTS (SELECT 1 FROM reminders n WHERE n.matter_id = r.matter_id AND n.at > r.at)"
)
"""Cases in which a unit's answer is the last thing that happened."""


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
