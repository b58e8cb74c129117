"""An answer that comes when its page is no longer seen lifts nothing, takes no keys and is read by nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from home import Home
from tests.ui.house import (
    CLERK,
    CLERKS_PAGES,
    NOW,
    PASSWORD,
    ROUTES,
    add_visit,
    every_screen,
    settle,
    sign_in,
)
from ui import routes
from ui.admin.calendar_page import CalendarPage
from ui.app import Program
from ui.placing import Placed
from ui.theme import Look
from ui.widgets.over import Over

ADMIN = "guanli"


def let_go() -> None:
    """What was handed to deleteLater is deleted, as the event loop would."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def program(qtbot: QtBot, look: Look, real_home: Home) -> Iterator[Program]:
    let_go()
    made = Program(real_home, look, CLERK)
    made.open(Placed(0, 0, 1440, 900))
    settle(qtbot, made.tasks)
    yield made
    made.close()
    made.shell.hide()
    made.shell.deleteLater()


def seen(program: Program) -> list[str]:
    """What lies over the window."""
    return [over.objectName() for over in program.shell.findChildren(Over) if over.isVisible()]


def key(name: Qt.Key, *marks: Qt.KeyboardModifier) -> None:
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, name, marks[0] if marks else Qt.KeyboardModifier.NoModifier)


def open_the_day(qtbot: QtBot, program: Program, home: Home) -> CalendarPage:
    """An administrator has typed a day and asks what it would move; the answer is under way."""
    program.door.signed_in.emit(home.sign_in(ADMIN, PASSWORD, NOW))
    settle(qtbot, program.tasks)
    assert program.window is not None
    program.window.show_route(routes.Calendar(2026))
    settle(qtbot, program.tasks)
    page = program.window.current
    assert isinstance(page, CalendarPage)
    page.sheet.add()
    for name, text in (("day", "2026-12-04"), ("source", "示例府办〔2026〕7号")):
        page.sheet.fields[name].setText(text)
    page.sheet.fields["kind"].set_value("休")
    page.sheet.fields["source"].setFocus()
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert program.tasks.under_way, "the answer is not there yet"
    return page


def test_what_a_day_would_move_does_not_lie_over_the_door(
    qtbot: QtBot, program: Program, real_home: Home
) -> None:
    page = open_the_day(qtbot, program, real_home)
    program.lock()
    settle(qtbot, program.tasks)
    assert seen(program) == []
    assert QApplication.focusWidget() is program.door.lock.password
    program.door.unlocked.emit()
    settle(qtbot, program.tasks)
    assert seen(program) == [], "the sheet that asked was shut"
    assert QApplication.focusWidget() is page.table


def test_what_a_day_would_move_does_not_lie_over_the_next_page(
    qtbot: QtBot, program: Program, real_home: Home
) -> None:
    open_the_day(qtbot, program, real_home)
    assert program.window is not None
    program.window.show_route(routes.Settings())
    settle(qtbot, program.tasks)
    assert seen(program) == []


def test_a_question_that_is_asked_behind_the_door_waits_there(
    qtbot: QtBot, program: Program, real_home: Home
) -> None:
    """谁看过 takes a moment: Ctrl+L comes first."""
    desk = sign_in(real_home)
    number = str(add_visit(desk).matter)
    program.door.signed_in.emit(desk)
    assert program.window is not None
    program.window.show_route(routes.Matter(number))
    settle(qtbot, program.tasks)
    key(Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    program.lock()
    settle(qtbot, program.tasks)
    assert seen(program) == []
    assert QApplication.focusWidget() is program.door.lock.password
    program.door.unlocked.emit()
    assert seen(program) == ["reading"]
    key(Qt.Key.Key_Escape)
    assert seen(program) == []


@pytest.mark.parametrize("name", [name for name in CLERKS_PAGES if name != routes.Registration.page])
def test_a_page_behind_the_door_takes_no_keys(
    qtbot: QtBot, program: Program, real_home: Home, name: str
) -> None:
    """A hidden field can have the keys: the password would be typed into the page."""
    program.door.signed_in.emit(sign_in(real_home))
    assert program.window is not None
    program.window.show_route(ROUTES[name])
    program.lock()
    settle(qtbot, program.tasks)
    for widget in program.window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.StrongFocus and widget.isEnabled():
            widget.setFocus()
    typed_into = QApplication.focusWidget()
    assert typed_into is not None
    QTest.keyClicks(typed_into, PASSWORD)
    program.keys.flush()  # so quick as only a scanner types
    assert program.door.lock.password.text() == PASSWORD


@pytest.mark.parametrize("name", CLERKS_PAGES)
def test_a_page_that_was_left_takes_no_keys(
    qtbot: QtBot, program: Program, real_home: Home, name: str
) -> None:
    """Its rows come when another page is in front already."""
    desk = sign_in(real_home)
    number = str(add_visit(desk).matter)
    program.door.signed_in.emit(desk)
    assert program.window is not None
    window = program.window
    window.show_route(routes.Settings())
    settle(qtbot, program.tasks)
    held = QApplication.focusWidget()
    window.show_route(every_screen(number).get(name, ROUTES[name]))
    window.show_route(routes.Settings())
    settle(qtbot, program.tasks)
    assert QApplication.focusWidget() is held


def cells(interface: QAccessibleInterface | None) -> Iterator[str]:
    """The words of every cell that a screen reader could reach, hidden or not."""
    if interface is None:
        return
    if interface.role() in (QAccessible.Role.Cell, QAccessible.Role.ListItem):
        yield interface.text(QAccessible.Text.Name)
    for place in range(interface.childCount()):
        yield from cells(interface.child(place))


def test_behind_the_door_no_cell_of_a_table_is_there_for_a_screen_reader(
    qtbot: QtBot, program: Program, real_home: Home
) -> None:
    """A cell says that it is showing while the table that it lies in is hidden."""
    desk = sign_in(real_home)
    add_visit(desk)
    program.door.signed_in.emit(desk)
    assert program.window is not None
    program.window.show_route(routes.Ledger())
    settle(qtbot, program.tasks)
    assert any(table.isVisible() for table in program.window.findChildren(QTableView))
    assert list(cells(QAccessible.queryAccessibleInterface(program.shell))) != []
    program.lock()
    settle(qtbot, program.tasks)
    assert list(cells(QAccessible.queryAccessibleInterface(program.shell))) == []
    program.door.unlocked.emit()
    assert list(cells(QAccessible.queryAccessibleInterface(program.shell))) != []
