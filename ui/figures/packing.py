"""Copies the visits on the screen for the national system: asks the purpose, clears the clipboard later."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.errors import JiefangtaiError
from app.services.figures.copy_pack import Pack, copy_pack
from app.services.figures.figures_page import FiguresAsked
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField

PURPOSE = "--purpose"
KEPT_MS = 5 * 60 * 1000
"""How long numbers of people lie in the clipboard."""


class PackingSheet(AskingBySheet):
    """Nothing is copied without a purpose; the audit keeps it."""

    announced = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk, self._tasks = desk, tasks
        self._asked: FiguresAsked | None = None
        self._text = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEPT_MS)
        self._later.timeout.connect(self.clear)

    def ask(self, asked: FiguresAsked) -> None:
        self._asked = asked
        purpose = TextField("用途", "figures.pack.purpose", "录入国家系统")
        self.fields = {PURPOSE: purpose}
        days = f"{asked.period.start.isoformat()} 至 {asked.period.end.isoformat()}"
        title = f"按国家系统的顺序复制，{days}，带姓名和证件号"
        self._open(title, "复制", ("用途",), "figures.pack").asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        if self.sheet is None or self._asked is None:
            return
        purpose = str(self.fields[PURPOSE].value() or "")
        work = partial(copy_pack, self._desk, self._asked.period, self._asked.basis, purpose)
        self._tasks.run(work, self._copied, self._refused)

    def _copied(self, pack: Pack) -> None:
        self.shut()
        self._text = pack.text
        QGuiApplication.clipboard().setText(pack.text)
        self._later.start()
        self.announced.emit("good", f"已复制 {pack.rows:,} 人，五分钟后从剪贴板清掉。已记入审计。")

    def _refused(self, error: JiefangtaiError) -> None:
        left = self._beside(error)
        if left is not None:
            self.announced.emit("error", left)

    @Slot()
    def clear(self) -> None:
        """Take the people out of the clipboard, unless something else was copied since."""
        clipboard = QGuiApplication.clipboard()
        if self._text and clipboard.text() == self._text:
            clipboard.clear()
        self._text = ""
