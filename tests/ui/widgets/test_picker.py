"""The picker: typing, arrows, Enter, Esc, and text set from outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Look, px
from ui.widgets import Choice, Picker, TextField

UNITS = [
    Choice("市住建局", "市住建局", "szjj"),
    Choice("市公安局", "市公安局", "sgaj"),
    Choice("市人社局", "市人社局", "srsj"),
]


@pytest.fixture
def form(qtbot: QtBot, look: Look) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    made.unit = Picker("单位", "unit", UNITS)
    made.claim = TextField("诉求", "claim")
    column.addWidget(made.unit)
    column.addWidget(made.claim)
    column.addStretch(1)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    made.unit.setFocus()
    return made


def test_initials_then_enter_choose_and_move_on(form: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.unit.chosen) as chosen:
        qtbot.keyClicks(form.unit, "sga")
        assert form.unit.is_open()
        qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    assert chosen.args == ["市公安局"]
    assert form.unit.value() == "市公安局"
    assert not form.unit.is_open()
    assert form.claim.hasFocus()


def test_arrows_go_round_the_list(form: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClick(form.unit, Qt.Key.Key_Down)
    qtbot.keyClick(form.unit, Qt.Key.Key_Up)
    qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    assert form.unit.value() == "市人社局"


def test_escape_shuts_the_list_and_keeps_what_was_typed(form: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.unit, "s")
    qtbot.keyClick(form.unit, Qt.Key.Key_Escape)
    assert not form.unit.is_open()
    assert form.unit.text() == "s"


def test_an_input_method_types_and_leaving_takes_the_only_one_that_fits(
    form: QWidget, commit: Callable[[QWidget, str], None]
) -> None:
    commit(form.unit, "公安")
    assert form.unit.is_open()
    form.claim.setFocus()
    assert form.unit.value() == "市公安局"


def test_what_is_not_in_the_list_stays_and_is_said_to_be_unknown(form: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.unit, "xyz")
    form.claim.setFocus()
    assert form.unit.text() == "xyz"
    assert form.unit.unknown()
    assert form.unit.value() is None


def test_a_screen_reader_sets_the_text(form: QWidget) -> None:
    form.unit.setText("市住建局")
    assert form.unit.value() == "市住建局"


def test_the_list_is_no_popup_so_that_input_methods_go_on(form: QWidget, qtbot: QtBot) -> None:
    form.unit.open_list()
    drop = form.unit._drop
    assert not drop.isWindow()
    assert drop.window() is form.window()
    assert form.unit.hasFocus()


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_what_an_input_method_shows_feeds_the_list(form: QWidget, qtbot: QtBot) -> None:
    compose(form.unit, "s'ga'j")
    assert form.unit.is_open()
    assert [one.text for one in form.unit._model.entries] == ["市公安局"]
    compose(form.unit, "", "是个阿姐")
    assert [one.text for one in form.unit._model.entries] == ["市公安局"], "it is found by its sound"
    qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    assert form.unit.value() == "市公安局"


def test_words_that_sound_like_nothing_offer_nothing(form: QWidget) -> None:
    compose(form.unit, "", "好的")
    assert not form.unit.is_open()


def test_enter_behind_words_that_are_no_entry_shows_what_there_is(look: Look, qtbot: QtBot) -> None:
    ground = QWidget()
    layout = QVBoxLayout(ground)
    picker = Picker("改什么", "what", [Choice("visit", "这次来访"), Choice("matter", "诉求、情况")])
    layout.addWidget(picker)
    layout.addWidget(TextField("后面", "next"))
    qtbot.addWidget(ground)
    ground.show()
    picker.setFocus()
    qtbot.waitUntil(picker.hasFocus)
    picker.setText("王小明")
    picker.close_list()
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.hasFocus()
    assert picker.is_open()
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.value() in ("visit", "matter")
    assert not picker.hasFocus(), "with an entry taken Enter goes on"


@pytest.mark.parametrize("at", [0, 300])
def test_the_list_shows_its_entries_whole_and_stays_in_the_window(
    form: QWidget, qtbot: QtBot, at: int
) -> None:
    """In a narrow field 港澳居民来往内地通行证 lost its last character, which tells it from nothing else."""
    papers = [Choice("港澳居民来往内地通行证", "港澳居民来往内地通行证", "gatxz")]
    field = Picker("证件类型", "narrow", papers)
    field.setParent(form)
    field.setGeometry(at, 0, 60, 32)
    field.show()
    field.open_list("")
    drop = field._drop
    font = drop.font()
    font.setPixelSize(px(14))
    font.setBold(True)
    assert drop.width() > QFontMetrics(font).horizontalAdvance(papers[0].text + "gatxz")
    assert drop.x() >= 0
    assert drop.geometry().right() <= form.width()


def test_the_open_list_goes_with_its_field(form: QWidget, qtbot: QtBot) -> None:
    form.unit.open_list()
    before = form.unit._drop.geometry()
    form.layout().setContentsMargins(60, 9, 80, 9)
    form.layout().activate()
    after = form.unit._drop.geometry()
    assert after.left() == form.unit.x() > before.left()
    assert after.width() == form.unit.width() < before.width()


def test_the_open_list_goes_along_where_what_its_field_lies_in_moves(look: Look, qtbot: QtBot) -> None:
    """A panel grew by the open field, the page got a scroll bar, and the list hung 6 px beside its field."""
    window, panel = QWidget(), QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    panel.setParent(window)
    panel.setGeometry(100, 20, 400, 300)
    field = Picker("打印机", "printer", [Choice("a", "甲"), Choice("b", "乙")])
    field.setParent(panel)
    field.setGeometry(10, 10, 300, 36)
    window.show()
    field.open_list("")
    for move in (lambda: panel.move(60, 40), lambda: field.move(20, 30)):
        move()
        at = field.mapTo(window, QPoint(0, field.height()))
        assert field._drop.x() == at.x()
        assert 0 <= field._drop.y() - at.y() <= px(4)
    field.close_list()
    panel.move(0, 0)
    assert not field.is_open()


def test_a_choice_longer_than_its_field_shows_its_beginning(form: QWidget, qtbot: QtBot) -> None:
    """不予受理告知书 信不受A〔2026〕1号: which paper it is stands first, also while all of it is chosen."""
    form.resize(160, 400)
    long = "不予受理告知书　信不受A〔2026〕1号　还没有出"
    form.unit.set_choices([Choice("paper", long)])
    form.unit.set_value("paper")
    form.claim.setFocus()
    qtbot.keyClick(form.claim, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.unit.hasFocus()
    assert form.unit.selectedText() == long, "typing replaces it"
    assert form.unit.cursorPosition() == 0
    form.unit.selectAll()
    assert form.unit.cursorPosition() == 0


def test_enter_twice_behind_words_that_are_no_entry_takes_none(form: QWidget, qtbot: QtBot) -> None:
    """An outcome 支持 was chosen by the habitual Enter behind initials that nothing has."""
    qtbot.keyClicks(form.unit, "bzc")
    for _ in range(3):
        qtbot.keyClick(form.unit, Qt.Key.Key_Return)
        assert form.unit.value() is None
        assert form.unit.hasFocus()
        assert form.unit.is_open(), "what there is to choose"
    qtbot.keyClick(form.unit, Qt.Key.Key_Down)
    qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    assert form.unit.value() == "市住建局"
    assert form.claim.hasFocus()


def test_up_from_no_entry_is_the_last_one(form: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.unit, "bzc")
    qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    qtbot.keyClick(form.unit, Qt.Key.Key_Up)
    qtbot.keyClick(form.unit, Qt.Key.Key_Return)
    assert form.unit.value() == "市人社局"
