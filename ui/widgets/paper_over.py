"""A page of paper enlarged over the window, black on white in every theme; Esc puts it away (LOOK2 A9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import px, set_mark, space
from ui.widgets.basics import Heading, name_widget
from ui.widgets.over import Over
from ui.widgets.scroll import centred, scrolling

WIDTH = 760


class PaperOver(Over):
    """As wide as there is room for; arrows and the wheel move down the page, F8 goes to the next paper."""

    def __init__(
        self,
        of: QWidget,
        title: str,
        pictures: Sequence[bytes],
        looked_at: Callable[[bytes], None] = lambda _picture: None,
    ) -> None:
        """``looked_at`` hears of each paper that is shown."""
        super().__init__(of, title, "paper")
        self._pictures, self._place, self._looked_at, self._title = tuple(pictures), 0, looked_at, title
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        space(column, (16, 10, 16, 16), 8)
        self._head = Heading(title, "↑ ↓ 翻看，Esc 退回")
        column.addWidget(self._head)
        width = min(px(WIDTH), self.over.width() - px(64))
        self._wide = width - px(48)
        self._paper = QLabel()
        name_widget(self._paper, title, "paper.page")
        set_mark(self._paper, "paper", True)
        self._scroll = scrolling(centred(self._paper))
        column.addWidget(self._scroll, 1)
        self.resize(width, self.over.height() - px(48))
        self.move((self.over.width() - width) // 2, px(24))
        self._show()
        self.lift(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._scroll.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: px(60), Qt.Key.Key_Up: -px(60),
            Qt.Key.Key_PageDown: bar.pageStep(), Qt.Key.Key_PageUp: -bar.pageStep(),
        }  # fmt: skip
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F8:
            self._next()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        picture, count = self._pictures[self._place], len(self._pictures)
        if count > 1:
            more = "下一份 F8，" if self._place + 1 < count else ""
            words = f"{self._title}　第 {self._place + 1} 份，共 {count} 份"
            self._head.title.setText(words)
            self._head.set_caption(f"{more}↑ ↓ 翻看，Esc 退回")
            name_widget(self._paper, words, "paper.page")
        image = QPixmap()
        image.loadFromData(picture, "PNG")
        ratio = self.devicePixelRatioF()
        shown = image.scaledToWidth(round(self._wide * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self._paper.setPixmap(shown)
        self._scroll.verticalScrollBar().setValue(0)
        self._looked_at(picture)

    def _next(self) -> None:
        """The next paper; after the last one back to where one came from."""
        if self._place + 1 == len(self._pictures):
            self.shut()
            return
        self._place += 1
        self._show()

    def shut(self) -> None:
        if self.is_up:
            super().shut()
            self.deleteLater()
