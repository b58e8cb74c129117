"""The sync page at a desk alone, by click and by key, and for accounts that decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import Desk
from home import Home
from tests.ui.house import PASSWORD, ROUTES, settle, workplace_of
from tests.ui.sync.conftest import window_of
from ui import routes
from ui.app import Program
from ui.bridge import Bridge
from ui.sync.model import NOT_HERS, NOTHING
from ui.sync.page import SyncPage
from ui.tasks import Tasks
from ui.theme import Look


def test_a_click_on_the_light_opens_the_page_and_esc_goes_back(program: Program, qtbot: QtBot) -> None:
    window = window_of(program)
    light = window.status.sync
    assert light.text_shown() == "单机，未加入中心"
    qtbot.mouseClick(light, Qt.MouseButton.LeftButton)
    settle(qtbot, program.tasks)
    assert window.current is window.page("sync")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.current is window.page("start")


def test_its_key_works_on_every_page_and_no_other_command_has_it(program: Program, qtbot: QtBot) -> None:
    window = window_of(program)
    for name in ("start", "register", "waiting", "reception", "find", "settings"):
        window.show_route(ROUTES[name])
        settle(qtbot, program.tasks)
        having = [one.name for one in window.all_commands() if "Ctrl+H" in one.keys]
        assert having == ["window.sync"]
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        assert window.current is window.page("sync")


def test_who_decides_nothing_has_the_keys_on_the_page(
    qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, desk: Desk
) -> None:
    """The list is not theirs: the keys do not stay on a button of the header."""
    admin = replace(desk, staff=replace(desk.staff, roles=("系统管理员",)))
    page = SyncPage(workplace_of(admin, tasks, bridge))
    qtbot.addWidget(page.view)
    page.view.show()
    page.come(routes.Sync())
    settle(qtbot, tasks)
    assert page.view.window().focusWidget() is page.view


def test_one_desk_alone_is_quiet(program: Program, qtbot: QtBot) -> None:
    window = window_of(program)
    window.show_route(routes.Sync())
    settle(qtbot, program.tasks)
    page = window.page("sync")
    assert isinstance(page, SyncPage)
    view = page.view
    assert view.state.state.text() == "单机，未加入中心"
    assert view.none.text() == NOTHING
    assert not view.list.isVisible()
    assert not view.detail.isVisible()
    can = {one.name for one in page.commands() if one.enabled}
    assert can == set()
    page.keep()
    page.restore()
    page.undo()
    assert program.tasks.under_way == 0


@pytest.fixture
def admin_page(
    qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, real_home: Home, desk: Desk
) -> Iterator[SyncPage]:
    admin = real_home.sign_in("guanli", PASSWORD)
    page = SyncPage(workplace_of(admin, tasks, bridge, real_home))
    qtbot.addWidget(page.view)
    page.view.show()
    yield page
    qtbot.waitUntil(lambda: tasks.under_way == 0)


def test_an_administrator_sees_how_it_stands_and_has_no_key_to_decide(
    admin_page: SyncPage, qtbot: QtBot, tasks: Tasks
) -> None:
    admin_page.come(routes.Sync())
    settle(qtbot, tasks)
    assert admin_page.view.state.state.text() == "单机，未加入中心"
    assert admin_page.view.none.text() == NOT_HERS
    assert {one.name for one in admin_page.commands()} == {"sync.retry", "sync.now"}
    assert [one.name for one in admin_page.commands() if one.primary] == ["sync.now"]
