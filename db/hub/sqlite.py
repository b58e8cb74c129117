"""The hub over one embedded SQLCipher file: one writer at a time, readers on their own connections."""

from __future__ import annotations

import os
import queue
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db.cipher import connect, told
from db.hub.migrations import HubNewer, migrate


class SqliteWork:
    """One transaction on one connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def one(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        return self._connection.execute(statement, values).fetchone()

    def run(self, statement: str, values: Sequence[Any] = ()) -> int:
        return self._connection.execute(statement, values).rowcount

    def many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        self._connection.executemany(statement, rows)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(columns))
        names = ", ".join(columns)
        self._connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608

    def lock(self, centre: int) -> None:
        """Nothing to do: BEGIN IMMEDIATE has already shut out every other writer."""

    def tell(self, centre: int) -> None:
        """Nothing to do: no other process serves this file."""


class SqliteStorage:
    """``open_writer`` and ``open_reader`` give connections in autocommit mode; one writer for all threads."""

    def __init__(self, open_writer: Callable[[], Any], open_reader: Callable[[], Any] | None) -> None:
        self._writer = open_writer()
        self._open_reader = open_reader
        self._lock = threading.Lock()
        self._readers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        try:
            with self.writing() as work:
                migrate(work, "sqlite")
        except HubNewer as error:
            self.close()
            raise Unavailable("hub_newer") from error

    @contextmanager
    def writing(self) -> Iterator[SqliteWork]:
        with self._lock, told():
            self._writer.execute("BEGIN IMMEDIATE")
            with _ended(self._writer):
                yield SqliteWork(self._writer)

    @contextmanager
    def reading(self) -> Iterator[SqliteWork]:
        if self._open_reader is None:
            with self.writing() as work:
                yield work
            return
        with told():
            reader = self._reader()
            try:
                reader.execute("BEGIN")
                with _ended(reader):
                    yield SqliteWork(reader)
            finally:
                self._readers.put(reader)

    def _reader(self) -> Any:
        try:
            return self._readers.get_nowait()
        except queue.Empty:
            assert self._open_reader is not None
            return self._open_reader()

    def copy_to(self, file: Path) -> None:
        """A consistent copy under the same key. Unavailable: backup_exists, disk_full …"""
        if file.exists():
            raise Unavailable("backup_exists", file=file.name)
        with self._lock, told():
            self._writer.execute("VACUUM INTO ?", (str(file),))
        file.chmod(0o600)

    def damaged(self) -> list[str]:
        """What the engine finds wrong with pages and seals; nothing for a whole file."""
        with self._lock, told():
            seals = self._writer.execute("PRAGMA cipher_integrity_check").fetchall()
            pages = self._writer.execute("PRAGMA integrity_check").fetchall()
        return [line for (line,) in [*seals, *pages] if line != "ok"]

    def shared(self) -> bool:
        return False

    def hear(self, told: Callable[[int | None], None]) -> None:  # noqa: ARG002 - nobody else writes
        return None

    def close(self) -> None:
        self._writer.close()
        while not self._readers.empty():
            self._readers.get_nowait().close()


@contextmanager
def _ended(connection: Any) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def open_file(path: Path, key_file: Path) -> SqliteStorage:
    """The encrypted hub file; its key lies in a file that only the service may read, made when missing.

    Unavailable('hub_key_missing') when the database is there and its key is not.
    """
    if not key_file.exists():
        if path.exists():
            raise Unavailable("hub_key_missing", file=str(key_file))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
    key = bytes.fromhex(key_file.read_text().strip())
    return SqliteStorage(lambda: connect(path, key), lambda: connect(path, key, read_only=True))
