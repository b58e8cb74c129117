"""Notes a judged push: how far it goes, its batch with a random word, operations set aside."""

from __future__ import annotations

import secrets

import msgspec

from db.exchange.batch import Operation
from db.exchange.scope import SetAside
from db.exchange.wire import Aside
from db.hub.bench import Bench
from db.hub.marks import mark_of
from db.hub.places import Centre
from db.hub.storage import Work


def set_aside_before(bench: Bench, author: int, last: int) -> list[Aside]:
    """What was set aside of the operations that this message repeats: its first answer may have been lost."""
    seqs = bench.push.seq
    if not seqs or seqs[0] > last:
        return []
    rows = bench.work.all(
        "SELECT seq, code, operation FROM quarantine WHERE author = ? AND seq >= ? AND seq <= ?",
        (author, seqs[0], min(last, seqs[-1])),
    )
    return [Aside(seq, code, msgspec.msgpack.decode(operation)[4]) for seq, code, operation in rows]


def close(work: Work, centre: Centre, bench: Bench, author: int, first: int, last: int) -> str:
    """Note what is judged; the mark of it.

    One of which nothing stands takes a revision too: its mark proves the judgement should the hub go back.
    """
    bench.top = max(bench.top, centre.top + 1)
    work.run("UPDATE authors SET last = ? WHERE id = ?", (last, author))
    aside = [
        (*(centre.id, bench.caller.desk, author, operation.seq), *_described(operation, why), bench.now)
        for operation, why in bench.aside
    ]
    if aside:
        work.many(
            "INSERT INTO quarantine (centre, desk, author, seq, tbl, pk, code, operation, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            aside,
        )
    work.run("UPDATE centres SET top = ? WHERE id = ?", (bench.top, centre.id))
    word = secrets.token_hex(8)
    work.run(
        "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (centre.id, bench.top, word, centre.top + 1, bench.caller.desk, author, first, last, bench.now),
    )
    return mark_of(centre, bench.top, word)


def _described(operation: Operation, why: SetAside) -> tuple[str, str, str, bytes]:
    """Table, id, reason and the whole operation, as the quarantine keeps them."""
    whole = msgspec.msgpack.encode(
        (operation.base, operation.ms, operation.login, operation.values, why.facts)
    )
    return operation.table[:80].replace(chr(0), ""), operation.pk, why.code, whole


def runs(bench: Bench) -> list[tuple[int, int, int]]:
    """The operations whose row still stands at their revision, as (sequence, revision, how many)."""
    runs: list[tuple[int, int, int]] = []
    for seq, rev, key in bench.stood:
        if key is not None and ((row := bench.rows[key]).rev != rev or not row.same):
            continue
        if runs and runs[-1][0] + runs[-1][2] == seq and runs[-1][1] + runs[-1][2] == rev:
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((seq, rev, 1))
    return runs
