"""Loads what papers need while nobody types, so that the first one of a day is no slower than the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from app.desk import Desk
from ui.tasks import Tasks

REST_MS = 2_000
"""Without a key for so long after signing in: the first page is drawn and nobody waits for another."""


class PapersAhead(QObject):
    """Asks the desk's papers once for each person who may put something on paper; on a thread."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk: Desk | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.prepare)

    def follow(self, desk: Desk) -> None:
        """Wait for a quiet moment of who has just signed in."""
        if desk.may("print"):
            self._desk = desk
            self._rest.start()

    @Slot()
    def stirred(self) -> None:
        """Somebody pressed a key: the quiet begins anew."""
        if self._rest.isActive():
            self._rest.start()

    @Slot()
    def prepare(self) -> None:
        """Do it now, if anybody is waited for."""
        if self._desk is not None:
            self._tasks.run(self._desk.papers.prepare)
        self.stop()

    def stop(self) -> None:
        """Wait for nobody any more."""
        self._rest.stop()
        self._desk = None
