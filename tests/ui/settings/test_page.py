"""Settings over the real store: stored on leaving, refused with a sentence; who may change what."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.services.desk.change_setting import change_setting
from app.services.staff.sign_in import read_settings
from app.settings import DECLARED
from home import Home
from tests.ui.house import NOW, PASSWORD, settle, workplace_of
from ui import routes
from ui.bridge import Bridge
from ui.settings.form import SettingForm
from ui.settings.model import BY_PANEL, groups, label
from ui.settings.page import SettingsPage
from ui.tasks import Tasks
from ui.theme import Look


def build(desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(workplace_of(desk, tasks, bridge), look)
    qtbot.addWidget(made.view)
    made.view.resize(1200, 800)
    made.view.show()
    made.come(routes.Settings())
    return made


def test_every_declared_setting_has_its_field_and_help(
    desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page = build(desk, look, tasks, bridge, qtbot)
    shown = [one for one in DECLARED if one.key not in BY_PANEL and one.act is None]
    assert set(page.view.rows) == {one.key for one in shown}
    for one in shown:
        field = page.view.rows[one.key].field
        assert field.accessibleName() == label(one)
        assert field.isEnabled() == (not one.shared), "a clerk changes this desk's own only"


def test_the_look_changes_at_once_and_is_kept(
    desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page = build(desk, look, tasks, bridge, qtbot)
    page.view.rows["配色"].field.open_list()
    page.view.rows["配色"].field.set_value("深色")
    page.view.rows["配色"].field.chosen.emit("深色")
    settle(qtbot, tasks)
    assert look.theme == "深色"
    assert read_settings(desk.records)["配色"] == "深色"


def test_a_scale_too_large_for_the_screen_is_not_offered_and_the_page_says_why(
    desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    change_setting(desk, "缩放", 200)
    look.set_scale(200)
    look.set_most(150)
    page = build(desk, look, tasks, bridge, qtbot)
    row = page.view.rows["缩放"]
    assert row.field.value() == 150
    assert "这块屏幕" in row.help.text()
    assert "150" in row.help.text()
    row.field.setText("175")
    row.field.left.emit()
    settle(qtbot, tasks)
    assert row.line.text() != ""
    assert read_settings(desk.records)["缩放"] == 200, "a larger screen shows it as it was asked for"
    look.set_most(200)
    assert row.field.value() == 200
    assert "这块屏幕" not in row.help.text()


@pytest.fixture
def admin(real_home: Home) -> Desk:
    return real_home.sign_in("guanli", PASSWORD, NOW)


def test_the_administrator_changes_the_centres(
    admin: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page = build(admin, look, tasks, bridge, qtbot)
    row = page.view.rows["闲置锁屏分钟"]
    row.field.setText("abc")
    row.field.left.emit()
    settle(qtbot, tasks)
    assert row.line.text() != ""
    row.field.setText("999")
    row.field.left.emit()
    settle(qtbot, tasks)
    assert "240" in row.line.text()
    row.field.setText("２０")
    row.field.left.emit()
    settle(qtbot, tasks)
    assert row.line.text() == ""
    assert read_settings(admin.records)["闲置锁屏分钟"] == 20
    assert admin.settings["闲置锁屏分钟"] == 20


@pytest.mark.parametrize(("width", "scale"), [(1440, 100), (1200, 100), (960, 100), (1440, 150)])
def test_a_sentence_moves_nothing(
    admin: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot, width: int, scale: int
) -> None:
    """LOOK.md 8.2: what is wrong stands where the help stood, in room that was there before."""
    look.set_scale(scale)
    page = build(admin, look, tasks, bridge, qtbot)
    page.view.resize(width, 900)
    settle(qtbot, tasks)
    before = places_at_rest(page, qtbot)
    for key, typed in (("闲置锁屏分钟", "999"), ("回执提示", "凭 {身份证号} 查"), ("回执声明", "{" * 3)):
        row = page.view.rows[key]
        row.field.setText(typed)
        row.field.left.emit()
        settle(qtbot, tasks)
        qtbot.waitUntil(row.line.isVisible)
        assert not row.help.isVisible()
        assert row.line.geometry().left() >= row.field.geometry().right()
        assert places_at_rest(page, qtbot) == before
    row.field.setText("凭回执查询")
    row.field.left.emit()
    qtbot.waitUntil(row.help.isVisible)
    assert not row.line.isVisible()
    assert places_at_rest(page, qtbot) == before


def places_at_rest(page: SettingsPage, qtbot: QtBot) -> list[tuple[int, int, int]]:
    """Once the layouts, which ask each other by events, have come to an end."""
    seen: list[list[tuple[int, int, int]]] = []

    def is_still() -> bool:
        seen.append(places(page))
        return len(seen) > 2 and seen[-3] == seen[-2] == seen[-1]

    qtbot.waitUntil(is_still)
    return seen[-1]


def places(page: SettingsPage) -> list[tuple[int, int, int]]:
    """Where every field stands on the page, and how high its row is."""
    inner = page.view.inner
    return [
        (row.field.mapTo(inner, QPoint()).x(), row.field.mapTo(inner, QPoint()).y(), row.height())
        for row in page.view.rows.values()
    ]


def test_a_number_may_be_typed_in_either_width() -> None:
    minutes = next(one for one in DECLARED if one.key == "闲置锁屏分钟")
    assert SettingForm(minutes, "１５").value() == 15
    assert [one.code for one in SettingForm(minutes, "十五").check()] == ["wrong_type"]


def test_the_desks_own_come_first() -> None:
    assert groups(True)[0].title == "本台"


def test_a_choice_that_is_no_entry_is_said_and_not_shown_as_if_it_were_stored(
    desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page = build(desk, look, tasks, bridge, qtbot)
    row = page.view.rows["回执纸张"]
    before = desk.settings["回执纸张"]
    page.view.rows["配色"].field.setFocus()
    row.field.setText("xyz")
    row.field.left.emit()
    settle(qtbot, tasks)
    assert "xyz" in row.line.text()
    row.field.clear()
    row.field.left.emit()
    settle(qtbot, tasks)
    assert row.field.value() == before, "left empty, what is stored stands there again"
    assert desk.settings["回执纸张"] == before


def test_a_host_with_its_path_is_refused_at_its_field(
    admin: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page = build(admin, look, tasks, bridge, qtbot)
    row = page.view.rows["查询地址"]
    row.field.setText("http://xf.example.gov.cn/q")
    row.field.left.emit()
    settle(qtbot, tasks)
    assert "查询地址" in row.line.text()
    assert read_settings(admin.records)["查询地址"] == ""


def test_the_way_to_the_printers_ends_at_the_printers(
    desk: Desk, look: Look, tasks: Tasks, bridge: Bridge, qtbot: QtBot
) -> None:
    page = build(desk, look, tasks, bridge, qtbot)
    page.view.resize(1200, 300)
    page.come(routes.Settings(printers=True))
    panel = page.view.printers
    qtbot.waitUntil(lambda: 0 < page.view.verticalScrollBar().value() <= panel.y())
    assert page.view.focusWidget() is panel.printers
    assert panel.printers.visibleRegion().contains(panel.printers.rect().topLeft())
    page.come(routes.Settings())
    assert page.view.focusWidget() is page.view.rows["配色"].field
