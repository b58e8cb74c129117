"""Step: after an upgrade read everything once more, for the columns and tables that were not known before.

The store notes with which columns it reads (the digest of its capture triggers names them all). Rows that
come again with the revision they have here are then written too. One that is being changed here is left
alone as ever; because of it the whole is read once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db import capture
from db.store import transaction
from db.sync import state

READ_WITH, READING_AGAIN = "sync_read_with", "sync_reading_again"
UNDER_WAY, NOT_ALL = "1", "2"


def begin(connection: Any) -> None:
    """Before a pull: start from the beginning if the store has been upgraded since the last one."""
    made = state.get(connection, capture.MADE) or ""
    known = state.get(connection, READ_WITH)
    if known == made:
        return
    with transaction(connection):
        state.put(connection, READ_WITH, made)
        if known is not None:
            _from_the_start(connection)


def _from_the_start(connection: Any) -> None:
    state.put(connection, READING_AGAIN, UNDER_WAY)
    state.read_from_the_start(connection)


def under_way(connection: Any) -> bool:
    return state.get(connection, READING_AGAIN) is not None


def make_room(connection: Any, table: str, given: Sequence[tuple[str, int]], pending: set[str]) -> None:
    """Let rows (id, revision) that are here with that very revision be written; not those changed here."""
    connection.executemany(
        f'UPDATE "{table}" SET _rev = _rev - 1 WHERE id = ? AND _rev = ?',  # noqa: S608 - the store's own table
        [(pk, rev) for pk, rev in given if pk not in pending],
    )
    if pending:
        state.put(connection, READING_AGAIN, NOT_ALL)


def finish(connection: Any) -> None:
    """After the last page."""
    if state.get(connection, READING_AGAIN) == NOT_ALL:
        _from_the_start(connection)
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (READING_AGAIN,))
