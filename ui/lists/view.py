"""Lays out the lists of cases: a tile for each kind, the table, the chosen entry's notes below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.tables.tiled import TiledView
from ui.tables.view import Table
from ui.theme import fix, narrow, px, space
from ui.widgets import Panel, Text, Tile, clear, rule

DETAIL_FROM = 640
LINES = 5
"""Notes that the pane shows; all of them stand in the sheet of the list."""


class ListsView(TiledView):
    """One kind is chosen at a time; its rows fill as one scrolls."""

    in_a_row = 5

    def __init__(self, table: Table, kinds: Sequence[tuple[str, str]]) -> None:
        made = {name: Tile(name, f"{at}", f"lists.kind.{at}") for at, (name, _) in enumerate(kinds, 1)}
        super().__init__(table, made)
        line = QHBoxLayout()
        space(line, spacing=16)
        self.head = Text("", "row")
        self.rate = Text("", "second")
        line.addWidget(self.head)
        line.addWidget(self.rate)
        line.addStretch(1)
        self._outer.addLayout(line)
        self._add_table()
        self._outer.addWidget(self._notes())

    def _notes(self) -> Panel:
        self.detail = Panel((16, 10, 16, 12), 8)
        fix(self.detail, min_height=180)
        self.title = Text("", "label")
        self.detail.body.addWidget(self.title)
        self.detail.body.addWidget(rule())
        line = QHBoxLayout()
        space(line, spacing=24)
        self._columns, self._said = QVBoxLayout(), QVBoxLayout()
        for column in (self._columns, self._said):
            space(column, spacing=4)
            line.addLayout(column, 1)
        self.detail.body.addLayout(line, 1)
        return self.detail

    def show_entry(self, title: str, facts: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        """The columns of the chosen entry, and what was noted on it, the last first."""
        self.title.setText(title)
        self._fit_detail()
        clear(self._columns)
        clear(self._said)
        for label, words in facts[:LINES]:
            self._columns.addWidget(_row(label, words))
        for words in notes[:LINES]:
            self._said.addWidget(Text(words, "second", wrap=True))
        self._columns.addStretch(1)
        self._said.addStretch(1)
        described = [f"{label} {words}" for label, words in facts]
        self.detail.setAccessibleDescription("；".join((*described, *notes[:LINES])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_detail()

    def _fit_detail(self) -> None:
        """The pane is there where it has room and an entry to speak of."""
        has_room = self.height() >= px(DETAIL_FROM) and not narrow(self)
        self.detail.setVisible(has_room and bool(self.title.text()))


def _row(label: str, words: str) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    space(line, (0, 0, 0, 0), 8)
    caption = Text(label, "caption")
    fix(caption, min_width=72)
    line.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words, "second", wrap=True), 1)
    return made
