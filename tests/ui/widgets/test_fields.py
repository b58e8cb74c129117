"""Fields: heights that never change, Enter, remarks, errors under the row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import ui
from ui.theme import Look
from ui.widgets import Choice, DateBox, FormGrid, Narrative, Picker, TextField

PHONE = "手机号应为 11 位，现有 10 位。没有电话请按 Alt+U 选“不详”。"


@pytest.fixture
def grid(qtbot: QtBot, look: Look) -> FormGrid:
    made = FormGrid(3)
    made.name_field = TextField("姓名", "name")
    made.phone = TextField("电话", "phone")
    made.sex = Picker("性别", "sex", [Choice("男", "男"), Choice("女", "女")])
    made.birth = DateBox("出生", "birth", _today)
    made.facts = Narrative("情况", "facts")
    made.put(0, 0, 1, "姓名", made.name_field)
    made.put(0, 1, 1, "电话", made.phone)
    made.put(0, 2, 1, "性别", made.sex)
    made.put(1, 0, 1, "出生", made.birth)
    made.put(2, 0, 3, "情况", made.facts, top=True)
    made.grow(2)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def _today() -> date:
    return date(2026, 11, 23)


@pytest.mark.parametrize("theme", ["浅色", "深色", "高对比"])
def test_controls_are_36_px_and_nothing_moves_with_focus_or_error(
    grid: FormGrid, look: Look, theme: str, qtbot: QtBot
) -> None:
    look.set_theme(theme)
    fields = [grid.name_field, grid.phone, grid.sex, grid.birth]
    grid.facts.setFocus()
    qtbot.wait(10)
    before = [field.geometry() for field in fields]
    assert {field.height() for field in fields} == {36}
    for field in fields:
        field.setFocus()
        field.set_error(True)
        qtbot.wait(1)
        assert [one.geometry() for one in fields] == before
        field.set_error(False)


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_heights_follow_the_scale(grid: FormGrid, look: Look, scale: int, qtbot: QtBot) -> None:
    look.set_scale(scale)
    qtbot.wait(10)
    assert abs(grid.phone.height() - 36 * scale / 100) <= 1


def test_left_edges_stand_in_line(grid: FormGrid) -> None:
    lefts = {
        field.mapTo(grid, field.rect().topLeft()).x() for field in (grid.name_field, grid.birth, grid.facts)
    }
    assert lefts == {64}


def test_an_error_is_said_under_its_row_and_goes(grid: FormGrid) -> None:
    grid.show_error(grid.phone, PHONE)
    assert grid.error_text(0) == PHONE
    assert grid.phone.property("state") == "error"
    grid.show_errors({}, [grid.name_field])
    assert grid.error_text(0) == PHONE
    grid.show_errors({}, [grid.phone])
    assert grid.error_text(0) == ""
    assert grid.phone.property("state") == ""


def test_enter_moves_on_and_shift_enter_back(grid: FormGrid, qtbot: QtBot) -> None:
    grid.name_field.setFocus()
    qtbot.keyClick(grid.name_field, Qt.Key.Key_Return)
    assert grid.phone.hasFocus()
    qtbot.keyClick(grid.phone, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert grid.name_field.hasFocus()


def test_enter_in_the_narrative_is_a_new_line_and_tab_moves_on(grid: FormGrid, qtbot: QtBot) -> None:
    grid.facts.setFocus()
    qtbot.keyClicks(grid.facts, "a")
    qtbot.keyClick(grid.facts, Qt.Key.Key_Return)
    qtbot.keyClicks(grid.facts, "b")
    assert grid.facts.value() == "a\nb"
    qtbot.keyClick(grid.facts, Qt.Key.Key_Tab)
    assert not grid.facts.hasFocus()


def test_the_program_fills_in_without_saying_it_was_edited(grid: FormGrid, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(grid.facts.edited), qtbot.assertNotEmitted(grid.phone.edited):
        grid.facts.set_value("去年十二月")
        grid.phone.set_value("13800000000")
    with qtbot.waitSignal(grid.facts.edited):
        qtbot.keyClicks(grid.facts, "x")


def test_the_label_is_bold_while_its_field_has_the_keys(grid: FormGrid) -> None:
    grid.phone.setFocus()
    label = grid.phone.property("label_widget")
    assert label.property("following") is True
    grid.name_field.setFocus()
    assert label.property("following") is False


def test_a_date_box_tidies_and_names_the_weekday(grid: FormGrid, qtbot: QtBot) -> None:
    grid.birth.setFocus()
    qtbot.keyClicks(grid.birth, "650312")
    grid.phone.setFocus()
    assert grid.birth.value() == date(1965, 3, 12)
    assert grid.birth.text() == "1965-03-12"
    assert grid.birth.accessibleDescription() == "周五"
    grid.birth.setText("13.40")
    assert grid.birth.unknown()


def test_rich_text_never_comes_in(grid: FormGrid) -> None:
    assert not grid.facts.acceptRichText()


def test_typing_goes_on_at_its_place_when_the_window_took_the_focus_for_a_moment(
    grid: FormGrid, qtbot: QtBot
) -> None:
    grid.name_field.setFocus()
    qtbot.keyClicks(grid.name_field, "ab")
    grid.phone.setFocus(Qt.FocusReason.OtherFocusReason)
    grid.name_field.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.keyClicks(grid.name_field, "c")
    assert grid.name_field.text() == "abc"
    qtbot.keyClick(grid.name_field, Qt.Key.Key_Tab)
    assert grid.name_field.cursorPosition() == 0, "left by Tab it is read from its beginning"


def test_a_hint_is_as_long_as_its_field_has_room_for(look: Look, qtbot: QtBot) -> None:
    field = TextField("查找", "search", "找人 / 扫码 / 号码 / 拼音首字母")
    qtbot.addWidget(field)
    field.show()
    for width, shown in ((400, "找人 / 扫码 / 号码 / 拼音首字母"), (130, "找人 / 扫码"), (80, "找人")):
        field.resize(width, 36)
        assert field.placeholderText() == shown
    field.resize(400, 36)
    assert field.placeholderText() == "找人 / 扫码 / 号码 / 拼音首字母", "with room it is whole again"


@pytest.mark.parametrize("shape", ["", "done"])
def test_no_remark_covers_what_was_typed(grid: FormGrid, shape: str) -> None:
    """Of 1950 one digit was to be seen beside 1950 年（约 76 岁）."""
    field = grid.name_field
    field.setFixedWidth(150)
    field.put_text("1950")
    field.set_remark("1950 年（约 76 岁）", shape)
    room = field.width() - field.textMargins().right()
    assert field.fontMetrics().horizontalAdvance("1950") < room
    assert field.accessibleDescription() == "1950 年（约 76 岁）"
    field.set_remark("76 岁", shape)
    assert not field._brief, "what fits is written"


def test_no_hint_speaks_of_a_sign_at_which_it_may_end() -> None:
    """A narrow field shows a hint up to a 、: of 账号，用、隔开 it would show 账号，用."""
    spoken = [
        file.name for file in Path(ui.__file__).parent.rglob("*.py") if "用、" in file.read_text("utf-8")
    ]
    assert not spoken
