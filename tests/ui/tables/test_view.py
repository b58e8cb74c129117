"""A table's chosen row has a ring while it has the keys; its last line is not doubled by the panel's edge."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.paging import Order
from ui.tables.columns import Cell, Column
from ui.tables.view import Table
from ui.theme import Look, colours
from ui.theme.tokens import THEMES

COLUMNS = (
    Column(name="a", title="号码", cell=lambda row: Cell(str(row)), wide=120, rank=0),
    Column(name="b", title="诉求", cell=lambda _row: Cell("示例"), wide=120, share=1, rank=0),
)


def table(qtbot: QtBot, *, whole: bool = False) -> Table:
    made = Table("示例", "example", COLUMNS, Order("a"), whole=whole)
    qtbot.addWidget(made)
    made.resize(600, 32 * 4)
    made.show_rows(COLUMNS, [1, 2, 3])
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.choose(1)
    return made


def row_image(made: Table, row: int) -> QImage:
    """The row as it is painted, from edge to edge."""
    QApplication.processEvents()
    first, last = (made.visualRect(made.rows.index(row, column)) for column in (0, len(COLUMNS) - 1))
    return made.viewport().grab(QRect(first.topLeft(), last.bottomRight())).toImage()


@pytest.mark.parametrize("theme", THEMES)
def test_the_row_with_the_keys_has_a_ring_in_every_theme(look: Look, qtbot: QtBot, theme: str) -> None:
    look.set_theme(theme)
    made = table(qtbot)
    made.setFocus()
    shown = row_image(made, 1)
    middle, right, bottom = shown.width() // 2, shown.width() - 1, shown.height() - 1
    ring = {shown.pixelColor(*at).name() for at in ((0, 9), (right, 9), (middle, 0), (middle, bottom))}
    assert ring == {QColor(colours().acc).name()}
    made.clearFocus()
    assert row_image(made, 1).pixelColor(middle, 4).name() == QColor(colours().sel).name()


def test_a_table_shown_whole_leaves_the_last_line_to_its_panel(look: Look, qtbot: QtBot) -> None:
    for whole in (False, True):
        last = row_image(table(qtbot, whole=whole), 2)
        line = last.pixelColor(last.width() // 2, last.height() - 1).name()
        assert (line == QColor(colours().line).name()) is not whole
