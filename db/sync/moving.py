"""A desk's contents on their way: what an exchange sends and fetches, and what somebody opens meanwhile."""

from __future__ import annotations

import threading

from app.errors import JiefangtaiError, NotAllowed, Unavailable
from db.contents import SealedContents
from db.exchange.frame import Stale
from db.sync import contents as step
from db.sync.contents import OLD_HUB, Stop
from db.sync.ends import HubEnd
from db.sync.pull import Writer

AWAY = frozenset({"hub_unreachable", "hub_certificate", "hub_database", "content_unknown", OLD_HUB})
"""Why a content cannot be had now; nothing is wrong with it."""


class Contents:
    """One desk's contents; one fetch at a time, so that two threads never write one part."""

    def __init__(self, store: Writer, sealed: SealedContents) -> None:
        self._store = store
        self.sealed = sealed
        self._lock = threading.Lock()
        self.unfinished = False
        """Whether the last turn was stopped while it got on: the next may follow at once."""

    def exchange(self, end: HubEnd, stop: Stop, *, background: bool) -> int:
        """Send what waits, look what the hub has; in the background fetch for open cases. How many came.

        What breaks off goes on at the next exchange: the rows are exchanged already.
        """
        moved = came = 0
        self.unfinished = False
        try:
            moved = step.send(self._store, self.sealed, end, stop)
            moved += step.look(self._store, end)
            if background and not stop():
                with self._lock:
                    came = step.fetch_open(self._store, self.sealed, end, stop)
        except (JiefangtaiError, Stale):
            return came
        self.unfinished = stop() and moved + came > 0
        return came

    def fetch(self, end: HubEnd, name: str) -> bool:
        """Fetch one content; whether it lies here now. Unavailable: content_wrong, disk_full."""
        with self._lock:
            try:
                return step.fetch(self._store, self.sealed, end, name)
            except NotAllowed:
                return False
            except Unavailable as error:
                if error.code in AWAY:
                    return False
                raise
