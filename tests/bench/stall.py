"""How late the window's own timer is, and how long a save waits, while many rows come in from the hub.

``python -m tests.bench.stall [VISITS]`` prints one JSON object: a signed-in window on its start page,
offscreen with Qt's own event loop, first at rest, then while its desk pulls so many visits of another desk
(7,000 are some 100,000 rows). The hub is a process of its own, as in ``tests.bench.sync``.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from printing.fonts import font_files
from tests.bench.seats import Held, Seat, hub_process, spread, two_seats
from tests.bench.sync import SERIOUS, fill
from ui.app import Program
from ui.placing import Placed
from ui.theme import Look

TICK_MS = 5
REST_SECONDS = 3.0


class Lateness(QObject):
    """A timer of the window's thread: how many seconds late each of its turns came."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._seconds: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def until(self, is_over: Callable[[], bool]) -> dict[str, float]:
        """Run Qt's event loop until then; what the turns waited, in milliseconds."""
        self._is_over, self._seconds, self._before = is_over, [], time.perf_counter()
        self._timer.start()
        self._app.exec()
        self._timer.stop()
        return spread(self._seconds)

    def _tick(self) -> None:
        now = time.perf_counter()
        self._seconds.append(max(0.0, now - self._before - TICK_MS / 1000))
        self._before = now
        if self._is_over():
            self._app.exit()


def measure(visits: int) -> dict[str, Any]:
    """Milliseconds of the window's timer at rest and during the pull, and of a save that waits meanwhile."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("another kind of application runs")
    with tempfile.TemporaryDirectory(prefix="jiefangtai-bench-") as place, hub_process(Path(place)) as hub:
        folder = Path(place)
        first, second = two_seats(folder, hub, hub.url)
        fill(first, folder, visits)
        first.sit().link.exchange()
        first.house.close()
        program = _signed_in(second, app)
        answer = _pulled(second, Lateness(app))
        program.close()
    return {"visits": visits} | answer


def _signed_in(seat: Seat, app: QApplication) -> Program:
    """Its window on the start page; the link is asked here, not in the background."""
    setattr(seat.house, "keep_in_sync", lambda _desk: None)  # noqa: B010 - of this one house
    program = Program(seat.house, Look(app, font_files()), "clerk")
    program.open(Placed(0, 0, 1440, 900))
    program.door.signed_in.emit(seat.desk)
    while program.tasks.under_way:
        app.processEvents()
    program.shell.grab()
    seat.link.tell(program.bridge.announce)
    return program


def _pulled(seat: Seat, lateness: Lateness) -> dict[str, Any]:
    end = time.monotonic() + REST_SECONDS
    at_rest = lateness.until(lambda: time.monotonic() >= end)
    pulled: list[int] = []
    thread = threading.Thread(target=lambda: pulled.append(seat.link.exchange().pulled))
    begun = time.perf_counter()
    with Held(seat.house.store) as held:
        thread.start()
        meanwhile = lateness.until(lambda: not thread.is_alive())
    return {
        "rows": sum(pulled),
        "seconds": round(time.perf_counter() - begun, 1),
        "window_at_rest_ms": at_rest,
        "window_late_ms": meanwhile,
        "writer_held_ms": spread(held.seconds),
    }


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SERIOUS
    sys.stdout.write(json.dumps(measure(count), indent=1) + "\n")
