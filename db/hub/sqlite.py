"""The hub over one embedded SQLCipher file: one writer at a time, readers on their own connections."""

from __future__ import annotations

import os
import queue
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db.cipher import KEY_BYTES, Connection, as_unavailable, connect
from db.home.files import file_faults, require_folder, sync_file, sync_folder
from db.hub import file_lock
from db.hub.migrations import HubNewer, migrate

_OF_THE_HUB = {
    "disk_full": "hub_disk_full",
    "store_read_only": "hub_read_only",
    "store_locked": "hub_locked",
    "store_damaged": "hub_damaged",
    "store_unreadable": "hub_damaged",
    "wrong_key": "hub_wrong_key",
}
"""The engine's complaints as the hub's own: a desk that hears them must not look for the fault at home."""


@contextmanager
def hub_faults() -> Iterator[None]:
    """Turn the engine's errors into Unavailable with the hub's codes."""
    try:
        with file_faults(), as_unavailable():
            yield
    except Unavailable as error:
        raise Unavailable(_OF_THE_HUB.get(error.code, error.code), **error.facts) from error


class SqliteWork:
    """One transaction on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.notes: dict[int, Any] = {}

    @contextmanager
    def part(self) -> Iterator[None]:
        self._connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO part")
            self._connection.execute("RELEASE part")
            raise
        self._connection.execute("RELEASE part")

    def all(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, values).fetchall()

    def first_row(self, statement: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
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
    """``open_writer`` and ``open_reader`` give connections in autocommit mode; one writer for all threads.

    ``is_alone`` says at the end whether no other process has the file open: then all of it is folded into one
    file, and the file says so.
    """

    def __init__(
        self,
        open_writer: Callable[[], Connection],
        open_reader: Callable[[], Connection] | None,
        is_alone: Callable[[], bool] | None = None,
    ) -> None:
        self._is_alone = is_alone
        self._writer = open_writer()
        self._open_reader = open_reader
        self._lock = threading.Lock()
        self._readers: queue.SimpleQueue[Connection] = queue.SimpleQueue()
        try:
            with self.writing() as work:
                migrate(work, "sqlite")
        except HubNewer as error:
            self.close()
            raise Unavailable("hub_newer") from error

    @contextmanager
    def writing(self) -> Iterator[SqliteWork]:
        with self._lock, hub_faults():
            self._writer.execute("BEGIN IMMEDIATE")
            with _ended(self._writer):
                yield SqliteWork(self._writer)

    @contextmanager
    def reading(self) -> Iterator[SqliteWork]:
        if self._open_reader is None:
            with self.writing() as work:
                yield work
            return
        with hub_faults():
            reader = self._reader()
            try:
                reader.execute("BEGIN")
                with _ended(reader):
                    yield SqliteWork(reader)
            finally:
                self._readers.put(reader)

    def _reader(self) -> Connection:
        try:
            return self._readers.get_nowait()
        except queue.Empty:
            assert self._open_reader is not None
            return self._open_reader()

    def copy_to(self, file: Path) -> None:
        """A consistent copy under the same key. Unavailable: folder_missing, backup_exists, disk_full …"""
        require_folder(file)
        if file.exists():
            raise Unavailable("backup_exists", file=file.name)
        part = file.with_name(f".{file.name}.part")
        with file_faults():
            part.unlink(missing_ok=True)  # of a backup that was cut
        try:
            self._copy(part)
            with file_faults():
                part.chmod(0o600)
                sync_file(part)
                part.rename(file)
                sync_folder(file.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _copy(self, file: Path) -> None:
        with self._lock, as_unavailable():
            in_use = _mark(self._writer)
            _set_mark(self._writer, 0)  # the copy has all of it in one file
            try:
                self._writer.execute("VACUUM INTO ?", (str(file),))
            finally:
                _set_mark(self._writer, in_use)

    def damaged(self) -> list[str]:
        """What the engine finds wrong with pages and seals; nothing for a whole file."""
        with self._lock, suppress(Unavailable), hub_faults():
            self._writer.execute("PRAGMA wal_checkpoint(FULL)")  # what a power cut tore is whole in the WAL
        with self._lock, hub_faults():
            seals = self._writer.execute("PRAGMA cipher_integrity_check").fetchall()
            pages = self._writer.execute("PRAGMA integrity_check").fetchall()
        return [line for (line,) in [*seals, *pages] if line != "ok"]

    def shared(self) -> bool:
        return False

    def hear(self, tell: Callable[[int | None], None]) -> None:  # noqa: ARG002 - nobody else writes
        return None

    def close(self) -> None:
        """Readers first: only the last connection, a writer, can fold the WAL into the file."""
        while not self._readers.empty():
            self._readers.get_nowait().close()
        if self._is_alone is not None and self._is_alone():
            with suppress(Unavailable), hub_faults():  # a full disk: the WAL stays, nothing is lost
                _set_mark(self._writer, 0)
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._is_alone = None
        self._writer.close()


def _mark(connection: Connection) -> int:
    """Whether the file was in use when it was written last, and so belongs to a WAL beside it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _set_mark(connection: Connection, mark: int) -> None:
    connection.execute(f"PRAGMA user_version = {mark}")


@contextmanager
def _ended(connection: Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def open_file(path: Path, key_file: Path, *, is_serving: bool = False) -> SqliteStorage:
    """The encrypted hub file; its key lies in a file that only the service may read, made when missing.

    ``is_serving``: the caller holds the file's lock for as long as it runs.
    Unavailable: hub_key_missing (the database is there and its key is not), hub_key_damaged,
    hub_database_missing (its key is there and the database is not, or is empty), hub_wal_missing (it was in
    use when it was written last, and what belongs to it is gone), hub_wrong_key, hub_damaged …
    """
    with hub_faults():
        _require_both(path, key_file)
        key = _read_key(key_file)
    has_wal = path.with_name(f"{path.name}-wal").exists()

    def open_writer() -> Connection:
        with hub_faults():
            connection = connect(path, key)
            if _mark(connection) and not has_wal:
                connection.close()
                raise Unavailable("hub_wal_missing", file=str(path))
            if is_serving:
                _set_mark(connection, 1)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return connection

    return SqliteStorage(
        open_writer,
        lambda: connect(path, key, read_only=True),
        (lambda: True) if is_serving else lambda: file_lock.is_free(path),
    )


def _require_both(path: Path, key_file: Path) -> None:
    """Database and key are both there, or neither was ever made."""
    is_there = path.exists() and path.stat().st_size > 0
    if key_file.exists():
        if not is_there:
            raise Unavailable("hub_database_missing", file=str(path), key=str(key_file))
        return
    if path.exists():
        raise Unavailable("hub_key_missing", file=str(key_file))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(key_file.parent)


def _read_key(key_file: Path) -> bytes:
    try:
        key = bytes.fromhex(key_file.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Unavailable("hub_key_damaged", file=str(key_file))
    return key
