"""The slip beside its settings: an administrator's typing is seen at once, a wrong sentence is said."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.services.preview_paper import preview_paper
from main import Home
from tests.ui.house import NOW, PASSWORD, settle
from ui.bridge import Bridge
from ui.settings.page import SettingsPage
from ui.settings.preview import PAUSE
from ui.tasks import Tasks
from ui.theme import Look


@pytest.fixture
def admin(real_home: Home) -> Desk:
    return real_home.sign_in("guanli", PASSWORD, NOW)


@pytest.fixture
def page(admin: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(admin, tasks, bridge, look)
    qtbot.addWidget(made.view)
    made.view.resize(1400, 900)
    made.view.show()
    made.enter()
    settle(qtbot, tasks)
    return made


def shown(page: SettingsPage) -> QImage:
    assert page.view.preview is not None
    return page.view.preview.paper.pixmap().toImage()


def type_into(page: SettingsPage, key: str, text: str, qtbot: QtBot, tasks: Tasks) -> None:
    page.view.rows[key].field.setText(text)
    qtbot.wait(PAUSE + 50)
    settle(qtbot, tasks)


def test_what_is_typed_is_seen_before_it_is_stored(page: SettingsPage, qtbot: QtBot, tasks: Tasks) -> None:
    before = shown(page)
    assert before.width() > 100
    type_into(page, "回执标题", "来访凭证", qtbot, tasks)
    assert shown(page) != before
    assert page._desk.settings["回执标题"] == "来访登记回执"
    type_into(page, "回执标题", "来访登记回执", qtbot, tasks)
    assert shown(page) == before


def test_a_wrong_placeholder_is_a_sentence_and_the_picture_stays(
    page: SettingsPage, qtbot: QtBot, tasks: Tasks
) -> None:
    before = shown(page)
    pane = page.view.preview
    assert pane is not None
    places = [one.geometry() for one in (pane, pane.paper, pane.said)]
    type_into(page, "回执声明", "凭 {身份证号} 查询", qtbot, tasks)
    assert "{身份证号}" in pane.said.text()
    assert shown(page) == before
    assert [one.geometry() for one in (pane, pane.paper, pane.said)] == places
    row = page.view.rows["回执声明"]
    row.field.left.emit()
    settle(qtbot, tasks)
    assert "用不了" in row.line.text()
    assert page._desk.settings["回执声明"] == "本回执仅证明登记，不代替书面告知书。"


def test_there_is_no_preview_for_a_clerk_and_none_where_it_has_no_room(
    page: SettingsPage, desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page.view.resize(800, 600)
    assert page.view.preview is not None
    assert page.view.preview.isHidden()
    clerk = SettingsPage(desk, tasks, bridge, look)
    qtbot.addWidget(clerk.view)
    assert clerk.view.preview is None


def test_the_sample_is_no_record(admin: Desk) -> None:
    preview = preview_paper(admin, {"接待地址": "示例路9号"})
    assert preview.png.startswith(b"\x89PNG")
    assert preview.fallback == ""
