"""The briefing on the screen: a number stays with its unit at every width, and a copy is what was written."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtGui import QTextBlock, QTextCursor

from ui.figures.briefing import BriefingText

WORDS = (
    "2026年1月1日至11月27日（按登记日期统计），共登记群众来访400批1657人次，同比分别上升9.59%、16.2%。"
    "涉及拖欠工资5万元、51470套约18万人。\n其中，集体访46批1021人次，批次同比上升21.05%。"
)


def lines(block: QTextBlock) -> list[str]:
    layout = block.layout()
    found = [layout.lineAt(at) for at in range(layout.lineCount())]
    return [block.text()[line.textStart() : line.textStart() + line.textLength()] for line in found]


@pytest.fixture
def text(qtbot, look):
    made = BriefingText("通报文字", "figures.text")
    qtbot.addWidget(made)
    made.set_value(WORDS)
    made.show()
    return made


def test_no_line_ends_between_a_number_and_its_unit(text):
    broken = 0
    for width in range(150, 620, 7):
        text.resize(width, 400)
        text.document().documentLayout().documentSize()
        block = text.document().begin()
        while block.isValid():
            shown = lines(block)
            broken += len(shown) - 1
            for above, below in pairwise(shown):
                pair = above[-1].replace("\u2060", "") + below.lstrip("\u2060")[:1]
                assert not re.fullmatch(r"[0-9][\u4e00-\u9fff%]", pair), (width, above, below)
                assert not above.endswith("\u2060"), (width, above, below)
            block = block.next()
    assert broken > 100


def test_what_is_copied_and_kept_is_what_was_written(text):
    assert text.toPlainText() == text.value() == WORDS
    cursor = text.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    text.setTextCursor(cursor)
    assert text.createMimeDataFromSelection().text() == WORDS
