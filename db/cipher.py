"""Opens the encrypted file and says in our codes what the engine or the disk complains about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2 as sql

from app.errors import Unavailable
from db.suites.suite import KEY_BYTES, raw

if TYPE_CHECKING:  # the same interface, and the standard library has its types
    from sqlite3 import Connection
else:
    Connection = sql.Connection

BUSY_MS = 5_000
USUAL_KIB = 16_000
"""Decrypted pages that a connection keeps in memory."""
STATEMENTS = 256
"""Compiled statements a connection keeps: a page of other desks' rows takes more than sqlite's usual 128."""
_CODES = {
    5: "store_locked",  # SQLITE_BUSY
    6: "store_locked",  # SQLITE_LOCKED
    8: "store_read_only",  # SQLITE_READONLY
    10: "store_unreadable",  # SQLITE_IOERR
    11: "store_damaged",  # SQLITE_CORRUPT
    13: "disk_full",  # SQLITE_FULL
    14: "store_read_only",  # SQLITE_CANTOPEN
    26: "wrong_key",  # SQLITE_NOTADB: also what a wrong key looks like
}
"""Primary result codes of SQLite (their low byte) and what we call them."""
IOERR_WRITES = frozenset({778, 1034, 1290, 4874})
"""SQLITE_IOERR_WRITE, _FSYNC, _DIR_FSYNC, _SHMSIZE: the disk would not take it."""


@contextmanager
def as_unavailable() -> Iterator[None]:
    """Turn the engine's errors into Unavailable(code); an error in our own SQL stays what it is."""
    try:
        yield
    except sql.DatabaseError as error:
        code = code_of(error)
        if code is None:
            raise
        raise Unavailable(code) from error


def code_of(error: sql.Error) -> str | None:
    """The code for an engine error that is the world's fault, else None."""
    number = getattr(error, "sqlite_errorcode", None)
    if number is None:
        return None
    if number in IOERR_WRITES:
        return "disk_full"
    return _CODES.get(number & 0xFF)


def connect(path: Path, key: bytes, *, read_only: bool = False, immutable: bool = False) -> Connection:
    """An open connection in autocommit mode; the caller says BEGIN. May pass between threads, not be shared.

    ``immutable``: nobody writes it meanwhile, and no file is made beside it. ``key`` is the 256-bit
    store key, whatever its suite: the engine's own cipher is AES-256.

    Unavailable: no_store (a missing file is never created when read_only), wrong_key, store_read_only,
    store_locked, disk_full, store_damaged.
    """
    if len(raw(key)) != KEY_BYTES:
        raise ValueError("a store key has 32 bytes")
    if read_only and not path.exists():
        raise Unavailable("no_store")
    with as_unavailable():
        mode = "ro" if read_only else "rwc"
        mode += "&immutable=1" if immutable else ""
        connection = sql.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
            cached_statements=STATEMENTS,
        )
        try:
            _prepare(connection, key, read_only)
        except sql.DatabaseError:
            connection.close()
            raise
    return connection


def keep_pages(connection: Connection, kib: int = USUAL_KIB) -> None:
    """Keep so many KiB of decrypted pages in memory; what is more is given back now."""
    connection.execute(f"PRAGMA cache_size = -{kib}")
    connection.execute("PRAGMA shrink_memory")


def _prepare(connection: Connection, key: bytes, read_only: bool) -> None:
    connection.execute(f"PRAGMA key = \"x'{raw(key).hex()}'\"")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first read finds a wrong key
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # nothing readable, and no file on a full disk
    else:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = OFF")  # rows arrive from other desks in any order
    keep_pages(connection)
