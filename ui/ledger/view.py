"""Lays out the 督办台账: tiles with counts, filters, the table, and the chosen case's dates below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.case.tiles import LATE, PROMISE, TODAY
from ui.ledger.date_line import DateLine
from ui.ledger.explained import Line, Point
from ui.ledger.filters_view import FiltersView
from ui.tables.tiled import TiledView
from ui.tables.view import Table
from ui.theme import fix, narrow, px, space
from ui.widgets import Icon, Panel, Text, Tile, clear, rule
from ui.widgets.basics import LINE

DETAIL_FROM = 700
"""Height of the window from which the detail has room below the table."""
LINES = 5
"""Reminders and answers that the detail shows; all of them stand on the matter's page."""


_LOOKS: Mapping[str, tuple[str, tuple[str, str]]] = {
    LATE: ("count-error", ("error", "err")),
    TODAY: ("count-warning", ("clock", "warn")),
    PROMISE: ("count-warning", ("warning", "warn")),
}
"""Tiles whose count warns: kind of the number, and its icon."""


class LedgerView(TiledView):
    """Tiles are filters: one is chosen at a time."""

    def __init__(self, table: Table, tiles: Sequence[str]) -> None:
        made = {
            word: Tile(word, f"{at}", f"ledger.tile.{at}", *_LOOKS.get(word, ("count", None)))
            for at, word in enumerate(tiles, 1)
        }
        super().__init__(table, made)
        self.filters = FiltersView()
        self.head = self.filters.head
        self._outer.addWidget(self.filters)
        self._add_table()
        self.detail = Detail()
        self._outer.addWidget(self.detail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.filters.fold()
        self.detail.setVisible(self.height() >= px(DETAIL_FROM) and not narrow(self))


class Detail(Panel):
    """How the date was counted at the left, the line of dates, reminders and answers at the right."""

    def __init__(self) -> None:
        super().__init__((16, 10, 16, 12), 8)
        fix(self, height=196)
        head = QHBoxLayout()
        space(head, spacing=16)
        head.addWidget(Text("期限、催办和回复", "label"))
        head.addStretch(1)
        self.title = Text("", "second")
        head.addWidget(self.title)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        line = QHBoxLayout()
        space(line, spacing=24)
        self._facts, middle, self._words = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column, share in ((self._facts, 5), (middle, 6), (self._words, 5)):
            space(column, spacing=4)
            line.addLayout(column, share)
        self.dates = DateLine()
        middle.addWidget(self.dates)
        self.hints = Text("", "caption", wrap=True)
        middle.addWidget(self.hints)
        middle.addStretch(1)
        self.body.addLayout(line, 1)

    def show_case(
        self,
        title: str,
        facts: Sequence[Line],
        points: Sequence[Point],
        hints: Sequence[str],
        words: Sequence[tuple[str, str, str]],
    ) -> None:
        self.title.setText(title)
        self.dates.show_points(points)
        self.hints.setText("".join(hints))
        clear(self._facts)
        clear(self._words)
        for fact in facts:
            self._facts.addWidget(_row((fact.label, 44), fact.words, fact.warns))
        for day, what, detail in words[:LINES]:
            self._words.addWidget(_reminded(day, what, detail))
        if title and not facts:
            self._words.addWidget(Text("保密事项，只有指定的人能看", "second"))
        elif title and not words:
            self._words.addWidget(Text("还没有催过，也没有回复", "second"))
        self._facts.addStretch(1)
        self._words.addStretch(1)
        described = [f"{fact.label} {fact.words}" for fact in facts] + [
            " ".join(word) for word in words[:LINES]
        ]
        self.setAccessibleDescription("；".join((*described, *hints)))


def _row(label: tuple[str, int], words: str, warns: bool = False) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    space(line, (0, 0, 0, 0), 8)
    caption = Text(label[0], "caption")
    fix(caption, min_width=label[1])
    line.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    if warns:
        line.addWidget(Icon("warning", "warn", line=LINE), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words, "second", wrap=True), 1)
    return made


def _reminded(day: str, what: str, detail: str) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    space(line, (0, 0, 0, 0), 8)
    for text, kind, wide in ((day, "second", 44), (what, "label", 64)):
        cell = Text(text, kind)
        fix(cell, min_width=wide)
        line.addWidget(cell, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(detail, "second", wrap=True), 1)
    return made
