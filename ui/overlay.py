"""A sheet that lies over the window: keys of the screen (F1) and the list of commands (Ctrl+K)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from ui.page import Command
from ui.theme import fix, px, set_mark, space
from ui.widgets.basics import Heading, KeyCap, Text, name_widget, rule
from ui.widgets.choices import plain
from ui.widgets.droplist import Index, Rows
from ui.widgets.fields import ENTER, TextField
from ui.widgets.keynames import key_name
from ui.widgets.over import Over


class Overlay(Over):
    """Centred over the window; Esc closes it and the focus goes back where it was."""

    def __init__(self, window: QWidget, title: str, identifier: str, width: int) -> None:
        super().__init__(window, title, identifier)
        self._width = width
        self.body = QVBoxLayout(self)
        space(self.body, (16, 12, 16, 16), 8)
        self.body.addWidget(Heading(title, "Esc 关闭"))
        window.installEventFilter(self)

    def open(self, keys: QWidget) -> None:
        self._place()
        self.lift(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chord = event.key() == Qt.Key.Key_K and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F1 or chord:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        over = self.over
        width = min(px(self._width), over.width() - px(32))
        height = min(max(self.sizeHint().height(), px(320)), over.height() - px(32))
        self.setGeometry(
            (over.width() - width) // 2, min(px(80), (over.height() - height) // 2), width, height
        )


class KeySheet(Overlay):
    """F1: the keys of the present screen, and why its dates are what they are."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "按键", "keys", 820)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        name_widget(self._scroll, "按键", "keys.list")
        self.body.addWidget(self._scroll, 1)

    def show_keys(self, commands: Sequence[Command], reasons: Sequence[tuple[str, str]]) -> None:
        inner = QWidget()
        set_mark(inner, "ground", "panel")
        grid = QGridLayout(inner)
        grid.setProperty("px_across", 16)
        grid.setProperty("px_down", 6)
        space(grid)
        row = 0
        for what, why in reasons:
            grid.addWidget(_reason(what, why), row, 0, 1, 4)
            row += 1
        if reasons:
            grid.addWidget(rule(), row, 0, 1, 4)
            row += 1
        shown = [command for command in commands if command.keys]
        half = (len(shown) + 1) // 2
        for index, command in enumerate(shown):
            across = 2 * (index // half)
            down = row + index % half
            caps = QWidget()
            line = QHBoxLayout(caps)
            space(line, (0, 0, 0, 0), 4)
            for key in command.keys[:2]:
                line.addWidget(KeyCap(key_name(key)))
            line.addStretch(1)
            grid.addWidget(caps, down, across, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(command.text, "body"), down, across + 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(row + half, 1)
        self._scroll.setWidget(inner)
        wanted = inner.sizeHint().height() + px(8)
        self._scroll.setMinimumHeight(min(wanted, self.over.height() - px(120)))
        self.open(self._scroll)


def _reason(what: str, why: str) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    space(line, (0, 0, 0, 0), 16)
    head = Text(what, "strong")
    fix(head, min_width=184)
    line.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(why, "body", wrap=True), 1)
    return made


class Commands(QAbstractListModel):
    """The commands that fit what is typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Command] = []

    def show(self, rows: list[Command]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        command = self.rows[index.row()]
        keys = "  ".join(key_name(key) for key in command.keys)
        if role == Qt.ItemDataRole.DisplayRole:
            return command.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{command.text} {keys}"
        return keys if role == Qt.ItemDataRole.UserRole else None


class CommandList(Overlay):
    """Ctrl+K: every command of the screen with its key; type to filter, Enter to do it."""

    asked = Signal(object)
    """The Command to run, after the list has closed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "命令", "commands", 560)
        self._all: list[Command] = []
        self._model = Commands(self)
        self._typed = _Line(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(Rows(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name_widget(self._list, "命令", "commands.list")
        fix(self._list, min_height=280)
        self.body.addWidget(self._typed)
        self.body.addWidget(self._list, 1)
        self._typed.textChanged.connect(self._filter)
        self._list.clicked.connect(self._clicked)

    def show_commands(self, commands: Sequence[Command]) -> None:
        self._all = [command for command in commands if command.enabled]
        self._typed.clear()
        self._filter("")
        self.open(self._typed)

    def step(self, by: int) -> None:
        if self._model.rows:
            row = (self._list.currentIndex().row() + by) % len(self._model.rows)
            self._list.setCurrentIndex(self._model.index(row))

    def do(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self._clicked(index)

    @Slot(str)
    def _filter(self, typed: str) -> None:
        wanted = plain(typed)
        self._model.show(
            [
                command
                for command in self._all
                if wanted in plain(command.text) or wanted in plain(" ".join(command.keys))
            ]
        )
        self._list.setCurrentIndex(self._model.index(0))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        command = self._model.rows[index.row()]
        self.shut()
        self.asked.emit(command)


class _Line(TextField):
    """The line of the command list: arrows and Enter belong to the list."""

    def __init__(self, of: CommandList) -> None:
        super().__init__("找命令", "commands.find", "输入命令或按键")
        self._of = of

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._of.step(steps[Qt.Key(event.key())])
        elif event.key() in ENTER:
            self._of.do()
        elif event.key() == Qt.Key.Key_Escape:
            self._of.shut()
        else:
            super().keyPressEvent(event)
