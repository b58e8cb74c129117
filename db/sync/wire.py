"""What travels between a desk and the hub: typed messages, columns instead of rows, msgpack under zstandard.

Every message is a version byte and one zstd frame. Sizes are bounded before and after unpacking, so that a
decompression bomb or a mangled body is a ``BadWire`` with its reason and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Final, TypeAlias, TypeVar

import msgspec
import zstandard

Value: TypeAlias = str | int | float | None
VERSION: Final = 1
SCHEMA: Final = 1
"""The schema of the rows this program writes; the hub serves SCHEMA - 1 to SCHEMA + 1."""
MEDIA_TYPE: Final = "application/x-sync-msgpack-zstd"
MAX_PACKED: Final = 8 << 20
MAX_UNPACKED: Final = 48 << 20
MAX_OPS: Final = 50_000
MAX_TEXT: Final = 1 << 20
BATCH_OPS: Final = 2_000
PAGE_ROWS: Final = 1_000
MAX_SEQ: Final = 1 << 53
LEVEL: Final = 3
INSERT: Final = -1
"""The base of an operation that adds a row."""

T = TypeVar("T")


class BadWire(Exception):
    """A message that is not what it should be; the reason goes back to the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stale(Exception):
    """The desk must say hello again: the hub's epoch is another one."""


class Message(msgspec.Struct, array_like=True, forbid_unknown_fields=False):
    """The base of all messages: fields by position, so new ones can only be added at the end."""


class Block(Message):
    """Rows of one table, column by column."""

    columns: list[str]
    values: list[list[Value]]


class Push(Message):
    """Operations of one author, in order; whole business actions only."""

    author: str
    lineage: list[tuple[str, int]]
    """The starts of this desk's file: author and its first sequence."""
    epoch: int
    prev: int
    """The last sequence of this author that the desk knows to be judged."""
    schema: int
    tables: list[str]
    logins: list[str | None]
    seq: list[int]
    tbl: list[int]
    """Index into tables."""
    pk: list[str]
    base: list[int]
    """Revision the author saw; INSERT for a new row."""
    ms: list[int]
    txn: list[int]
    """Same number = same business action; actions lie together."""
    login: list[int]
    """Index into logins."""
    inserts: dict[str, Block]
    """Values of the new rows by table, in the order of the operations; without the id."""
    changes: list[dict[str, Value]]
    """Changed fields of the other operations, in order."""
    upto: int = 0
    """The last sequence of this file when the values of the new rows were read: they contain all up to it."""
    upto_author: str = ""


class Aside(Message):
    """An operation that the hub set aside, and why."""

    seq: int
    code: str
    facts: dict[str, str | int]


class Carried(Message):
    """A packed push, signed by the desk that wrote it, brought by another."""

    key_id: str
    signature: bytes
    push: bytes


class Pushed(Message):
    """The judgement: up to where, and which operations stand at which revision."""

    last: int
    top: int
    runs: list[tuple[int, int, int]]
    """(first sequence, its revision, how many): operations whose row now equals the author's copy."""
    aside: list[Aside]


class Hello(Message):
    author: str
    lineage: list[tuple[str, int]]
    acked: list[tuple[str, int]]
    """Per author of this file: the last sequence known to be judged."""
    schema: int
    cursor: int
    nonce: str
    """The hub's mark at the cursor; another mark there means that the hub went back in time."""
    epoch: int
    wraps: str
    """Digest of the account wraps this desk has."""


class Welcome(Message):
    epoch: int
    top: int
    last: list[tuple[str, int]]
    schemas: tuple[int, int]
    now: int
    mark: int
    """Revision up to which the hub is backed up."""
    went_back: bool
    """This desk's file went back in time: take a new number series."""
    wraps: str
    desks: int = 0


class Rows(Message):
    """Rows of one table as they now stand."""

    columns: list[str]
    pk: list[str]
    rev: list[int]
    values: list[list[Value]]


class Pull(Message):
    """Which page a desk wants: rows above ``since`` that are not its own."""

    since: int
    mine: list[tuple[str, int]]
    schema: int


class Page(Message):
    """State since a cursor, and an acknowledgement: everything up to ``last`` is judged in it."""

    epoch: int
    upto: int
    nonce: str
    more: bool
    top: int
    last: list[tuple[str, int]]
    tables: list[tuple[str, Rows]]

    def rows(self) -> int:
        """How many rows it holds."""
        return sum(len(rows.pk) for _, rows in self.tables)


class Wrap(Message):
    """The sealed centre key of one account, or None when the account was taken away; the newest shows."""

    login: str
    at: int
    body: str | None


class Wraps(Message):
    wraps: list[Wrap]


class Buckets(Message):
    """Order-free hashes of a table's rows by bucket of their id."""

    table: str
    hashes: list[str]


class Earlier(Message):
    """What a new desk asks for instead of reading the whole history from its beginning.

    Either all rows of small tables, or rows of the other tables at or below a revision, the newest first.
    In the answer ``upto`` is where to go on, 0 when there is nothing older.
    """

    tables: list[str]
    """The small tables."""
    upto: int
    """-1: these tables; else the rows of all others at or below this revision."""


class Entry(Message):
    """A desk that presents its one-time code; a desk with a store brings its centre along."""

    code: str
    centre: str | None = None
    centre_code: str | None = None
    letter: str | None = None
    seal: str | None = None
    """Public half of the centre's sealing key, hex."""
    token: str | None = None
    """The token that the desk chose: with it the same desk may ask again if the answer was lost."""


class Admitted(Message):
    token: str
    desk: str
    letter: str
    centre: str
    centre_code: str
    epoch: int
    wraps: list[Wrap]
    seal: str | None = None


class Refusal(Message):
    code: str
    facts: dict[str, str | int]


_ENCODER = msgspec.msgpack.Encoder()


def pack(message: Message, level: int = LEVEL) -> bytes:
    """A message as it travels."""
    return bytes([VERSION]) + zstandard.ZstdCompressor(level=level, write_checksum=True).compress(
        _ENCODER.encode(message)
    )


def unpack(body: bytes, kind: type[T]) -> T:
    """The message in a body. BadWire: too_big, version, not_zstd, not_msgpack."""
    return decoded(inflate(body), kind)


def decoded(raw: bytes, kind: type[T]) -> T:
    """The message in unpacked bytes. BadWire('not_msgpack: …') with where it does not fit."""
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise BadWire(f"not_msgpack: {str(error)[:200]}") from error


def inflate(body: bytes) -> bytes:
    """The unpacked bytes, never more than MAX_UNPACKED."""
    if len(body) > MAX_PACKED:
        raise BadWire("too_big")
    if not body or body[0] != VERSION:
        raise BadWire("version")
    try:
        declared = zstandard.frame_content_size(body[1:])
        if declared > MAX_UNPACKED:
            raise BadWire("too_big")
        if declared < 0:  # we always say how much it will be
            raise BadWire("not_zstd")
        return zstandard.ZstdDecompressor().decompress(body[1:], allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BadWire("not_zstd") from error


def scalar(value: Any) -> Value:
    """The value itself if it may travel. TypeError otherwise."""
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a {type(value).__name__} does not travel")


def digest_of(wraps: Iterable[Wrap]) -> str:
    """Both ends compare this in the hello."""
    lines = sorted(f"{one.login}\t{one.at}\t{one.body or ''}" for one in wraps)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
