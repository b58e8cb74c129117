"""Step: send again what was set aside, once a person has changed one of its rows or said so."""
# ruff: noqa: S608 - table and column names come from the store's own schema; values are bound

from __future__ import annotations

import json
import secrets
from collections.abc import Collection

from db.capture import CACHED
from db.cipher import Connection
from db.exchange.batch import Operation, operations
from db.exchange.frame import Value
from db.exchange.scope import MUTABLE
from db.exchange.wire import Push
from db.store import transaction
from db.sync.columns import columns_of

UNJUDGED_AGAIN = "sync_retried"
RETRIED = "retry-"
"""How the actions begin that are sent again."""


def retry_edited(connection: Connection) -> int:
    """Queue again every set-aside action one of whose rows has been changed since. How many."""
    with transaction(connection):
        edited = connection.execute(
            "SELECT s.txn FROM set_aside s JOIN outbox o ON o.pk = s.pk AND o.tbl = s.tbl"
            " GROUP BY s.txn ORDER BY min(s.seq)"
        ).fetchall()
        for (txn,) in edited:
            _queue(connection, txn)
    return len(edited)


def retry_all(connection: Connection, leader: str | None = None) -> int:
    """Queue again everything that was set aside. How many actions.

    ``leader``: a 带班领导 who answers for what accounts did that are disabled by now.
    """
    with transaction(connection):
        actions = connection.execute("SELECT txn FROM set_aside GROUP BY txn ORDER BY min(seq)").fetchall()
        for (txn,) in actions:
            _queue(connection, txn, leader)
    return len(actions)


def _queue(connection: Connection, txn: str, leader: str | None = None) -> None:
    """A new action of the same rows; a new row brings its values as they now are, later changes within.

    The old one is forgotten: a hub that went back in time would say again that it was set aside, and queued
    once more it would undo what was changed since.
    """
    fresh = f"{RETRIED}{secrets.token_hex(8)}"
    connection.execute(
        "DELETE FROM outbox WHERE (tbl, pk) IN"
        " (SELECT tbl, pk FROM set_aside WHERE txn = ? AND cols IS NULL)",
        (txn,),
    )
    connection.execute(
        "INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login)"
        " SELECT tbl, pk, base, cols, ms, ?, login FROM set_aside WHERE txn = ? ORDER BY seq",
        (fresh, txn),
    )
    if leader is not None:
        connection.execute(
            "UPDATE outbox SET login = ? WHERE txn = ? AND login IN (SELECT login FROM staff WHERE disabled)",
            (leader, fresh),
        )
    connection.execute("DELETE FROM sent WHERE seq IN (SELECT seq FROM set_aside WHERE txn = ?)", (txn,))
    connection.execute("DELETE FROM set_aside WHERE txn = ?", (txn,))


def set_aside_again(connection: Connection) -> None:
    """What was to be sent again, and no hub has judged since, waits for a person once more."""
    connection.execute(
        "INSERT OR REPLACE INTO set_aside (seq, tbl, pk, base, cols, ms, txn, login, code, facts)"
        " SELECT seq, tbl, pk, base, cols, ms, txn, login, ?, '{}' FROM outbox WHERE substr(txn, 1, ?) = ?",
        (UNJUDGED_AGAIN, len(RETRIED), RETRIED),
    )


def end_retries(connection: Connection, push: Push, aside: Collection[int]) -> None:
    """New rows of a message that stand by now, though they were set aside once, are not sent again as new.

    A hub that went back in time is sent the message as it was signed then, and may take it with what a desk
    brings along. What was queued again since holds the same rows as they are now: it goes on as the change of
    what differs. Where rows of a table are never changed, the hub's stands and is read with the rest.
    """
    retried = _retried(connection, push.seq[-1])
    if not retried:
        return
    for operation in operations(push):
        again = retried.get((operation.table, operation.pk))
        if again is None or not operation.new or operation.seq in aside:
            continue
        differing = _differing(connection, operation)
        if differing and operation.table in MUTABLE:
            values = json.dumps(differing, ensure_ascii=False)
            connection.execute("UPDATE outbox SET base = 0, cols = ? WHERE seq = ?", (values, again))
            continue
        connection.execute("DELETE FROM outbox WHERE seq = ?", (again,))
        if differing:
            connection.execute(f'UPDATE "{operation.table}" SET _rev = 0 WHERE id = ?', (operation.pk,))


def _retried(connection: Connection, after: int) -> dict[tuple[str, str], int]:
    """The new rows that wait to be sent again, with the sequence of each."""
    rows = connection.execute(
        "SELECT tbl, pk, seq FROM outbox WHERE seq > ? AND cols IS NULL AND substr(txn, 1, ?) = ?",
        (after, len(RETRIED), RETRIED),
    )
    return {(table, pk): seq for table, pk, seq in rows}


def _differing(connection: Connection, sent: Operation) -> dict[str, Value]:
    """What a row says now in place of what was sent of it."""
    left_out = {"id", "_rev"} | CACHED.get(sent.table, frozenset())
    names = [
        name for name in columns_of(connection, sent.table) if name in sent.values and name not in left_out
    ]
    quoted = ", ".join(f'"{name}"' for name in names)
    row = connection.execute(f'SELECT {quoted} FROM "{sent.table}" WHERE id = ?', (sent.pk,)).fetchone()
    return {name: value for name, value in zip(names, row, strict=True) if value != sent.values[name]}
