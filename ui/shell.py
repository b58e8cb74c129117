"""Holds the door and the work behind it in the one top-level window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.theme import set_mark, space


class Shell(QWidget):
    """The one top-level window: the door, or the work behind it.

    Not a stack itself: a screen reader is told of a stack's pages alone, never of what lies over them.
    """

    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self.stack)
        self.setWindowTitle("接访台")
        set_mark(self, "ground", "win")
        self.holds_closing: Callable[[], bool] | None = None
        """Whether something is done first; it shuts the window by itself then."""

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.holds_closing is not None and self.holds_closing():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
