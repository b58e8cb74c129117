"""Counts and times of the hub in Prometheus' text form; a few lines instead of a package with globals."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds."""
PREFIX = "jiefangtai_hub_"


class Metrics:
    """What one process of the hub has done since it began."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._times: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._bytes: Counter[str] = Counter()
        self._events: Counter[str] = Counter()

    def request(self, route: str, status: int, seconds: float, taken: int, sent: int) -> None:
        """Count one answered request."""
        with self._lock:
            self._requests[route, status] += 1
            self._times[route][bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds
            self._bytes["in"] += taken
            self._bytes["out"] += sent

    def event(self, name: str) -> None:
        """Count one event of the journal."""
        with self._lock:
            self._events[name] += 1

    def text(self, waiting: int) -> str:
        """Everything as Prometheus reads it; ``waiting``: desks that wait for news now."""
        with self._lock:
            return "\n".join([*self._lines(waiting), ""])

    def _lines(self, waiting: int) -> Iterator[str]:
        yield f"# TYPE {PREFIX}waiting_desks gauge"
        yield f"{PREFIX}waiting_desks {waiting}"
        yield f"# TYPE {PREFIX}requests_total counter"
        for (route, status), count in sorted(self._requests.items()):
            yield f'{PREFIX}requests_total{{route="{route}",status="{status}"}} {count}'
        yield f"# TYPE {PREFIX}request_seconds histogram"
        for route, times in sorted(self._times.items()):
            sofar = 0
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), times, strict=True):
                sofar += count
                yield f'{PREFIX}request_seconds_bucket{{route="{route}",le="{bound}"}} {sofar}'
            yield f'{PREFIX}request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}'
            yield f'{PREFIX}request_seconds_count{{route="{route}"}} {sofar}'
        yield f"# TYPE {PREFIX}bytes_total counter"
        for way, size in sorted(self._bytes.items()):
            yield f'{PREFIX}bytes_total{{way="{way}"}} {size}'
        yield f"# TYPE {PREFIX}events_total counter"
        for name, count in sorted(self._events.items()):
            yield f'{PREFIX}events_total{{event="{name}"}} {count}'
