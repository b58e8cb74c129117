"""Step: send what waits in the outbox, whole business actions in order, and take in the judgement."""
# ruff: noqa: S608 - table and column names come from the store's own schema; values are bound

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from db import boots
from db.cipher import Connection, as_unavailable
from db.exchange.frame import MAX_OPS, Value
from db.exchange.proofs import NOBODY, Voice
from db.exchange.wire import BATCH_OPS, INSERT, SCHEMA, Block, Push, Pushed
from db.store import transaction
from db.sync import sealing, state
from db.sync.columns import columns_of
from db.sync.reasons import known_reason
from db.sync.retry import end_retries

Entry = tuple[int, str, str, int | None, str | None, int, str, str | None]
"""seq, tbl, pk, base, cols, ms, txn, login: a row of the outbox."""
SELECT = "SELECT seq, tbl, pk, base, cols, ms, txn, login FROM outbox"
KEYS = 400


def next_batch(
    connection: Connection, after: int = 0, most: int = BATCH_OPS, voice: Voice = NOBODY
) -> Push | None:
    """The next operations of one author, or None when nothing waits; read in one snapshot.

    ``after``: the last operation of a batch that is on its way and not judged yet. What was sealed goes out
    as it was sealed; ``voice`` signs what its person did.
    """
    connection.execute("BEGIN")
    try:
        push = _sealed_or_new(connection, most, after)
        if push is not None:
            voice.prove(push, state.number(connection, state.BROUGHT))
        return push
    finally:
        connection.execute("COMMIT")


def batches(connection: Connection, after: int = 0, voice: Voice = NOBODY) -> Iterator[Push]:
    """Everything that waits, in order, without being judged in between."""
    while (push := _sealed_or_new(connection, BATCH_OPS, after)) is not None:
        yield voice.prove(push, state.number(connection, state.BROUGHT))
        after = push.seq[-1]


def seal(connection: Connection, voice: Voice) -> int:
    """Sign what the person did and has not been judged, as it is now; how many messages.

    Unavailable: disk_full, store_damaged …; it is then signed when the person is here again.
    """
    with as_unavailable():
        return _seal(connection, voice)


def _seal(connection: Connection, voice: Voice) -> int:
    after = sealing.last_sealed(connection)
    if voice.signer is None or state.get(connection, state.TOKEN) is None:
        return 0
    if not sealing.wait_for(connection, voice.signer.login, after):
        return 0
    count = 0
    with transaction(connection):
        for push in batches(connection, after, voice):
            sealing.keep(connection, push)
            count += 1
    return count


def next_sealed(connection: Connection, after: int = 0) -> Push | None:
    """The next sealed message; None when there is no more."""
    sealed = sealing.sealed_from(connection, after)
    return None if sealed is None else sealing.opened(connection, sealed[1])


def take_other_name(connection: Connection, push: Push) -> bool:
    """The hub says that an author of the message is another desk's: go on under another name, signed anew.

    Of the two starts that a message names, those of which the hub has nothing get another name.
    """
    with transaction(connection):
        secret = state.get(connection, state.TOKEN) or ""
        renamed = [boots.rename(connection, name, secret) for name in (push.author, push.upto_author)]
        for name in filter(None, renamed):
            first, end = boots.bounds(connection, name) or (0, 0)
            connection.execute("DELETE FROM sealed WHERE first_seq >= ? AND first_seq < ?", (first, end))
    return any(renamed)


def _sealed_or_new(connection: Connection, most: int, after: int) -> Push | None:
    waiting = connection.execute("SELECT min(seq) FROM outbox WHERE seq > ?", (after,)).fetchone()[0]
    sealed = sealing.sealed_from(connection, after)
    if sealed is not None and (waiting is None or sealed[0] <= waiting):
        if (push := sealing.opened(connection, sealed[1])) is not None:
            return push
        connection.execute("DELETE FROM sealed WHERE first_seq = ?", (sealed[0],))
    return _read_batch(connection, most, after)


def _read_batch(connection: Connection, most: int, after: int = 0) -> Push | None:
    first = connection.execute("SELECT min(seq) FROM outbox WHERE seq > ?", (after,)).fetchone()[0]
    if first is None:
        return None
    author, _, end, acked = boots.author_at(connection, first)
    entries = connection.execute(
        f"{SELECT} WHERE seq >= ? AND seq < ? ORDER BY seq LIMIT ?", (first, end, most + 1)
    ).fetchall()
    if len(entries) > most:
        entries = _whole_actions(connection, entries, end)
    return _message(connection, author, acked, entries)


def _whole_actions(connection: Connection, entries: list[Entry], end: int) -> list[Entry]:
    """Cut before the action that does not end here; an action too long for a batch goes alone."""
    cut = entries[-1][6]
    whole = [entry for entry in entries if entry[6] != cut]
    if whole:
        return whole
    action: list[Entry] = connection.execute(
        f"{SELECT} WHERE seq >= ? AND seq < ? AND txn = ? ORDER BY seq LIMIT ?",
        (entries[0][0], end, cut, MAX_OPS),
    ).fetchall()
    return action


def _message(connection: Connection, author: str, acked: int, entries: Sequence[Entry]) -> Push:
    tables = sorted({entry[1] for entry in entries})
    logins = sorted({entry[7] for entry in entries}, key=lambda login: login or "")
    txns: dict[str, int] = {}
    for entry in entries:
        txns.setdefault(entry[6], len(txns))
    fresh: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if entry[4] is None:
            fresh[entry[1]].append(entry[2])
    table_at = {table: place for place, table in enumerate(tables)}
    login_at = {login: place for place, login in enumerate(logins)}
    return Push(
        author,
        boots.lineage(connection),
        state.number(connection, state.EPOCH),
        acked,
        SCHEMA,
        tables,
        logins,
        [entry[0] for entry in entries],
        [table_at[entry[1]] for entry in entries],
        [entry[2] for entry in entries],
        [INSERT if entry[4] is None else max(0, entry[3] or 0) for entry in entries],
        [entry[5] for entry in entries],
        [txns[entry[6]] for entry in entries],
        [login_at[entry[7]] for entry in entries],
        {table: _block(connection, table, pks) for table, pks in fresh.items()},
        [json.loads(entry[4]) for entry in entries if entry[4] is not None],
        *_upto(connection),
    )


def _upto(connection: Connection) -> tuple[int, str]:
    """The last captured sequence of this file and its author."""
    last = boots.next_seq(connection) - 1
    return last, boots.author_at(connection, last)[0]


def _block(connection: Connection, table: str, pks: list[str]) -> Block:
    """The values of new rows as they are now, in the order asked for."""
    columns = [name for name in columns_of(connection, table) if name not in ("id", "_rev")]
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    rows: dict[str, Sequence[Value]] = {}
    for start in range(0, len(pks), KEYS):
        part = pks[start : start + KEYS]
        marks = ", ".join("?" * len(part))
        fetched = connection.execute(f'SELECT {names} FROM "{table}" WHERE id IN ({marks})', part).fetchall()
        rows |= {row[0]: row for row in fetched}
    _, *values = zip(*map(rows.__getitem__, pks), strict=True)
    return Block(columns, [list(column) for column in values])


def take_judgement(connection: Connection, push: Push, answer: Pushed) -> None:
    """In one transaction: stamp what stands, keep what was set aside, forget what is judged."""
    with transaction(connection):
        _stamp(connection, push, answer.runs)
        if state.get(connection, state.RECOVERING):
            end_retries(connection, push, {aside.seq for aside in answer.aside})
        _keep_aside(connection, push, answer)
        forget_judged(connection, push.author, answer.last, answer.top)
        sealing.note_judged(connection, push, answer.top)
        state.note_mark(connection, answer.mark)


def _stamp(connection: Connection, push: Push, runs: Sequence[tuple[int, int, int]]) -> None:
    place = {seq: at for at, seq in enumerate(push.seq)}
    stamps: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for seq, rev, count in runs:
        for step in range(min(count, len(place))):
            if (at := place.get(seq + step)) is not None:
                stamps[push.tbl[at]].append((rev + step, push.pk[at], rev + step))
    for tbl, values in stamps.items():
        connection.executemany(f'UPDATE "{push.tables[tbl]}" SET _rev = ? WHERE id = ? AND _rev < ?', values)


def _keep_aside(connection: Connection, push: Push, answer: Pushed) -> None:
    """Note what was set aside; what was, and stands now that it was sent again, waits for nobody any more."""
    known = set(push.seq)
    aside = {aside.seq for aside in answer.aside}
    connection.executemany("DELETE FROM set_aside WHERE seq = ?", [(seq,) for seq in known - aside])
    connection.executemany(
        "INSERT OR REPLACE INTO set_aside (seq, tbl, pk, base, cols, ms, txn, login, code, facts)"
        " SELECT seq, tbl, pk, base, cols, ms, txn, login, ?, ? FROM outbox WHERE seq = ?",
        [
            (code, json.dumps(facts, ensure_ascii=False), aside.seq)
            for aside in answer.aside
            if aside.seq in known
            for code, facts in [known_reason(aside.code, aside.facts)]
        ],
    )


def note_judged(connection: Connection, author: str, last: int) -> None:
    """An author's operations up to ``last`` are judged and mask no row any more.

    They are sent once more all the same: only the answer to a push says which of them were set aside.
    """
    span = boots.bounds(connection, author)
    if span is not None:
        connection.execute(
            "UPDATE boots SET acked = max(acked, ?) WHERE author = ?", (min(last, span[1] - 1), author)
        )


def forget_judged(connection: Connection, author: str, last: int, top: int) -> None:
    """Drop an author's operations up to ``last``; changes of fields are kept until the hub is backed up."""
    span = boots.bounds(connection, author)
    if span is None:
        return
    first, end = span
    upto = min(last, end - 1)
    connection.execute(
        "INSERT OR REPLACE INTO sent SELECT seq, tbl, pk, base, cols, ms, txn, login, ? FROM outbox"
        " WHERE seq >= ? AND seq <= ? AND cols IS NOT NULL",
        (top, first, upto),
    )
    connection.execute("DELETE FROM outbox WHERE seq >= ? AND seq <= ?", (first, upto))
    connection.execute("UPDATE boots SET acked = max(acked, ?) WHERE author = ?", (upto, author))
