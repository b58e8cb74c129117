"""A list of rows: the chosen row stays chosen when rows come before it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.theme import Look
from ui.widgets.rowlist import RowItem, RowList


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
