"""Step: send again what was set aside, once a person has changed one of its rows or said so."""

from __future__ import annotations

import secrets

from db.cipher import Connection
from db.store import transaction

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
    """A new action of the same rows; a new row brings its values as they now are, later changes within."""
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
    connection.execute("DELETE FROM set_aside WHERE txn = ?", (txn,))


def set_aside_again(connection: Connection) -> None:
    """What was to be sent again, and no hub has judged since, waits for a person once more."""
    connection.execute(
        "INSERT OR REPLACE INTO set_aside (seq, tbl, pk, base, cols, ms, txn, login, code, facts)"
        " SELECT seq, tbl, pk, base, cols, ms, txn, login, ?, '{}' FROM outbox WHERE substr(txn, 1, ?) = ?",
        (UNJUDGED_AGAIN, len(RETRIED), RETRIED),
    )
