"""The messages that a desk and its hub exchange: columns instead of rows."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

import msgspec
from msgspec import Meta

from db.exchange.frame import (
    MAX_COLUMNS,
    MAX_OPS,
    MAX_PACKED,
    MAX_ROWS,
    MAX_STARTS,
    MAX_TABLES,
    MAX_UNPACKED,
    VERSION,
    Columns,
    Facts,
    Message,
    Name,
    Number,
    Operations,
    Short,
    Starts,
    Value,
)

SCHEMA: Final = 1
"""The schema of the rows this program writes; the hub serves SCHEMA - 1 to SCHEMA + 1."""
BATCH_OPS: Final = 2_000
PAGE_ROWS: Final = 600
PAGE_BYTES: Final = 6 << 20
"""Bytes of a page's rows as the hub keeps them, beyond one action: what no packing makes smaller travels."""
INSERT: Final = -1
"""The base of an operation that adds a row."""


class Block(Message):
    """Rows of one table, column by column."""

    columns: Columns
    values: Annotated[list[Annotated[list[Value], Meta(max_length=MAX_OPS)]], Meta(max_length=MAX_COLUMNS)]


class Proof(Message):
    """A person's signature over what he did in a push (db.exchange.proofs)."""

    login: Name
    signature: Annotated[bytes, Meta(max_length=128)]
    whole: bool = False
    """Over all of the message: he vouches for what others did, or nobody said who."""


class Push(Message):
    """Operations of one author, in order; whole business actions only."""

    MOST: ClassVar[int] = MAX_UNPACKED
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
    proofs: Annotated[list[Proof], Meta(max_length=MAX_STARTS)] = msgspec.field(default_factory=list)


class Aside(Message):
    """An operation that the hub set aside, and why."""

    seq: Number
    code: Short
    facts: Facts


class Carried(Message):
    """A packed push, signed by the desk that wrote it, brought by another."""

    MOST: ClassVar[int] = MAX_UNPACKED
    key_id: Short
    signature: Annotated[bytes, Meta(max_length=128)]
    push: Annotated[bytes, Meta(max_length=MAX_PACKED)]


class Pushed(Message):
    """The judgement: up to where, and which operations stand at which revision."""

    MOST: ClassVar[int] = MAX_UNPACKED
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
    MOST: ClassVar[int] = MAX_UNPACKED
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
    """The form that desks of the build with the first small form ask for: they are answered plainly."""
    small: Number = VERSION
    """The one small form that the hub reads and writes (db.exchange.slim); VERSION for none."""
    seen: Starts = msgspec.field(default_factory=list)
    """Letters of the centre's other desks and when each spoke to the hub last, in milliseconds."""
    rounds: bool = False
    """Whether the hub takes a hello, a push and the question for a page at once (Round)."""


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
    """As in ``Welcome``: a hub of that build answers plainly too."""
    small: Number = VERSION
    """The one small form that the desk reads (db.exchange.slim); VERSION for none."""


class Page(Message):
    """State since a cursor, and an acknowledgement: everything up to ``last`` is judged in it."""

    MOST: ClassVar[int] = MAX_UNPACKED
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


ROUND_ROWS: Final = 300
"""Revisions above a desk's cursor up to which the hub answers a round with a page."""


class Round(Message):
    """What a desk says and asks at once: its hello, the little that it has to send, the page after it."""

    MOST: ClassVar[int] = MAX_UNPACKED
    hello: Hello
    push: Push | None
    pull: Pull


class Rounded(Message):
    """The answers. What is missing is asked for by itself: it was refused, or is more than a round."""

    MOST: ClassVar[int] = MAX_UNPACKED
    welcome: Welcome
    pushed: Pushed | None
    page: Page | None


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
    small: Number = VERSION
    """As in ``Pull``."""


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
