"""The keys of the page in front and of the window, as Qt's shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.keyboard import KeyWatch
from ui.page import Command
from ui.widgets.composing import commit_composing


class KeyActions(QObject):
    """Rebuilt whenever the commands change; the page's keys win over the window's."""

    def __init__(self, window: QWidget, keys: KeyWatch) -> None:
        super().__init__(window)
        self._window = window
        self._keys = keys
        self._actions: list[QAction] = []
        self._runs: dict[QAction, Callable[[], None]] = {}
        self._shown: list[tuple[str, tuple[str, ...], bool]] = []

    def show(self, commands: Sequence[Command]) -> None:
        """Bind the keys of all commands that can be done now."""
        wanted = [(command.name, command.keys, command.enabled) for command in commands]
        if wanted != self._shown:
            self._shown = wanted
            self._rebuild(commands)
        else:
            runs = {command.name: command.run for command in commands}
            self._runs = {action: runs[action.objectName()] for action in self._actions}

    def _rebuild(self, commands: Sequence[Command]) -> None:
        for old in self._actions:
            self._window.removeAction(old)
            old.deleteLater()
        self._actions, self._runs = [], {}
        taken: set[str] = set()
        dead: set[str] = set()
        for command in commands:
            free = [key for key in command.keys if key not in taken]
            taken.update(free)
            if command.enabled and free:
                self._add(command, free)
            elif not command.enabled:
                dead.update(free)
        self._keys.set_chords(taken - dead - {"Esc"}, dead)

    def _add(self, command: Command, keys: Sequence[str]) -> None:
        action = QAction(command.text, self)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(self._triggered)
        self._runs[action] = command.run
        self._actions.append(action)
        self._window.addAction(action)

    @Slot()
    def _triggered(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction) and sender in self._runs:
            self._keys.flush()
            commit_composing()
            self._runs[sender]()
