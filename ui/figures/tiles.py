"""The eight tiles of the figures: number, what stands behind it, two lines; large on the wall."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.figures.model import TileWords
from ui.theme import fix, narrow, px, set_mark, space
from ui.widgets.basics import KeyCap, Panel, Tag, Text, name_widget
from ui.widgets.fields import ENTER

HEIGHT = 112
GAP = 6
HIGH = 700
"""Logical pixels of height that the large type of 大字 needs."""
IN_A_ROW, BETWEEN = (8, 4, 2), 8
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
KINDS = (("visitor", "fact-strong"), ("number", "greeting"), ("fact", "second"), ("fact-label", "second"))
"""Type of title, number, unit and line on the wall: in a large window, in a narrow one."""
ROOM = 13
"""Letters of number and unit that stand beside each other at full size."""


class FigureTile(QPushButton):
    """A figure that can be chosen; Enter asks for its rows."""

    opened = Signal()

    def __init__(self, key: str, identifier: str) -> None:
        super().__init__()
        set_mark(self, "tile", "tall")
        name_widget(self, "数字", identifier)
        self.setCheckable(True)
        fix(self, min_height=HEIGHT)  # as the style sheet has it
        column = self._column = QVBoxLayout(self)
        space(column, (12, 6, 10, 6), 0)
        head = QHBoxLayout()
        space(head, spacing=GAP)
        self._title = Text("", "body")
        head.addWidget(self._title, 1)
        self._key = KeyCap(key)
        head.addWidget(self._key)
        column.addLayout(head)
        line = QHBoxLayout()
        space(line, spacing=GAP)
        self._number, self._unit = Text("", "count"), Text("", "second")
        line.addWidget(self._number)
        line.addWidget(self._unit, 1)
        column.addLayout(line)
        self._lines = [Text("", "caption"), Text("", "caption")]
        for text in self._lines:
            column.addWidget(text)
        for text in (self._title, self._number, self._unit, *self._lines):
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)

    def needs(self) -> int:
        """Width at which none of its words is cut."""
        margins = self._column.contentsMargins()
        head = self._title.sizeHint().width() + px(GAP) + self._key.sizeHint().width()
        line = self._number.sizeHint().width() + px(GAP) + self._unit.sizeHint().width()
        return (
            margins.left()
            + margins.right()
            + max(head, line, *(text.sizeHint().width() for text in self._lines))
        )

    def show_words(self, words: TileWords) -> None:
        self._title.setText(words.title)
        self._number.setText(words.number)
        self._unit.setText(words.unit)
        self._unit.set_kind("second" if len(words.number) + len(words.unit) <= ROOM else "caption")
        for text, line in zip(self._lines, words.lines, strict=True):
            text.setText(line)
        self.setAccessibleName(words.title)
        lines = [line for line in (*words.lines, words.more) if line]
        self.setAccessibleDescription("，".join((words.number + words.unit, *lines)))
        self.setToolTip("\n".join((f"{words.title} {words.number} {words.unit}", *lines)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class Tiles(QWidget):
    """Eight in a row; four or two where the words of eight have no room."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, count: int) -> None:
        super().__init__()
        self.tiles = [FigureTile(str(at), f"figures.tile.{at}") for at in range(1, count + 1)]
        self._grid = QGridLayout(self)
        space(self._grid, spacing=BETWEEN)
        for tile in self.tiles:
            tile.clicked.connect(self._pressed)
            tile.opened.connect(self._opened)
        self._place(count)

    def fit(self, width: int) -> None:
        """As many in a row as have room for all their words; of one width wherever the words allow it."""
        needs = [tile.needs() for tile in self.tiles]
        for in_a_row in IN_A_ROW:
            columns = [max(needs[at::in_a_row]) for at in range(in_a_row)]
            room = width - px(BETWEEN) * (in_a_row - 1)
            if sum(columns) <= room:
                break
        if max(columns) <= room // in_a_row:
            columns = [max(columns)] * in_a_row
        for at, tile in enumerate(self.tiles):
            tile.setMinimumWidth(columns[at % in_a_row])
        self._place(in_a_row)

    def _place(self, in_a_row: int) -> None:
        if self._grid.property("columns") == in_a_row:
            return
        self._grid.setProperty("columns", in_a_row)
        for column in range(len(self.tiles)):
            self._grid.setColumnStretch(column, int(column < in_a_row))
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // in_a_row, at % in_a_row)

    def show_words(self, words: Sequence[TileWords]) -> None:
        for tile, tile_words in zip(self.tiles, words, strict=True):
            tile.show_words(tile_words)

    def choose(self, place: int) -> None:
        for at, tile in enumerate(self.tiles):
            tile.setChecked(at == place)

    @Slot()
    def _pressed(self) -> None:
        self.chosen.emit(self._which())

    @Slot()
    def _opened(self) -> None:
        self.opened.emit(self._which())

    def _which(self) -> int:
        return next(at for at, tile in enumerate(self.tiles) if tile is self.sender())


class Wall(QWidget):
    """大字：the same figures for a wall, read from across the hall; no keys of its own."""

    def __init__(self, count: int) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        column = self._column = QVBoxLayout(self)
        self._head = Text("", "visitor", wrap=True)
        self.missing = Tag("", "warning")
        self._back = Text("W 回到统计", "caption")
        top = QHBoxLayout()
        space(top, spacing=16)
        top.addWidget(self._head, 1)
        top.addWidget(self.missing)
        top.addWidget(self._back)
        column.addLayout(top)
        grid = self._grid = QGridLayout()
        column.addLayout(grid, 1)
        self._parts: list[tuple[Text, Text, Text, Text]] = []
        for at in range(count):
            grid.addWidget(self._panel(), at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        name_widget(self, "大字统计", "figures.wall")
        self._fit()

    def _panel(self) -> Panel:
        panel = Panel((24, 8, 24, 8), 0)
        row = QHBoxLayout()
        space(row, spacing=16)
        panel.body.addLayout(row, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        title, second = Text("", "visitor"), Text("", "fact-label", wrap=True)
        number, unit = Text("", "number"), Text("", "fact")
        for column, texts, side in ((left, (title, second), LEFT), (right, (number, unit), RIGHT)):
            space(column)
            column.addStretch(1)
            for text in texts:
                text.setAlignment(side)
                column.addWidget(text)
            column.addStretch(1)
        row.addLayout(left, 1)
        row.addLayout(right)
        self._parts.append((title, number, unit, second))
        return panel

    def show_words(self, head: str, words: Sequence[TileWords]) -> None:
        self._head.setText(head)
        for parts, tile in zip(self._parts, words, strict=True):
            for text, shown in zip(parts, (tile.title, tile.number, tile.unit, tile.lines[0]), strict=True):
                text.setText(shown)
                text.setVisible(bool(shown))
        self.setAccessibleDescription(
            "；".join(f"{tile_words.title} {tile_words.number} {tile_words.unit}" for tile_words in words)
        )

    def show_missing(self, words: str) -> None:
        """Which desks' records are not there yet: a wall that says less than it counts is believed."""
        self.missing.set(words, "warning")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Smaller type where the window is: all words whole in every tile_words of them."""
        small = narrow(self) or self.height() < px(HIGH)
        space(self._column, (12, 12, 12, 12) if small else (32, 24, 32, 24), 8 if small else 16)
        space(self._grid, spacing=8 if small else 16)
        self._head.set_kind("fact-strong" if small else "visitor")
        for title, number, unit, second in self._parts:
            for text, kinds in zip((title, number, unit, second), KINDS, strict=True):
                text.set_kind(kinds[small])
