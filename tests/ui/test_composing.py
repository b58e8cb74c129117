"""The letters that an input method composes are kept at Tab, a command, another page, the lock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.step_entry import parse_step
from app.services.handling.advance_matter import advance_matter
from tests.ui.house import NOW, add_visit, every_screen, settle
from ui import routes
from ui.app import Program
from ui.page import Command
from ui.widgets.fields import Narrative, TextField
from ui.widgets.password import PasswordField
from ui.widgets.picker import Picker

LETTERS = "banli"


@pytest.fixture
def visit(desk: Desk) -> str:
    made = add_visit(desk.at(NOW - timedelta(days=2)))
    step = {"matter": made.matter, "mode": "转送", "unit": "市住建局"}
    advance_matter(desk.at(NOW - timedelta(days=1)), parse_step(step))
    return str(made.visit_number)


def word_fields(program: Program) -> Iterator[TextField | Narrative]:
    """The fields of the page in front that take an input method; pickers match what is composed by sound."""
    assert program.window is not None
    assert program.window.current is not None
    view = program.window.current.view
    for made in (*view.findChildren(TextField), *view.findChildren(Narrative)):
        takes = made.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        usable = made.isVisible() and made.isEnabled() and not made.isReadOnly()
        if takes and usable and not isinstance(made, Picker | PasswordField):
            yield made


def text_of(field: TextField | Narrative) -> str:
    return field.toPlainText() if isinstance(field, Narrative) else field.text()


def lock(program: Program, qtbot: QtBot) -> None:
    program.lock()
    settle(qtbot, program.tasks)
    program.door.unlocked.emit()


def tab(program: Program, _qtbot: QtBot) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)


def save(program: Program, _qtbot: QtBot) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("leave", [lock, tab, save])
def test_no_field_of_any_screen_loses_it(
    program: Program, qtbot: QtBot, visit: str, leave: Callable[[Program, QtBot], None]
) -> None:
    window = program.window
    assert window is not None
    program.shell.activateWindow()
    tried: set[str] = set()
    for name, route in every_screen(visit).items():
        if route.page not in window._pages:
            continue
        window.show_route(route)
        settle(qtbot, program.tasks)
        for field in list(word_fields(program)):
            if field.objectName() in tried:
                continue
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            if not field.hasFocus():
                continue
            tried.add(field.objectName())
            QApplication.sendEvent(field, QInputMethodEvent(LETTERS, []))
            leave(program, qtbot)
            if leave is not save or not isinstance(QApplication.focusWidget(), TextField | Narrative):
                assert LETTERS in text_of(field), f"{field.objectName()} of {name}"
    assert {"register.name", "register.facts", "act.opinion", "act.text"} <= tried, sorted(tried)


def test_another_page_takes_it_into_the_draft(program: Program, qtbot: QtBot, visit: str) -> None:
    """As a click on a tab does: the draft is written once the letters stand in the field."""
    window = program.window
    assert window is not None
    program.shell.activateWindow()
    window.show_route(routes.Act("tell", visit))
    settle(qtbot, program.tasks)
    assert window.current is not None
    field = window.current.view.fields.inputs["opinion"]
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent(LETTERS, []))
    window.show_route(routes.Start())
    settle(qtbot, program.tasks)
    window.show_route(routes.Act("tell", visit))
    settle(qtbot, program.tasks)
    assert LETTERS in text_of(window.current.view.fields.inputs["opinion"])


@pytest.mark.parametrize("way", ["key", "click"])
def test_a_command_finds_it_in_the_field(
    program: Program, qtbot: QtBot, visit: str, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Before the command runs, not when the focus leaves afterwards: it would save without the letters."""
    window = program.window
    assert window is not None
    program.shell.activateWindow()
    window.show_route(routes.Act("tell", visit))
    settle(qtbot, program.tasks)
    assert window.current is not None
    field = window.current.view.fields.inputs["opinion"]
    seen: list[str] = []
    command = Command(
        name="act.save", text="示例", keys=("F9",), run=lambda: seen.append(text_of(field)), bar=True
    )
    monkeypatch.setattr(window.current, "commands", lambda: [command])
    window.current.commands_changed.emit()
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent(LETTERS, []))
    if way == "key":
        QTest.keyClick(field, Qt.Key.Key_F9)
    else:
        window.bar.pressed.emit(command.name)
    assert seen == [LETTERS]
