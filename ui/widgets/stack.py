"""A stack of pages that never makes the window larger than the person made it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """QStackedWidget asks for the room of its largest page, also of one that nobody looks at.

    Here a page gets the room there is and folds (resizeEvent), instead of pushing the window off the screen.
    """

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def sizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.sizeHint() if page is not None else super().sizeHint()
