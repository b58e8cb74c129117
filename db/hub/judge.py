"""Judges a push: every operation once, every business action whole or set aside, every loser kept.

Rules learnt from simulation (SYNC.md section 6): a repeated operation is acknowledged and never stamped; a
row is marked as equal to its author's copy only if that copy was current and nothing clashed; a row that an
operation touched without becoming equal gets a new revision, so that its author is sent it again.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import msgspec

from app.domain.merge import CONCURRENT, Change, Lineage, Lost, Stamp, clamp, judge
from app.domain.rows.centre import PersonKey, Staff
from app.domain.rows.clashes import OPEN, Conflict
from db.exchange.batch import Operation, taken_apart
from db.exchange.frame import Value
from db.exchange.scope import COMPUTED, MOVES, MUTABLE, Scope, SetAside
from db.exchange.wire import INSERT, Aside, Push, Pushed
from db.hub.account_wraps import take_away
from db.hub.marks import mark_at
from db.hub.places import Caller, Centre, author_of
from db.hub.plain import plain_of
from db.hub.records import Kept, Names, read_rows, store_rows
from db.hub.storage import Work

ZONE = timezone(timedelta(hours=8))
Key = tuple[str, str]


@dataclass(slots=True)
class Bench:
    """What one push works on: rows as they will be, the next revision, what was set aside."""

    work: Work
    names: Names
    centre: int
    caller: Caller
    push: Push
    scope: Scope
    lineage: Lineage
    now: int
    top: int
    bound: tuple[str, int] | None
    """The operation (author, sequence) up to which new rows contain changes that this message may lack."""
    later: dict[Key, int]
    """The last change of each row in the message."""
    rows: dict[Key, Kept] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    stood: list[tuple[int, int, Key | None]] = field(default_factory=list)
    """Sequence, revision, and row; None for a new row that nothing else touches."""
    aside: list[tuple[Operation, SetAside]] = field(default_factory=list)


def judge_push(work: Work, centre: Centre, caller: Caller, push: Push, scope: Scope, now: int) -> Pushed:
    """Judge within the transaction that holds the centre's sequencer; ``centre`` was read under that lock."""
    author, last = author_of(work, caller, push.author)
    if push.upto_author:
        author_of(work, caller, push.upto_author)
    batch = taken_apart(push)
    todo = batch.actions(last)
    names = Names(work)
    lineage = Lineage(tuple(push.lineage))
    bench = Bench(work, names, centre.id, caller, push, scope, lineage, now, centre.top, *_read_at(push))
    bench.rows = read_rows(work, names, centre.id, _wanted(push, todo))
    plain = plain_of(batch, scope, bench.rows.keys(), bench.bound, now)
    for action in todo:
        if plain.takes(action, bench.top):
            bench.stood += [(push.seq[at], rev, None) for rev, at in enumerate(action, bench.top + 1)]
            bench.top += len(action)
        else:
            _judge_action(bench, batch.operations(action))
            plain.forget_persons()
    plain.store(work, names, centre.id)
    store_rows(work, names, centre.id, [bench.rows[key] for key in sorted(bench.touched)])
    if todo:
        _close(work, centre, bench, author, push.seq[todo[0].start], push.seq[-1])
    return Pushed(
        max(last, push.seq[-1] if push.seq else 0),
        bench.top,
        _runs(bench),
        [Aside(operation.seq, why.code, why.facts) for operation, why in bench.aside]
        + _set_aside_before(bench, author, last),
        mark_at(work, centre, bench.top),
    )


def _wanted(push: Push, todo: Sequence[range]) -> dict[str, list[str]]:
    """The ids of rows that the operations are about, by table."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for at in range(todo[0].start if todo else len(push.seq), len(push.seq)):
        wanted[push.tables[push.tbl[at]]].append(push.pk[at])
    return wanted


def _set_aside_before(bench: Bench, author: int, last: int) -> list[Aside]:
    """What was set aside of the operations that this message repeats: its first answer may have been lost."""
    seqs = bench.push.seq
    if not seqs or seqs[0] > last:
        return []
    rows = bench.work.all(
        "SELECT seq, code, operation FROM quarantine WHERE author = ? AND seq >= ? AND seq <= ?",
        (author, seqs[0], min(last, seqs[-1])),
    )
    return [Aside(seq, code, msgspec.msgpack.decode(operation)[4]) for seq, code, operation in rows]


def _close(work: Work, centre: Centre, bench: Bench, author: int, first: int, last: int) -> None:
    """Note what is judged.

    One of which nothing stands takes a revision too: its mark proves the judgement should the hub go back.
    """
    bench.top = max(bench.top, centre.top + 1)
    work.run("UPDATE authors SET last = ? WHERE id = ?", (last, author))
    work.many(
        "INSERT INTO quarantine (centre, desk, author, seq, tbl, pk, code, operation, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*(centre.id, bench.caller.desk, author, operation.seq), *_described(operation, why), bench.now)
            for operation, why in bench.aside
        ],
    )
    work.run("UPDATE centres SET top = ? WHERE id = ?", (bench.top, centre.id))
    work.run(
        "INSERT INTO batches VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (centre.id, bench.top, secrets.token_hex(8), centre.top + 1, bench.caller.desk, author,
         first, last, bench.now),
    )  # fmt: skip


def _described(operation: Operation, why: SetAside) -> tuple[str, str, str, bytes]:
    """Table, id, reason and the whole operation, as the quarantine keeps them."""
    whole = msgspec.msgpack.encode(
        (operation.base, operation.ms, operation.login, operation.values, why.facts)
    )
    return operation.table[:80].replace(chr(0), ""), operation.pk, why.code, whole


def _judge_action(bench: Bench, action: list[Operation]) -> None:
    """Put a whole business action, or set the whole of it aside."""
    before = bench.top
    staged: dict[Key, Kept] = {}
    stood: list[tuple[int, int, Key | None]] = []
    try:
        for operation in action:
            _put(bench, staged, stood, operation)
        _learn(bench, staged)
    except SetAside as why:
        bench.top = before
        staged = {}
        stood = []
        bench.aside += [(operation, why) for operation in action]
        for key in {(operation.table, operation.pk) for operation in action} & bench.rows.keys():
            row = staged[key] = bench.rows[key].copy()
            bench.top += 1
            row.rev, row.same = bench.top, False
    for key, row in staged.items():
        row.txe = bench.top
        bench.rows[key] = row
    bench.touched |= staged.keys()
    bench.stood += stood


def _learn(bench: Bench, staged: dict[Key, Kept]) -> None:
    """What an accepted action says of accounts counts for what follows; a disabled one opens nothing more."""
    for (table, _), row in staged.items():
        bench.scope.learn(table, row.values)
        if table == Staff.TABLE and row.values.get("disabled"):
            take_away(bench.work, bench.centre, str(row.values.get("login")), bench.now)


def _put(
    bench: Bench, staged: dict[Key, Kept], stood: list[tuple[int, int, Key | None]], operation: Operation
) -> None:
    bench.scope.check(operation)
    key = (operation.table, operation.pk)
    bench.top += 1
    held = staged.get(key) or bench.rows.get(key)
    if held is None:
        if not operation.new:
            raise SetAside("sync_unknown_row", table=operation.table)
        if operation.table == PersonKey.TABLE and bench.scope.speaking.repeats(operation.values):
            raise SetAside("sync_exists", table=operation.table)
        staged[key] = _born(bench, operation)
        stood.append((operation.seq, bench.top, key))
    elif operation.new:
        row = staged[key] = held.copy()
        if _again(bench, staged, row, operation):
            stood.append((operation.seq, row.rev, key))
    else:
        row = staged[key] = held.copy()
        if _merge(bench, staged, row, operation):
            stood.append((operation.seq, row.rev, key))


def _born(bench: Bench, operation: Operation) -> Kept:
    author = bench.push.author
    by, seq = bench.bound or (author, max(operation.seq, bench.later.get((operation.table, operation.pk), 0)))
    born = Stamp(bench.top, clamp(operation.ms, None, bench.now), by, seq, operation.login)
    return Kept(
        operation.table,
        operation.pk,
        dict(operation.values),
        born,
        None,
        {},
        bench.top,
        0,
        author,
        operation.seq,
        True,
    )


def _read_at(push: Push) -> tuple[tuple[str, int] | None, dict[Key, int]]:
    """Which later changes the values of new rows contain: they were read when the message was sent.

    A message that ends with the file's last operation holds every change of its own new rows. Of any other
    the hub knows only the bound: should the file go back to between the row and that bound, its desk is asked
    once about a value it had seen. Nothing is lost by that.
    """
    if not push.seq or not push.upto_author or push.upto < push.seq[-1]:
        return None, {}
    if push.upto_author != push.author or push.upto > push.seq[-1]:
        return (push.upto_author, push.upto), {}
    columns = zip(push.seq, push.tbl, push.pk, push.base, strict=True)
    return None, {(push.tables[tbl], pk): seq for seq, tbl, pk, base in columns if base != INSERT}


def _contained(bench: Bench, row: Kept, operation: Operation) -> bool:
    """Whether the new row already brought this change along: its values were read after it was made."""
    return operation.seq <= row.born.seq and bench.lineage.holds(row.born.author, row.born.seq)


def _again(bench: Bench, staged: dict[Key, Kept], row: Kept, operation: Operation) -> bool:
    """A new row that is here already: it is acknowledged and never touches what is here.

    Where it says otherwise it is set aside. Only of fields that were changed since the row was made (two
    desks made the same row of the same ledger), and of what a desk brings along (after the hub went back in
    time, or when it joins with a store), a person is shown the other value. Whether the author's copy is it.
    """
    differing = {
        name: value
        for name, value in operation.values.items()
        if value is not None and value != row.values.get(name) and not _came_later(row, name)
    }
    shown = operation.table in MUTABLE and (
        bench.scope.brings(operation.seq) or differing.keys() <= row.stamps.keys()
    )
    if differing and not shown:
        raise SetAside("sync_exists", table=operation.table)
    mine = Stamp(
        bench.top, clamp(operation.ms, None, bench.now), bench.push.author, operation.seq, operation.login
    )
    row.rev, row.same = bench.top, False
    for name, value in differing.items():
        kept = row.values.get(name)
        lost = Lost(name, kept, value, row.held().stamp(name), mine, CONCURRENT)
        conflict = _conflict(bench, row, lost)
        staged[(conflict.table, conflict.pk)] = conflict
    return False


def _came_later(row: Kept, name: str) -> bool:
    """Whether a field may differ from what its row was made with: changed since, or computed.

    Two desks that bring in one ledger make the same rows; what one did since is no contradiction.
    """
    return name in row.stamps or name in COMPUTED.get(row.table, ())


def _merge(bench: Bench, staged: dict[Key, Kept], row: Kept, operation: Operation) -> bool:
    """Merge an operation into a row; whether the author's copy now equals it."""
    base = max(operation.base, 0)
    values = {} if _contained(bench, row, operation) else operation.values
    computed = COMPUTED.get(operation.table, frozenset())
    row.values.update({name: value for name, value in values.items() if name in computed})
    values = {name: value for name, value in values.items() if name not in computed}
    change = Change(
        values, base, bench.push.author, operation.seq, operation.ms, bench.lineage, operation.login
    )
    current = row.rev <= base or (row.same and bench.lineage.wrote(row.author, row.seq, operation.seq))
    verdict = judge(row.held(), change, bench.top, bench.now, MOVES.get(operation.table))
    row.values.update(verdict.put)
    row.stamps.update(verdict.stamps)
    row.rev, row.author, row.seq = bench.top, bench.push.author, operation.seq
    row.same = current and not verdict.refused and not verdict.lost
    for lost in verdict.lost:
        conflict = _conflict(bench, row, lost)
        staged[(conflict.table, conflict.pk)] = conflict
    return row.same


def _conflict(bench: Bench, row: Kept, lost: Lost) -> Kept:
    """The row that shows a person what was lost; its id follows from what was lost, so it is made once."""
    bench.top += 1
    loser = lost.lost_by
    name = f"{row.table}/{row.pk}/{lost.field}/{loser.author}/{loser.seq}"
    id = hashlib.sha256(name.encode()).hexdigest()[:32]
    values: dict[str, Value] = {
        "tbl": row.table,
        "row_id": row.pk,
        "field": lost.field,
        "kept": json.dumps(lost.kept, ensure_ascii=False),
        "lost": json.dumps(lost.lost, ensure_ascii=False),
        "reason": lost.reason,
        "kept_by": _letter(bench, lost.kept_by.author),
        "lost_by": _letter(bench, loser.author),
        "by": loser.login,
        "at": datetime.fromtimestamp(bench.now // 1000, ZONE).isoformat(),
        "state": OPEN,
        "decided_by": None,
        "decided_at": None,
    }
    known = read_rows(bench.work, bench.names, bench.centre, {Conflict.TABLE: [id]}).get((Conflict.TABLE, id))
    if known is not None:  # carried here by a desk after the hub went back in time
        known.rev, known.same = bench.top, False
        return known
    born = Stamp(bench.top, bench.now, "hub", bench.top)
    return Kept(Conflict.TABLE, id, values, born, None, {}, bench.top, 0, "hub", bench.top, False)


def _letter(bench: Bench, author: str) -> str:
    """The desk letter of an author."""
    row = bench.work.first_row(
        "SELECT desks.letter FROM authors JOIN desks ON desks.id = authors.desk WHERE authors.name = ?",
        (author,),
    )
    return row[0] if row else "—"


def _runs(bench: Bench) -> list[tuple[int, int, int]]:
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
