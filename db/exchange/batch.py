"""Takes a pushed message apart into business actions, and refuses one that does not add up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import lt
from typing import Any

from db.exchange.frame import MAX_OPS, BadWire, Value
from db.exchange.wire import INSERT, Block, Push
from db.typed import Fault, fault_of_change, faults_of_block

AUTHOR = re.compile(r"[a-z0-9.-]{8,80}")
KEY = re.compile(r"[\w.:-]{1,80}")
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
    batch = taken_apart(push)
    return (batch.operations(action) for action in batch.actions(after))


def operations(push: Push) -> list[Operation]:
    """All operations of the message. BadWire if its columns do not fit together."""
    return taken_apart(push).operations(range(len(push.seq)))


@dataclass(frozen=True, slots=True)
class Batch:
    """A message whose columns fit together: its operations by their place in it."""

    push: Push
    contents: list[Sequence[Value] | Mapping[str, Value]]
    """What each operation says: the values of a new row in the order of its block, or changed fields."""
    faults: Mapping[int, Fault]

    def actions(self, after: int) -> list[range]:
        """The places of each business action of operations after a sequence."""
        first = bisect_right(self.push.seq, after)
        ranges, start = [], first
        for _, some in groupby(islice(self.push.txn, first, None)):
            end = start + sum(1 for _ in some)
            ranges.append(range(start, end))
            start = end
        return ranges

    def operations(self, places: Iterable[int]) -> list[Operation]:
        """These operations, one by one."""
        return [self._operation(at) for at in places]

    def _operation(self, at: int) -> Operation:
        push, content = self.push, self.contents[at]
        table = push.tables[push.tbl[at]]
        values = (
            dict(content)
            if isinstance(content, Mapping)
            else dict(zip(push.inserts[table].columns, content, strict=True))
        )
        return Operation(
            *(push.seq[at], table, push.pk[at], push.base[at], push.ms[at], push.txn[at]),
            *(push.logins[push.login[at]], values, self.faults.get(at)),
        )


def taken_apart(push: Push) -> Batch:
    """BadWire if the columns of the message do not fit together."""
    _check(push)
    rows = {table: _rows(block) for table, block in push.inserts.items()}
    new = [rows.get(table, _NONE) for table in push.tables]
    changes = iter(push.changes)
    contents: list[Any] = [
        next(new[tbl], None) if base == INSERT else next(changes, None)
        for tbl, base in zip(push.tbl, push.base, strict=True)
    ]
    if None in contents:
        raise BadWire("values_missing")
    if any(next(left, None) is not None for left in rows.values()):
        raise BadWire("values_left_over")
    return Batch(push, contents, _faults(push, contents))


_NONE: Iterator[tuple[Value, ...]] = iter(())


def _rows(block: Block) -> Iterator[tuple[Value, ...]]:
    if len(block.columns) != len(block.values) or len(set(block.columns)) != len(block.columns):
        raise BadWire("columns")
    if len({len(column) for column in block.values}) > 1:
        raise BadWire("ragged")
    return zip(*block.values, strict=True)


def _faults(push: Push, contents: Sequence[Any]) -> dict[int, Fault]:
    """What is wrong with values, by the place of their operation."""
    fault_of: dict[int, Fault] = {}
    blocks = {
        table: faults
        for table, block in push.inserts.items()
        if (faults := faults_of_block(table, block.columns, block.values))
    }
    if blocks:
        seen: Counter[str] = Counter()
        for at, (tbl, base) in enumerate(zip(push.tbl, push.base, strict=True)):
            if base == INSERT and (table := push.tables[tbl]) in blocks:
                if (fault := blocks[table].get(seen[table])) is not None:
                    fault_of[at] = fault
                seen[table] += 1
    if push.changes:
        for at, base in enumerate(push.base):
            if base != INSERT:
                changed = fault_of_change(push.tables[push.tbl[at]], contents[at])
                fault_of |= {} if changed is None else {at: changed}
    return fault_of


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
    if not all(map(KEY.fullmatch, push.pk)):
        raise BadWire("key")
    if not _within(push.tbl, 0, len(push.tables)):
        raise BadWire("table_index")
    if not _within(push.login, 0, len(push.logins)):
        raise BadWire("login_index")
    if not all(map(lt, push.seq, push.seq[1:])):
        raise BadWire("order")
    if any(not 0 < number < MAX_NUMBER for number in (*push.seq[:1], *push.seq[-1:])):
        raise BadWire("sequence")
    if not _within(push.base, INSERT, MAX_NUMBER):
        raise BadWire("base")
    if not _within(push.ms, 1 - MAX_NUMBER, MAX_NUMBER):
        raise BadWire("clock")
    check_names(push.lineage)
    if push.upto_author and not (AUTHOR.fullmatch(push.upto_author) and 0 <= push.upto <= MAX_NUMBER):
        raise BadWire("upto")
    if any(login is not None and (len(login) > 80 or chr(0) in login) for login in push.logins):
        raise BadWire("login")


def _within(numbers: Sequence[int], least: int, below: int) -> bool:
    return not numbers or (min(numbers) >= least and max(numbers) < below)


def check_names(numbers: list[tuple[str, int]]) -> None:
    """Authors with a number each. BadWire('lineage')."""
    if len(numbers) > MAX_STARTS:
        raise BadWire("lineage")
    if any(not AUTHOR.fullmatch(name) or not 0 <= number <= MAX_NUMBER for name, number in numbers):
        raise BadWire("lineage")
