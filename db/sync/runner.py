"""Sync in the background: at once after a save or the hub's word, with patience when the hub is away."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from app.errors import JiefangtaiError, NotAllowed

FIRST_SECONDS, LAST_SECONDS, IDLE_SECONDS = 1.0, 60.0, 60.0
GATHER_SECONDS = 0.05
"""Between the beginnings of two exchanges: a single save goes at once, more of the same are gathered."""
LAG_SECONDS = 2.0
"""How long the listener waits for the exchange that it asked for, before it asks the hub again."""


class Listener(Protocol):
    """Hears the hub, on the second thread's event loop; every wait can be cancelled."""

    async def wait(self, since: int) -> int:
        """The hub's newest revision, once it is above the one given or after a while."""
        ...

    async def close(self) -> None: ...


class Runner:
    """Two plain threads: one exchanges, one listens to the hub. ``exchange`` runs on the first alone."""

    def __init__(
        self,
        exchange: Callable[[], int],
        listener: Listener,
        failed: Callable[[JiefangtaiError], None],
    ) -> None:
        self._exchange = exchange
        self._listener = listener
        self._failed = failed
        self._nudged = threading.Event()
        self._stopping = threading.Event()
        self._cursor = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening: asyncio.Task[None] | None = None
        self._ready = threading.Event()
        self._exchanged: asyncio.Event | None = None
        self._threads = [
            threading.Thread(target=self._work, name="sync", daemon=True),
            threading.Thread(target=self._listen, name="sync-notice", daemon=True),
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def nudge(self) -> None:
        """Something was saved or is said to be new."""
        self._nudged.set()

    @property
    def nudged(self) -> bool:
        """Whether something new waits for the next exchange."""
        return self._nudged.is_set()

    def stop(self) -> None:
        """Finish the exchange under way and end both threads; twice does no harm."""
        self._stopping.set()
        self._nudged.set()
        self._ready.wait()
        if self._loop is not None and self._listening is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._listening.cancel)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join()

    def _work(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            self._nudged.clear()
            begun = time.monotonic()
            try:
                self._cursor = self._exchange()
                failures = 0
            except JiefangtaiError as error:
                failures += 1
                self._failed(error)
                if isinstance(error, NotAllowed):
                    failures = max(failures, 7)
            self._tell_listener()
            self._rest(failures, begun)

    def _tell_listener(self) -> None:
        """An exchange has ended: the listener may ask the hub for what comes after it."""
        if self._exchanged is not None and self._loop is not None:
            with suppress(RuntimeError):  # the listener has ended already, and its loop with it
                self._loop.call_soon_threadsafe(self._exchanged.set)

    def _rest(self, failures: int, begun: float) -> None:
        if not failures:
            self._nudged.wait(IDLE_SECONDS)
            self._stopping.wait(max(0.0, begun + GATHER_SECONDS - time.monotonic()))
            return
        self._stopping.wait(backoff(failures, random.random()))

    def _listen(self) -> None:
        try:
            asyncio.run(self._listen_on())
        except asyncio.CancelledError:
            return

    async def _listen_on(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._listening = asyncio.current_task()
        self._exchanged = asyncio.Event()
        self._ready.set()
        try:
            await self._hear()
        finally:
            await self._listener.close()

    async def _hear(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            seen = self._cursor
            try:
                top = await self._listener.wait(seen)
                failures = 0
            except JiefangtaiError:
                failures += 1
                if failures == 1:
                    self.nudge()  # the exchange says at once that the hub is away
                await asyncio.sleep(backoff(failures, random.random()))
                continue
            if top > seen:
                await self._after_exchange()

    async def _after_exchange(self) -> None:
        """Ask for an exchange and wait for its end: what it fetches is no news any more."""
        assert self._exchanged is not None
        self._exchanged.clear()
        self.nudge()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._exchanged.wait(), LAG_SECONDS)


def backoff(failures: int, chance: float) -> float:
    """Seconds until the next try: 1, 2, 4 … 60, half of it by chance so that desks come apart."""
    full = min(LAST_SECONDS, FIRST_SECONDS * 2 ** min(failures - 1, 10))
    return full / 2 + full / 2 * chance
