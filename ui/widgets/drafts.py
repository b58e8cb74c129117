"""Keeps a form's draft: written within 300 ms of the last key, and says so only after the commit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import JiefangtaiError
from ui.page import Saving
from ui.tasks import Tasks

OLDEST = 300
"""Milliseconds: no key older than that is lost with the program."""
COMMIT = 100
"""Milliseconds that a commit may take; the bench measures how long it does (draft_ms)."""
PAUSE = OLDEST - COMMIT
"""Milliseconds from the first key that is not on disk until a write begins."""
SLOW = 300


class DraftSaver(QObject):
    """Call ``touch()`` on every edit; ``collect`` gives the draft, ``keep`` (a service) stores it."""

    saving = Signal(object)
    """ui.page.Saving for Page.saving_changed."""
    kept = Signal()

    def __init__(
        self,
        tasks: Tasks,
        collect: Callable[[], Any],
        keep: Callable[[Any], datetime],
        word: str = "草稿",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._collect = collect
        self._keep = keep
        self._word = word
        self._busy = False
        self._again = False
        self._stopped = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self.flush)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW)
        self._slow.timeout.connect(self._say_busy)

    @property
    def waiting(self) -> bool:
        """Something typed is not on disk yet."""
        return self._busy or self._again or self._rest.isActive()

    @property
    def busy(self) -> bool:
        """A write is on its way at this moment."""
        return self._busy

    @Slot()
    def touch(self) -> None:
        """Something was typed. The clock is not put back by further keys: 300 ms hold for each of them."""
        self._stopped = False
        if not self._rest.isActive():
            self._rest.start()

    @Slot()
    def flush(self) -> None:
        """Write at once (Ctrl+S, leaving the page)."""
        self._rest.stop()
        if self._stopped:
            return
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._slow.start()
        self._tasks.run(_Keeping(self._keep, self._collect()), self._done, self._failed)

    def stop(self) -> None:
        """The form became a record or was given up: nothing is written until the next touch()."""
        self._stopped = True
        self._again = False
        self._rest.stop()
        self.saving.emit(Saving())

    def _done(self, at: datetime) -> None:
        self._ended()
        if not self._stopped:
            self.saving.emit(Saving("saved", f"{self._word}已存 {at:%H:%M:%S}"))
            self.kept.emit()

    def _failed(self, error: JiefangtaiError) -> None:
        self._ended()
        self.saving.emit(Saving("error", f"{self._word}没有存上，正在再试"))
        self._tasks.went_wrong.emit(error)
        self._rest.start()

    def _ended(self) -> None:
        self._busy = False
        self._slow.stop()
        if self._again and not self._stopped:
            self._again = False
            self.flush()

    @Slot()
    def _say_busy(self) -> None:
        self.saving.emit(Saving("saving", "正在存…"))


class _Keeping:
    """The work for the thread: what was collected on the window's thread, kept on another."""

    def __init__(self, keep: Callable[[Any], datetime], what: Any) -> None:
        self._keep = keep
        self._what = what

    def __call__(self) -> datetime:
        return self._keep(self._what)
