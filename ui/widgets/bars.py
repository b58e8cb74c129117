"""The bars of the window: notices, actions with the state of saving, and the status line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.page import Command, Saving
from ui.theme import fix, px, set_mark, space
from ui.widgets.basics import Button, Icon, IconText, Text, name_widget
from ui.widgets.keynames import key_name

MOST = 6


SHAPES = {"good": ("done", "ok"), "warning": ("warning", "warn"), "error": ("error", "err")}
"""Icon and colour of each kind of notice; there is no other kind."""
LASTS = {"good": 6_000, "warning": 15_000}
"""Milliseconds after which a notice goes by itself; an error stays until the page is left or it is shut."""


class NoticeBar(QFrame):
    """Says something without stopping the clerk, in the place of the status line, so that nothing moves.

    It covers no tab, no look-up box and no button, and takes no key: Esc always steps back.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        set_mark(self, "bar", "notice")
        row = QHBoxLayout(self)
        space(row, (16, 0, 8, 0), 8)
        self._icon = Icon("check", "ok")
        self._text = Text("", "body", wrap=True)
        self._shut = Button("收起", "notice.close", kind="small")
        fix(self._shut, max_height=26)
        self._shut.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.folder = Button("打开文件夹", "notice.folder", key="Alt+Home", kind="small")
        self.folder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fix(self.folder, max_height=26)
        self.folder.hide()
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.folder)
        row.addWidget(self._shut)
        self._shut.clicked.connect(self.hide)
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.timeout.connect(self.hide)
        self._room = (0, 0, 0)
        self.hide()

    def say(self, kind: str, sentence: str, folder: str = "") -> None:
        """kind: good, warning or error; with a folder, a button opens it."""
        self.folder.setVisible(bool(folder))
        shape, token = SHAPES[kind]
        self._icon.set(shape, token)
        self._text.setText(sentence)
        set_mark(self, "state", kind)
        name_widget(self, sentence, "notice")
        self.cover(*self._room)
        self.show()
        self.raise_()
        if kind in LASTS:
            self._going.start(LASTS[kind])
        else:
            self._going.stop()

    def cover(self, width: int, bottom: int, least: int) -> None:
        """Over the status line, as wide as the window; a long sentence grows upwards."""
        self._room = (width, bottom, least)
        beside = px(16 + 16 + 8 + 8 + 8) + self._shut.sizeHint().width()
        if not self.folder.isHidden():
            beside += self.folder.sizeHint().width() + px(8)
        high = max(least, self._text.heightForWidth(max(width - beside, 1)) + px(4))
        self.setGeometry(0, bottom - high, width, high)

    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()


class ActionBar(QFrame):
    """At most six buttons, one primary and leftmost; errors to mend and the state of saving at the right."""

    mend = Signal()
    pressed = Signal(str)
    """Name of the command."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "bar", "bottom")
        self._row = QHBoxLayout(self)
        space(self._row, (16, 0, 16, 0), 8)
        fix(self, height=56)
        self._buttons: dict[str, Button] = {}
        self._shown: list[Command] = []
        self._why = Text("", "caption")
        self._errors = Button("", "bar.mend", kind="plain", shape="error", token="err")
        set_mark(self._errors, "state", "error")
        self._errors.setAccessibleName("去改正")
        self._errors.clicked.connect(self.mend)
        self._saving = IconText("check", "", "ok", "second")
        name_widget(self._saving, "保存状态", "bar.saving")
        self._row.addWidget(self._why)
        self._row.addStretch(1)
        self._row.addWidget(self._errors)
        self._row.addWidget(self._saving)
        self.show_errors(0)
        self.show_saving(Saving())

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Buttons of the commands that want one; those already there are kept, so the focus stays."""
        wanted = sorted((command for command in commands if command.bar), key=_later)[:MOST]
        looks = [
            (command.name, command.text, command.keys, command.primary, command.icon) for command in wanted
        ]
        if looks != [
            (command.name, command.text, command.keys, command.primary, command.icon)
            for command in self._shown
        ]:
            self._rebuild(wanted)
        for command in wanted:
            self._buttons[command.name].setEnabled(command.enabled)
        self._shown = wanted
        whys = [command for command in wanted if not command.enabled and command.why_not]
        self._why.setText(min(whys, key=_not_primary).why_not if whys else "")  # each key tells its own
        self._fold()

    def show_errors(self, count: int) -> None:
        self._errors.setVisible(count > 0)
        self._errors.setText(f" {count} 处需要改正 Alt+E")
        self._errors.setAccessibleName(f"{count} 处需要改正")
        self._fold()

    def show_saving(self, state: Saving) -> None:
        looks = {
            "saved": ("check", "ok"),
            "saving": ("clock", "text3"),
            "error": ("error", "err"),
            "note": ("info", "text3"),
        }
        self._saving.setVisible(bool(state.text))
        if state.text:
            shape, token = looks[state.kind]
            self._saving.set(shape, state.text, token, "error" if state.kind == "error" else "second")
            self._saving.setAccessibleName(state.text)
        self._fold()

    def button(self, name: str) -> QPushButton | None:
        return self._buttons.get(name)

    def make_small(self, small: bool) -> None:
        fix(self, height=48 if small else 56)
        space(self._row, (12 if small else 16, 0, 12 if small else 16, 0), 8)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where the bar is too narrow the reasons go, then its last buttons; their keys still work."""
        margins = self.contentsMargins().left() + self._row.contentsMargins().left() * 2
        taken = (
            margins
            + 3 * self._row.spacing()
            + sum(
                label.sizeHint().width() + self._row.spacing()
                for label in (self._errors, self._saving)
                if not label.isHidden()
            )
        )
        for command in self._shown:
            button = self._buttons[command.name]
            taken += button.sizeHint().width() + self._row.spacing()
            button.setVisible(command.primary or taken <= self.width())
        taken += self._why.sizeHint().width() + self._row.spacing()
        self._why.setVisible(bool(self._why.text()) and taken <= self.width())

    def _rebuild(self, wanted: Sequence[Command]) -> None:
        for old in self._buttons.values():
            old.hide()  # else a show still queued by the layout would make it a window of its own
            old.setParent(None)
            old.deleteLater()
        self._buttons = {}
        for place, command in enumerate(wanted):
            made = Button(
                command.text,
                command.name,
                key=key_name(command.keys[0]) if command.keys else "",
                kind="primary" if command.primary else "",
                shape=command.icon,
            )
            made.clicked.connect(self._clicked)
            self._row.insertWidget(place, made)
            self._buttons[command.name] = made

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.pressed.emit(sender.objectName())


def _later(command: Command) -> bool:
    return not command.primary


def _not_primary(command: Command) -> bool:
    return not command.primary
