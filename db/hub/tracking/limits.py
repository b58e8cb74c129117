"""How often one may ask: a sliding count for each address and each code, bounded in memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

MOST_KEYS = 50_000


class Limit:
    """At most ``most`` events of a key within ``seconds``; the oldest keys are forgotten first."""

    def __init__(self, most: int, seconds: float, now: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._now = now
        self._events: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def is_over(self, key: str) -> bool:
        """Whether the key has used up its events."""
        with self._lock:
            return len(self._recent(key)) >= self._most

    def note(self, key: str) -> None:
        """Count one event."""
        with self._lock:
            events = self._recent(key)
            events.append(self._now())
            self._events[key] = events
            self._events.move_to_end(key)
            while len(self._events) > MOST_KEYS:
                self._events.popitem(last=False)

    def take_back(self, key: str) -> None:
        """The last event of the key was none."""
        with self._lock:
            events = self._recent(key)
            if events:
                events.pop()

    def _recent(self, key: str) -> deque[float]:
        events = self._events.get(key, deque())
        while events and events[0] <= self._now() - self._seconds:
            events.popleft()
        return events
