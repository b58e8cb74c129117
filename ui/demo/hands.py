"""A clerk's two hands: keys one by one, Chinese as an input method commits it, and eyes that wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.tasks import Tasks

BETWEEN = 32
"""Milliseconds between two keys: just slower than a scanner, so that nothing takes us for one."""
PATIENCE = 20.0
"""Seconds until a screen must have shown what is waited for."""
MOST_TABS = 80


class Lost(RuntimeError):
    """The day did not go on: what was waited for never came."""


class Hands:
    """Presses keys in the window; counts them."""

    def __init__(
        self, window: QWidget, tasks: Tasks, between: int = BETWEEN, patience: float = PATIENCE
    ) -> None:
        """``between``: milliseconds between two keys; ``patience``: seconds for what is waited for."""
        self._window = window
        self._tasks = tasks
        self._between, self._patience = between, patience
        self.keys = 0
        """Keys pressed."""
        self.characters = 0
        """Chinese characters committed by the input method."""

    def press(self, *keys: str) -> None:
        """Key sequences such as F9, Ctrl+2, Tab."""
        for key in keys:
            self._click(key, self._between)
        self.settle()

    def type(self, text: str) -> None:
        """What is in Latin letters and digits key by key, the rest committed as an input method does."""
        run = ""
        for char in text:
            if char.isascii():
                self._commit(run)
                run = ""
                QTest.keyClicks(self._focused(), char, Qt.KeyboardModifier.NoModifier, self._between)
                self.keys += 1
            else:
                run += char
        self._commit(run)

    def to(self, identifier: str) -> None:
        """Tab to the field of an identifier. Lost if it is on no way that Tab goes."""
        for key in ("Tab", "Shift+Tab"):
            for _ in range(MOST_TABS):
                if self._focused().objectName() == identifier:
                    return
                self._click(key, 1)
        raise Lost(f"no way by keys to {identifier}")

    def has(self, identifier: str) -> bool:
        """Whether the screen shows a field."""
        fields = self._window.findChildren(QWidget, identifier)
        return any(field.isVisible() for field in fields)

    def fill(self, identifier: str, text: str) -> None:
        """Go to a field and type; a picker's list is left by Tab, which takes the only entry."""
        self.to(identifier)
        self.type(text)
        self.press("Tab")

    def until(self, what: str, is_so: Callable[[], object]) -> None:
        """Let the program go on until something is so. Lost when patience is over."""
        until = time.monotonic() + self._patience
        while not is_so():
            if time.monotonic() > until:
                raise Lost(f"{what}; keys at {self._focused().objectName() or self._focused()}")
            QTest.qWait(15)

    def settle(self) -> None:
        """Let what is under way come home."""
        QTest.qWait(20)
        self.until("tasks to end", self._nothing_under_way)

    def picture(self, file: Path) -> Path:
        """A screenshot of the window as it stands."""
        self.settle()
        QTest.qWait(120)
        if not self._window.grab().save(str(file)):
            raise OSError(f"cannot write {file}")
        return file

    def _click(self, keys: str, pause: int) -> None:
        combination = QKeyCombination.fromCombined(QKeySequence(keys)[0].toCombined())  # type: ignore[index]
        key, modifiers = combination.key(), combination.keyboardModifiers()
        QTest.keyPress(self._focused(), key, modifiers, pause)
        QTest.keyRelease(self._focused(), key, modifiers)  # a sheet may have gone with the press
        self.keys += 1

    def _nothing_under_way(self) -> bool:
        return self._tasks.under_way == 0

    def _commit(self, text: str) -> None:
        if not text:
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self._focused(), event)
        self.characters += len(text)
        QTest.qWait(self._between)

    def _focused(self) -> QWidget:
        return QApplication.focusWidget() or self._window
