"""Lays out the lists of cases: a tile for each kind, the table, the chosen entry's notes below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.tables.view import Table
from ui.theme import fix, margin, narrow, px, set_mark, space
from ui.widgets import Panel, Text, Tile, clear, rule

DETAIL_FROM = 640
IN_A_ROW = 5
LINES = 5
"""Notes that the pane shows; all of them stand in the sheet of the list."""


class ListsView(QWidget):
    """One kind is chosen at a time; its rows fill as one scrolls."""

    kind_chosen = Signal(str)

    def __init__(self, table: Table, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._outer = QVBoxLayout(self)
        space(self._outer, (16, 12, 16, 12), 10)
        self.tiles: dict[str, Tile] = {}
        self._grid = QGridLayout()
        space(self._grid, spacing=8)
        for at, (name, _title) in enumerate(kinds, 1):
            tile = Tile(name, f"{at}", f"lists.kind.{at}")
            tile.setProperty("kind_name", name)
            tile.clicked.connect(self._pressed)
            self.tiles[name] = tile
        self._outer.addLayout(self._grid)
        line = QHBoxLayout()
        space(line, spacing=16)
        self.head = Text("", "row")
        self.rate = Text("", "second")
        line.addWidget(self.head)
        line.addWidget(self.rate)
        line.addStretch(1)
        self._outer.addLayout(line)
        self.table = table
        self._outer.addWidget(self._list(table), 1)
        self._outer.addWidget(self._notes())
        self._place()

    def _list(self, table: Table) -> Panel:
        panel = Panel((1, 0, 1, 1), 0)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.none = Text("", "second", wrap=True)
        fix(self.none, min_height=60)
        self.none.setIndent(16)
        panel.body.addWidget(table, 1)
        panel.body.addWidget(self.none)
        panel.body.addStretch(0)
        return panel

    def _notes(self) -> Panel:
        self.detail = Panel((16, 10, 16, 12), 8)
        fix(self.detail, height=180)
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

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for name, tile in self.tiles.items():
            tile.set_count(counts.get(name, 0))

    def show_kind(self, kind: str) -> None:
        for name, tile in self.tiles.items():
            tile.setChecked(name == kind)

    def show_empty(self, sentence: str) -> None:
        """The sentence in place of the rows; an empty one shows the table."""
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))
        self.table.setVisible(not sentence)

    def show_entry(self, title: str, facts: Sequence[tuple[str, str]], notes: Sequence[str]) -> None:
        """The columns of the chosen entry, and what was noted on it, the last first."""
        self.title.setText(title)
        clear(self._columns)
        clear(self._said)
        for label, words in facts[:LINES]:
            self._columns.addWidget(_row(label, words))
        for words in notes[:LINES]:
            self._said.addWidget(Text(words, "second", wrap=True))
        self._columns.addStretch(1)
        self._said.addStretch(1)
        told = [f"{label} {words}" for label, words in facts]
        self.detail.setAccessibleDescription("；".join((*told, *notes[:LINES])))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._outer, (margin(self), 12, margin(self), 12), 10)
        self._place()
        self.detail.setVisible(self.height() >= px(DETAIL_FROM) and not narrow(self))

    def _place(self) -> None:
        columns = IN_A_ROW if narrow(self) else len(self.tiles)
        if self._grid.property("columns") == columns:
            return
        self._grid.setProperty("columns", columns)
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // columns, at % columns)

    @Slot()
    def _pressed(self) -> None:
        self.kind_chosen.emit(str(self.sender().property("kind_name")))


def _row(label: str, words: str) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    space(line, (0, 0, 0, 0), 8)
    caption = Text(label, "caption")
    fix(caption, min_width=72)
    line.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words, "second", wrap=True), 1)
    return made
