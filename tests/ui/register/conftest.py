"""A clerk's registration page in the real window over a real encrypted store, driven by keys."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desk import Desk, Place, StoppedClock
from app.domain.rows.base import new_id
from app.domain.rows.centre import Staff
from app.events import Event
from app.services.desk.init_desk import FirstDesk, PublicKey, init_desk
from app.services.staff.sign_in import read_settings
from db.access.signing import signer_of
from db.store import Store
from printing.folder import PdfFolder
from printing.papers import Papers
from tests.ui.house import NOW, workplace_of
from ui import routes
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
    tasks: Tasks
    over: bool = False
    """The program has ended: nothing is waited for any more."""
    went: list[routes.Route] = field(default_factory=list)
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
        if self.over:
            return
        until = time.monotonic() + 0.3
        self.qtbot.waitUntil(self._at_rest(until))  # type: ignore[attr-defined]

    def _at_rest(self, until: float):  # type: ignore[no-untyped-def]
        def still() -> bool:
            return time.monotonic() > until and self.tasks.under_way == 0 and not self.page.draft.waiting

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


@pytest.fixture(scope="session")
def papers() -> Papers:
    return Papers()


@pytest.fixture
def desk(store: Store, home: Path, papers: Papers) -> Desk:
    """赵小雨（示例）at window A on a Monday morning; papers go to the folder."""
    signer = store.on_writer(signer_of)
    first = FirstDesk(centre="示例市人民来访接待中心", code="340700", letter="A", login="guanli")
    init_desk(store, first, PublicKey(key_id=signer.key_id, public_key=signer.public_key), NOW)
    return Desk(
        place=Place(centre=first.centre, code=first.code, letter=first.letter),
        staff=Staff(id=new_id(), login="zhaoxy", name="赵小雨（示例）", roles=("登记员",), at=NOW),
        records=store,
        clock=StoppedClock(NOW),
        settings=read_settings(store).replaced("值班联络", "值班室 0562-0000000"),
        signer=signer,
        papers=papers,
        printers=PdfFolder(home / "出单"),
        announce=_nobody_listens,
    )


def _nobody_listens(event: Event) -> None:
    """Until a page is opened."""


def open_page(qtbot, look: Look, desk: Desk, tasks: Tasks) -> Clerk:
    """The window with the registration page in front, tables read, dates there."""
    bridge = Bridge()
    desk = replace(desk, announce=bridge.announce)
    keys = KeyWatch()
    window = Window(look, keys, [Tab("register", "登记", "Ctrl+1", routes.Registration())])
    page = RegisterPage(workplace_of(desk, tasks, bridge))
    window.add_page(page)
    window.resize(1440, 900)
    clerk = Clerk(qtbot, window, page, desk, tasks)
    qtbot.addWidget(window, before_close_func=lambda _: clerk.rest())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_route(routes.Registration())
    page.go.connect(clerk.went.append)
    page.notice.connect(lambda _, text: clerk.said.append(text))
    page.saving_changed.connect(lambda state: clerk.states.append(state.text))
    clerk.rest()
    return clerk


@pytest.fixture
def clerk(qtbot, look: Look, desk: Desk, tasks: Tasks) -> Clerk:
    return open_page(qtbot, look, desk, tasks)
