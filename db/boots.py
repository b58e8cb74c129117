"""Who writes: each start of the program is a new author, so that a file that went back in time is seen."""

from __future__ import annotations

import hashlib
import secrets

from db.cipher import Connection
from db.exchange.frame import MAX_SEQ

MOST = 60
"""Starts that a hello tells of; hubs of earlier programs look up the newest 64."""


def begin(connection: Connection, author: str | None = None) -> None:
    """Note a new start; one that wrote nothing is replaced, so that idle starts leave nothing behind.

    author: a name of the caller's own, for a simulation that must run the same way twice.
    """
    following = next_seq(connection)
    connection.execute(
        "INSERT INTO boots (first_seq, author) VALUES (?, ?)"
        " ON CONFLICT (first_seq) DO UPDATE SET author = excluded.author, acked = 0",
        (following, author or secrets.token_hex(8)),
    )


def as_one(connection: Connection) -> None:
    """Before a store speaks to its first hub, its newest start stands for all of them.

    No hub knows the names of the others, and there may be more of them than an entry can vouch for.
    """
    author = connection.execute("SELECT author FROM boots ORDER BY first_seq DESC LIMIT 1").fetchone()
    if author is not None:
        connection.execute("DELETE FROM boots WHERE first_seq > (SELECT min(first_seq) FROM boots)")
        connection.execute("UPDATE boots SET author = ?", author)


def next_seq(connection: Connection) -> int:
    """The sequence that the next captured change will get."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    return (row[0] if row else 0) + 1


def rename(connection: Connection, author: str, secret: str) -> str | None:
    """Another name for a start of which the hub has nothing: somebody else used its name first.

    ``secret``: the desk's token, so that nobody can work the new name out. The new name, or None for a start
    that the hub knows.
    """
    name = hashlib.sha256(f"{secret}/{author}".encode()).hexdigest()[:16]
    done = connection.execute("UPDATE boots SET author = ? WHERE author = ? AND acked = 0", (name, author))
    return name if done.rowcount == 1 else None


def lineage(connection: Connection) -> list[tuple[str, int]]:
    """The starts of this file, oldest first: author and its first sequence."""
    starts = connection.execute(
        "SELECT author, first_seq FROM boots ORDER BY first_seq DESC LIMIT ?", (MOST,)
    ).fetchall()
    return [(author, first) for author, first in reversed(starts)]


def acked(connection: Connection) -> list[tuple[str, int]]:
    """Per author of the lineage the last sequence known to be judged."""
    return connection.execute(
        "SELECT author, acked FROM (SELECT * FROM boots ORDER BY first_seq DESC LIMIT ?)"
        " WHERE acked > 0 ORDER BY first_seq DESC",
        (MOST,),
    ).fetchall()


def author_at(connection: Connection, seq: int) -> tuple[str, int, int, int]:
    """The author of a sequence: name, first sequence, first sequence of the next start, last judged."""
    row = connection.execute(
        "SELECT author, first_seq, acked FROM boots WHERE first_seq <= ? ORDER BY first_seq DESC LIMIT 1",
        (seq,),
    ).fetchone()
    after = connection.execute("SELECT min(first_seq) FROM boots WHERE first_seq > ?", (seq,)).fetchone()
    return row[0], row[1], after[0] or MAX_SEQ, row[2]


def bounds(connection: Connection, author: str) -> tuple[int, int] | None:
    """First sequence of an author and of the start after it; None for an author that is not of this file."""
    row = connection.execute("SELECT first_seq FROM boots WHERE author = ?", (author,)).fetchone()
    if row is None:
        return None
    after = connection.execute("SELECT min(first_seq) FROM boots WHERE first_seq > ?", row).fetchone()
    return row[0], after[0] or MAX_SEQ


def own_below(connection: Connection) -> list[tuple[str, int]]:
    """(author, first sequence that is not this file's) of the latest starts, for a pull to leave out."""
    starts = lineage(connection)[-16:]
    ends = [first for _, first in starts[1:]] + [MAX_SEQ]
    return [(author, end) for (author, _), end in zip(starts, ends, strict=True)]
