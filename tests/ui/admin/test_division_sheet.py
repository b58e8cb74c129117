"""A division from the keys of its page: added, called otherwise, mistakes beside their fields."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.domain.rows.centre import Division
from tests.ui.admin.test_admin_pages import home, open_page, settled, type_into  # noqa: F401 - fixtures
from tests.ui.admin.test_unit_sheet import press
from ui import routes
from ui.admin.divisions_page import DivisionsPage


def names(home):  # noqa: F811
    with home.store.reading() as reads:
        return {row.code: row.name for row in reads.find(Division)}


def test_a_division_is_added_and_mistakes_stand_beside_their_fields(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(DivisionsPage, routes.Divisions())
    press(page, "divisions.add")
    type_into(page.sheet.fields["code"], "340722")
    type_into(page.sheet.fields["name"], "天长市")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.sheet.fields["code"].property("state") == "error"
    type_into(page.sheet.fields["code"], "341181")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert names(home)["341181"] == "天长市"


def test_a_division_is_called_otherwise(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(DivisionsPage, routes.Divisions())
    page.table.choose([row.code for row in page.table.rows.filling.rows].index("340722"))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    type_into(page.sheet.fields["name"], "枞阳新县")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert names(home)["340722"] == "枞阳新县"
