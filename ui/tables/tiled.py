"""Base of a page of tiles over a table: one tile is chosen at a time, a sentence stands for empty rows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.tables.view import Table
from ui.theme import fix, margin, narrow, pad, set_mark, space
from ui.widgets import Panel, Text, Tile


class TiledView(QWidget):
    """Ledger and lists: tiles above, then what the subclass adds, then the table."""

    in_a_row = 4
    """Tiles side by side where it is narrow."""
    tile_chosen = Signal(str)

    def __init__(self, table: Table, tiles: Mapping[str, Tile]) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._outer = QVBoxLayout(self)
        space(self._outer, (16, 12, 16, 12), 10)
        self.tiles = dict(tiles)
        self._grid = QGridLayout()
        space(self._grid, spacing=8)
        self._outer.addLayout(self._grid)
        for word, tile in self.tiles.items():
            tile.setProperty("word", word)
            tile.clicked.connect(self._pressed)
        self.table = table
        self._place_tiles()

    def _add_table(self) -> None:
        """The table in its panel, with the sentence that stands in its place where it is empty."""
        panel = Panel((1, 0, 1, 1), 0)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.none = Text("", "second", wrap=True)
        fix(self.none, min_height=60)
        pad(self.none, 16, 0, 16, 0)
        panel.body.addWidget(self.table, 1)
        panel.body.addWidget(self.none)
        panel.body.addStretch(0)
        self._outer.addWidget(panel, 1)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        for word, tile in self.tiles.items():
            tile.set_count(counts.get(word, 0))

    def show_tile(self, word: str) -> None:
        for name, tile in self.tiles.items():
            tile.setChecked(name == word)

    def show_empty(self, sentence: str) -> None:
        """The sentence in place of the rows; an empty one shows the table."""
        with_keys = self.table.hasFocus() or any(tile.hasFocus() for tile in self.tiles.values())
        if (
            sentence and with_keys
        ):  # else the keys go wherever Qt finds the next stop, or stay on another tile
            chosen = next((tile for tile in self.tiles.values() if tile.isChecked()), None)
            if chosen is not None:
                chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))
        self.table.setVisible(not sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._outer, (margin(self), 12, margin(self), 12), 10)
        self._place_tiles()

    def _place_tiles(self) -> None:
        columns = self.in_a_row if narrow(self) else len(self.tiles)
        if self._grid.property("columns") == columns:
            return
        self._grid.setProperty("columns", columns)
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // columns, at % columns)

    @Slot()
    def _pressed(self) -> None:
        self.tile_chosen.emit(str(self.sender().property("word")))
