"""A text to read whole, over the window; Esc or Enter puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import px, space
from ui.widgets.basics import Heading, Text
from ui.widgets.fields import ENTER
from ui.widgets.over import Over
from ui.widgets.scroll import scrolling


class Reading(Over):
    """Title, lines, no fields."""

    def __init__(self, over: QWidget, title: str, words: str) -> None:
        super().__init__(over, title, "reading")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        space(column, (20, 14, 20, 20), 10)
        column.addWidget(Heading(title, "Esc 退回"))
        self._text = Text(words, "body", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(scrolling(self._text), 1)
        self.setAccessibleDescription(words)
        width = min(px(640), over.width() - px(32))
        high = self._text.heightForWidth(width - px(60)) + px(76)
        self.resize(width, min(high, over.height() - px(80)))
        self.move((over.width() - width) // 2, max(px(16), (over.height() - self.height()) // 3))
        self.lift()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def text(self) -> str:
        return self._text.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.shut()
        else:
            super().keyPressEvent(event)

    def shut(self) -> None:
        if not self.isHidden():
            super().shut()
            self.deleteLater()
