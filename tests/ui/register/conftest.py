"""A clerk's registration page in the real window over a real encrypted store, driven by keys."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desk import Desk
from main import Home
from tests.ui.house import make_home, sign_in
from ui.bridge import Bridge
from ui.header import Tab
from ui.keyboard import KeyWatch
from ui.register.page import RegisterPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.window import Window

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@dataclass
class Clerk:
    """Hands at the keyboard: nothing here knows a widget but the one with the keys."""

    qtbot: object
    window: Window
    page: RegisterPage
    desk: Desk
    home: Home
    tasks: Tasks
    went: list[tuple[str, object]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        widget = QApplication.focusWidget()
        assert isinstance(widget, QWidget)
        QTest.keyClick(widget, key, modifier)
        QApplication.processEvents()

    def enter(self, times: int = 1) -> None:
        for _ in range(times):
            self.key(Key.Key_Return)

    def type(self, text: str, *, enter: bool = False) -> None:
        """Letters by key presses, Chinese as an input method commits it."""
        for char in text:
            widget = QApplication.focusWidget()
            assert isinstance(widget, QWidget)
            if char.isascii():
                QTest.keyClicks(widget, char)
            else:
                commit = QInputMethodEvent()
                commit.setCommitString(char)
                QApplication.sendEvent(widget, commit)
        QApplication.processEvents()
        if enter:
            self.enter()

    def rest(self) -> None:
        """Until timers and threads have come to rest."""
        until = time.monotonic() + 0.3
        self.qtbot.waitUntil(self._at_rest(until), timeout=8000)  # type: ignore[attr-defined]

    def _at_rest(self, until: float):  # type: ignore[no-untyped-def]
        def still() -> bool:
            return time.monotonic() > until and self.tasks.under_way == 0 and not self.page.drafting.waiting

        return still

    @property
    def at(self) -> str | None:
        """The field that has the keys."""
        return self.page.form_view.focused_key()

    def shown(self, identifier: str) -> str:
        """What stands in a field that is found by its identifier."""
        found = self.window.findChildren(QWidget, identifier)
        assert len(found) == 1, identifier
        return found[0].text()  # type: ignore[attr-defined,no-any-return]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path / "home")


def open_page(qtbot, look: Look, home: Home, tasks: Tasks) -> Clerk:
    """The window with the registration page in front, tables read, dates there."""
    bridge = Bridge()
    home.listen(bridge.announce)
    desk = sign_in(home)
    desk.settings.take("值班联络", "值班室 0562-0000000")
    keys = KeyWatch()
    window = Window(look, keys, [Tab("register", "登记", "Ctrl+1", "register")])
    page = RegisterPage(desk, tasks, bridge)
    window.add_page(page)
    window.resize(1440, 900)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_page("register")
    clerk = Clerk(qtbot, window, page, desk, home, tasks)
    page.go.connect(lambda name, what: clerk.went.append((name, what)))
    page.notice.connect(lambda _, text: clerk.said.append(text))
    page.saving_changed.connect(lambda state: clerk.states.append(state.text))
    clerk.rest()
    return clerk


@pytest.fixture
def clerk(qtbot, look: Look, home: Home, tasks: Tasks) -> Iterator[Clerk]:
    made = open_page(qtbot, look, home, tasks)
    yield made
    qtbot.waitUntil(lambda: tasks.under_way == 0, timeout=8000)
    home.close()
