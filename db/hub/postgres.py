"""The hub over PostgreSQL: any number of hub processes, one locked sequencer row for each centre."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any

import psycopg
from psycopg_pool import PoolTimeout

from app.errors import Unavailable
from db.exchange.frame import BadWire
from db.hub.away import AWAY, why_away
from db.hub.hearing import CHANNEL, hear
from db.hub.migrations import HubNewer, migrate
from db.hub.pool import Pool

MIGRATION_LOCK = 5_170_022
_MARK = re.compile(r"\?")


@cache
def _dialect(statement: str) -> str:
    return _MARK.sub("%s", statement.replace("%", "%%"))


class PostgresWork:
    """One transaction on one connection."""

    def __init__(self, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
        self._connection = connection
        self.notes: dict[int, Any] = {}

    def part(self) -> AbstractContextManager[object]:
        return self._connection.transaction()

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(_dialect(statement), values).fetchall()  # type: ignore[arg-type]

    def first_row(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        return self._connection.execute(_dialect(statement), values).fetchone()  # type: ignore[arg-type]

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(_dialect(statement), values).rowcount  # type: ignore[arg-type]

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_dialect(statement), rows)  # type: ignore[arg-type]

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        names = ", ".join(columns)
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,  # type: ignore[arg-type]
        ):
            for row in rows:
                copy.write_row(row)

    def lock(self, centre: int) -> None:
        self.first_row("SELECT id FROM centres WHERE id = ? FOR UPDATE", (centre,))

    def tell(self, centre: int) -> None:
        self.first_row("SELECT pg_notify(?, ?)", (CHANNEL, str(centre)))


class PostgresStorage:
    """``address`` is a postgresql:// URL. Unavailable('hub_database') when it cannot be reached."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._pool = Pool(address)
        try:
            with self.writing() as work:
                work.first_row("SELECT pg_advisory_xact_lock(?)", (MIGRATION_LOCK,))
                migrate(work, "postgres")
        except HubNewer as error:
            self.close()
            raise Unavailable("hub_newer") from error
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """A connection of the pool; after an error of the database none of them is used again."""
        try:
            with self._pool.connection() as connection:
                yield connection
        except PoolTimeout as error:
            raise Unavailable("hub_database", why=self._pool.why()) from error
        except psycopg.errors.ProgramLimitExceeded as error:  # a key longer than an index takes
            raise BadWire("value") from error
        except AWAY as error:
            self._pool.drain()  # the others go to the same server that is lost
            raise Unavailable("hub_database", why=why_away(error)) from error
        except psycopg.DataError as error:  # what PostgreSQL cannot hold at all, such as NUL in a text
            raise BadWire("value") from error

    @contextmanager
    def writing(self) -> Iterator[PostgresWork]:
        with self._connection() as connection, connection.transaction():
            yield PostgresWork(connection)

    @contextmanager
    def reading(self) -> Iterator[PostgresWork]:
        with self._connection() as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield PostgresWork(connection)

    def shared(self) -> bool:
        return True

    def hear(self, tell: Callable[[int | None], None]) -> Callable[[], None]:
        return hear(self._address, tell)

    def close(self) -> None:
        self._pool.close()
