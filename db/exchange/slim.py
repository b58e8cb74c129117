"""Records in a smaller form for the journey: an id once and in its 16 bytes, what counts up as its steps.

A message of records is mostly ids: each of a visit's fifteen rows has its own and names others. Here every
id stands once, in a table of moments and random halves, and columns hold places in that table. Both ends of
this version read both forms; the older form goes to whoever has not said that it knows this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Annotated, Any, Final, TypeVar

import msgspec
import zstandard
from msgspec import Meta

from db.exchange import frame
from db.exchange.frame import (
    MAX_PACKED,
    MAX_ROWS,
    MAX_SEQ,
    MAX_TABLES,
    BadWire,
    Message,
    Name,
    Number,
    Operations,
)
from db.exchange.ids import Ids, IdTable, ids_of, named, put_back
from db.exchange.wire import Block, Page, Push, Rows

FORM: Final = 2
"""What a hub says that it takes, and a desk that it reads; the first byte of such a message."""
LEVEL: Final = 9
M = TypeVar("M", bound=Message)
Steps = Annotated[list[Number | None], Meta(max_length=MAX_ROWS)]


def _small_form(kind: type[Message], first: dict[str, Any], other: dict[str, Any]) -> Any:
    """A message with the fields of another in their order, after ``first``, some of ``other`` types."""
    fields = [
        (field.name, other.get(field.name, field.type), *_default(field))
        for field in msgspec.structs.fields(kind)
    ]
    return msgspec.defstruct(f"Slim{kind.__name__}", [*first.items(), *fields], bases=(Message,))


def _default(field: msgspec.structs.FieldInfo) -> tuple[Any, ...]:
    if field.default is not msgspec.NODEFAULT:
        return (field.default,)
    if field.default_factory is not msgspec.NODEFAULT:
        return (msgspec.field(default_factory=field.default_factory),)
    return ()


SlimPush: Final = _small_form(Push, {"ids": Ids}, {"pk": Operations})
"""A push: as it is, but for ``seq``, ``pk``, ``ms``, ``txn`` (steps) and the columns of ids."""
SlimRows: Final = _small_form(Rows, {}, {"pk": Steps, "rev": Steps})
SlimPage: Final = _small_form(
    Page,
    {"ids": Ids},
    {"tables": Annotated[list[tuple[Name, SlimRows]], Meta(max_length=MAX_TABLES)]},  # type: ignore[valid-type]
)
"""A page: as it is, but for its rows."""


def pack(message: Message) -> bytes:
    """A message as it travels to somebody who knows this form."""
    slim: Message
    if isinstance(message, Push):
        slim = _slim_push(message)
    elif isinstance(message, Page):
        slim = _slim_page(message)
    else:
        return frame.pack(message)
    packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    return bytes([FORM]) + packer.compress(msgspec.msgpack.encode(slim))


def unpack(body: bytes, kind: type[M], most: int | None = None) -> M:
    """The message in a body of either form. BadWire."""
    widened = _WIDENED.get(kind) if body[:1] == bytes([FORM]) else None
    if widened is None:
        return frame.unpack(body, kind, most)
    if len(body) > MAX_PACKED:
        raise BadWire("too_big")
    slim, widen = widened
    raw = frame.inflate(bytes([frame.VERSION]) + body[1:], most or frame.MAX_UNPACKED)
    try:
        return widen(frame.decoded(raw, slim))  # type: ignore[no-any-return]
    except ValueError as error:  # what the message itself says of its columns
        raise BadWire(f"not_msgpack: {error}") from error


def _fields(message: Message) -> dict[str, Any]:
    return {name: getattr(message, name) for name in message.__struct_fields__ if name != "ids"}


def _slim_push(push: Push) -> Message:
    table, columns, inserts = IdTable(), [], {}
    pk = table.steps(push.pk)
    for place, (name, block) in enumerate(push.inserts.items()):
        values, which = table.replace(block.values)
        columns += [(place, one) for one in which]
        inserts[name] = Block(block.columns, values)
    small = {
        "ids": table.ids(columns),
        "seq": _steps(push.seq),
        "pk": [step for step in pk if step is not None],
        "ms": _steps(push.ms),
        "txn": _steps(push.txn),
        "inserts": inserts,
    }
    return SlimPush(**(_fields(push) | small))  # type: ignore[no-any-return]


def _wide_push(slim: Any) -> Push:
    ids = ids_of(slim.ids)
    blocks = list(slim.inserts.values())
    put_back(slim.ids, ids, [block.values for block in blocks])
    wide = {"seq": _sums(slim.seq), "pk": named(ids, slim.pk), "ms": _sums(slim.ms), "txn": _sums(slim.txn)}
    return Push(**(_fields(slim) | wide))


def _slim_page(page: Page) -> Message:
    table, columns, tables = IdTable(), [], []
    for place, (name, rows) in enumerate(page.tables):
        pk = table.steps(rows.pk)
        values, which = table.replace(rows.values)
        columns += [(place, one) for one in which]
        tables.append((name, SlimRows(rows.columns, pk, _steps(rows.rev), values)))
    return SlimPage(**(_fields(page) | {"ids": table.ids(columns), "tables": tables}))  # type: ignore[no-any-return]


def _wide_page(slim: Any) -> Page:
    ids = ids_of(slim.ids)
    put_back(slim.ids, ids, [rows.values for _, rows in slim.tables])
    tables = [
        (name, Rows(rows.columns, named(ids, rows.pk), _sums(rows.rev), rows.values))
        for name, rows in slim.tables
    ]
    return Page(**(_fields(slim) | {"tables": tables}))


_WIDENED: Final[dict[type[Message], tuple[type[Message], Callable[[Any], Any]]]] = {
    Push: (SlimPush, _wide_push),
    Page: (SlimPage, _wide_page),
}


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
