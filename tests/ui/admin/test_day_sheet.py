"""A day of the calendar from the keys of its page: its document is asked for, what moves is said first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from app.domain.rows.centre import Holiday
from tests.ui.admin.test_admin_pages import home, open_page, settled, type_into  # noqa: F401 - fixtures
from tests.ui.admin.test_category_sheet import agree
from tests.ui.admin.test_unit_sheet import press
from ui import routes
from ui.admin.calendar_page import CalendarPage


def day(home, when):  # noqa: F811
    with home.store.reading() as reads:
        return next(iter(reads.find(Holiday, day=when)), None)


def test_a_day_off_is_set_by_its_document(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(CalendarPage, routes.Calendar(2026))
    press(page, "calendar.add")
    fields = page.sheet.fields
    type_into(fields["day"], date(2026, 12, 4))
    fields["kind"].set_value("休")
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert fields["source"].property("state") == "error"
    type_into(fields["source"], "示例府办〔2026〕7号")
    page.sheet.sheet.asked.emit()
    lines = agree(qtbot, tasks, page)
    assert "示例府办〔2026〕7号" in lines
    assert "没有期限跟着变" in lines
    assert day(home, date(2026, 12, 4)).kind == "休"
    assert page.sheet.sheet is None


def test_a_day_is_set_the_other_way_and_the_same_again_is_said(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(CalendarPage, routes.Calendar(2026))
    rows = page.table.rows.filling.rows
    page.table.choose([row.day for row in rows].index(date(2026, 10, 10)))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.sheet.fields["kind"].value() == "班"
    type_into(page.sheet.fields["source"], page.sheet.fields["source"].value() or "国办发明电（示例）")
    page.sheet.fields["kind"].set_value("休")
    page.sheet.sheet.asked.emit()
    agree(qtbot, tasks, page)
    assert day(home, date(2026, 10, 10)).kind == "休"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    page.sheet.sheet.asked.emit()
    settled(qtbot, tasks)
    assert page.sheet.fields["kind"].property("state") == "error", "nothing to be changed"


def test_another_year_is_turned_to_and_an_empty_one_says_what_to_do(qtbot, tasks, open_page):  # noqa: F811
    page = open_page(CalendarPage, routes.Calendar(2026))
    assert "法定节假日都有了" in page.view.head.text()
    press(page, "calendar.after")
    settled(qtbot, tasks)
    assert "2027 年" in page.view.head.text()
    assert "一天也没有" in page.view.none.text()


def test_the_day_that_was_added_is_chosen(qtbot, tasks, open_page, home):  # noqa: F811
    page = open_page(CalendarPage, routes.Calendar(2026))
    assert page.table.current().day != date(2026, 12, 4)
    press(page, "calendar.add")
    type_into(page.sheet.fields["day"], date(2026, 12, 4))
    page.sheet.fields["kind"].set_value("休")
    type_into(page.sheet.fields["source"], "示例府办〔2026〕7号")
    page.sheet.sheet.asked.emit()
    agree(qtbot, tasks, page)
    settled(qtbot, tasks)
    assert page.table.current().day == date(2026, 12, 4)


def test_what_is_said_of_a_day_is_what_was_asked_about(qtbot, tasks, open_page, home):  # noqa: F811
    """Somebody types on while the answer is under way."""
    page = open_page(CalendarPage, routes.Calendar(2026))
    press(page, "calendar.add")
    fields = page.sheet.fields
    type_into(fields["day"], date(2026, 12, 4))
    fields["kind"].set_value("休")
    type_into(fields["source"], "示例府办〔2026〕7号")
    page.sheet.sheet.asked.emit()
    type_into(fields["source"], "示例府办〔2026〕8号")
    settled(qtbot, tasks)
    said = page.sheet.consequences.accessibleDescription()
    assert "7号" in said
    assert "8号" not in said
