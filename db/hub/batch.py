"""Takes a pushed message apart into business actions, and refuses one that does not add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from db.hub.places import AUTHOR
from db.hub.records import KEY
from db.sync.wire import INSERT, MAX_OPS, BadWire, Block, Push, Value
from db.typed import Fault, fault_of_change, faults_of_block

MAX_NUMBER = 1 << 53
MAX_STARTS = 256


@dataclass(frozen=True, slots=True)
class Operation:
    """One captured change of one row."""

    seq: int
    table: str
    pk: str
    base: int
    ms: int
    txn: int
    login: str | None
    values: dict[str, Value]
    fault: Fault | None = None
    """What is wrong with its values, whoever sends them."""

    @property
    def new(self) -> bool:
        return self.base == INSERT


def actions(push: Push, after: int) -> Iterator[list[Operation]]:
    """The business actions that are not judged yet, each whole, in order."""
    pending = (one for one in operations(push) if one.seq > after)
    for _, some in groupby(pending, key=lambda one: one.txn):
        yield list(some)


def operations(push: Push) -> list[Operation]:
    """All operations of the message. BadWire if its columns do not fit together."""
    _check(push)
    inserts = {table: _rows(table, block) for table, block in push.inserts.items()}
    changes = _changes(push)
    found = []
    for seq, tbl, pk, base, ms, txn, login in zip(
        push.seq, push.tbl, push.pk, push.base, push.ms, push.txn, push.login, strict=True
    ):
        table = push.tables[tbl]
        told = next(inserts.get(table, iter(())), None) if base == INSERT else next(changes, None)
        if told is None:
            raise BadWire("values_missing")
        values, fault = told
        found.append(Operation(seq, table, pk, base, ms, txn, push.logins[login], values, fault))
    if any(next(rows, None) is not None for rows in inserts.values()):
        raise BadWire("values_left_over")
    return found


def _changes(push: Push) -> Iterator[tuple[dict[str, Value], Fault | None]]:
    tables = (push.tables[tbl] for tbl, base in zip(push.tbl, push.base, strict=True) if base != INSERT)
    for table, values in zip(tables, push.changes, strict=True):
        yield values, fault_of_change(table, values)


def _rows(table: str, block: Block) -> Iterator[tuple[dict[str, Value], Fault | None]]:
    if len(block.columns) != len(block.values) or len(set(block.columns)) != len(block.columns):
        raise BadWire("columns")
    if len({len(column) for column in block.values}) > 1:
        raise BadWire("ragged")
    faults = faults_of_block(table, block.columns, block.values)
    rows = zip(*block.values, strict=True)
    return ((dict(zip(block.columns, row, strict=True)), faults.get(at)) for at, row in enumerate(rows))


def _check(push: Push) -> None:
    count = len(push.seq)
    columns = (push.tbl, push.pk, push.base, push.ms, push.txn, push.login)
    if any(len(column) != count for column in columns):
        raise BadWire("ragged")
    if count > MAX_OPS:
        raise BadWire("too_many_operations")
    if len(push.changes) != sum(base != INSERT for base in push.base):
        raise BadWire("values_missing")
    if not AUTHOR.fullmatch(push.author):
        raise BadWire("author")
    if not all(KEY.fullmatch(pk) for pk in push.pk):
        raise BadWire("key")
    if any(not 0 <= index < len(push.tables) for index in push.tbl):
        raise BadWire("table_index")
    if any(not 0 <= index < len(push.logins) for index in push.login):
        raise BadWire("login_index")
    if any(later <= earlier for earlier, later in zip(push.seq, push.seq[1:], strict=False)):
        raise BadWire("order")
    if any(not 0 < number < MAX_NUMBER for number in (*push.seq[:1], *push.seq[-1:])):
        raise BadWire("sequence")
    if any(not INSERT <= base < MAX_NUMBER for base in push.base):
        raise BadWire("base")
    if any(abs(ms) >= MAX_NUMBER for ms in push.ms):
        raise BadWire("clock")
    check_names(push.lineage)
    if push.upto_author and not (AUTHOR.fullmatch(push.upto_author) and 0 <= push.upto <= MAX_NUMBER):
        raise BadWire("upto")
    if any(login is not None and (len(login) > 80 or chr(0) in login) for login in push.logins):
        raise BadWire("login")


def check_names(numbers: list[tuple[str, int]]) -> None:
    """Authors with a number each. BadWire('lineage')."""
    if len(numbers) > MAX_STARTS:
        raise BadWire("lineage")
    if any(not AUTHOR.fullmatch(name) or not 0 <= number <= MAX_NUMBER for name, number in numbers):
        raise BadWire("lineage")
