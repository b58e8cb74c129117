"""The hub's rows: one table for all kinds, each row a packed list of values with its revision and stamps.

Why one generic table: the hub needs no migration when a desk's table gains a column, an older desk can
neither erase nor miss what a newer one wrote, and the page behind the slip reads by two small indexes
(``ref``: the matter or visit a row belongs to; ``code``: the query code of a visit).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

import msgspec

from app.domain.merge import Held, Stamp
from db.exchange.batch import KEY
from db.exchange.frame import Value
from db.exchange.wire import Rows
from db.hub.content_names import content_of, note_names
from db.hub.storage import Work

CHUNK = 400
Shape = tuple[str, tuple[str, ...]]
"""A table and the columns of its rows."""
REF_COLUMNS = ("matter_id", "visit_id")
_encode = msgspec.msgpack.Encoder().encode
_values = msgspec.msgpack.Decoder(list[Value]).decode
_stamps = msgspec.msgpack.Decoder(dict[str, tuple[int, int, int, int, str | None]]).decode
SELECTED = (
    "id, tbl, pk, rev, author, seq, same, born_rev, born_hlc, born_author, born_seq, born_login, "
    "stamps, shape, body"
)
COLUMNS = (
    *("centre", "tbl", "pk", "rev", "txe", "author", "seq", "same"),
    *("born_rev", "born_hlc", "born_author", "born_seq", "born_login"),
    *("stamps", "shape", "body", "ref", "code"),
)


@dataclass(slots=True)
class Kept:
    """One row as the hub holds it while it judges; ``id`` None until it is stored."""

    table: str
    pk: str
    values: dict[str, Value]
    born: Stamp
    id: int | None = None
    stamps: dict[str, Stamp] = field(default_factory=dict)
    rev: int = 0
    txe: int = 0
    author: str = ""
    seq: int = 0
    same: bool = False

    def copy(self) -> Kept:
        return Kept(
            self.table, self.pk, dict(self.values), self.born, self.id, dict(self.stamps), self.rev, self.txe,
            self.author, self.seq, self.same,
        )  # fmt: skip

    def held(self) -> Held:
        return Held(self.values, self.born, self.stamps)


class Names:
    """Author names and row shapes by their numbers, read once per transaction.

    ``shapes``: those that are known of this database from an earlier one (db.hub.memory).
    """

    def __init__(self, work: Work, shapes: Mapping[int, Shape] | None = None) -> None:
        self._work = work
        self._author_names: dict[int, str] = {0: "hub"}
        self._author_ids: dict[str, int] = {"hub": 0}
        self.shapes: dict[int, Shape] = dict(shapes or {})
        self._shape_ids: dict[str, int] | None = None

    def learn_authors(self, ids: Iterable[int]) -> None:
        wanted = sorted({id for id in ids if id not in self._author_names})
        for part in chunks(wanted):
            marks = ", ".join("?" * len(part))
            for id, name in self._work.all(f"SELECT id, name FROM authors WHERE id IN ({marks})", part):  # noqa: S608
                self._author_names[id], self._author_ids[name] = name, id

    def author(self, id: int) -> str:
        if id not in self._author_names:
            self.learn_authors([id])
        return self._author_names[id]

    def author_id(self, name: str) -> int:
        if name not in self._author_ids:
            row = self._work.first_row("SELECT id FROM authors WHERE name = ?", (name,))
            assert row is not None
            self._author_ids[name], self._author_names[row[0]] = row[0], name
        return self._author_ids[name]

    def learn_author(self, name: str, id: int) -> None:
        """What was read of an author otherwise."""
        self._author_names[id], self._author_ids[name] = name, id

    def columns(self, shape: int) -> tuple[str, ...]:
        if shape not in self.shapes:
            self._read_shapes()
        return self.shapes[shape][1]

    def shape_id(self, table: str, columns: Sequence[str]) -> int:
        key = " ".join((table, *columns))
        if self._shape_ids is None:
            if not self.shapes:
                self._read_shapes()
            self._shape_ids = {" ".join((name, *some)): id for id, (name, some) in self.shapes.items()}
        if key not in self._shape_ids:
            self._work.run(
                "INSERT INTO shapes (tbl, columns) VALUES (?, ?) ON CONFLICT (columns) DO NOTHING",
                (table, key),
            )
            row = self._work.first_row("SELECT id FROM shapes WHERE columns = ?", (key,))
            assert row is not None
            self._shape_ids[key] = row[0]
            self.shapes[row[0]] = (table, tuple(columns))
        return self._shape_ids[key]

    def _read_shapes(self) -> None:
        for id, table, columns in self._work.all("SELECT id, tbl, columns FROM shapes"):
            self.shapes[id] = (table, tuple(columns.split(" ")[1:]))


def chunks(items: Sequence[Any], size: int = CHUNK) -> Iterable[Sequence[Any]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def read_rows(
    work: Work, names: Names, centre: int, wanted: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], Kept]:
    """The rows of these ids, by table and id; missing ones are simply not there."""
    rows: list[tuple[Any, ...]] = []
    for part in chunks(sorted({(table, pk) for table, pks in wanted.items() for pk in pks})):
        some = [*part, *[_NO_ROW] * (_rounded(len(part)) - len(part))]
        rows += work.all(_asking(len(some)), (*(word for key in some for word in key), centre))
    return {(row[1], row[2]): row_kept(names, row) for row in rows}


_NO_ROW = ("", "")


def _rounded(count: int) -> int:
    """Few different statements, each prepared once."""
    return min(CHUNK, 1 << (count - 1).bit_length())


@cache
def _asking(count: int) -> str:
    columns = ", ".join(f"r.{name}" for name in SELECTED.split(", "))
    marks = ", ".join(["(?, ?)"] * count)
    return (
        f"WITH wanted (tbl, pk) AS (VALUES {marks}) SELECT {columns} FROM wanted CROSS JOIN rows r"  # noqa: S608
        " WHERE r.centre = ? AND r.tbl = wanted.tbl AND r.pk = wanted.pk"
    )


def row_kept(names: Names, row: tuple[Any, ...]) -> Kept:
    """A stored row in the shape of SELECTED."""
    id, table, pk, rev, author, seq, same, *born, stamps, shape, body = row
    kept_stamps = _stamps(stamps) if stamps else {}
    return Kept(
        table,
        pk,
        dict(zip(names.columns(shape), _values(body), strict=True)),
        Stamp(born[0], born[1], names.author(born[2]), born[3], born[4]),
        id,
        {
            name: Stamp(at, hlc, names.author(by), number, login)
            for name, (at, hlc, by, number, login) in kept_stamps.items()
        },
        rev,
        0,
        names.author(author),
        seq,
        bool(same),
    )


def store_rows(work: Work, names: Names, centre: int, rows: Iterable[Kept]) -> None:
    """Insert new rows, update the others."""
    fresh, changed, contents = [], [], []
    for row in rows:
        values = _stored(names, centre, row)
        if row.id is None:
            fresh.append(values)
            contents += content_of(row.table, row.values)
        else:
            changed.append((*values[3:8], *values[13:18], row.id))
    if fresh:
        work.load("rows", COLUMNS, fresh)
        note_names(work, centre, contents)
    if changed:
        work.many(
            "UPDATE rows SET rev = ?, txe = ?, author = ?, seq = ?, same = ?, stamps = ?, shape = ?, "
            "body = ?, ref = ?, code = ? WHERE id = ?",
            changed,
        )


def _stored(names: Names, centre: int, row: Kept) -> tuple[Any, ...]:
    columns = tuple(row.values)
    stamps = {
        name: (stamp.rev, stamp.hlc, names.author_id(stamp.author), stamp.seq, stamp.login)
        for name, stamp in row.stamps.items()
    }
    born = row.born
    return (
        *(centre, row.table, row.pk, row.rev, row.txe),
        *(names.author_id(row.author), row.seq, int(row.same)),
        *(born.rev, born.hlc, names.author_id(born.author), born.seq, born.login),
        _encode(stamps) if stamps else None,
        names.shape_id(row.table, columns),
        _encode(list(row.values.values())),
        _ref(row),
        _code(row),
    )


def _ref(row: Kept) -> str | None:
    """The matter or visit the row belongs to."""
    for name in REF_COLUMNS:
        if isinstance(value := row.values.get(name), str) and KEY.fullmatch(value):
            return value
    return None


def _code(row: Kept) -> str | None:
    code = row.values.get("query_code") if row.table == "visits" else None
    return code if isinstance(code, str) and KEY.fullmatch(code) else None


def decoded(names: Names, shape: int, body: bytes) -> dict[str, Value]:
    """The values of a stored row by column."""
    return dict(zip(names.columns(shape), _values(body), strict=True))


packed_values: Callable[[Iterable[Value]], bytes] = _encode
"""The values of a row as they are stored."""


def unpacked(body: bytes) -> list[Value]:
    return _values(body)


def tables_of(names: Names, selected: list[tuple[Any, ...]]) -> list[tuple[str, Rows]]:
    """Rows by table and shape, column by column; selected: rev, txe, tbl, pk, shape, body."""
    tables = []
    for (table, shape), some in groupby(sorted(selected, key=_by_table), key=_by_table):
        rows = list(some)
        values = [list(column) for column in zip(*(unpacked(row[5]) for row in rows), strict=True)]
        columns = list(names.columns(shape))
        tables.append((table, Rows(columns, [row[3] for row in rows], [row[0] for row in rows], values)))
    return tables


def _by_table(row: tuple[Any, ...]) -> tuple[str, int]:
    return row[2], row[4]
