"""Lays out the 督办台账: tiles with counts, the table, and the chosen case's dates and reminders below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.tables.view import Table
from ui.theme import fix, margin, narrow, px, set_mark, space
from ui.widgets import Panel, Text, Tile, clear, rule

DETAIL_FROM = 700
"""Height of the window from which the detail has room below the table."""
IN_A_ROW = 4
"""Tiles side by side where it is narrow."""


class LedgerView(QWidget):
    """Tiles are filters: one is chosen at a time."""

    tile_chosen = Signal(str)

    def __init__(self, table: Table, tiles: Sequence[str]) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._outer = QVBoxLayout(self)
        space(self._outer, (16, 12, 16, 12), 10)
        self.tiles = {word: Tile(word, f"Alt+{at}", f"ledger.tile.{at}") for at, word in enumerate(tiles, 1)}
        self._grid = QGridLayout()
        space(self._grid, spacing=8)
        self._outer.addLayout(self._grid)
        for word, tile in self.tiles.items():
            tile.setProperty("word", word)
            tile.clicked.connect(self._pressed)
        self.head = Text("", "row")
        self._outer.addWidget(self.head)
        self.table = table
        self._outer.addWidget(self._list(table), 1)
        self.detail = _Detail()
        self._outer.addWidget(self.detail)
        self._place_tiles()

    def _list(self, table: Table) -> Panel:
        panel = Panel((1, 0, 1, 1), 0)
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.none = Text("", "second")
        fix(self.none, min_height=60)
        self.none.setIndent(16)
        panel.body.addWidget(table, 1)
        panel.body.addWidget(self.none)
        panel.body.addStretch(0)
        return panel

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for word, tile in self.tiles.items():
            tile.set_count(counts.get(word, 0))

    def show_tile(self, word: str) -> None:
        for name, tile in self.tiles.items():
            tile.setChecked(name == word)

    def show_empty(self, sentence: str) -> None:
        """The sentence in place of the rows; an empty one shows the table."""
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))
        self.table.setVisible(not sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._outer, (margin(self), 12, margin(self), 12), 10)
        self._place_tiles()
        self.detail.setVisible(self.height() >= px(DETAIL_FROM) and not narrow(self))

    def _place_tiles(self) -> None:
        columns = IN_A_ROW if narrow(self) else len(self.tiles)
        if self._grid.property("columns") == columns:
            return
        self._grid.setProperty("columns", columns)
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // columns, at % columns)

    @Slot()
    def _pressed(self) -> None:
        self.tile_chosen.emit(str(self.sender().property("word")))


class _Detail(Panel):
    """How each date was counted at the left, reminders and answers at the right."""

    def __init__(self) -> None:
        super().__init__((16, 10, 16, 12), 8)
        fix(self, height=176)
        self.title = Text("", "label")
        self.body.addWidget(self.title)
        self.body.addWidget(rule())
        line = QHBoxLayout()
        space(line, spacing=24)
        self._dates, self._words = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self._dates, 3), (self._words, 2)):
            space(column, spacing=4)
            line.addLayout(column, share)
        self.body.addLayout(line, 1)

    def show_case(self, title: str, reasons: Sequence[tuple[str, str]], words: Sequence[str]) -> None:
        self.title.setText(title)
        clear(self._dates)
        clear(self._words)
        for what, why in reasons[:3]:
            self._dates.addWidget(Text(f"{what}　{why}", "caption", wrap=True))
        for word in words[:4]:
            self._words.addWidget(Text(word, "second", wrap=True))
        self._dates.addStretch(1)
        self._words.addStretch(1)
