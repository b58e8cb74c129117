"""Databases in memory that are made once and used by one history after another.

Making a store and compiling its statements costs more than a history does. What a file holds is copied as
rows instead: ``contents`` is a copy of the file, ``put_back`` makes the file exactly that again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2 as sql

from db import capture, schema
from db.cipher import Connection
from db.exchange.wire import SCHEMA
from db.hub.sqlite import SqliteStorage, SqliteWork

Contents: TypeAlias = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""Table: its columns and rows."""
STATEMENTS = 1_000
"""How many compiled statements a connection keeps."""


def fresh() -> Any:
    return sql.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
    )


def desk_store(version: int = SCHEMA) -> Any:
    """The schema and the capture triggers of a desk's version; search and reading of cases are left out.

    This program's are the real ones. An older one lacks the addresses of people; a newer one has a column
    and a table more.
    """
    made = fresh()
    schema.upgrade(made)
    if version != SCHEMA:
        capture.drop(made)
        for statement in OLDER if version < SCHEMA else NEWER:
            made.execute(statement)
        capture.install(made)
    for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        if name.startswith(("index_", "case_")):
            made.execute(f'DROP TRIGGER "{name}"')
    return made


OLDER = ("ALTER TABLE people DROP COLUMN address",)
NEWER = (
    "ALTER TABLE people ADD COLUMN wechat TEXT",
    "CREATE TABLE hobbies (id TEXT PRIMARY KEY NOT NULL, person_id TEXT, _rev INTEGER NOT NULL DEFAULT 0)",
)


YOUNG = {"people": frozenset({"address", "wechat"})}


def hub_store() -> Any:
    made = fresh()
    OneThread(made)
    return made


class OneThread(SqliteStorage):
    """The hub's storage over a connection that nobody else uses: what is read in a row is of one moment."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(lambda: connection, None)

    @contextmanager
    def reading(self) -> Iterator[SqliteWork]:
        yield SqliteWork(self._writer)


def contents(connection: Connection) -> Contents:
    """Every row of every table, in the order they lie there."""
    found: Contents = {}
    for table in tables(connection):
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        found[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return found


def put_back(connection: Connection, image: Contents) -> None:
    """Empty the tables and fill them again; triggers have no say in it.

    The image may be of an older version: what that did not know stays empty.
    """
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    made = _made(connection) if "meta" in image else []
    for table in tables(connection):
        connection.execute(f'DELETE FROM "{table}"')
    ordered = sorted(image.items(), key=lambda pair: (pair[0] in BY_TRIGGERS, pair[0] == SEQUENCES))
    for table, (columns, rows) in ordered:
        if table in BY_TRIGGERS or table == SEQUENCES:
            connection.execute(f'DELETE FROM "{table}"')
        if rows:
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
    for (digest,) in made:
        connection.execute("UPDATE meta SET value = ? WHERE key = ?", (digest, capture.MADE))
    connection.execute("COMMIT")


def _made(connection: Connection) -> list[tuple[str]]:
    """The digest of the triggers, which are those of this file and not of the image's."""
    return connection.execute("SELECT value FROM meta WHERE key = ?", (capture.MADE,)).fetchall()


SEQUENCES = "sqlite_sequence"
BY_TRIGGERS = ("outbox", "search_stale")
"""Tables that fill themselves while others are filled; the sequence of the outbox comes last of all."""


def tables(connection: Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%' ORDER BY name"
    )
    return [row[0] for row in found]


class Shelf:
    """Databases of one kind. What a history borrowed goes back when the next one begins."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._all: list[Any] = []
        self._lent = 0
        self.empty = contents(make())

    def clear(self) -> None:
        """Nobody uses what was lent so far any more."""
        self._lent = 0

    def borrow(self) -> Any:
        """An empty database."""
        if self._lent == len(self._all):
            self._all.append(self._make())
        self._lent += 1
        taken = self._all[self._lent - 1]
        put_back(taken, self.empty)
        return taken


@cache
def desks(version: int) -> Shelf:
    return Shelf(partial(desk_store, version))


@cache
def hubs() -> Shelf:
    return Shelf(hub_store)


def clear() -> None:
    """A new history begins: nothing that was lent is used any more."""
    hubs().clear()
    for version in range(SCHEMA - 2, SCHEMA + 2):
        desks(version).clear()
