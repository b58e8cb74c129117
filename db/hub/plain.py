"""New rows of a message that nothing stands against: judged by columns and by action, never as objects.

Nearly everything a desk sends is of this kind, and the rule for it is short: no row of that id is here, the
message changes it no further, its values are sound, and who says so may. It gets the next revision and
stands. Whatever is not so goes through ``db.hub.judge``, operation by operation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from math import isfinite
from operator import itemgetter
from typing import Any

from app.domain.merge import clamp
from app.domain.rows.attachments import Attachment
from app.domain.rows.base import Row
from app.domain.rows.case import Appointment, Decision
from app.domain.rows.centre import Desk, PersonKey, Staff
from app.domain.rows.clashes import Conflict
from app.domain.rows.ledger import LEDGER
from app.domain.rows.matters import Step
from db.exchange.batch import KEY, Batch
from db.exchange.frame import MAX_TEXT, Value
from db.exchange.own import REGISTERED, WRITERS
from db.exchange.scope import MAX_INTEGER, Scope, names_table, wrong_columns
from db.exchange.wire import INSERT, Block, Push
from db.hub.records import COLUMNS, REF_COLUMNS, Names, packed_values
from db.hub.storage import Work

_SPECIAL: tuple[type[Row], ...] = (Appointment, Attachment, Conflict, Decision, Desk, PersonKey, Staff)
SPECIAL = frozenset(kind.TABLE for kind in _SPECIAL)
"""Tables whose values say more than that a row is there."""


@dataclass(slots=True)
class Plain:
    """The plain rows of one message, as they are found and stored."""

    batch: Batch
    scope: Scope
    odd: set[int]
    """The places of operations that are not plain."""
    bound: tuple[str, int] | None
    """As in ``db.hub.bench.Bench``."""
    now: int
    kinds: list[int] = field(default_factory=list)
    """Of each operation the place of its table; ``~`` of it for a step that handles its case."""
    taken: list[tuple[int, int, int]] = field(default_factory=list)
    """Place, revision, last revision of its action."""
    _may: dict[tuple[int, int, bool, bool], bool] = field(default_factory=dict)
    _alike: set[tuple[Any, ...]] = field(default_factory=set)
    """Actions of which it is known: their tables, accounts and standing."""

    def takes(self, action: range, top: int) -> bool:
        """Whether the whole action is plain; it then has the revisions after ``top``."""
        if not (self.odd.isdisjoint(action) and self._may_do(action)):
            return False
        end = top + len(action)
        self.taken += [(at, rev, end) for rev, at in enumerate(action, top + 1)]
        return True

    def forget_persons(self) -> None:
        """Accounts or keys may have changed."""
        self._may.clear()
        self._alike.clear()

    def _may_do(self, action: range) -> bool:
        push, first, end = self.batch.push, action.start, action.stop
        ends = self.scope.standing(push.seq[first]), self.scope.standing(push.seq[end - 1])
        asked = (*self.kinds[first:end], None, *push.login[first:end], ends)
        if asked not in self._alike:
            if not all(map(self._may_say, action)):
                return False
            self._alike.add(asked)
        return True

    def _may_say(self, at: int) -> bool:
        push, seq = self.batch.push, self.batch.push.seq[at]
        asked = (self.kinds[at], push.login[at], *self.scope.standing(seq))
        if (known := self._may.get(asked)) is None:
            mode = {"mode": REGISTERED} if self.kinds[at] >= 0 else {}
            known = self._may[asked] = self.scope.takes_from(
                push.tables[push.tbl[at]], push.logins[push.login[at]], seq, mode
            )
        return known

    def store(self, work: Work, names: Names, centre: int) -> None:
        """Insert the rows that were found."""
        if self.taken:
            rows = self._rows(names, centre)
            rows.sort(key=itemgetter(1, 2))
            work.load("rows", COLUMNS, rows)

    def _rows(self, names: Names, centre: int) -> list[tuple[Any, ...]]:
        push, contents = self.batch.push, self.batch.contents
        author = names.author_id(push.author)
        by, upto = (names.author_id(self.bound[0]), self.bound[1]) if self.bound else (author, 0)
        hlc = {ms: clamp(ms, None, self.now) for ms in {*push.ms}}
        kinds = [_Kind(names, table, push.inserts.get(table)) for table in push.tables]
        rows = []
        for at, rev, end in self.taken:
            seq, kind, values = push.seq[at], kinds[push.tbl[at]], contents[at]
            row = (
                centre, kind.table, push.pk[at], rev, end, author, seq, 1,
                rev, hlc[push.ms[at]], by, upto or seq, push.logins[push.login[at]],
                None, kind.shape, packed_values(values), kind.ref(values), kind.code(values),
            )  # fmt: skip
            rows.append(row)
        return rows


class _Kind:
    """What the stored form of a table's rows has in common."""

    def __init__(self, names: Names, table: str, block: Block | None) -> None:
        self.table = table
        columns = block.columns if block else []
        self.shape = names.shape_id(table, columns) if block else 0
        refs = [name for name in REF_COLUMNS if name in columns]
        codes = [name for name in ("query_code",) if name in columns and table == "visits"]
        self._refs, self._codes = ([columns.index(name) for name in some] for some in (refs, codes))
        texts = {value for at in (*self._refs, *self._codes) if block for value in block.values[at]}
        self._keys = {value for value in texts if isinstance(value, str) and KEY.fullmatch(value)}

    def ref(self, values: Any) -> str | None:
        """The matter or visit the row belongs to."""
        for at in self._refs:
            if values[at] in self._keys:
                return str(values[at])
        return None

    def code(self, values: Any) -> str | None:
        """The query code of a visit."""
        for at in self._codes:
            if values[at] in self._keys:
                return str(values[at])
        return None


def plain_of(
    batch: Batch,
    scope: Scope,
    known: Collection[tuple[str, str]],
    bound: tuple[str, int] | None,
    now: int,
) -> Plain:
    """What may be plain in a message; ``known``: rows (table, id) that are here."""
    return Plain(batch, scope, _odd(batch, scope, known), bound, now, _kinds(batch))


def _kinds(batch: Batch) -> list[int]:
    push = batch.push
    kinds = list(push.tbl)
    block = push.inserts.get(Step.TABLE)
    if block is None or "mode" not in block.columns:
        return kinds
    place = block.columns.index("mode")
    is_steps = [table == Step.TABLE for table in push.tables]
    for at, (tbl, base) in enumerate(zip(push.tbl, push.base, strict=True)):
        if is_steps[tbl] and base == INSERT and batch.contents[at][place] != REGISTERED:  # type: ignore[index]
            kinds[at] = ~tbl
    return kinds


def _odd(batch: Batch, scope: Scope, known: Collection[tuple[str, str]]) -> set[int]:
    push = batch.push
    special = [not _is_plain(scope, table, push) for table in push.tables]
    odd = set(batch.faults)
    odd.update(
        at
        for at, (tbl, base) in enumerate(zip(push.tbl, push.base, strict=True))
        if base != INSERT or special[tbl]
    )
    odd.update(_of_others(batch))
    times = Counter(zip(push.tbl, push.pk, strict=True))
    again = {key for key, count in times.items() if count > 1}
    if known or again:
        odd.update(
            at
            for at, key in enumerate(zip(push.tbl, push.pk, strict=True))
            if key in again or (push.tables[key[0]], key[1]) in known
        )
    return odd


def _of_others(batch: Batch) -> Iterator[int]:
    """The places of new rows that say that another made them."""
    push = batch.push
    wanted = {
        tbl: [block.columns.index(name) for name in WRITERS if name in block.columns]
        for tbl, table in enumerate(push.tables)
        if (block := push.inserts.get(table)) is not None
    }
    for at, (tbl, base) in enumerate(zip(push.tbl, push.base, strict=True)):
        if base != INSERT or not (columns := wanted.get(tbl)):
            continue
        contents, who = batch.contents[at], push.logins[push.login[at]]
        if any(contents[place] not in (None, who, LEDGER) for place in columns):  # type: ignore[index, operator]
            yield at


def _is_plain(scope: Scope, table: str, push: Push) -> bool:
    """Whether rows of the table are plain as far as their columns tell."""
    block = push.inserts.get(table)
    if block is None or table in SPECIAL or not names_table(table) or wrong_columns(block.columns):
        return False
    return all(map(_is_sound, block.values)) and scope.is_of_the_desk(table, block)


def _is_sound(column: Sequence[Value]) -> bool:
    """Whether ``scope.check`` would take every value of a column."""
    kinds = {*map(type, column)}
    for kind in kinds:
        some: Any = column if len(kinds) == 1 else [member for member in column if type(member) is kind]
        if kind is str and max(map(len, some)) > MAX_TEXT:
            return False
        if kind is int and not (min(some) >= -MAX_INTEGER and max(some) < MAX_INTEGER):
            return False
        if kind is float and not all(map(isfinite, some)):
            return False
    return True
