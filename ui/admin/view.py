"""Lays out the pages of 管理: parts left and what an act found right, or a table between two lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.forms.part import Part
from ui.tables.view import Table
from ui.theme import fix, margin, narrow, pad, set_mark, space
from ui.widgets import Heading, Icon, Panel, Text, clear, rule
from ui.widgets.basics import LINE
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList
from ui.widgets.scrolled import Scrolled

PAGES = {int(Qt.Key.Key_PageDown): 1, int(Qt.Key.Key_PageUp): -1}
NAME = 136
"""Least width of a name at the right, in pixels at 100 %: the words behind all names stand in line."""


class PartList(RowList):
    """All its rows stand in the page, so PgDn and PgUp turn the page: below the list is more to read."""

    paged = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (pages := PAGES.get(event.key(), 0)) and not event.modifiers():
            self.paged.emit(pages)
        else:
            super().keyPressEvent(event)


class PartsView(Scrolled):
    """A list of parts that takes the keys, and a panel for what came of the last act."""

    def __init__(self, title: str, hint: str, identifier: str, what: str, about: Sequence[str]) -> None:
        super().__init__(title, f"{identifier}.page")
        outer = self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.inner)
        space(outer, (16, 12, 16, 12), 12)
        left = Panel((1, 10, 1, 1), 0)
        self._hint = hint
        head = self._head = Heading(title, hint)
        pad(head, 15, 0, 15, 8)
        left.body.addWidget(head)
        left.body.addWidget(rule())
        self.list = PartList(title, identifier, height=56, most=9, middle=0.95, keeps=True)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.paged.connect(self._turn)
        left.body.addWidget(self.list)
        self._below = Text("", "caption", wrap=True)
        pad(self._below, 16, 12, 16, 12)
        self._below.hide()
        left.body.addWidget(self._below)
        left.body.addStretch(1)
        outer.addWidget(left, 1)
        self._right = Part()
        self.head = Heading(what, "")
        pad(self.head, 0, 0, 0, 8)
        self._right.body.addWidget(self.head)
        self._report = QVBoxLayout()
        space(self._report, spacing=6)
        self._right.body.addLayout(self._report, 1)
        outer.addWidget(self._right, 1)
        self.show_about(what, about)

    @Slot(int)
    def _turn(self, pages: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        """In a low window the page scrolls along with the arrows."""
        if now.row() <= 0:
            self.verticalScrollBar().setValue(0)  # with the heading above it
            return
        place = self.list.mapTo(self.inner, self.list.visualRect(now).center())
        self.ensureVisible(place.x(), place.y())

    def show_sections(self, rows: Sequence[RowItem]) -> None:
        self.list.show_rows(rows)

    def say_below(self, lines: Sequence[str]) -> None:
        """What holds for every part, under the list: the right half is free for the chosen one."""
        self._below.setText("\n".join(lines))
        self._below.show()

    def show_rows(self, title: str, rows: Sequence[RowItem], rest: str) -> None:
        """What the chosen part holds, a row each, and how many more there are."""
        self.head.title.setText(title)
        clear(self._report)
        for place, row in enumerate(rows):
            if place:
                self._report.addWidget(rule())
            self._report.addWidget(_row(row))
        if rest:
            self._report.addWidget(Text(rest, "caption"))
        self._report.addStretch(1)
        self._right.setAccessibleDescription("；".join(row.spoken for row in rows))

    def show_report(self, title: str, lines: Sequence[str]) -> None:
        """What a backup, a check or a table came to; it stays until the next one, and is scrolled to."""
        self.show_about(title, lines)
        if narrow(self):
            QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        self.ensureWidgetVisible(self._right)

    def show_about(self, title: str, lines: Sequence[str]) -> None:
        """What belongs to the chosen part."""
        self.head.title.setText(title)
        clear(self._report)
        for line in lines:
            self._report.addWidget(Text(line, "body", wrap=True))
        self._report.addStretch(1)
        self._right.setAccessibleDescription(" ".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = narrow(self)
        self._outer.setDirection(
            QBoxLayout.Direction.TopToBottom if small else QBoxLayout.Direction.LeftToRight
        )
        self._right.set_whole(small)
        self._head.set_caption(f"{self._hint}，PgDn 看下面" if small else self._hint)
        edge = margin(self)
        space(self._outer, (edge, 12, edge, 12), 12)


def _row(item: RowItem) -> QWidget:
    """Icon, name and words in one line, as the devices of the start page have them."""
    made = QWidget()
    line = QHBoxLayout(made)
    space(line, (0, 2, 0, 2), 8)
    line.addWidget(Icon(item.shape, item.token, line=LINE), 0, Qt.AlignmentFlag.AlignTop)
    name = Text(item.title, "strong")
    fix(name, min_width=NAME)
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(item.second, "second", wrap=True), 1)
    return made


class ListView(QWidget):
    """A table with one line above it and one below."""

    def __init__(self, table: Table, below: str) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._outer = QVBoxLayout(self)
        space(self._outer, (16, 12, 16, 12), 10)
        self.head = Text("", "row")
        self._outer.addWidget(self.head)
        panel = Panel((1, 0, 1, 1), 0)
        self.none = Text("", "second", wrap=True)
        fix(self.none, min_height=60)
        pad(self.none, 16, 0, 16, 0)
        panel.body.addWidget(table, 1)
        panel.body.addWidget(self.none)
        self._outer.addWidget(panel, 1)
        self._outer.addWidget(Text(below, "caption", wrap=True))
        self.table = table
        self.show_empty("")

    def show_empty(self, sentence: str) -> None:
        """The sentence in place of the rows; an empty one shows the table."""
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))
        self.table.setVisible(not sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._outer, (margin(self), 12, margin(self), 12), 10)
