"""Scanners that type: told from people by their speed and by what stands on our papers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.keyboard import KeyWatch
from ui.theme import Look
from ui.widgets import TextField

NUMBER = "LF340700-A-261123-007-N"


@pytest.fixture
def watch(qapp: object) -> Iterator[KeyWatch]:
    made = KeyWatch()
    made.install()
    yield made
    made.uninstall()


@pytest.fixture
def form(qtbot: QtBot, look: Look) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    made.one, made.other = TextField("诉求", "one"), TextField("电话", "other")
    column.addWidget(made.one)
    column.addWidget(made.other)
    qtbot.addWidget(made)
    made.show()
    made.one.setFocus()
    made.one.setText("要求")
    return made


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "LF340700A261123007N",
        "HTTPS://XF.EXAMPLE.GOV.CN/Q/7KQ4M2XP9T3/ABCDEFGH",
        "JFT:/Q/7KQ4M2XP9T3/ABC",
    ],
)
def test_a_burst_of_one_of_our_codes_is_a_scan_and_the_field_stays(
    form: QWidget, watch: KeyWatch, qtbot: QtBot, text: str
) -> None:
    watch.set_gap(5.0)
    with qtbot.waitSignal(watch.scanned) as scanned:
        qtbot.keyClicks(form.one, text)
        qtbot.keyClick(form.one, Qt.Key.Key_Return)
    assert scanned.args == [text]
    assert form.one.text() == "要求"
    assert form.one.hasFocus()


def test_a_person_types_into_the_field(form: QWidget, watch: KeyWatch, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watch.scanned):
        qtbot.keyClicks(form.one, "LF3407", delay=60)
        qtbot.keyClick(form.one, Qt.Key.Key_Return, delay=60)
        qtbot.wait(50)
    assert form.one.text() == "要求LF3407"
    assert form.other.hasFocus()


def test_a_card_reader_that_types_fills_the_field(form: QWidget, watch: KeyWatch, qtbot: QtBot) -> None:
    watch.set_gap(5.0)
    with qtbot.assertNotEmitted(watch.scanned):
        qtbot.keyClicks(form.other, "340705190203120013")
        qtbot.keyClick(form.other, Qt.Key.Key_Return)
    assert form.other.text() == "340705190203120013"


def test_a_short_burst_keeps_its_order_with_other_keys(form: QWidget, watch: KeyWatch, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.one, "xyz")
    qtbot.keyClick(form.one, Qt.Key.Key_Backspace)
    qtbot.keyClick(form.one, Qt.Key.Key_Tab)
    qtbot.keyClicks(form.other, "1")
    watch.flush()
    assert (form.one.text(), form.other.text()) == ("要求xy", "1")


def test_a_key_that_no_other_follows_reaches_the_field(form: QWidget, watch: KeyWatch, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.one, "a")
    qtbot.waitUntil(lambda: form.one.text() == "要求a")


def test_our_chords_win_over_the_fields_own(form: QWidget, watch: KeyWatch, qtbot: QtBot) -> None:
    watch.set_chords(["Ctrl+K"])
    qtbot.keyClick(form.one, Qt.Key.Key_Home)
    qtbot.keyClick(form.one, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert form.one.text() == "要求"
