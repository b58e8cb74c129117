"""A line's end parts no number from its measure word and no key from its verb."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.theme import Look
from ui.widgets import Text
from ui.widgets.flow import kept, plain

SAID = (
    ("至少 8 个字符，大写字母、小写字母、数字、符号里要有 3 种。", "3 种"),
    ("没有告知，回执会写明；补告知在事项页按 T", "按 T"),
    ("市委、市政府、属地党委、政府、相关单位；签收了再按 W 登记", "按 W 登记"),
    ("若今日受理：次日起 60 日，条例第 34 条，2027 年放假安排未公布", "第 34 条"),
    ("11-23 受理，次日起算，第 60 日 = 2027-01-22 周五（法定）", "（法定）"),
    ("来访人不知道或不愿说的，按 Alt+U 选“不详”或“不愿提供”。", "“不愿提供”"),
    ("市住建局没有登记主要负责人，请管理员在单位表里补上", "里补上"),
)


def lines(text: str, metrics: QFontMetrics, look_font: object, wide: int) -> list[str]:
    layout = QTextLayout(text, look_font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    rows = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(wide)
        rows.append(plain(text[line.textStart() : line.textStart() + line.textLength()]))
    layout.endLayout()
    return rows


@pytest.mark.parametrize(("text", "together"), SAID)
def test_what_belongs_together_stands_on_one_line_at_every_width(
    look: Look, qtbot: QtBot, text: str, together: str
) -> None:
    shown = Text(text, "caption", wrap=True)
    qtbot.addWidget(shown)
    shown.ensurePolished()
    font, metrics = shown.font(), shown.fontMetrics()
    broken = set()
    for wide in range(metrics.horizontalAdvance(together) + 40, metrics.horizontalAdvance(text) + 40, 7):
        assert any(together in line for line in lines(kept(text), metrics, font, wide)), wide
        broken |= {not any(together in line for line in lines(text, metrics, font, wide))}
    assert True in broken, "without it some width parts them"


def test_a_text_says_what_it_was_given_and_takes_no_more_room(look: Look, qtbot: QtBot) -> None:
    for text, _ in SAID:
        shown = Text(text, "caption", wrap=True)
        qtbot.addWidget(shown)
        assert shown.text() == text
        metrics = shown.fontMetrics()
        assert metrics.horizontalAdvance(kept(text)) == metrics.horizontalAdvance(text)


def test_what_can_be_copied_is_copied_as_it_is(look: Look, qtbot: QtBot) -> None:
    shown = Text("", "caption", wrap=True)
    qtbot.addWidget(shown)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setText("存在 出单/来访回执 第 2 次，按 T 补打.pdf")
    assert QLabel.text(shown) == shown.text() == "存在 出单/来访回执 第 2 次，按 T 补打.pdf"
