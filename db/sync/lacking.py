"""Step: while recovering, give the hub the columns of a row that an older desk could not bring it.

After the hub went back in time the first desk that still has a row offers it, even if its program does not
know all of its columns. A desk that has more sends the rest as an ordinary change. One thing this cannot
know: if somebody writes such a column anew before that desk comes back, it takes the new value for a later
one.
"""
# ruff: noqa: S608 - table and column names come from the store's own schema; values are bound

from __future__ import annotations

import json
from typing import Any

from db.capture import NOW_MS
from db.sync.wire import Rows

KEYS = 400


def offer_columns(connection: Any, table: str, own: set[str], rows: Rows) -> None:
    """Queue what is here in columns that these rows of the hub do not have."""
    lacking = sorted(own - {*rows.columns, "id", "_rev"})
    if not lacking:
        return
    revisions = dict(zip(rows.pk, rows.rev, strict=True))
    names = ", ".join(f'"{name}"' for name in lacking)
    for start in range(0, len(rows.pk), KEYS):
        part = rows.pk[start : start + KEYS]
        marks = ", ".join("?" * len(part))
        found = connection.execute(f'SELECT id, {names} FROM "{table}" WHERE id IN ({marks})', part)
        for pk, *values in found.fetchall():
            told = {name: value for name, value in zip(lacking, values, strict=True) if value is not None}
            if told:
                _queue(connection, table, pk, revisions[pk], told)


def _queue(connection: Any, table: str, pk: str, base: int, told: dict[str, Any]) -> None:
    connection.execute(
        f"INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login) VALUES (?, ?, ?, ?, {NOW_MS}, ?, NULL)",
        (table, pk, base, json.dumps(told, ensure_ascii=False), f"columns-{table}-{pk}"),
    )
