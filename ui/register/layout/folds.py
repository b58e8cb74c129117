"""A group of fields that folds to one line in a narrow window, still showing its error and its key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fix, space
from ui.widgets import ErrorLine, Icon, Panel, Text, name_widget


class Brief(Text):
    """One line of content, cut with “…” where the window is too narrow for it."""

    def __init__(self) -> None:
        super().__init__("", "body")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def show_whole(self, text: str) -> None:
        self._whole = text
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = max(self.width(), 1)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


class FoldLine(Panel):
    """› 来访人 王小明（示例），男，枞阳县 … 展开 Alt+1; under it the group's first error."""

    opened = Signal(str)
    """The group's name."""

    def __init__(self, title: str, key: str, name: str) -> None:
        super().__init__((16, 4, 16, 4), 2)
        name_widget(self, title, f"register.{name}.line")
        self._name = name
        row = QHBoxLayout()
        space(row, spacing=8)
        self._words = Brief()
        row.addWidget(Icon("right"))
        head = Text(title, "heading")
        fix(head, min_height=26)  # not the panel's own: with an error under it, it is higher
        row.addWidget(head)
        row.addWidget(self._words, 1)
        row.addWidget(Text(f"展开 {key}", "caption"))
        self.body.addLayout(row)
        self._error = ErrorLine(24, wrap=False)
        self.body.addWidget(self._error)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, words: str, error: str) -> None:
        """What the group holds, and its first error."""
        self._words.show_whole(words)
        self.setAccessibleDescription(f"{words} {error}".strip())
        if error:
            self._error.say(f"{error.partition('。')[0]}。去改正 Alt+E")
        else:
            self._error.clear()

    def error_text(self) -> str:
        return self._error.text()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._name)


class Group(QWidget):
    """A panel of fields and the line it folds to."""

    def __init__(self, title: str, key: str, name: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column)
        self.panel = Panel()
        self.line = FoldLine(title, key, name)
        name_widget(self.panel, title, f"register.{name}")
        column.addWidget(self.panel)
        column.addWidget(self.line)
        self.line.hide()
        self._folded = False

    @property
    def folded(self) -> bool:
        return self._folded

    def fold(self, folded: bool) -> None:
        """Folding never happens to the group with the keys: the screen sees to that."""
        self._folded = folded
        self.panel.setVisible(not folded)
        self.line.setVisible(folded)
        down = QSizePolicy.Policy.Maximum if folded else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
