"""Keys with Alt are commands: bound or not, none of them types its letter or digit into any field."""

from __future__ import annotations

import string

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.ui.house import ROUTES, add_visit, settle
from ui import routes
from ui.app import Program
from ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier
SIGNS = string.ascii_lowercase + string.digits


def fields_of(window: Window) -> list[QLineEdit | QTextEdit]:
    found = [*window.findChildren(QLineEdit), *window.findChildren(QTextEdit)]
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def text_of(field: QLineEdit | QTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def bound(window: Window) -> set[str]:
    keys = [key for one in window.all_commands() if one.enabled for key in one.keys]
    return {QKeySequence(key).toString() for key in keys}


OPENED = {
    "register, 更多项": "Alt+4",
    "register, a batch": "F7",
    "matter, 三个告知": "T",
    "matter, 评价": "Y",
}
"""What stands on a page only once a key has opened it: page and what is opened, to the key."""


@pytest.mark.parametrize("name", [*ROUTES, *OPENED])
def test_no_key_with_alt_types_into_a_field(program: Program, desk: Desk, qtbot: QtBot, name: str) -> None:
    window = program.window
    assert window is not None
    made = add_visit(desk)
    page = name.partition(",")[0]
    window.show_route(routes.Matter(made.visit_number) if page == "matter" else ROUTES[page])
    settle(qtbot, program.tasks)
    before_opening = len(fields_of(window))
    if name in OPENED:
        QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(OPENED[name]))
        program.keys.flush()
        settle(qtbot, program.tasks)
    fields = fields_of(window)
    assert name not in OPENED or len(fields) != before_opening, "nothing was opened"
    assert window.header.search in fields
    for field in fields:
        field.setFocus()
        for sign in SIGNS:
            if f"Alt+{sign.upper()}" in bound(window):
                continue
            before = text_of(field)
            QTest.keyClick(field, sign, ALT)
            assert text_of(field) == before, f"Alt+{sign} typed into {field.objectName()}"
    program.keys.flush()


def test_at_the_door_neither(program: Program, qtbot: QtBot) -> None:
    program.lock()
    field = program.door.lock.password
    field.setFocus()
    for sign in SIGNS:
        QTest.keyClick(field, sign, ALT)
    assert field.text() == ""


def test_a_key_that_cannot_be_used_now_says_why(program: Program, qtbot: QtBot) -> None:
    window = program.window
    assert window is not None
    window.show_route(routes.Waiting())
    settle(qtbot, program.tasks)
    target = QApplication.focusWidget() or window
    assert isinstance(target, QWidget)
    QTest.keyClick(target, Qt.Key.Key_O, ALT)
    assert window.notice.text() == "没有人在等。"
    window.notice.hide()
    QTest.keyClick(target, Qt.Key.Key_Z, ALT)
    assert window.notice.text() == "", "a key that means nothing here says nothing"


def test_altgr_types(program: Program, qtbot: QtBot) -> None:
    window = program.window
    assert window is not None
    search = window.header.search
    search.setFocus()
    QTest.keyClick(search, "q", Qt.KeyboardModifier.GroupSwitchModifier)
    program.keys.flush()
    assert search.text() == "q"
