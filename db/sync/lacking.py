"""Step: while recovering, give the hub the columns of a row that another desk could not bring it.

After the hub went back in time the first desk that still has a row offers it, even if its program does not
know all of its columns, or was upgraded and never read them. A desk that has more sends the rest, as changes
that were made without having seen the row: what was empty since then is filled, and where somebody has
written the column anew both values are shown to a person.
"""
# ruff: noqa: S608 - table and column names come from the store's own schema; values are bound

from __future__ import annotations

import json

from db.capture import NOW_MS
from db.cipher import Connection
from db.exchange import young
from db.exchange.frame import Value
from db.exchange.wire import Rows

KEYS = 400


def offer_columns(connection: Connection, table: str, own: set[str], rows: Rows) -> None:
    """Queue what is here, and not so in these rows of the hub, in columns they may have been sent without."""
    here = own - {"id", "_rev"}
    wanted = sorted(here - {*rows.columns} | here & young.YOUNG.get(table, frozenset()))
    if not wanted:
        return
    hub_has = {name: dict(zip(rows.pk, rows.values[rows.columns.index(name)], strict=True))
             for name in wanted if name in rows.columns}  # fmt: skip
    names = ", ".join(f'"{name}"' for name in wanted)
    for start in range(0, len(rows.pk), KEYS):
        part = rows.pk[start : start + KEYS]
        marks = ", ".join("?" * len(part))
        cursor = connection.execute(f'SELECT id, {names} FROM "{table}" WHERE id IN ({marks})', part)
        for pk, *values in cursor.fetchall():
            differing = {
                name: value
                for name, value in zip(wanted, values, strict=True)
                if value is not None and value != hub_has.get(name, {}).get(pk)
            }
            if differing:
                _queue(connection, table, pk, differing)


def _queue(connection: Connection, table: str, pk: str, differing: dict[str, Value]) -> None:
    connection.execute(
        f"INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login) VALUES (?, ?, 0, ?, {NOW_MS}, ?, NULL)",
        (table, pk, json.dumps(differing, ensure_ascii=False), f"columns-{table}-{pk}"),
    )
