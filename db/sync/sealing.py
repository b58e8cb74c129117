"""Step: messages that are signed wait as they are: what a person did is sealed when he leaves the desk.

Later changes of the same rows by others cannot break the signature, and should the hub be restored from a
backup, what it lost is sent again with the proofs of those who did it.
"""

from __future__ import annotations

from db import boots
from db.cipher import Connection
from db.exchange.frame import BadWire, pack, unpack
from db.exchange.wire import INSERT, Push
from db.sync import state


def sealed_from(connection: Connection, after: int) -> tuple[int, bytes] | None:
    """The first sealed message after a sequence that is not judged: its first sequence and the message."""
    row = connection.execute(
        "SELECT first_seq, body FROM sealed WHERE rev IS NULL AND last_seq > ? ORDER BY first_seq LIMIT 1",
        (after,),
    ).fetchone()
    return None if row is None else (int(row[0]), bytes(row[1]))


def opened(connection: Connection, body: bytes) -> Push | None:
    """The message with what has changed since between this desk and the hub: nothing that is signed."""
    try:
        push = unpack(body, Push)
    except BadWire:
        return None
    push.epoch = state.number(connection, state.EPOCH)
    push.prev = boots.author_at(connection, push.seq[0])[3]
    if push.upto_author:
        push.upto_author = boots.author_at(connection, push.upto)[0]  # the start may have another name now
    bases = dict(
        connection.execute(
            "SELECT seq, coalesce(base, 0) FROM outbox WHERE seq >= ? AND seq <= ?",
            (push.seq[0], push.seq[-1]),
        )
    )
    push.base = [
        base if base == INSERT else max(0, bases.get(seq, 0))
        for seq, base in zip(push.seq, push.base, strict=True)
    ]
    return push


def keep(connection: Connection, push: Push, rev: int | None = None) -> None:
    """Keep a signed message: until it is judged, and after that until the hub is backed up."""
    connection.execute(
        "INSERT OR REPLACE INTO sealed (first_seq, last_seq, body, rev) VALUES (?, ?, ?, ?)",
        (push.seq[0], push.seq[-1], pack(push), rev),
    )


def note_judged(connection: Connection, push: Push, top: int) -> None:
    """The hub has judged the message; it is kept while the hub has no backup of it."""
    if push.proofs and push.seq[0] > state.number(connection, state.BROUGHT):
        keep(connection, push, top)
    connection.execute("DELETE FROM sealed WHERE rev IS NULL AND last_seq <= ?", (push.seq[-1],))


def forget(connection: Connection, mark: int) -> None:
    """What the hub has in a backup need not be sent again."""
    connection.execute("DELETE FROM sealed WHERE rev <= ?", (mark,))


def send_again(connection: Connection) -> None:
    """The hub is an older one: all that is kept is sent as it was signed."""
    connection.execute("UPDATE sealed SET rev = NULL")


def last_sealed(connection: Connection) -> int:
    """The last sequence that is in a sealed message."""
    return int(connection.execute("SELECT coalesce(max(last_seq), 0) FROM sealed").fetchone()[0])


def wait_for(connection: Connection, login: str, after: int) -> bool:
    """Whether something that the person did waits unsealed."""
    sql = "SELECT 1 FROM outbox WHERE seq > ? AND login = ? LIMIT 1"
    return connection.execute(sql, (after, login)).fetchone() is not None
