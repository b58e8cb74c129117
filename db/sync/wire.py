"""A desk and its hub exchange typed messages: columns instead of rows, msgpack under zstandard.

Every message is a version byte and one zstd frame. Sizes are bounded before and after unpacking, so that a
decompression bomb or a mangled body is a ``BadWire`` with its reason and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec
import zstandard
from msgspec import Meta

VERSION: Final = 1
SCHEMA: Final = 1
"""The schema of the rows this program writes; the hub serves SCHEMA - 1 to SCHEMA + 1."""
MEDIA_TYPE: Final = "application/x-sync-msgpack-zstd"
MAX_PACKED: Final = 8 << 20
MAX_UNPACKED: Final = 48 << 20
MAX_RATIO: Final = 2_000
"""How much larger than its packed form a message may be, beyond a first megabyte."""
SMALL: Final = 64 << 10
"""Bytes of a message that holds no records, packed or unpacked."""
MAX_OPS: Final = 50_000
MAX_STARTS: Final = 256
MAX_COLUMNS: Final = 100
MAX_TABLES: Final = 4_096
MAX_ROWS: Final = 200_000
MAX_WRAPS: Final = 2_000
MAX_TEXT: Final = 1 << 20
BATCH_OPS: Final = 2_000
PAGE_ROWS: Final = 1_000
MAX_SEQ: Final = 1 << 53
LEVEL: Final = 3
INSERT: Final = -1
"""The base of an operation that adds a row."""

Number: TypeAlias = Annotated[int, Meta(ge=-MAX_SEQ, le=MAX_SEQ)]
Name: TypeAlias = Annotated[str, Meta(max_length=80)]
Short: TypeAlias = Annotated[str, Meta(max_length=200)]
Value: TypeAlias = str | int | float | None
Operations: TypeAlias = Annotated[list[Number], Meta(max_length=MAX_OPS)]
Starts: TypeAlias = Annotated[list[tuple[Name, Number]], Meta(max_length=MAX_STARTS)]
Columns: TypeAlias = Annotated[list[Name], Meta(max_length=MAX_COLUMNS)]
Facts: TypeAlias = Annotated[dict[Name, str | int], Meta(max_length=40)]
"""Types of fields with the most they may hold: refused before anything is built of what is beyond it."""

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

    columns: Columns
    values: Annotated[list[Annotated[list[Value], Meta(max_length=MAX_OPS)]], Meta(max_length=MAX_COLUMNS)]


class Proof(Message):
    """A person's signature over what he did in a push (db.sync.proofs)."""

    login: Name
    signature: Annotated[bytes, Meta(max_length=128)]
    whole: bool = False
    """Over all of the message: he vouches for what others did, or nobody said who."""


class Push(Message):
    """Operations of one author, in order; whole business actions only."""

    author: Short
    lineage: Starts
    """The starts of this desk's file: author and its first sequence."""
    epoch: Number
    prev: Number
    """The last sequence of this author that the desk knows to be judged."""
    schema: Number
    tables: Annotated[list[Name], Meta(max_length=MAX_TABLES)]
    logins: Annotated[list[Name | None], Meta(max_length=MAX_OPS)]
    seq: Operations
    tbl: Operations
    """Index into tables."""
    pk: Annotated[list[Name], Meta(max_length=MAX_OPS)]
    base: Operations
    """Revision the author saw; INSERT for a new row."""
    ms: Operations
    txn: Operations
    """Same number = same business action; actions lie together."""
    login: Operations
    """Index into logins."""
    inserts: Annotated[dict[Name, Block], Meta(max_length=MAX_TABLES)]
    """Values of the new rows by table, in the order of the operations; without the id."""
    changes: Annotated[
        list[Annotated[dict[Name, Value], Meta(max_length=MAX_COLUMNS)]], Meta(max_length=MAX_OPS)
    ]
    """Changed fields of the other operations, in order."""
    upto: Number = 0
    """The last sequence of this file when the values of the new rows were read: they contain all up to it."""
    upto_author: Short = ""
    proofs: Annotated[list[Proof], Meta(max_length=MAX_STARTS)] = []


class Aside(Message):
    """An operation that the hub set aside, and why."""

    seq: Number
    code: Short
    facts: Facts


class Carried(Message):
    """A packed push, signed by the desk that wrote it, brought by another."""

    key_id: Short
    signature: Annotated[bytes, Meta(max_length=128)]
    push: Annotated[bytes, Meta(max_length=MAX_PACKED)]


class Pushed(Message):
    """The judgement: up to where, and which operations stand at which revision."""

    last: Number
    top: Number
    runs: Annotated[list[tuple[Number, Number, Number]], Meta(max_length=MAX_OPS)]
    """(first sequence, its revision, how many): operations whose row now equals the author's copy."""
    aside: Annotated[list[Aside], Meta(max_length=MAX_OPS)]
    mark: Short = ""
    """The hub's mark at ``top`` (db.hub.marks)."""


class Hello(Message):
    author: Short
    lineage: Starts
    acked: Starts
    """Per author of this file: the last sequence known to be judged."""
    schema: Number
    cursor: Number
    nonce: Short
    """The hub's mark at the cursor; another mark there means that the hub went back in time."""
    epoch: Number
    wraps: Short
    """Digest of the account wraps this desk has."""
    mark: Short = ""
    """The newest mark of the hub that this desk was given, with a page or a judgement."""


class Welcome(Message):
    epoch: Number
    top: Number
    last: Starts
    schemas: tuple[Number, Number]
    now: Number
    mark: Number
    """Revision up to which the hub is backed up."""
    went_back: bool
    """This desk's file went back in time: take a new number series."""
    wraps: Short
    desks: Number = 0
    proof: Short = ""
    """The hub's mark of where it stands (db.hub.marks): what it tells here, it can later be held to."""
    form: Number = VERSION
    """The newest form of messages that the hub reads (db.sync.slim)."""


class Rows(Message):
    """Rows of one table as they now stand."""

    columns: Columns
    pk: Annotated[list[Name], Meta(max_length=MAX_ROWS)]
    rev: Annotated[list[Number], Meta(max_length=MAX_ROWS)]
    values: Annotated[list[Annotated[list[Value], Meta(max_length=MAX_ROWS)]], Meta(max_length=MAX_COLUMNS)]

    def __post_init__(self) -> None:
        """ValueError unless every column is as long as there are rows; in a message that is BadWire."""
        if len(self.columns) != len(self.values) or len(set(self.columns)) != len(self.columns):
            raise ValueError("columns")
        if {len(self.pk), len(self.rev), *map(len, self.values)} != {len(self.pk)}:
            raise ValueError("ragged")


class Pull(Message):
    """Which page a desk wants: rows above ``since`` that are not its own."""

    since: Number
    mine: Starts
    schema: Number
    form: Number = VERSION
    """The newest form of messages that the desk reads (db.sync.slim)."""


class Page(Message):
    """State since a cursor, and an acknowledgement: everything up to ``last`` is judged in it."""

    epoch: Number
    upto: Number
    nonce: Short
    more: bool
    top: Number
    last: Starts
    tables: Annotated[list[tuple[Name, Rows]], Meta(max_length=MAX_TABLES)]

    def rows(self) -> int:
        """How many rows it holds."""
        return sum(len(rows.pk) for _, rows in self.tables)


class Wrap(Message):
    """The sealed centre key of one account, or None when the account was taken away; the newest shows."""

    login: Short
    at: Number
    body: Annotated[str, Meta(max_length=4_096)] | None


class Wraps(Message):
    wraps: Annotated[list[Wrap], Meta(max_length=MAX_WRAPS)]


class Buckets(Message):
    """Order-free hashes of a table's rows by bucket of their id."""

    table: Short
    hashes: Annotated[list[Name], Meta(max_length=256)]


class Earlier(Message):
    """What a new desk asks for instead of reading the whole history from its beginning.

    Either all rows of small tables, or rows of the other tables at or below a revision, the newest first.
    In the answer ``upto`` is where to go on, 0 when there is nothing older.
    """

    tables: Annotated[list[Name], Meta(max_length=MAX_TABLES)]
    """The small tables."""
    upto: Number
    """-1: these tables; else the rows of all others at or below this revision."""
    form: Number = VERSION
    """As in ``Pull``."""


class Entry(Message):
    """A desk that presents its one-time code; a desk with a store brings its centre along."""

    code: Short
    centre: Short | None = None
    centre_code: Short | None = None
    letter: Short | None = None
    seal: Short | None = None
    """Public half of the centre's sealing key, hex."""
    token: Short | None = None
    """The token that the desk chose: with it the same desk may ask again if the answer was lost."""
    login: Name | None = None
    """The account of the centre that lets the desk in."""
    proof: Annotated[bytes, Meta(max_length=128)] | None = None
    """Its signature (db.persons.enrolment_words), by its own key or by the one that its password gives."""
    key: Short | None = None
    """Public key (hex) that vouches for what the desk brings along; the founding desk's administrator's."""
    history: Number = 0
    """The last sequence of what the desk brings along, and the starts of its file that wrote it."""
    authors: Annotated[list[Name], Meta(max_length=MAX_STARTS)] = []


class Admitted(Message):
    token: Short
    desk: Short
    letter: Short
    centre: Short
    centre_code: Short
    epoch: Number
    wraps: Annotated[list[Wrap], Meta(max_length=MAX_WRAPS)]
    seal: Short | None = None


class DoorAsked(Message):
    """A new desk asks how an account's password becomes the key that lets it in."""

    code: Short
    login: Name


class DoorTold(Message):
    """Salt (hex) and cost of the account, or of nobody: an unknown one cannot be told from another."""

    salt: Short
    memory: Number
    time: Number
    lanes: Number
    cipher: Short = ""
    """By which the centre's wraps are sealed; a hub that is older has none but AES-256-GCM."""
    token: Facts | None = None
    """Label, serial, salt and key of the token that the account is bound to."""


class HeadAsked(Message):
    """Up to where the hub has a desk's audit."""

    series: Name


class HeadTold(Message):
    position: Number
    """0: the hub has none of it."""
    hash: Short


class Refusal(Message):
    code: Short
    facts: Facts


_LARGE: Final = frozenset({Push, Carried, Wraps, Page, Pushed, Admitted, Welcome})
"""Messages that hold records, accounts or many answers; the others are SMALL."""
_ENCODER = msgspec.msgpack.Encoder()


def pack(message: Message, level: int = LEVEL) -> bytes:
    """A message as it travels."""
    return bytes([VERSION]) + zstandard.ZstdCompressor(level=level, write_checksum=True).compress(
        _ENCODER.encode(message)
    )


def unpack(body: bytes, kind: type[T], most: int | None = None) -> T:
    """The message in a body of at most so many bytes. BadWire: too_big, version, not_zstd, not_msgpack."""
    return decoded(inflate(body, most or (MAX_UNPACKED if kind in _LARGE else SMALL)), kind)


def decoded(raw: bytes, kind: type[T]) -> T:
    """The message in unpacked bytes. BadWire('not_msgpack: …') with where it does not fit."""
    try:
        return msgspec.msgpack.decode(raw, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise BadWire(f"not_msgpack: {str(error)[:200]}") from error


def inflate(body: bytes, most: int = MAX_UNPACKED) -> bytes:
    """The unpacked bytes, never more than ``most`` nor out of proportion to the body."""
    if len(body) > MAX_PACKED:
        raise BadWire("too_big")
    if not body or body[0] != VERSION:
        raise BadWire("version")
    try:
        declared = zstandard.frame_content_size(body[1:])
        if declared > min(most, (1 << 20) + MAX_RATIO * len(body)):
            raise BadWire("too_big")
        if declared < 0:  # we always say how much it will be
            raise BadWire("not_zstd")
        return zstandard.ZstdDecompressor().decompress(body[1:], allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise BadWire("not_zstd") from error


def digest_of(wraps: Iterable[Wrap]) -> str:
    """Both ends compare this in the hello."""
    lines = sorted(f"{one.login}\t{one.at}\t{one.body or ''}" for one in wraps)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
