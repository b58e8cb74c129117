"""A small form over the window: where there are more fields than room they scroll along with the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Look, px
from ui.theme.tokens import STEPS
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker
from ui.widgets.sheet import FormSheet


def open_sheet(qtbot: QtBot, count: int, high: int) -> FormSheet:
    over = QWidget()
    over.resize(1000, high)
    qtbot.addWidget(over)
    over.show()
    fields = [(f"第 {n} 项", TextField(f"第 {n} 项", f"test.{n}")) for n in range(count)]
    made = FormSheet(over, "改一行", "记下", fields, "test")
    qtbot.wait(1)
    return made


def in_sight(sheet: FormSheet, field: QWidget) -> bool:
    """Whether the whole field lies between the sheet's title and its button."""
    top = field.mapTo(sheet, QPoint(0, 0)).y()
    return top > 0 and top + field.height() < sheet.button.mapTo(sheet, QPoint(0, 0)).y()


def test_many_fields_scroll_and_the_one_with_the_keys_is_in_sight(look: Look, qtbot: QtBot) -> None:
    sheet = open_sheet(qtbot, 24, 600)
    fields = sheet.findChildren(TextField)
    assert len(fields) == 24
    assert sheet.geometry().bottom() < sheet.over.height()
    assert not in_sight(sheet, fields[-1])
    for field in fields[1:]:
        QTest.keyClick(sheet, Qt.Key.Key_Tab)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.wait(1)
        assert in_sight(sheet, field), field.label


def test_a_few_fields_have_all_their_room(look: Look, qtbot: QtBot) -> None:
    for scale in (100, 150):
        look.set_scale(scale)
        sheet = open_sheet(qtbot, 3, 900)
        fields = sheet.findChildren(TextField)
        assert all(in_sight(sheet, field) for field in fields)
        sheet.wrong(fields[1], "这一项还没有填。来访人不知道或不愿说的，按 Alt+U 选“不详”或“不愿提供”。")
        qtbot.wait(1)
        assert all(in_sight(sheet, field) for field in fields)
        sheet.shut()


def test_what_is_typed_replaces_what_the_first_field_offers(look: Look, qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    field = TextField("几号", "test.place")
    field.set_value("1 （空）")
    FormSheet(over, "存成视图", "记下", [("几号", field)], "test")
    QTest.keyClicks(field, "4")
    assert field.text() == "4"


@pytest.mark.parametrize("scale", STEPS)
def test_a_letter_to_be_issued_anew_stands_whole_before_the_arrow(
    look: Look, qtbot: QtBot, scale: int
) -> None:
    look.set_scale(scale)
    over = QWidget()
    over.resize(px(960), px(600))
    qtbot.addWidget(over)
    over.show()
    letter = "信访事项受理告知书　340700-A-2611-0017　换发"
    kind = Picker("文种", "issue.kind", [Choice(1, letter), Choice(2, "回执")])
    kind.set_value(1)
    FormSheet(over, "出哪一种文书", "下一步", [("文种", kind)], "test")
    qtbot.wait(1)
    kind.end(False)
    assert kind.cursorPositionAt(QPoint(px(10), kind.height() // 2)) == 0, "it had to scroll to its end"
