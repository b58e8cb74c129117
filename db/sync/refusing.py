"""Step: judge the rows of a page before they are written; what is wrong is set aside with a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from db.cipher import Connection
from db.exchange.batch import KEY
from db.exchange.wire import Rows
from db.sync.columns import filled_of
from db.typed import Fault, faults_of_block

TABLE = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST = 2_000
"""Rows kept as set aside; more are counted no further."""


def sound_rows(connection: Connection, table: str, rows: Rows) -> Rows:
    """The rows that may be written; the others are noted, and those of them that are mended forgotten."""
    faults = faults_of_block(table, rows.columns, rows.values, filled_of(connection, table))
    faults |= {
        at: Fault("sync_key", {"table": table}) for at, pk in enumerate(rows.pk) if not KEY.fullmatch(pk)
    }
    _forget(connection, table, [pk for at, pk in enumerate(rows.pk) if at not in faults])
    if not faults:
        return rows
    for at, fault in faults.items():
        note_refused(connection, table, rows.pk[at], rows.rev[at], fault.code, fault.facts)
    kept = [at for at in range(len(rows.pk)) if at not in faults]
    return Rows(
        rows.columns,
        [rows.pk[at] for at in kept],
        [rows.rev[at] for at in kept],
        [[column[at] for at in kept] for column in rows.values],
    )


def refused(connection: Connection) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Table, id, code and facts of what was read and not taken."""
    rows = connection.execute("SELECT tbl, pk, code, facts FROM refused_rows ORDER BY rev, pk").fetchall()
    return [(table, pk, code, json.loads(facts)) for table, pk, code, facts in rows]


def note_refused(
    connection: Connection, table: str, pk: str, rev: int, code: str, facts: Mapping[str, str | int]
) -> None:
    """Keep a row's refusal until a better one comes; no more than MOST of them."""
    connection.execute(
        "INSERT OR REPLACE INTO refused_rows (pk, tbl, rev, code, facts) SELECT ?, ?, ?, ?, ?"
        " WHERE (SELECT count(*) FROM refused_rows) < ?",
        (pk[:80], table[:40], rev, code, json.dumps(facts, ensure_ascii=False), MOST),
    )


def _forget(connection: Connection, table: str, pks: list[str]) -> None:
    if connection.execute("SELECT 1 FROM refused_rows LIMIT 1").fetchone() is not None:
        connection.executemany(
            "DELETE FROM refused_rows WHERE pk = ? AND tbl = ?", [(pk, table) for pk in pks]
        )
