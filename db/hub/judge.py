"""Judges a push: every operation once, every business action whole or set aside, every loser kept.

Rules learnt from simulation (SYNC.md section 6): a repeated operation is acknowledged and never stamped; a
row is marked as equal to its author's copy only if that copy was current and nothing clashed; a row that an
operation touched without becoming equal gets a new revision, so that its author is sent it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from app.domain.merge import CONCURRENT, Change, Lineage, Lost, Stamp, clamp, judge
from app.domain.rows.centre import PersonKey, Staff
from db.exchange.batch import Operation, taken_apart
from db.exchange.scope import COMPUTED, MOVES, MUTABLE, Scope, SetAside, too_wide
from db.exchange.wire import INSERT, Aside, Push, Pushed
from db.hub.account_wraps import take_away
from db.hub.bench import Bench, Key
from db.hub.clashing import conflict
from db.hub.closing import close, runs, set_aside_before
from db.hub.marks import mark_at
from db.hub.places import Caller, Centre, author_of
from db.hub.plain import plain_of
from db.hub.records import Kept, Names, read_rows, store_rows
from db.hub.storage import Work


def judge_push(
    work: Work,
    centre: Centre,
    caller: Caller,
    push: Push,
    scope: Scope,
    now: int,
    names: Names | None = None,
) -> Pushed:
    """Judge within the transaction that holds the centre's sequencer; ``centre`` was read under that lock."""
    names = names or Names(work)
    author, last = author_of(work, caller, push.author)
    names.learn_author(push.author, author)
    if push.upto_author not in ("", push.author):
        author_of(work, caller, push.upto_author)
    batch = taken_apart(push)
    todo = batch.actions(last)
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
        mark = close(work, centre, bench, author, push.seq[todo[0].start], push.seq[-1])
    else:
        mark = mark_at(work, centre, bench.top)
    return Pushed(
        max(last, push.seq[-1] if push.seq else 0),
        bench.top,
        runs(bench),
        [Aside(operation.seq, why.code, why.facts) for operation, why in bench.aside]
        + set_aside_before(bench, author, last),
        mark,
    )


def _wanted(push: Push, todo: Sequence[range]) -> dict[str, list[str]]:
    """The ids of rows that the operations are about, by table."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for at in range(todo[0].start if todo else len(push.seq), len(push.seq)):
        wanted[push.tables[push.tbl[at]]].append(push.pk[at])
    return wanted


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
            row.rev = row.txe = bench.top  # nothing changes together: a page may end between them
            row.same = False
    else:
        for row in staged.values():
            row.txe = bench.top
    bench.rows |= staged
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
        clash = conflict(bench, row, lost)
        staged[(clash.table, clash.pk)] = clash
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
    if too_wide(row.values):
        raise SetAside("sync_columns")
    row.stamps.update(verdict.stamps)
    row.rev, row.author, row.seq = bench.top, bench.push.author, operation.seq
    row.same = current and not verdict.refused and not verdict.lost
    for lost in verdict.lost:
        clash = conflict(bench, row, lost)
        staged[(clash.table, clash.pk)] = clash
    return row.same
