"""With a Chinese input method on: numbers take no method, a command commits what is composed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.register.conftest import CTRL, Clerk, Key

ENABLED = Qt.WidgetAttribute.WA_InputMethodEnabled


def field(clerk: Clerk, name: str) -> QWidget:
    return clerk.window.findChildren(QWidget, name)[0]


def composing(text: str) -> None:
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(text, []))


@pytest.mark.parametrize(
    "name", ["register.id_number", "register.phone", "register.headcount", "register.birth"]
)
def test_number_fields_take_no_method(clerk, name):
    assert not field(clerk, name).testAttribute(ENABLED)


@pytest.mark.parametrize("name", ["register.name", "register.claim", "register.facts", "register.category"])
def test_words_do(clerk, name):
    assert field(clerk, name).testAttribute(ENABLED)


def test_a_certificate_with_words_takes_one(clerk):
    clerk.page.entry.set("people[0].id_type", "军官证")
    assert field(clerk, "register.id_number").testAttribute(ENABLED)
    clerk.page.entry.set("people[0].id_type", "居民身份证")
    assert not field(clerk, "register.id_number").testAttribute(ENABLED)


@pytest.mark.parametrize("pressed", [(Key.Key_F8, Qt.KeyboardModifier.NoModifier), (Key.Key_S, CTRL)])
def test_a_command_commits_what_is_composed(clerk, pressed):
    clerk.page.form_view.focus_key("claim")
    clerk.type("示例")
    composing("banzheng")
    clerk.key(*pressed)
    clerk.rest()
    assert clerk.page.entry.form.claim == "示例banzheng"
