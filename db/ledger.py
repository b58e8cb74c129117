"""The 督办台账 by SQL over the cache of cases: counts of tiles, and blocks of case ids by the sort key."""
# ruff: noqa: S608 - only our own words are put into statements; values are bound

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.case import tiles
from app.domain.case.names import OPEN, PROMISE
from app.domain.paging import Asked, Block
from db.cipher import Connection

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
    return {tile: _count(connection, tile, on) for tile in tiles.TILES}


def _count(connection: Connection, tile: str, on: date) -> int:
    where, bound = _where(tile, on)
    return int(connection.execute(f"SELECT count(*) {_FROM} WHERE {where}", bound).fetchone()[0])


def block(connection: Connection, tile: str, on: date, asked: Asked) -> Block[str]:
    """Ids of the cases of a tile, contradicted ones first, then by the key; KeyError for an unknown key."""
    key = KEYS[asked.order.key]
    where, bound = _where(tile, on)
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
    total = _count(connection, tile, on)
    return Block(tuple(row[2] for row in taken), first, last, len(rows) <= asked.most, total)


def _where(tile: str, on: date) -> tuple[str, dict[str, Any]]:
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
    if tile == tiles.WAITING:
        return "(s.pending > 0 OR s.contradicted = 1)", {}
    return f"m.status IN {_STATUSES}", {}
