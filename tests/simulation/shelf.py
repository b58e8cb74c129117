"""Databases in memory that are made once and used by one history after another.

Making a store and compiling its statements costs more than a history does. What a file holds is copied as
rows instead: ``contents`` is a copy of the file, ``put_back`` makes the file exactly that again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeAlias

from sqlcipher3 import dbapi2 as sql

from db import schema
from db.hub.sqlite import SqliteStorage, SqliteWork

Contents: TypeAlias = dict[str, list[tuple[Any, ...]]]
STATEMENTS = 1_000
"""How many compiled statements a connection keeps."""


def fresh() -> Any:
    return sql.connect(
        ":memory:", isolation_level=None, check_same_thread=False, cached_statements=STATEMENTS
    )


def desk_store() -> Any:
    """The real schema with the real capture triggers; what only feeds the search is left out."""
    made = fresh()
    schema.upgrade(made)
    for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        if name.startswith("index_"):
            made.execute(f'DROP TRIGGER "{name}"')
    return made


def hub_store() -> Any:
    made = fresh()
    OneThread(made)
    return made


class OneThread(SqliteStorage):
    """The hub's storage over a connection that nobody else uses: what is read in a row is of one moment."""

    def __init__(self, connection: Any) -> None:
        super().__init__(lambda: connection, None)

    @contextmanager
    def reading(self) -> Iterator[SqliteWork]:
        yield SqliteWork(self._writer)


def contents(connection: Any) -> Contents:
    """Every row of every table, in the order they lie there."""
    return {table: connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables(connection)}


def put_back(connection: Any, image: Contents) -> None:
    """Empty the tables and fill them again; triggers have no say in it."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    connection.execute("BEGIN IMMEDIATE")
    for table in image:
        connection.execute(f'DELETE FROM "{table}"')
    ordered = sorted(image.items(), key=lambda pair: (pair[0] in BY_TRIGGERS, pair[0] == SEQUENCES))
    for table, rows in ordered:
        if table in BY_TRIGGERS or table == SEQUENCES:
            connection.execute(f'DELETE FROM "{table}"')
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
    connection.execute("COMMIT")


SEQUENCES = "sqlite_sequence"
BY_TRIGGERS = ("outbox", "search_stale")
"""Tables that fill themselves while others are filled; the sequence of the outbox comes last of all."""


def tables(connection: Any) -> list[str]:
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
def desks() -> Shelf:
    return Shelf(desk_store)


@cache
def hubs() -> Shelf:
    return Shelf(hub_store)
