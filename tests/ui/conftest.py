"""The tests of the window share these fixtures: the bundled fonts, the look, tasks and the bridge."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partialmethod
from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.services.staff.manage_staff import NewStaff, add_staff
from home import Home
from printing.fonts import font_files
from tests.ui.house import CLERK, LEADER, NOW, PASSWORD, make_home, settle, sign_in
from ui.app import Program
from ui.bridge import Bridge
from ui.placing import Placed
from ui.shell import Shell
from ui.tasks import Tasks
from ui.theme import Look
from ui.theme.tokens import LIGHT, STEPS

PATIENCE = 60_000
"""Milliseconds."""


@pytest.fixture(autouse=True, scope="session")
def _shown_alone() -> list[str]:
    """What the program showed while it had no parent; watched for the whole session, PySide keeps methods."""
    alone: list[str] = []
    show, set_visible = QWidget.show, QWidget.setVisible

    def look_at(widget: QWidget) -> None:
        caller = sys._getframe(2).f_globals["__name__"]
        if caller.startswith("ui.") and widget.isWindow() and not isinstance(widget, QDialog | Shell):
            alone.append(f"{widget.objectName() or widget} in {caller}")

    def seen_show(widget: QWidget) -> None:
        look_at(widget)
        show(widget)

    def seen_set_visible(widget: QWidget, visible: bool) -> None:
        if visible:
            look_at(widget)
        set_visible(widget, visible)

    QWidget.show = seen_show  # type: ignore[method-assign, assignment]
    QWidget.setVisible = seen_set_visible  # type: ignore[method-assign, assignment]
    return alone


@pytest.fixture(autouse=True)
def nothing_is_shown_outside_the_window(_shown_alone: list[str]) -> Iterator[None]:
    """Fail where a part without a parent is shown: it flashes as a window and takes the keys with it."""
    _shown_alone.clear()
    yield
    assert not _shown_alone, f"shown as windows of their own: {_shown_alone}"


@pytest.fixture(autouse=True)
def garbage_goes_on_the_windows_thread() -> Iterator[None]:
    """Collect what a test dropped where its widgets live, as ui.garbage does for the program."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture(scope="session")
def fonts() -> dict[str, Path]:
    return font_files()


@pytest.fixture(scope="session")
def _one_look(qapp: QApplication, fonts: dict[str, Path]) -> Look:
    return Look(qapp, fonts, LIGHT)


@pytest.fixture
def look(_one_look: Look) -> Iterator[Look]:
    """The themed application, light at 100 %; put back after each test."""
    yield _one_look
    _one_look.set_most(STEPS[-1])
    _one_look.set_small(False)
    if _one_look.theme != LIGHT:
        _one_look.set_theme(LIGHT)
    if _one_look.scale != 100:
        _one_look.set_scale(100)


class PatientBot(QtBot):
    """Waits that fail only where nothing comes at all, not where the machine has other work."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE)  # noqa: N815 - pytest-qt's own names
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)  # noqa: N815
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)  # noqa: N815


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def bridge(qapp: QApplication) -> Bridge:
    return Bridge()


@pytest.fixture
def commit() -> Callable[[QWidget, str], None]:
    """Type Chinese as an input method does: composed, then committed."""

    def send(widget: QWidget, text: str) -> None:
        QApplication.sendEvent(widget, QInputMethodEvent("pinyin", []))
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return send


@pytest.fixture(scope="session")
def home_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed home with its clerk, to copy: keys are dear to make."""
    folder = tmp_path_factory.mktemp("home") / "home"
    make_home(folder).close()
    return folder


@pytest.fixture
def real_home(home_folder: Path, tmp_path: Path) -> Iterator[Home]:
    """The real house over a home of its own."""
    shutil.copytree(home_folder, tmp_path / "home")
    home = Home(tmp_path / "home")
    yield home
    home.close()


@pytest.fixture
def leader_home(real_home: Home) -> Home:
    """The house with a 带班领导 beside the clerk."""
    admin = real_home.sign_in("guanli", PASSWORD, NOW)
    leader = NewStaff(login=LEADER, name="李大为（示例）", roles=("带班领导",))
    add_staff(admin, real_home.vault, real_home.keys, leader, PASSWORD)
    return real_home


@pytest.fixture
def leader_bridge(leader_home: Home) -> Bridge:
    """Brings what was stored in that house to the pages."""
    made = Bridge()
    leader_home.listen(made.announce)
    return made


@pytest.fixture
def desk(real_home: Home) -> Desk:
    """The clerk 赵小雨 signed in at 2026-11-23 09:31:07."""
    return sign_in(real_home)


@pytest.fixture
def program(qtbot: QtBot, look: Look, real_home: Home, desk: Desk) -> Iterator[Program]:
    """The whole program with the clerk signed in, on its start page."""
    made = Program(real_home, look, CLERK)
    made.open(Placed(0, 0, 1440, 900))
    made.shell.resize(1440, 900)
    made.door.signed_in.emit(desk)
    settle(qtbot, made.tasks)
    yield made
    made.close()
    made.shell.hide()
    made.shell.deleteLater()
