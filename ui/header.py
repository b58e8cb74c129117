"""The head of the window: name, tabs, the one look-up box, command list and keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.routes import Route
from ui.theme import fix, px, set_mark, space
from ui.theme.icons import draw
from ui.widgets.basics import Button, KeyCap, Text, name_widget
from ui.widgets.fields import ENTER, TextField


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the head: its word, its key, where it leads, and the tab name that pages carry."""

    name: str
    word: str
    key: str
    route: Route


SEARCH = (432, 336, 240)
"""Widths of the look-up box: with room, in a narrow window at most, and at least there."""


class TabButton(QPushButton):
    """A tab with its key cap."""

    def __init__(self, tab: Tab) -> None:
        super().__init__()
        self.tab = tab
        self.setCheckable(True)
        self.setAutoDefault(False)
        set_mark(self, "tab", "true")
        name_widget(self, tab.word, f"tab.{tab.name}")
        row = QHBoxLayout(self)
        space(row, (12, 0, 12, 0), 8)
        self._word = Text(tab.word, "body")
        self.cap = KeyCap(tab.key)
        row.addWidget(self._word)
        row.addWidget(self.cap)
        self.toggled.connect(self._mark)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        for part in (self._word, self.cap):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def show_count(self, count: int) -> None:
        words = f"{self.tab.word} {count}" if count else self.tab.word
        self._word.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    @Slot(bool)
    def _mark(self, on: bool) -> None:
        self._word.set_kind("strong" if on else "body")
        self.updateGeometry()


class SearchBox(TextField):
    """找人 / 扫码 / 号码 / 拼音首字母: always in the same place, F3."""

    entered = Signal(str)
    down = Signal()

    def __init__(self) -> None:
        super().__init__("查找", "search")
        self._cap = KeyCap("F3")
        self._cap.setParent(self)
        self.set_remark(" " * 10)
        self.setTextMargins(px(22), 0, px(34), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.entered.emit(self.text().strip())
        elif event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = px(16)
        draw(painter, QRectF(px(9), (self.height() - side) / 2, side, side), "search", "text2")
        painter.end()

    def _make_room(self) -> None:
        self.setTextMargins(px(22), 0, px(34), 0)
        self._fit_hint()
        if hasattr(self, "_cap"):
            size = self._cap.sizeHint()
            self._cap.setGeometry(
                self.width() - size.width() - px(8),
                (self.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )


class Header(QFrame):
    """48 px high; 40 in a narrow window, then without key caps and buttons."""

    tab_asked = Signal(object)
    """Route of the tab that was pressed."""
    commands_asked = Signal()
    keys_asked = Signal()

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        set_mark(self, "bar", "top")
        fix(self, height=48)
        self._row = QHBoxLayout(self)
        space(self._row, (16, 0, 16, 0), 0)
        self._row.addWidget(Text("接访台", "date"))
        gap = QWidget()
        fix(gap, width=20)
        self._row.addWidget(gap)
        self.tabs = [TabButton(tab) for tab in tabs]
        for tab in self.tabs:
            tab.clicked.connect(self._tab_pressed)
            self._row.addWidget(tab)
        self._row.addStretch(1)
        self.search = SearchBox()
        fix(self.search, min_width=SEARCH[1], max_width=SEARCH[0])
        self._row.addWidget(self.search, 2)
        self._more = QWidget()
        more = QHBoxLayout(self._more)
        space(more, (20, 0, 0, 0), 12)
        self.commands = Button("命令", "header.commands", key="Ctrl+K", kind="small")
        self.keys = Button("按键", "header.keys", key="F1", kind="small")
        more.addWidget(self.commands)
        more.addWidget(self.keys)
        self.commands.clicked.connect(self.commands_asked)
        self.keys.clicked.connect(self.keys_asked)
        self._row.addWidget(self._more)

    def minimumSizeHint(self) -> QSize:
        """The window may become narrow; only then can the head fold."""
        return QSize(0, super().minimumSizeHint().height())

    def show_search(self, on: bool) -> None:
        """Who may not look anybody up has no box for it."""
        self.search.setVisible(on)

    def show_current(self, tab: str) -> None:
        for button in self.tabs:
            button.setChecked(button.tab.name == tab)

    def show_count(self, tab: str, count: int) -> None:
        """How many wait on a tab's page; nothing where none does."""
        for button in self.tabs:
            if button.tab.name == tab:
                button.show_count(count)

    def make_small(self, small: bool) -> None:
        fix(self, height=40 if small else 48)
        fix(self.search, min_width=SEARCH[2] if small else SEARCH[1], max_width=SEARCH[1 if small else 0])
        space(self._row, (12 if small else 16, 0, 12 if small else 16, 0), 0)
        self._more.setVisible(not small)
        for button in self.tabs:
            button.cap.setVisible(not small)

    @Slot()
    def _tab_pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, TabButton):
            sender.setChecked(True)
            self.tab_asked.emit(sender.tab.route)
