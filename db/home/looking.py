"""The store on a disk that takes nothing: one can look, and is told why nothing is saved."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from app.errors import Unavailable
from db import chain, schema
from db.cipher import Connection, as_unavailable, connect
from db.reads import StoreReads
from db.store import Store
from db.writes import StoreWrites

T = TypeVar("T")
NO_ROOM = frozenset({"disk_full", "store_read_only"})
"""A disk that takes nothing."""


LEAST_FREE = 256 * 1024
"""Bytes that opening for writing takes (a WAL and its index)."""


def looking(path: Path, key: bytes, why: Unavailable) -> LookingStore:
    """The store to look at, where the disk takes nothing; raises ``why`` it does not open otherwise."""
    if why.code == "store_unreadable" and shutil.disk_usage(path.parent).free < LEAST_FREE:
        why = Unavailable("disk_full")  # how the engine says that it could not make the index of its WAL
    if why.code not in NO_ROOM:
        raise why
    return LookingStore(path, key, why)


class LookingStore(Store):
    """A store that is read as it lies there, without a file made or changed beside it."""

    def __init__(self, path: Path, key: bytes, why: Unavailable) -> None:
        """``why``: what the disk said; it is said again to whoever wants to write.

        Raises it, too, where reading alone would tell something else than was saved: a WAL that waits to be
        folded in, a schema to be upgraded.
        """
        wal = path.with_name(f"{path.name}-wal")
        if wal.exists() and wal.stat().st_size > 0:
            raise why
        self.path, self._key, self._why = path, key, why
        self.audit_key = chain.audit_key(key)
        self.login, self.when_idle = None, None
        self._alone = threading.Lock()
        self._readers = queue.LifoQueue()
        self._connection = connect(path, key, read_only=True, immutable=True)
        try:
            if schema.applied(self._connection) != schema.known():
                raise why
            with as_unavailable():
                self._series = schema.meta(self._connection, "series")
        except BaseException:
            self._connection.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[StoreReads]:
        connection = self._borrow()
        try:
            yield StoreReads(connection)
        finally:
            self._readers.put(connection)

    def write(self, work: Callable[[StoreWrites], T]) -> T:  # noqa: ARG002 - nothing is written
        raise Unavailable(self._why.code, **self._why.facts)

    def on_writer(self, job: Callable[[Connection], T]) -> T:
        """Run a job that reads; one that writes is told what the disk said."""
        try:
            with self._alone, as_unavailable():
                return job(self._connection)
        except Unavailable as error:
            if error.code in NO_ROOM:
                raise Unavailable(self._why.code, **self._why.facts) from error
            raise

    def warm_up(self) -> None:
        """Nothing will be saved."""

    def close(self) -> None:
        while not self._readers.empty():
            self._readers.get_nowait().close()
        self._connection.close()

    def _borrow(self) -> Connection:
        try:
            return self._readers.get_nowait()
        except queue.Empty:
            return connect(self.path, self._key, read_only=True, immutable=True)
