"""The slip beside its settings: an administrator's typing is seen at once, a wrong sentence is said."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.services.papers.preview_paper import GUARDED_SAMPLE, NOTICES_SAMPLE, SLIP_SAMPLE, preview_paper
from home import Home
from tests.ui.house import NOW, PASSWORD, settle, workplace_of
from ui import routes
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
    made = SettingsPage(workplace_of(admin, tasks, bridge), look)
    qtbot.addWidget(made.view)
    made.view.resize(1400, 900)
    made.view.show()
    made.come(routes.Settings())
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


@pytest.mark.parametrize(
    ("key", "typed", "title"),
    [
        ("三个告知单引言", "您于{日期}来访{事项}，已登记为 {编号}。", "三个告知单预览（示例）"),
        ("值班联络", "示例室 0562-0000000", "三个告知单预览（示例）"),
        ("检举控告意见", "已登记，依法处理。", "检举控告回执预览（示例）"),
        ("接待时间", "每天都来", "回执预览（示例）"),
    ],
)
def test_the_paper_is_the_one_on_which_the_setting_is_seen(
    page: SettingsPage, qtbot: QtBot, tasks: Tasks, key: str, typed: str, title: str
) -> None:
    pane = page.view.preview
    assert pane is not None
    page.view.activateWindow()
    page.view.rows[key].field.setFocus()
    qtbot.waitUntil(page.view.rows[key].field.hasFocus)
    settle(qtbot, tasks)
    assert pane.title.text() == pane.paper.accessibleName() == title
    before = shown(page)
    type_into(page, key, typed, qtbot, tasks)
    assert shown(page) != before
    page.view.rows["回执标题"].field.setFocus()
    settle(qtbot, tasks)
    assert pane.title.text() == "回执预览（示例）"


def test_a_wrong_placeholder_is_a_sentence_and_the_picture_stays(
    page: SettingsPage, qtbot: QtBot, tasks: Tasks
) -> None:
    before = shown(page)
    pane = page.view.preview
    assert pane is not None
    qtbot.waitUntil(lambda: pane.height() == pane.sizeHint().height())
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


def test_the_picture_grows_with_the_scale(page: SettingsPage, look: Look, qtbot: QtBot, tasks: Tasks) -> None:
    small = shown(page)
    look.set_scale(150)
    settle(qtbot, tasks)
    assert shown(page).width() == round(small.width() * 1.5)


def test_there_is_no_preview_for_a_clerk_and_none_where_it_has_no_room(
    page: SettingsPage, desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page.view.resize(800, 600)
    assert page.view.preview is not None
    assert page.view.preview.isHidden()
    clerk = SettingsPage(workplace_of(desk, tasks, bridge), look)
    qtbot.addWidget(clerk.view)
    assert clerk.view.preview is None


def test_the_sample_is_no_record(admin: Desk) -> None:
    preview = preview_paper(admin, {"接待地址": "示例路9号"})
    assert preview.png.startswith(b"\x89PNG")
    assert preview.fallback == ""


def test_each_sample_is_another_paper(admin: Desk) -> None:
    samples = (SLIP_SAMPLE, NOTICES_SAMPLE, GUARDED_SAMPLE)
    assert len({preview_paper(admin, {}, one).png for one in samples}) == 3
