"""Step: say hello, and learn whether the hub or this desk went back in time."""

from __future__ import annotations

from app.domain.dates.clocks import against_hub
from db import boots
from db.capture import NOW_MS, synced_tables
from db.cipher import Connection
from db.exchange.wire import SCHEMA, Hello, Welcome
from db.store import transaction
from db.sync import sealing, state
from db.sync.ends import HubEnd
from db.sync.retry import set_aside_again


def compose(connection: Connection, wraps: str) -> Hello:
    """What this desk knows of itself and of the hub."""
    lineage = boots.lineage(connection)
    return Hello(
        lineage[-1][0] if lineage else "",
        lineage,
        boots.acked(connection),
        SCHEMA,
        state.number(connection, state.CURSOR),
        state.get(connection, state.NONCE) or "",
        state.number(connection, state.EPOCH),
        wraps,
        state.get(connection, state.MARK) or "",
    )


def say_hello(end: HubEnd, hello: Hello) -> Welcome:
    return end.hello(hello)


def take_welcome(connection: Connection, welcome: Welcome, ahead: int = 0) -> None:
    """Start over in a new epoch; forget what the hub has safely in a backup.

    ahead: seconds by which this machine's clock is ahead of the hub's; what is tolerated is not kept.
    """
    with transaction(connection):
        known = state.number(connection, state.EPOCH)
        if known != welcome.epoch:
            if known:
                start_over(connection, dict(welcome.last))
            state.put(connection, state.EPOCH, welcome.epoch)
        difference = ahead if against_hub(ahead) else 0
        if difference != state.number(connection, state.CLOCK):
            state.put(connection, state.CLOCK, difference)
        state.note_mark(connection, welcome.proof)
        if dict(welcome.seen) != state.seen(connection):
            state.put_seen(connection, welcome.seen)
        connection.execute("DELETE FROM sent WHERE rev <= ?", (welcome.mark,))
        sealing.forget(connection, welcome.mark)


def newly_gone_back(connection: Connection, welcome: Welcome) -> bool:
    """Whether the hub has judged operations that this file has lost, and we did not know it yet."""
    lineage, judged = boots.lineage(connection), dict(welcome.last)
    ends = [first for _, first in lineage[1:]]
    lost = [name for (name, _), end in zip(lineage, ends, strict=False) if judged.get(name, 0) >= end]
    if not lost or state.get(connection, state.WENT_BACK) == lost[-1]:
        return False
    with transaction(connection):
        state.put(connection, state.WENT_BACK, lost[-1])
    return True


def start_over(connection: Connection, last: dict[str, int]) -> None:
    """The hub is an older one: send again what it may lack, and read everything from the beginning.

    Revisions of the old epoch mean nothing now, so nothing counts as seen; at worst a value that was seen is
    shown to a person as a conflict, never is one lost.
    """
    for table in synced_tables(connection):
        connection.execute(f'UPDATE "{table}" SET _rev = 0 WHERE _rev <> 0')  # noqa: S608 - our own names
    _see_nothing(connection)
    connection.execute(
        "INSERT OR IGNORE INTO outbox (seq, tbl, pk, base, cols, ms, txn, login)"
        " SELECT seq, tbl, pk, 0, cols, ms, txn, login FROM sent"
    )
    connection.execute("DELETE FROM sent")
    connection.execute("DELETE FROM hub_has")
    sealing.send_again(connection)
    connection.execute("UPDATE boots SET acked = 0")
    connection.executemany(
        "UPDATE boots SET acked = ? WHERE author = ?", [(n, name) for name, n in last.items()]
    )
    state.read_from_the_start(connection)
    state.put(connection, state.RECOVERING, 1)


def _see_nothing(connection: Connection) -> None:
    """Changes that wait, and those that are set aside, were made without having seen what this hub has."""
    connection.execute("UPDATE outbox SET base = 0 WHERE base IS NOT NULL")
    connection.execute("UPDATE set_aside SET base = 0 WHERE base IS NOT NULL")


def offer_what_is_missing(connection: Connection, *, joining: bool = False) -> int:
    """After reading everything of a new epoch: queue every row that the hub does not have. How many.

    ``joining``: also one of which a change is set aside, for no other desk may have it. Elsewhere it waits
    until the change is sent again: the row here may hold what the hub refused, which would go in unjudged.
    """
    count = 0
    with transaction(connection):
        if not state.get(connection, state.RECOVERING):
            return 0
        for table in synced_tables(connection):
            count += _offer(connection, table, " AND s.cols IS NULL" if joining else "")
        connection.execute("DELETE FROM meta WHERE key = ?", (state.RECOVERING,))
        connection.execute("DELETE FROM hub_has")
    return count


def _offer(connection: Connection, table: str, whole: str) -> int:
    """Rows without a revision that no pending insert carries and of which nothing is set aside.

    ``whole``: which of what is set aside holds a row back.

    Their pending changes come after them although the inserts contain them: they are then kept until the hub
    is backed up, should it go back once more and an older desk be the first to offer the row.
    """
    lacking = (
        f'SELECT t.id FROM "{table}" t WHERE t._rev = 0'  # noqa: S608 - our own names
        " AND NOT EXISTS (SELECT 1 FROM hub_has h WHERE h.pk = t.id AND h.tbl = ?)"
        " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.pk = t.id AND o.tbl = ? AND o.cols IS NULL)"
        f" AND NOT EXISTS (SELECT 1 FROM set_aside s WHERE s.pk = t.id AND s.tbl = ?{whole})"
    )
    rows = [pk for (pk,) in connection.execute(lacking, (table, table, table)).fetchall()]
    if not rows:
        return 0
    before = boots.next_seq(connection)
    connection.executemany(
        "INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login)"  # noqa: S608 - our own words
        f" VALUES (?, ?, NULL, NULL, {NOW_MS}, ?, NULL)",
        [(table, pk, f"again-{table}-{place // 1000}") for place, pk in enumerate(rows)],
    )
    connection.execute(
        "INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login)"
        " SELECT o.tbl, o.pk, 0, o.cols, o.ms, 'again-' || o.txn, o.login FROM outbox o"
        " JOIN outbox n ON n.pk = o.pk AND n.tbl = o.tbl AND n.seq >= ? WHERE o.seq < ? ORDER BY o.seq",
        (before, before),
    )
    connection.execute(
        "DELETE FROM outbox WHERE seq < ?1"
        " AND EXISTS (SELECT 1 FROM outbox n WHERE n.pk = outbox.pk AND n.tbl = outbox.tbl"
        " AND n.seq >= ?1 AND n.cols IS NULL)",
        (before,),
    )
    return len(rows)


def as_never_judged(connection: Connection) -> None:
    """The store founds its centre at a hub that has nothing: what another hub judged counts for nothing.

    All of it goes out again as the centre's beginning, that of other desks too, but what was set aside: that
    waits for a person as before, and is judged like any desk's rows when it is sent again. Nothing to do for
    a store that never spoke to a hub.
    """
    if not state.number(connection, state.EPOCH):
        return
    with transaction(connection):
        for table in synced_tables(connection):
            connection.execute(f'UPDATE "{table}" SET _rev = 0 WHERE _rev <> 0')  # noqa: S608 - our own names
        set_aside_again(connection)
        for queue in ("outbox", "sent", "hub_has", "sealed"):
            connection.execute(f"DELETE FROM {queue}")  # noqa: S608 - our own names
        _see_nothing(connection)
        connection.execute("UPDATE boots SET acked = 0")
        boots.as_one(connection)
        state.read_from_the_start(connection)
        state.put(connection, state.EPOCH, 0)


def queue_all(connection: Connection) -> int:
    """A store that joins a hub sends all of it: queue rows that were never captured. How many."""
    with transaction(connection):
        state.put(connection, state.RECOVERING, 1)
    return offer_what_is_missing(connection, joining=True)
