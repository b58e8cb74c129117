"""A lane for each printer: one thread that takes its work in order, so that a dead printer holds no other."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait

_log = logging.getLogger("jiefangtai.printing")


class Lanes:
    """Threads begin with the first work of a printer and end with close()."""

    def __init__(self) -> None:
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._under_way: set[Future[None]] = set()
        self._guard = threading.Lock()

    def put(self, name: str, work: Callable[[], None]) -> None:
        """After what waits in this lane already."""
        with self._guard:
            lane = self._lanes.get(name)
            if lane is None:
                lane = self._lanes[name] = ThreadPoolExecutor(1, thread_name_prefix="jiefangtai-printer")
            future = lane.submit(work)
            self._under_way.add(future)
        future.add_done_callback(self._ended)

    def settle(self, seconds: float) -> bool:
        """Wait until every lane is empty; False if that took longer."""
        with self._guard:
            under_way = set(self._under_way)
        return not wait(under_way, timeout=seconds).not_done

    def close(self) -> None:
        """Let the job in each lane end (its own time limit is short); what waits behind it never starts."""
        with self._guard:
            lanes = list(self._lanes.values())
            self._lanes.clear()
        for lane in lanes:
            lane.shutdown(wait=False, cancel_futures=True)
        for lane in lanes:
            lane.shutdown(wait=True)

    def _ended(self, future: Future[None]) -> None:
        """A job whose state could not be written keeps the state it had; the log says why."""
        with self._guard:
            self._under_way.discard(future)
        try:
            fault = future.exception()
        except CancelledError:
            return
        if fault is not None:
            _log.error("a print job broke off: %s", type(fault).__name__)
