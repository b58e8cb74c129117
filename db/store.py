"""The desk's encrypted store: one writer thread, pooled read-only connections, nothing else."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from app.domain.rows.base import new_id
from app.errors import Unavailable
from db import boots, cases, chain, schema
from db.cipher import Connection, as_unavailable, connect, keep_pages
from db.reads import StoreReads
from db.search import index
from db.suites.suite import suite_of
from db.writes import StoreWrites

T = TypeVar("T")
Job = tuple[Callable[[Connection], Any], "Future[Any]"]
READERS_KEPT = 4
IDLE_SECONDS = 1.0
MUCH_KIB = 128 * 1024
"""Pages kept during a long import: each one that leaves is encrypted, each that comes back decrypted."""


class Store:
    """app.ports.records.Records over one file; open it with ``Store(path, key)``, make it with ``create``."""

    def __init__(
        self, path: Path, key: bytes, *, audit_clock: Callable[[], datetime] = chain.machine_time
    ) -> None:
        """Open and, if need be, upgrade an existing store; ``audit_clock`` dates what the audit keeps.

        Unavailable: no_store, wrong_key, store_newer, store_incomplete, store_locked, store_read_only,
        disk_full, store_damaged.
        """
        if not path.exists():
            raise Unavailable("no_store")
        self.path = path
        self._key = key
        self.audit_key = chain.audit_key(key)
        self.suite = suite_of(key)
        """By which the desk signs and seals; the file itself is AES-256."""
        self._audit_clock = audit_clock
        self.login: str | None = None
        """Who is signed in: what an action that audits nobody goes out under."""
        self.when_idle: Callable[[Connection], None] | None = None
        """Done on the writer's thread a moment after what was written last."""
        self._settled = -1
        self._brings_in = False
        self._writer = schema.open_current(path, key)
        with as_unavailable():
            boots.begin(self._writer)
            self._series = schema.meta(self._writer, "series")
        self._readers: queue.LifoQueue[Connection] = queue.LifoQueue()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._thread.start()

    @classmethod
    def create(
        cls,
        path: Path,
        key: bytes,
        series: str,
        *,
        audit_clock: Callable[[], datetime] = chain.machine_time,
    ) -> Store:
        """Make a new store for a desk's series (its letter). Unavailable('store_exists') if there is one."""
        schema.create(path, key, series)
        return cls(path, key, audit_clock=audit_clock)

    def series(self) -> str:
        """This desk's series in numbers."""
        return self._series

    def renew_series(self, series: str) -> None:
        """Go on in another series of numbers (sync: this file went back in time)."""
        self.on_writer(lambda connection: schema.set_meta(connection, "series", series))
        self._series = series

    @contextmanager
    def reading(self) -> Iterator[StoreReads]:
        """A read-only snapshot on its own connection."""
        connection = self._borrow()
        try:
            with as_unavailable():
                connection.execute("BEGIN")
            yield StoreReads(connection)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._give_back(connection)

    def write(self, work: Callable[[StoreWrites], T]) -> T:
        """Run work in one transaction on the writer thread and return after the commit."""

        def action(connection: Connection) -> T:
            writes = StoreWrites(connection, self._series, self.audit_key, self._audit_clock)
            return _act(connection, writes, work, self.login, own_entries=self._brings_in)

        return self.on_writer(action)

    @contextmanager
    def writing_much(self) -> Iterator[None]:
        """Many writes follow: the writer keeps more pages in memory until the end."""
        self.on_writer(partial(keep_pages, kib=MUCH_KIB))
        try:
            yield
        finally:
            with suppress(Unavailable):  # closed meanwhile: its memory is free
                self.on_writer(keep_pages)

    def let_go(self) -> None:
        """Close the readers nobody uses: each keeps its statements, one of them 16 MB of pages."""
        with suppress(queue.Empty):
            while True:
                self._readers.get_nowait().close()

    @contextmanager
    def bringing_in(self) -> Iterator[None]:
        """Many rows come from the hub, with their search entries afterwards: a save writes its own alone."""
        self._brings_in = True
        try:
            yield
        finally:
            self._brings_in = False

    def on_writer(self, job: Callable[[Connection], T]) -> T:
        """Run a job on the writer's connection (db/ only: sync, backup); it keeps its own transactions."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a write inside a write: pass the Writes on instead")
        if not self._thread.is_alive():
            raise Unavailable("store_closed")
        answer: Future[T] = Future()
        self._jobs.put((job, answer))
        return answer.result()

    def is_waited_for(self) -> bool:
        """Whether another job waits for the writer."""
        return not self._jobs.empty()

    def warm_up(self) -> None:
        """Load what the first save and the first search need (pinyin: 0.2 s), without waiting for it."""
        self._jobs.put((index.warm_up, Future()))

    def copy_to(self, file: Path) -> None:
        """A whole copy of the store as it is now, under the same key; writing goes on meanwhile."""
        connection = connect(self.path, self._key)
        try:
            with as_unavailable():
                connection.execute("VACUUM INTO ?", (str(file),))
        finally:
            connection.close()

    def open_copy(self, file: Path) -> Connection:
        """A read-only connection to such a copy. Unavailable as in ``connect``."""
        return connect(file, self._key, read_only=True)

    def close(self) -> None:
        """Finish what is queued, stop the thread, close every connection; twice does no harm."""
        alive = self._thread.is_alive()
        if alive:
            self._jobs.put(None)
            self._thread.join()
        while not self._readers.empty():
            self._readers.get_nowait().close()
        if alive:
            self._writer.close()  # the last to go: only a writer may fold the WAL into the file

    def _work(self) -> None:
        while (job := self._next_job()) is not None:
            work, answer = job
            try:
                answer.set_result(work(self._writer))
            except BaseException as error:  # noqa: BLE001 - raised again at the caller
                answer.set_exception(error)

    def _next_job(self) -> Job | None:
        """The next job; a moment after the last change, ``when_idle`` is done first."""
        if self.when_idle is not None and self._writer.total_changes != self._settled:
            try:
                return self._jobs.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                with suppress(Unavailable):
                    self.when_idle(self._writer)
                self._settled = self._writer.total_changes
        return self._jobs.get()

    def _borrow(self) -> Connection:
        try:
            return self._readers.get_nowait()
        except queue.Empty:
            return connect(self.path, self._key, read_only=True)

    def _give_back(self, connection: Connection) -> None:
        if self._readers.qsize() < READERS_KEPT and self._thread.is_alive():
            with suppress(queue.Empty):  # only the one that is taken next keeps its pages in memory
                other = self._readers.get_nowait()
                other.execute("PRAGMA shrink_memory")
                self._readers.put(other)
            self._readers.put(connection)
        else:
            connection.close()


def _act(
    connection: Connection,
    writes: StoreWrites,
    work: Callable[[StoreWrites], T],
    login: str | None,
    *,
    own_entries: bool,
) -> T:
    """One business action: its rows, outbox rows and search entries together or not at all.

    ``own_entries``: those alone; else what else waits for its search entry gets it here too.
    """
    with transaction(connection):
        with as_unavailable():
            first = connection.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()[0]
            connection.execute("UPDATE action SET txn = ?", (new_id(),))
            listed = index.last_listed(connection) if own_entries else 0
        answer = work(writes)
        with as_unavailable():
            who = writes.who or login
            connection.execute("UPDATE outbox SET login = ? WHERE seq > ?", (who, first))
            connection.execute("UPDATE action SET txn = NULL")
            cases.catch_up(connection)
            index.catch_up(connection, listed)
    return answer


@contextmanager
def rereadable(connection: Connection) -> Iterator[None]:
    """Transactions of what can be read from the hub again: not flushed to the disk one by one.

    A power cut takes the last of them back, each whole and with its cursor; the next flushed commit keeps
    them all. Never for what is only here.
    """
    with as_unavailable():
        connection.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        with as_unavailable():
            connection.execute("PRAGMA synchronous = FULL")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """BEGIN IMMEDIATE … COMMIT; whatever is raised inside rolls back and goes on."""
    with as_unavailable():
        connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        with as_unavailable():
            connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
