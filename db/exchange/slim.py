"""Records in a smaller form for the journey: an id once and mostly as a step, what counts up as its steps.

A message of records is mostly ids: each of a visit's fifteen rows has its own and names others. Here every
id stands once, as its distance from the one before, and columns hold places among them. Both ends of this
version read both forms; the older form goes to whoever has not said that it knows this one, and to everybody
where a message holds few records: there the small form takes ten times the computing and saves little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, TypeVar

import msgspec
import zstandard
from msgspec import Meta

from db.exchange import frame
from db.exchange.frame import (
    MAX_TABLES,
    BadWire,
    Message,
    Name,
    Operations,
)
from db.exchange.ids import Ids, Packed, Packing, Steps, ids_of, named, put_back, steps_of, sums_of
from db.exchange.wire import INSERT, Block, Page, Push, Rows

FORM: Final = 3
"""What a hub says that it takes, and a desk that it reads; the first byte of such a message."""
FEW: Final = 100
"""Records that travel as well in the older form: one visit's nine take 1,680 bytes in either, those of nine
visits 3,610 bytes and 0.06 ms to pack instead of 3,080 and 0.7, 0.1 ms to unpack instead of 0.5."""
LEVEL = 10
"""How hard zstd tries; 13 makes 5 % fewer bytes for a tenth of all that a push costs its desk."""
LEVEL_OF_MANY = 15
"""For a page that others follow: 7 % fewer bytes for 0.07 ms of each visit at the hub (a desk takes 0.85)."""
M = TypeVar("M", bound=Message)


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


SlimPush: Final = _small_form(Push, {"ids": Ids, "packed": Packed}, {"pk": Operations})
"""A push: as it is, but for ``seq``, ``pk``, ``ms``, ``txn`` (steps) and the packed columns."""
SlimRows: Final = _small_form(Rows, {}, {"pk": Steps, "rev": Steps})
SlimPage: Final = _small_form(
    Page,
    {"ids": Ids, "packed": Packed},
    {"tables": Annotated[list[tuple[Name, SlimRows]], Meta(max_length=MAX_TABLES)]},  # type: ignore[valid-type]
)
"""A page: as it is, but for its rows."""


def pack_when_many(message: Message) -> bytes:
    """A message as it travels to somebody who knows this form: in it where it holds many records."""
    return frame.pack(message) if _records_in(message) <= FEW else pack(message)


def _records_in(message: Message) -> int:
    if isinstance(message, Push):
        return len(message.seq)
    return message.rows() if isinstance(message, Page) else 0


def pack(message: Message) -> bytes:
    """A message in this form; one that holds no records has none but the older."""
    slim: Message
    level = LEVEL
    if isinstance(message, Push):
        slim = _slim_push(message)
    elif isinstance(message, Page):
        slim, level = _slim_page(message), LEVEL_OF_MANY if message.more else LEVEL
    else:
        return frame.pack(message)
    packer = zstandard.ZstdCompressor(level=level, write_checksum=True)
    return bytes([FORM]) + packer.compress(msgspec.msgpack.encode(slim))


def unpack(body: bytes, kind: type[M], most: int | None = None) -> M:
    """The message in a body of either form. BadWire."""
    widened = _WIDENED.get(kind) if body[:1] == bytes([FORM]) else None
    if widened is None:
        return frame.unpack(body, kind, most)
    slim, widen = widened
    raw = frame.inflate(bytes([frame.VERSION]) + body[1:], most or frame.MAX_UNPACKED)
    try:
        return widen(frame.decoded(raw, slim))  # type: ignore[no-any-return]
    except ValueError as error:  # what the message itself says of its columns
        raise BadWire(f"not_msgpack: {error}") from error


def _fields(message: Message) -> dict[str, Any]:
    own = ("ids", "packed")
    return {name: getattr(message, name) for name in message.__struct_fields__ if name not in own}


def _slim_push(push: Push) -> Message:
    new = _new_rows(push.tables, push.tbl, push.pk, push.base)
    packing = Packing(
        [(push.pk, ()), *((new.get(name, []), block.values) for name, block in push.inserts.items())]
    )
    inserts = {}
    for place, (name, block) in enumerate(push.inserts.items(), 1):
        pks = new.get(name, [])
        fits = {len(pks), *map(len, block.values)} == {len(pks)}
        values = packing.columns(place, pks, block.values) if fits else block.values
        inserts[name] = Block(block.columns, values)
    small = {
        "ids": packing.ids(),
        "packed": [(place - 1, column, kind) for place, column, kind in packing.packed],
        "seq": steps_of(push.seq),
        "pk": packing.places(push.pk),
        "ms": steps_of(push.ms),
        "txn": steps_of(push.txn),
        "inserts": inserts,
    }
    return SlimPush(**(_fields(push) | small))  # type: ignore[no-any-return]


def _new_rows(
    tables: Sequence[str], tbl: Sequence[int], pk: Sequence[str], base: Sequence[int]
) -> dict[str, list[str]]:
    """The ids of the new rows of each table, in order."""
    ids: list[list[str]] = [[] for _ in tables]
    for at, id, seen in zip(tbl, pk, base, strict=False):
        if seen == INSERT and 0 <= at < len(tables):
            ids[at].append(id)
    return dict(zip(tables, ids, strict=True))


def _wide_push(slim: Any) -> Push:
    ids = ids_of(slim.ids)
    pk = named(ids, slim.pk)
    new = _new_rows(slim.tables, slim.tbl, pk, slim.base)
    put_back(slim.packed, ids, [(new.get(name, []), block.values) for name, block in slim.inserts.items()])
    wide = {"seq": sums_of(slim.seq), "pk": pk, "ms": sums_of(slim.ms), "txn": sums_of(slim.txn)}
    return Push(**(_fields(slim) | wide))


def _slim_page(page: Page) -> Message:
    packing = Packing([(rows.pk, rows.values) for _, rows in page.tables])
    tables = []
    for place, (name, rows) in enumerate(page.tables):
        values = packing.columns(place, rows.pk, rows.values)
        tables.append((name, SlimRows(rows.columns, packing.places(rows.pk), steps_of(rows.rev), values)))
    small = {"ids": packing.ids(), "packed": packing.packed, "tables": tables}
    return SlimPage(**(_fields(page) | small))  # type: ignore[no-any-return]


def _wide_page(slim: Any) -> Page:
    ids = ids_of(slim.ids)
    pks = [named(ids, rows.pk) for _, rows in slim.tables]
    put_back(slim.packed, ids, [(pk, rows.values) for pk, (_, rows) in zip(pks, slim.tables, strict=True)])
    tables = [
        (name, Rows(rows.columns, pk, sums_of(rows.rev), rows.values))
        for pk, (name, rows) in zip(pks, slim.tables, strict=True)
    ]
    return Page(**(_fields(slim) | {"tables": tables}))


_WIDENED: Final[dict[type[Message], tuple[type[Message], Callable[[Any], Any]]]] = {
    Push: (SlimPush, _wide_push),
    Page: (SlimPage, _wide_page),
}
