"""Step: after an upgrade read everything once more, for the columns and tables that were not known before.

The store notes with which columns it reads (the digest of its capture triggers names them all). Rows that
come again with the revision they have here are then written too. One that is being changed here is left
alone as ever; because of it the whole is read once more. Until all is read, nobody at this desk has seen what
other desks wrote into the new columns, so a change of one of them counts as made without having seen it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from db import capture
from db.cipher import Connection
from db.store import transaction
from db.sync import state
from db.sync.columns import columns_of

READ_WITH, KNOWN, READING_AGAIN = "sync_read_with", "sync_known_columns", "sync_reading_again"
UNDER_WAY, NOT_ALL = "1", "2"


def begin(connection: Connection) -> None:
    """Before a pull: start from the beginning if the store has been upgraded since the last one."""
    made = state.get(connection, capture.MADE) or ""
    known = state.get(connection, READ_WITH)
    if known == made:
        return
    with transaction(connection):
        state.put(connection, READ_WITH, made)
        if known is None:
            _note_columns(connection)
        else:
            _from_the_start(connection)


def unsee(connection: Connection) -> None:
    """Before a push: changes of columns that this desk has not read yet were made without seeing them."""
    known = state.get(connection, READ_WITH)
    if known is None or (known == state.get(connection, capture.MADE) and not under_way(connection)):
        return
    read = {
        table: set(columns) for table, columns in json.loads(state.get(connection, KNOWN) or "{}").items()
    }
    with transaction(connection):
        changes = connection.execute("SELECT seq, tbl, cols FROM outbox WHERE base > 0").fetchall()
        connection.executemany(
            "UPDATE outbox SET base = 0 WHERE seq = ?",
            [(seq,) for seq, table, cols in changes if not json.loads(cols).keys() <= read.get(table, set())],
        )


def _note_columns(connection: Connection) -> None:
    known = {table: columns_of(connection, table) for table in capture.synced_tables(connection)}
    state.put(connection, KNOWN, json.dumps(known))


def _from_the_start(connection: Connection) -> None:
    state.put(connection, READING_AGAIN, UNDER_WAY)
    state.put(connection, state.CURSOR, 0)
    state.put(connection, state.NONCE, "")


def under_way(connection: Connection) -> bool:
    return state.get(connection, READING_AGAIN) is not None


def make_room(
    connection: Connection, table: str, revisions: Sequence[tuple[str, int]], pending: set[str]
) -> None:
    """Let rows (id, revision) that are here with that very revision be written; not those changed here."""
    connection.executemany(
        f'UPDATE "{table}" SET _rev = _rev - 1 WHERE id = ? AND _rev = ?',  # noqa: S608 - the store's own table
        [(pk, rev) for pk, rev in revisions if pk not in pending],
    )
    if pending:
        state.put(connection, READING_AGAIN, NOT_ALL)


def finish(connection: Connection) -> None:
    """After the last page."""
    again = state.get(connection, READING_AGAIN)
    if again == NOT_ALL:
        _from_the_start(connection)
    elif again is not None:
        connection.execute("DELETE FROM meta WHERE key = ?", (READING_AGAIN,))
        _note_columns(connection)
