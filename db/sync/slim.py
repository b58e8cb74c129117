"""Records in a smaller form for the journey: an id once and in its 16 bytes, what counts up as its steps.

A message of records is mostly ids: each of a visit's fifteen rows has its own and names others. Here every
id stands once, in a table of moments and random halves, and columns hold places in that table. Both ends of
this version read both forms; the older form goes to whoever has not said that it knows this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Annotated, Any, Final, TypeVar

import msgspec
import zstandard
from msgspec import Meta

from db.sync import wire
from db.sync.wire import (
    MAX_COLUMNS,
    MAX_OPS,
    MAX_PACKED,
    MAX_ROWS,
    MAX_SEQ,
    MAX_STARTS,
    MAX_TABLES,
    BadWire,
    Block,
    Columns,
    Message,
    Name,
    Number,
    Operations,
    Page,
    Proof,
    Push,
    Rows,
    Short,
    Starts,
    Value,
)

FORM: Final = 2
"""What a hub says that it takes, and a desk that it reads; the first byte of such a message."""
LEVEL: Final = 9
MOST_IDS: Final = 1_000_000
RANDOM: Final = 10
"""Bytes of an id after its moment."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
M = TypeVar("M", bound=Message)
Steps = Annotated[list[Number | None], Meta(max_length=MAX_ROWS)]


class Ids(Message):
    """The ids of a message in the order in which they first appear."""

    moments: Annotated[list[Number | None], Meta(max_length=MOST_IDS)]
    """Steps of milliseconds; None for an id of another form."""
    random: Annotated[bytes, Meta(max_length=MOST_IDS * RANDOM)]
    others: Annotated[list[Name], Meta(max_length=MAX_ROWS)]
    columns: Annotated[list[tuple[Number, Number]], Meta(max_length=MAX_TABLES * MAX_COLUMNS)]
    """Table and column, by their places, whose values are ids."""


class SlimPush(Message):
    """A push: as it is, but for ``seq``, ``pk``, ``ms``, ``txn`` (steps) and the columns of ids."""

    ids: Ids
    author: Short
    lineage: Starts
    epoch: Number
    prev: Number
    schema: Number
    tables: Annotated[list[Name], Meta(max_length=MAX_TABLES)]
    logins: Annotated[list[Name | None], Meta(max_length=MAX_OPS)]
    seq: Operations
    tbl: Operations
    pk: Operations
    base: Operations
    ms: Operations
    txn: Operations
    login: Operations
    inserts: Annotated[dict[Name, Block], Meta(max_length=MAX_TABLES)]
    changes: Annotated[
        list[Annotated[dict[Name, Value], Meta(max_length=MAX_COLUMNS)]], Meta(max_length=MAX_OPS)
    ]
    upto: Number
    upto_author: Short
    proofs: Annotated[list[Proof], Meta(max_length=MAX_STARTS)]


class SlimRows(Message):
    columns: Columns
    pk: Steps
    rev: Steps
    values: Annotated[list[Annotated[list[Value], Meta(max_length=MAX_ROWS)]], Meta(max_length=MAX_COLUMNS)]


class SlimPage(Message):
    """A page: as it is, but for its rows."""

    ids: Ids
    epoch: Number
    upto: Number
    nonce: Short
    more: bool
    top: Number
    last: Starts
    tables: Annotated[list[tuple[Name, SlimRows]], Meta(max_length=MAX_TABLES)]


def pack(message: Message) -> bytes:
    """A message as it travels to somebody who knows this form."""
    slim: Message
    if isinstance(message, Push):
        slim = _slim_push(message)
    elif isinstance(message, Page):
        slim = _slim_page(message)
    else:
        return wire.pack(message)
    packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    return bytes([FORM]) + packer.compress(msgspec.msgpack.encode(slim))


def unpack(body: bytes, kind: type[M], most: int | None = None) -> M:
    """The message in a body of either form. BadWire."""
    widened = _WIDENED.get(kind) if body[:1] == bytes([FORM]) else None
    if widened is None:
        return wire.unpack(body, kind, most)
    if len(body) > MAX_PACKED:
        raise BadWire("too_big")
    slim, widen = widened
    raw = wire.inflate(bytes([wire.VERSION]) + body[1:], most or wire.MAX_UNPACKED)
    try:
        return widen(wire.decoded(raw, slim))  # type: ignore[no-any-return]
    except ValueError as error:  # what the message itself says of its columns
        raise BadWire(f"not_msgpack: {error}") from error


class _Table:
    """The ids of a message as it is packed."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def steps(self, column: Iterable[str | None]) -> list[int | None]:
        """The places of a column's ids, each from the one before."""
        found: list[int | None] = []
        places, before = self._places, 0
        for id in column:
            if id is None:
                found.append(None)
                continue
            place = places.setdefault(id, len(places))
            found.append(place - before)
            before = place
        return found

    def replace(self, values: Sequence[Sequence[Value]]) -> tuple[list[Any], list[int]]:
        """Columns with those of ids as steps, and which they are."""
        slim, which = [], []
        for place, column in enumerate(values):
            if _are_ids(column):
                slim.append(self.steps(column))  # type: ignore[arg-type]
                which.append(place)
            else:
                slim.append(column)  # type: ignore[arg-type]
        return slim, which

    def ids(self, columns: list[tuple[int, int]]) -> Ids:
        moments: list[int | None] = []
        random, others, before = [], [], 0
        for id in self._places:
            if _ID.fullmatch(id):
                whole = id.replace("-", "")
                moment = int(whole[:12], 16)
                moments.append(moment - before)
                random.append(whole[12:])
                before = moment
            else:
                moments.append(None)
                others.append(id)
        return Ids(moments, bytes.fromhex("".join(random)), others, columns)


def _are_ids(column: Sequence[Value]) -> bool:
    """Whether a column holds ids and nothing else but gaps."""
    kinds = {*map(type, column)}
    if str not in kinds or not kinds <= {str, type(None)}:
        return False
    some = [one for one in column if one is not None]
    return len(some[0]) == 36 and all(map(_ID.fullmatch, some))  # type: ignore[arg-type]


def _slim_push(push: Push) -> SlimPush:
    table, columns, inserts = _Table(), [], {}
    pk = table.steps(push.pk)
    for place, (name, block) in enumerate(push.inserts.items()):
        values, which = table.replace(block.values)
        columns += [(place, one) for one in which]
        inserts[name] = Block(block.columns, values)
    return SlimPush(
        table.ids(columns),
        push.author,
        push.lineage,
        push.epoch,
        push.prev,
        push.schema,
        push.tables,
        push.logins,
        _steps(push.seq),
        push.tbl,
        [step for step in pk if step is not None],
        push.base,
        _steps(push.ms),
        _steps(push.txn),
        push.login,
        inserts,
        push.changes,
        push.upto,
        push.upto_author,
        push.proofs,
    )


def _wide_push(slim: SlimPush) -> Push:
    ids = _ids(slim.ids)
    blocks = list(slim.inserts.values())
    _widen(slim.ids, ids, [block.values for block in blocks])
    return Push(
        slim.author,
        slim.lineage,
        slim.epoch,
        slim.prev,
        slim.schema,
        slim.tables,
        slim.logins,
        _sums(slim.seq),
        slim.tbl,
        _named(ids, slim.pk),
        slim.base,
        _sums(slim.ms),
        _sums(slim.txn),
        slim.login,
        slim.inserts,
        slim.changes,
        slim.upto,
        slim.upto_author,
        slim.proofs,
    )


def _slim_page(page: Page) -> SlimPage:
    table, columns, tables = _Table(), [], []
    for place, (name, rows) in enumerate(page.tables):
        pk = table.steps(rows.pk)
        values, which = table.replace(rows.values)
        columns += [(place, one) for one in which]
        tables.append((name, SlimRows(rows.columns, pk, _steps(rows.rev), values)))  # type: ignore[arg-type]
    return SlimPage(
        *(table.ids(columns), page.epoch, page.upto, page.nonce, page.more, page.top, page.last, tables)
    )


def _wide_page(slim: SlimPage) -> Page:
    ids = _ids(slim.ids)
    _widen(slim.ids, ids, [rows.values for _, rows in slim.tables])
    tables = [
        (name, Rows(rows.columns, _named(ids, rows.pk), _sums(rows.rev), rows.values))
        for name, rows in slim.tables
    ]
    return Page(slim.epoch, slim.upto, slim.nonce, slim.more, slim.top, slim.last, tables)


_WIDENED: Final[dict[type[Message], tuple[type[Message], Callable[[Any], Any]]]] = {
    Push: (SlimPush, _wide_push),
    Page: (SlimPage, _wide_page),
}


def _ids(slim: Ids) -> list[str]:
    """The ids as everybody writes them. BadWire('ids')."""
    random, others = slim.random.hex(), iter(slim.others)
    count = len(slim.moments) - len(slim.others)
    if slim.moments.count(None) != len(slim.others) or len(random) != 2 * RANDOM * count:
        raise BadWire("ids")
    found, moment, at = [], 0, 0
    for step in slim.moments:
        if step is None:
            found.append(next(others, ""))
            continue
        moment += step
        if not 0 <= moment < 1 << 48:
            raise BadWire("ids")
        whole = f"{moment:012x}{random[at : at + 2 * RANDOM]}"
        at += 2 * RANDOM
        found.append(f"{whole[:8]}-{whole[8:12]}-{whole[12:16]}-{whole[16:20]}-{whole[20:]}")
    return found


def _widen(slim: Ids, ids: Sequence[str], tables: Sequence[list[list[Value]]]) -> None:
    """Put the ids back into their columns. BadWire('ids')."""
    if len({*slim.columns}) != len(slim.columns):
        raise BadWire("ids")
    for table, column in slim.columns:
        if not (0 <= table < len(tables) and 0 <= column < len(tables[table])):
            raise BadWire("ids")
        tables[table][column] = _named(ids, tables[table][column])


def _named(ids: Sequence[str], steps: Sequence[Any]) -> list[Any]:
    """A column of ids from its steps. BadWire('ids')."""
    found: list[str | None] = []
    place = 0
    for step in steps:
        if step is None:
            found.append(None)
            continue
        if type(step) is not int or not 0 <= (place := place + step) < len(ids):
            raise BadWire("ids")
        found.append(ids[place])
    return found


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip((0, *numbers), numbers, strict=False)]


def _sums(steps: Sequence[Any]) -> list[int]:
    """Numbers from their steps. BadWire('steps')."""
    if None in steps:
        raise BadWire("steps")
    found: Iterator[int] = accumulate(steps)
    numbers = list(found)
    if numbers and not (min(numbers) >= -MAX_SEQ and max(numbers) <= MAX_SEQ):
        raise BadWire("steps")
    return numbers
