"""A desk keeps its link to the hub in its encrypted store: address, token, epoch, cursor."""

from __future__ import annotations

import json
from collections.abc import Sequence

from db.cipher import Connection

_NO_CLOCK = 32_503_680_000_000
"""The year 3000 in milliseconds."""

URL, TOKEN, DESK, EPOCH, CURSOR, NONCE = (
    "sync_url",
    "sync_token",
    "sync_desk",
    "sync_epoch",
    "sync_cursor",
    "sync_nonce",
)
CENTRE = "sync_centre"
"""Code of the centre at the hub."""
BROUGHT = "sync_brought"
"""The last sequence of what this desk brought along when it joined: vouched for, not signed one by one."""
MARK = "sync_mark"
"""The newest mark that the hub gave, with a page or a judgement: it proves where the hub once stood."""
CLOCK = "sync_clock"
"""Seconds by which this machine's clock was ahead of the hub's at the last hello."""
SEEN = "sync_seen"
"""When the centre's other desks spoke to the hub last, as JSON by letter; as of the last hello."""
RECOVERING, CERTIFICATE, OWN_KEYS, LAST_AT, LAST_CODE, WENT_BACK, HISTORY = (
    "sync_recovering",
    "sync_certificate",
    "sync_own_keys",
    "sync_last_at",
    "sync_last_code",
    "sync_went_back",
    "sync_history",
)


def get(connection: Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def put(connection: Connection, key: str, value: str | int) -> None:
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, str(value)))


def note_mark(connection: Connection, mark: str) -> None:
    """Keep the newer of the mark and the one before."""
    if _place(mark) > _place(get(connection, MARK) or ""):
        put(connection, MARK, mark)


def _place(mark: str) -> tuple[int, int]:
    """Epoch and revision of a mark; an older hub gives none."""
    epoch, _, rest = mark.partition(".")
    rev = rest.partition(".")[0]
    whole = mark.isascii() and epoch.isdigit() and rev.isdigit()
    return (int(epoch), int(rev)) if whole else (0, 0)


def put_seen(connection: Connection, seen: Sequence[tuple[str, int]]) -> None:
    """Keep when the other desks spoke to the hub; a moment that no clock shows is left out."""
    moments = {letter: at for letter, at in seen if 0 < at < _NO_CLOCK}
    put(connection, SEEN, json.dumps(moments, ensure_ascii=False, sort_keys=True))


def seen(connection: Connection) -> dict[str, int]:
    """Letter of another desk to when it spoke to the hub last, in milliseconds."""
    return dict(json.loads(get(connection, SEEN) or "{}"))


def number(connection: Connection, key: str) -> int:
    """A stored number, 0 if there is none."""
    return int(get(connection, key) or 0)


def keeps_own_keys(connection: Connection) -> bool:
    """Whether the centre at the hub was founded with other keys than this desk's."""
    return bool(get(connection, OWN_KEYS))


def forget_hub(connection: Connection) -> None:
    """Where the hub is and how it knows this desk; what was read from it, and how far, stays."""
    for key in (URL, TOKEN, DESK, CERTIFICATE, OWN_KEYS, LAST_AT, LAST_CODE, CLOCK, SEEN):
        connection.execute("DELETE FROM meta WHERE key = ?", (key,))


def read_from_the_start(connection: Connection) -> None:
    """The next pull brings every row, so no older ones are missing after it."""
    put(connection, CURSOR, 0)
    put(connection, NONCE, "")
    put(connection, MARK, "")
    put(connection, HISTORY, 0)


def history(connection: Connection) -> int:
    """Percent of the centre's record that is here: less than 100 while a new desk fills."""
    missing = number(connection, HISTORY)
    return 100 if missing == 0 else min(99, 100 - 100 * missing // max(1, number(connection, CURSOR)))


def waiting(connection: Connection) -> int:
    """How many operations on records wait to be sent, audit rows apart."""
    return int(connection.execute("SELECT count(*) FROM outbox WHERE tbl <> 'audit'").fetchone()[0])


def set_aside(connection: Connection) -> int:
    """How many business actions the hub has set aside, and rows that this desk read and did not take."""
    sql = "SELECT (SELECT count(DISTINCT txn) FROM set_aside) + (SELECT count(*) FROM refused_rows)"
    return int(connection.execute(sql).fetchone()[0])


def conflicts(connection: Connection) -> int:
    """How many lost values wait for a person."""
    return int(connection.execute("SELECT count(*) FROM conflicts WHERE state = '待处理'").fetchone()[0])
