"""Tells waiting desks at once that their centre has something new."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable

from db.hub.storage import Storage

LOOK_SECONDS = 5.0
"""How often to look all the same when other hub processes write to the same database: their word of it may
be lost while the connection that listens is made anew."""


class Notices:
    """Long polls of one event loop; ``announce`` may be called from any thread."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._stop_hearing: Callable[[], None] | None = None
        self.closing = False

    def open(self) -> None:
        """Bind to the running loop; hear of what other processes write."""
        self._loop = asyncio.get_running_loop()
        self._stop_hearing = self._storage.hear(self.announce)

    def announce(self, centre: int | None) -> None:
        """The centre has something new; None: any of them may have."""
        if self._loop is not None and not self._loop.is_closed():
            if centre is None:
                self._loop.call_soon_threadsafe(self._wake_all)
            else:
                self._loop.call_soon_threadsafe(self._wake, centre)

    def close(self) -> None:
        """Let every waiting desk go, so that stopping does not take a long poll."""
        self.closing = True
        self.announce(None)

    def end(self) -> None:
        """Stop hearing of other processes; blocks for a moment."""
        if self._stop_hearing is not None:
            self._stop_hearing()
            self._stop_hearing = None

    def waiting(self) -> int:
        """How many desks wait."""
        return sum(len(events) for events in self._waiting.values())

    async def until_new(self, centre: int, is_new: Callable[[], bool], seconds: float) -> None:
        """Return when ``is_new`` (a quick look, off the loop) says so, or after the time."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        event = asyncio.Event()
        self._waiting[centre].add(event)
        try:
            while not self.closing and (left := end - loop.time()) > 0:
                if await asyncio.to_thread(is_new):
                    return
                await _within(event, min(left, LOOK_SECONDS) if self._stop_hearing else left)
                event.clear()
        finally:
            self._waiting[centre].discard(event)

    def _wake(self, centre: int) -> None:
        for event in self._waiting[centre]:
            event.set()

    def _wake_all(self) -> None:
        for centre in list(self._waiting):
            self._wake(centre)


async def _within(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
