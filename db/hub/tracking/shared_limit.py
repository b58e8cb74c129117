"""How often one may ask, counted in the database: one count for all processes of a hub."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from typing import Protocol

from db.hub.storage import Storage
from db.hub.tracking.limits import Limit


class Counted(Protocol):
    """A limit by key; both may wait for a database."""

    def is_over(self, key: str) -> bool:
        """Whether the key has used up its events."""
        ...

    def note(self, key: str) -> None:
        """Count one event."""
        ...

    def take_back(self, key: str) -> None:
        """Uncount the newest event."""
        ...


def limit_of(storage: Storage, kind: str, most: int, seconds: float) -> Counted:
    """Counted in the database where other processes answer too, else in memory."""
    return SharedLimit(storage, kind, most, seconds) if storage.shared() else Limit(most, seconds)


class SharedLimit:
    """At most ``most`` events of a key within ``seconds``; keys are kept as hashes, no longer than that."""

    def __init__(
        self,
        storage: Storage,
        kind: str,
        most: int,
        seconds: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._storage = storage
        self._kind = kind
        self._most = most
        self._seconds = seconds
        self._now = now

    def is_over(self, key: str) -> bool:
        with self._storage.reading() as work:
            row = work.first_row(
                "SELECT count(*) FROM tries WHERE kind = ? AND who = ? AND at > ?",
                (self._kind, self._hashed(key), self._oldest()),
            )
        return row is not None and row[0] >= self._most

    def note(self, key: str) -> None:
        with self._storage.writing() as work:
            work.run("DELETE FROM tries WHERE kind = ? AND at <= ?", (self._kind, self._oldest()))
            work.run("INSERT INTO tries VALUES (?, ?, ?)", (self._kind, self._hashed(key), self._ms()))

    def take_back(self, key: str) -> None:
        who = (self._kind, self._hashed(key))
        with self._storage.writing() as work:
            work.run(
                "DELETE FROM tries WHERE kind = ? AND who = ?"
                " AND at = (SELECT max(at) FROM tries WHERE kind = ? AND who = ?)",
                (*who, *who),
            )

    def _hashed(self, key: str) -> str:
        return hashlib.sha256(f"{self._kind}\n{key}".encode()).hexdigest()

    def _ms(self) -> int:
        return int(self._now() * 1000)

    def _oldest(self) -> int:
        return self._ms() - int(self._seconds * 1000)
