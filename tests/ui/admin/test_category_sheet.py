"""A category from the keys of its page: added, renamed after its consequences, out of use and back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.rows.centre import Category
from tests.ui.admin.test_admin_pages import home, open_page, settled, type_into  # noqa: F401 - fixtures
from tests.ui.admin.test_unit_sheet import press
from tests.ui.house import add_visit, sign_in
from ui import routes
from ui.admin.categories_page import CategoriesPage


def paths(home):  # noqa: F811
    with home.store.reading() as reads:
        return {row.path: row.disabled for row in reads.find(Category)}


def choose(page, path):
    page.table.choose([row.path for row in page.table.rows.filling.rows].index(path))


def agree(qtbot, tasks, page):
    settled(qtbot, tasks)
    lines = page.sheet.consequences.accessibleDescription()
    qtbot.keyClick(page.sheet.consequences.area, Qt.Key.Key_F9)
    settled(qtbot, tasks)
    return lines


def test_a_category_is_added(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(CategoriesPage, routes.Categories())
    press(page, "categories.add")
    type_into(page.sheet.fields["path"], "城乡建设/住房")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert "城乡建设/住房" in paths(home)
    assert page.sheet.sheet is None
    assert "18 类在用" in page.view.head.text()


def test_a_new_name_says_first_how_many_keep_the_old_one(qtbot, tasks, open_page, home):  # noqa: F811
    add_visit(sign_in(home))
    page = open_page(CategoriesPage, routes.Categories())
    choose(page, "城乡建设")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.sheet.sheet.asked.emit()
    assert page.sheet.fields["path"].property("state") == "error", "nothing is changed yet"
    type_into(page.sheet.fields["path"], "住房和城乡建设")
    page.sheet.sheet.asked.emit()
    assert "1 件事项照旧写“城乡建设”" in agree(qtbot, tasks, page)
    assert "住房和城乡建设" in paths(home)
    assert "城乡建设" not in paths(home)
    assert page.sheet.sheet is None


def test_esc_at_the_consequences_keeps_what_was_typed(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(CategoriesPage, routes.Categories())
    choose(page, "民政")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    type_into(page.sheet.fields["path"], "民政事务")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    qtbot.keyClick(page.sheet.consequences.area, Qt.Key.Key_Escape)
    assert page.sheet.consequences is None
    assert page.sheet.fields["path"].value() == "民政事务"
    assert "民政" in paths(home)


def test_out_of_use_and_back(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(CategoriesPage, routes.Categories())
    choose(page, "民政")
    press(page, "categories.switch")
    assert "不能再选它" in agree(qtbot, tasks, page)
    assert paths(home)["民政"]
    choose(page, "民政")
    press(page, "categories.switch")
    assert "又可以选它" in agree(qtbot, tasks, page)
    assert not paths(home)["民政"]
