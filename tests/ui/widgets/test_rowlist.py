"""A list of rows: the chosen row stays chosen when rows come before it."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from ui.theme import Look, colours
from ui.widgets import two_lines
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList


def items(*keys: str) -> list[RowItem]:
    return [RowItem(title=key, data=key, key=key) for key in keys]


def test_delete_aims_at_the_row_that_was_chosen(qtbot: QtBot, look: Look) -> None:
    made = RowList("示例", "example")
    qtbot.addWidget(made)
    made.show_rows(items("a", "b", "c"))
    made.choose(1)
    made.show_rows(items("new", "a", "b", "c"))
    assert made.current() == "b"
    made.show_rows(items("new", "a", "c"))
    assert made.current() == "c", "where it is gone, its place"


def test_a_list_that_wraps_shows_every_word_and_makes_its_rows_as_high(qtbot: QtBot, look: Look) -> None:
    long = "第31条第6项、第32条，出信访处理意见书，" * 3
    made = RowList("示例", "example", height=52, most=9, wraps=True)
    qtbot.addWidget(made)
    made.show_rows([RowItem(title="短", second="第33条"), RowItem(title="长", second=long)])
    made.resize(200, 400)
    made.show()
    short, high = (made.sizeHintForIndex(made.model().index(row, 0)).height() for row in (0, 1))
    assert short == 52
    assert high > 80
    assert made.sizeHint().height() == short + high


def test_key_and_remark_of_a_row_are_read_aloud_and_leave_the_titles_in_line(
    qtbot: QtBot, look: Look
) -> None:
    made = RowList("示例", "example")
    qtbot.addWidget(made)
    rows = [
        RowItem(title="延期", second="第34条", shape="", cap="2", tag=("seal", "要批准", "text2")),
        RowItem(title="办结", second="第32条", shape="", cap="9"),
    ]
    made.show_rows(rows)
    assert [row.spoken for row in rows] == ["2，延期，要批准，第34条", "9，办结，第32条"]
    painter = made.itemDelegate()
    lefts = {painter._room(QRect(0, 0, 300, 52), row).left() for row in rows}
    assert len(lefts) == 1


def test_a_remark_never_cuts_the_title_of_its_row(qtbot: QtBot, look: Look) -> None:
    made = RowList("示例", "example")
    qtbot.addWidget(made)
    row = RowItem(title="不予受理", shape="", cap="5", tag=("seal", "要批准", "text2"))
    made.show_rows([row])
    canvas = QPixmap(300, 60)
    painter = QPainter(canvas)
    title = QFontMetrics(two_lines._font(painter.font(), "row")).horizontalAdvance(row.title)
    for wide in (title + 8, title + 40, 300):
        taken = made.itemDelegate()._tag(painter, QRect(0, 0, wide, 26), row, row.tag, colours())
        assert title <= wide - taken, wide
    painter.end()
