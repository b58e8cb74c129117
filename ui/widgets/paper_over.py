"""A page of paper enlarged over the window, black on white in every theme; Esc puts it away (LOOK2 A9)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import px, set_mark, space
from ui.widgets.basics import Heading, name_widget
from ui.widgets.over import Over
from ui.widgets.scroll import centred, scrolling

WIDTH = 760


class PaperOver(Over):
    """As wide as there is room for; arrows and the wheel move down the page."""

    def __init__(self, over: QWidget, title: str, picture: bytes) -> None:
        super().__init__(over, title, "paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        space(column, (16, 10, 16, 16), 8)
        column.addWidget(Heading(title, "↑ ↓ 翻看，Esc 退回"))
        width = min(px(WIDTH), over.width() - px(64))
        image = QPixmap()
        image.loadFromData(picture, "PNG")
        ratio = self.devicePixelRatioF()
        shown = image.scaledToWidth(
            round((width - px(48)) * ratio), Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        self._paper = QLabel()
        name_widget(self._paper, title, "paper.page")
        self._paper.setPixmap(shown)
        set_mark(self._paper, "paper", True)
        self._scroll = scrolling(centred(self._paper))
        column.addWidget(self._scroll, 1)
        self.resize(width, over.height() - px(48))
        self.move((over.width() - width) // 2, px(24))
        self.lift()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: px(60), Qt.Key.Key_Up: -px(60),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F8:
            self.shut()
        else:
            super().keyPressEvent(event)

    def shut(self) -> None:
        if not self.isHidden():
            super().shut()
            self.deleteLater()
