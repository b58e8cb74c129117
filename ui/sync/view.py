"""Lays out the sync page: how it stands on top, what is to be looked at left, the chosen one right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.sync.model import Details, Side, in_one_line
from ui.theme import fix, narrow, pad, px, space
from ui.widgets.basics import Heading, Icon, Panel, Text, name_widget, rule
from ui.widgets.cards import clear
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList
from ui.widgets.scrolled import Scrolled

IN_A_ROW = 3
"""Measured figures beside each other in a wide window."""
ROW, HEAD = 60, 46
"""Heights at 100 %: a row of the list, the title above it."""
KEPT, MOST_LOW = 330, 2
"""What the rest of a narrow page needs, and the rows the list has however low the window is."""


class ReviewList(RowList):
    """A click chooses; Enter and a double click open the record."""

    def __init__(self) -> None:
        super().__init__("待核对", "sync.list", height=ROW, most=0, middle=0.58, keeps=True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.connect(self._twice)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        """Nothing more: the row is chosen already."""

    @Slot(QModelIndex)
    def _twice(self, _index: QModelIndex) -> None:
        self.open_current()


class StatePanel(Panel):
    """Connected or since when not, and what is measured."""

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 14), 8)
        self._icon = Icon("info", "text2", 20)
        self.state = Text("", "row")
        self.why = Text("", "second", wrap=True)
        line = QHBoxLayout()
        space(line, (0, 0, 0, 0), 8)
        line.addWidget(self._icon)
        line.addWidget(self.state)
        line.addStretch(1)
        self._figures = QGridLayout()
        self._figures.setProperty("px_across", 12)
        self._figures.setProperty("px_down", 4)
        space(self._figures, (28, 0, 0, 0))
        self.line = Text("", "second", wrap=True)
        pad(self.line, 28, 0, 0, 0)
        self.body.addLayout(line)
        self.body.addWidget(self.why)
        pad(self.why, 28, 0, 0, 0)
        self.body.addLayout(self._figures)
        self.body.addWidget(self.line)
        self._told: list[tuple[str, str]] = []
        self._narrow = False

    def show_state(self, head: tuple[str, str, str], why: str, figures: list[tuple[str, str]]) -> None:
        shape, token, words = head
        self._icon.set(shape, token)
        self.state.setText(words)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        name_widget(
            self, "，".join(part for part in (words, why, in_one_line(figures)) if part), "sync.state"
        )
        if figures != self._told:
            self._told = figures
            self._redraw()

    def make_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self._redraw()

    def _redraw(self) -> None:
        """Pairs in rows, or one paragraph where there is little room."""
        while (item := self._figures.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self.line.setText(in_one_line(self._told))
        self.line.setVisible(self._narrow and bool(self._told))
        for place, (what, how_much) in enumerate([] if self._narrow else self._told):
            row, column = place // IN_A_ROW, place % IN_A_ROW * 2
            self._figures.addWidget(Text(what, "label"), row, column)
            self._figures.addWidget(Text(how_much, "body"), row, column + 1)
            self._figures.setColumnStretch(column + 1, 1)


class DetailPanel(Panel):
    """Both values one under the other, whose each is, and what may be done."""

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 14), 8)
        self.title = Text("", "row", wrap=True)
        self.number = Text("", "caption", wrap=True)
        self._parts = QVBoxLayout()
        space(self._parts, (0, 4, 0, 0), 6)
        self._one: Details | None = None
        self._narrow = False
        self.body.addWidget(self.title)
        self.body.addWidget(self.number)
        self.body.addLayout(self._parts)
        self.body.addStretch(1)

    def make_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_details(self._one)

    def show_details(self, details: Details | None) -> None:
        """Both values under each other; beside each other where the panel is wide and low."""
        self._one = details
        clear(self._parts)
        self.setVisible(details is not None)
        if details is None:
            return
        self.title.setText(details.title)
        self.number.setText(details.number)
        self.number.setVisible(bool(details.number))
        if details.sides:
            self._parts.addWidget(_sides(details.sides, beside=self._narrow))
        for note in details.notes:
            self._parts.addWidget(Text(note, "second", wrap=True))
        values = [f"{side.title} {side.value}，{side.whose}" for side in details.sides]
        name_widget(self, "。".join((details.title, *values, *details.notes)), "sync.details")


def _sides(sides: Sequence[Side], *, beside: bool) -> QWidget:
    made = QWidget()
    box = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom, made)
    space(box, (0, 0, 0, 0), 24 if beside else 6)
    for side in sides:
        box.addWidget(_side(side), 1 if beside else 0)
    return made


def _side(side: Side) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    space(column, (0, 4, 0, 6), 2)
    column.addWidget(Heading(side.title, side.whose))
    column.addWidget(Text(side.value, "typed", wrap=True))
    column.addWidget(rule())
    return made


class SyncView(Scrolled):
    """In a narrow window the chosen one stands under the list."""

    def __init__(self) -> None:
        super().__init__("同步", "sync")
        self.state = StatePanel()
        self.list = ReviewList()
        self.detail = DetailPanel()
        self.none = Text("", "second", wrap=True)
        pad(self.none, 15, 0, 15, 0)
        fix(self.none, min_height=60)
        self.heading = Heading("待核对", "↑↓ 选择，Enter 打开记录")
        self._panel = Panel((1, 6, 1, 1), 0)
        inside = self.heading.layout()
        assert inside is not None
        space(inside, (15, 0, 15, 4), 8)
        self._panel.body.addWidget(self.heading)
        self._panel.body.addWidget(rule())
        self._panel.body.addWidget(self.list, 1)
        self._panel.body.addWidget(self.none)
        self._panel.body.addStretch(0)
        self._grid = QGridLayout(self.inner)
        self._grid.setProperty("px_across", 16)
        self._grid.setProperty("px_down", 12)
        space(self._grid, (16, 12, 16, 12))
        self._grid.addWidget(self.state, 0, 0, 1, 2)
        self._grid.addWidget(self._panel, 1, 0)
        self._grid.addWidget(self.detail, 1, 1)
        self._place()

    def show_list(self, rows: Sequence[RowItem], title: str, nothing: str) -> None:
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.heading.title.setText(title)
        self.heading.caption.setVisible(bool(rows))
        self.none.setText(nothing)
        self.none.setVisible(not rows)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Beside or under each other; under each other the list shows a few rows and scrolls in itself."""
        under = narrow(self)
        alone = self.list.count() == 0
        for panel in (self._panel, self.detail):
            self._grid.removeWidget(panel)
        self._grid.addWidget(self._panel, 1, 0, 1, 2 if under or alone else 1)
        self._grid.addWidget(self.detail, 2 if under else 1, 0 if under else 1, 1, 2 if under else 1)
        self.state.make_narrow(under)
        self.detail.make_narrow(under)
        fix(self.detail, min_width=0 if under else 400, max_width=4000 if under else 400)
        rows = min(max(self.list.count(), 1), self._room() if under else 3)
        high = HEAD + ROW * rows
        fix(self._panel, min_height=high, max_height=high if under and not alone else 4000)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 0 if under and not alone else 1)
        self._grid.setRowStretch(2, 1 if under and not alone else 0)

    def _room(self) -> int:
        """How many rows leave room for the state above and the chosen one below."""
        return max(MOST_LOW, (self.viewport().height() - px(KEPT)) // px(ROW))
