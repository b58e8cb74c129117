"""Collects reference cycles on the window's thread: Python itself does so on whichever thread allocates.

A widget that ends on another thread than its own takes the program down with all that is typed.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EACH_MS = 1000


class GarbageCollector(QObject):
    """Stands in for Python's own collector from ``start`` to ``stop``; only where a window runs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._automatic = gc.isenabled()
        self._awaits_quiet = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EACH_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on nothing is collected but by ``look``."""
        self._automatic = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Python collects as it did before ``start``."""
        self._timer.stop()
        gc.unfreeze()
        if self._automatic:
            gc.enable()

    def keep_loaded(self) -> None:
        """Look no more at what there is by now, such as modules: a full pass takes 15 ms in place of 60."""
        gc.freeze()

    @Slot()
    def put_off(self) -> None:
        """A person types: the next look passes."""
        self._awaits_quiet = True

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, the younger ones with it."""
        if self._awaits_quiet:
            self._awaits_quiet = False
            return
        ages = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, most) in enumerate(ages) if count > most > 0]
        if due:
            gc.collect(max(due))
