"""The pages of 管理 in a narrow window: the right half stands whole under the list and is read by PgDn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.admin.test_admin_pages import home, open_page, settled  # noqa: F401 - fixtures
from ui import routes
from ui.admin.page import AdminPage
from ui.admin.safety_page import SafetyPage
from ui.admin.tables_page import TablesPage


@pytest.fixture
def narrow_page(qtbot, tasks, open_page):  # noqa: F811
    def make(kind, route):
        page = open_page(kind, route)
        page.view.resize(960, 480)
        settled(qtbot, tasks)
        return page

    return make


@pytest.mark.parametrize(
    ("kind", "route"),
    [(AdminPage, routes.Admin()), (TablesPage, routes.Tables()), (SafetyPage, routes.Safety())],
)
def test_nothing_scrolls_inside_the_page_and_it_opens_at_its_top(qtbot, tasks, narrow_page, kind, route):
    page = narrow_page(kind, route)
    for row in range(page.view.list.count()):
        page.view.list.choose(row)
        settled(qtbot, tasks)
        area = page.view._right._area
        assert area.height() >= area.widget().height(), row
    page.view.list.choose(0)
    assert page.view.verticalScrollBar().value() == 0
    assert "PgDn" in page.view._head.caption.text()


def test_the_text_below_the_list_is_reached_by_a_key(qtbot, tasks, narrow_page):
    page = narrow_page(TablesPage, routes.Tables())
    page.view.list.setFocus()
    page.view.list.choose(3)
    settled(qtbot, tasks)
    bar = page.view.verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(page.view.list, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    assert page.view.list.currentIndex().row() == 3
    qtbot.keyClick(page.view.list, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_what_an_act_came_to_is_scrolled_to(qtbot, tasks, narrow_page):
    page = narrow_page(SafetyPage, routes.Safety())
    page.acts.check()
    settled(qtbot, tasks)
    qtbot.waitUntil(lambda: page.view.verticalScrollBar().value() > 0)


def test_a_section_opened_by_its_digit_is_the_chosen_one(qtbot, tasks, open_page):  # noqa: F811
    page = open_page(AdminPage, routes.Admin())
    next(command for command in page.commands() if command.name == "admin.section.4").run()
    assert page.view.list.currentIndex().row() == 3
