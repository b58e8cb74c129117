"""Makes the planned backup while nobody types, and before the window shuts."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desk import Desk
from app.errors import JiefangtaiError
from app.services.desk.keep_backups import Backing, back_up_when_due, read_backups
from app.words import sentence
from ui.tasks import Tasks

REST_MS = 5 * 60_000
"""Without a key for so long it is a quiet moment."""
AGAIN_MS = 60 * 60_000
"""A machine that nobody touches is looked at again after so long: a day may have begun."""


class QuietBackup(QObject):
    """Follows who is signed in; what went wrong is said in words, and stays on the start page."""

    announced = Signal(str, str)
    may_close = Signal()
    """The backup before closing is made, or could not be made."""

    def __init__(self, house: Backing, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._house = house
        self._tasks = tasks
        self._desk: Desk | None = None
        self._closing = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.now)

    def follow(self, desk: Desk | None) -> None:
        self._desk = desk
        self._rest.start(REST_MS)

    @Slot()
    def stirred(self) -> None:
        """Somebody pressed a key: the quiet begins anew."""
        if self._desk is not None:
            self._rest.start(REST_MS)

    @Slot()
    def now(self) -> None:
        """Make it if it is due; on a thread."""
        if self._desk is not None:
            self._rest.start(AGAIN_MS)
            self._make(self._desk)

    def holds_closing(self) -> bool:
        """Whether the window stays until a backup is made; asked once, the second time it goes."""
        desk = self._desk
        if desk is None or self._closing:
            return False
        try:
            due = read_backups(desk).is_due(desk.clock.now().date())
        except JiefangtaiError:  # a store that cannot be read cannot be backed up either
            return False
        if due:
            self._closing = True
            self.announced.emit("good", "今天还没有备份，正在备份，写完就关。")
            self._make(desk)
        return due

    def stop(self) -> None:
        self._rest.stop()
        self._desk = None

    def _make(self, desk: Desk) -> None:
        self._tasks.run(
            partial(back_up_when_due, desk, self._house), self._made, self._failed, latest="backup"
        )

    def _made(self, answer: dict[str, Any] | None) -> None:
        if answer is not None and answer["second"] is not None and not answer["second"].endswith(".bak"):
            self.announced.emit("warning", "备份好了，第二处没有放上。请看 U 盘或共享在不在。")
        if self._closing:
            self.may_close.emit()

    def _failed(self, error: JiefangtaiError) -> None:
        self.announced.emit("warning", f"没有备份成：{sentence(error.code, error.facts)}")
        if self._closing:
            self.may_close.emit()
