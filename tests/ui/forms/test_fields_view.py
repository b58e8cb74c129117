"""The fields of a sheet made anew while somebody types in one of them, and where the keys go from there."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.forms.fields_view import FieldsView
from ui.forms.inputs import FormField
from ui.theme import Look, px
from ui.theme.tokens import STEPS

FIELDS = (FormField("unit", "单位"), FormField("remark", "备注"))
TODAY = date(2026, 11, 23)


def test_the_keys_stay_while_another_program_is_in_front(qtbot: QtBot, look: Look) -> None:
    """Rows of another desk come in: back in the window, Enter must not be on 回到事项."""
    window = QWidget()
    column = QVBoxLayout(window)
    leave, fields = QPushButton("回到事项"), FieldsView("step")
    column.addWidget(leave)
    column.addWidget(fields)
    qtbot.addWidget(window)
    fields.show_fields(FIELDS, {}, {}, TODAY)
    window.show()
    qtbot.waitUntil(window.isActiveWindow)
    fields.take_focus("remark")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not fields.inputs["remark"].hasFocus())
    fields.show_fields(FIELDS, {"remark": "电话里说好了"}, {}, TODAY)
    assert fields.focused() == "remark"
    assert window.focusWidget() is fields.inputs["remark"]


def fields_of(*keys: str) -> tuple[FormField, ...]:
    return tuple(FormField(key, key) for key in keys)


def test_after_the_last_of_other_inputs_comes_the_action_bar_and_not_the_tabs(
    look: Look, qtbot: QtBot
) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    tab, view, act = QPushButton("登记"), FieldsView("act"), QPushButton("记下 F9")
    for part in (tab, view, act):
        column.addWidget(part)
    qtbot.addWidget(ground)
    ground.show()
    for keys in (("人数",), ("人数", "到访时间", "为什么")):
        view.show_fields(fields_of(*keys), {}, {}, TODAY)
        qtbot.waitUntil(lambda: all(made.isVisible() for made in view.inputs.values()))
        walked = []
        tab.setFocus()
        for _ in range(len(keys) + 1):
            ground.focusNextChild()
            walked.append(ground.focusWidget())
        assert walked == [*view.inputs.values(), act]


ADDRESS = "枞阳县示例镇样例村 1 组 8 号（示例）"


@pytest.mark.parametrize("scale", STEPS)
@pytest.mark.parametrize("typed", ["", "枞阳县示例镇样例村 2 组"])
def test_what_is_on_record_is_never_cut(look: Look, qtbot: QtBot, scale: int, typed: str) -> None:
    """A long address goes on in a second line, struck through or not."""
    look.set_scale(scale)
    view = FieldsView("act")
    qtbot.addWidget(view)
    view.resize(px(560), px(400))
    old = [
        FormField(key, key, old=text) for key, text in (("住址", ADDRESS), ("证件号码", "34072219010320001X"))
    ]
    view.show_fields(old, {"住址": typed}, {}, TODAY)
    view.show()
    for label, *_ in view._old.values():
        needed = label.heightForWidth(label.width())
        assert needed > 0
        assert label.height() >= needed
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(QLabel.text(label))
        document.setTextWidth(label.width())
        assert document.idealWidth() <= label.width()


@pytest.mark.parametrize(
    ("held", "keys"),
    [("remark", "body"), ("", "body"), ("ground", "ground"), ("unit", "unit")],
    ids=["Enter went to the next field", "Enter left the last one", "still in it", "Shift+Tab"],
)
def test_who_left_a_choice_goes_on_in_the_field_that_it_brought(
    qtbot: QtBot, look: Look, held: str, keys: str
) -> None:
    fields = FieldsView("step")
    qtbot.addWidget(fields)
    fields.show_fields(fields_of("unit", "ground", "body", "remark"), {}, {}, TODAY)
    fields.show()
    qtbot.waitUntil(fields.isActiveWindow)
    fields.go_on("ground", held)
    assert fields.focused() == keys
