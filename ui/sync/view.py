"""Lays out the sync page: how it stands on top, what is to be looked at left, the chosen one right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.sync.model import Details, Side
from ui.theme import fix, narrow, space
from ui.widgets.basics import Heading, Icon, Panel, Text, name_widget, rule
from ui.widgets.cards import clear
from ui.widgets.rowlist import RowItem, RowList
from ui.widgets.scrolled import Scrolled


class ReviewList(RowList):
    """A click chooses; Enter and a double click open the record."""

    def __init__(self) -> None:
        super().__init__("待核对", "sync.list", height=60, most=0, middle=0.66, keeps=True)
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
        self._grid = QGridLayout()
        self._grid.setProperty("px_across", 24)
        self._grid.setProperty("px_down", 4)
        space(self._grid, (28, 0, 0, 0))
        self.body.addLayout(line)
        self.body.addWidget(self.why)
        self.why.setIndent(28)
        self.body.addLayout(self._grid)
        self._figures: list[tuple[str, str]] = []

    def show_state(self, head: tuple[str, str, str], why: str, figures: Sequence[tuple[str, str]]) -> None:
        shape, token, words = head
        self._icon.set(shape, token)
        self.state.setText(words)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        name_widget(self, "，".join((words, why, *(" ".join(one) for one in figures))), "sync.state")
        if list(figures) != self._figures:
            self._figures = list(figures)
            self._show_figures()

    def _show_figures(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for row, (what, how_much) in enumerate(self._figures):
            label = Text(what, "label")
            fix(label, min_width=64)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(Text(how_much, "body", wrap=True), row, 1)
        self._grid.setColumnStretch(1, 1)


class DetailPanel(Panel):
    """Both values one under the other, whose each is, and what may be done."""

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 14), 8)
        self.title = Text("", "row", wrap=True)
        self.number = Text("", "caption", wrap=True)
        self._parts = QVBoxLayout()
        space(self._parts, (0, 4, 0, 0), 6)
        self.body.addWidget(self.title)
        self.body.addWidget(self.number)
        self.body.addLayout(self._parts)
        self.body.addStretch(1)

    def show_details(self, one: Details | None) -> None:
        clear(self._parts)
        self.setVisible(one is not None)
        if one is None:
            return
        self.title.setText(one.title)
        self.number.setText(one.number)
        self.number.setVisible(bool(one.number))
        for side in one.sides:
            self._parts.addWidget(_side(side))
        for note in one.notes:
            self._parts.addWidget(Text(note, "second", wrap=True))
        values = [f"{side.title} {side.value}，{side.whose}" for side in one.sides]
        name_widget(self, "。".join((one.title, *values, *one.notes)), "sync.details")


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
        self.none.setIndent(15)
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
        """Beside or under each other; the list takes the room there is."""
        under = narrow(self)
        alone = self.list.count() == 0
        for one in (self._panel, self.detail):
            self._grid.removeWidget(one)
        self._grid.addWidget(self._panel, 1, 0, 1, 2 if under or alone else 1)
        self._grid.addWidget(self.detail, 2 if under else 1, 0 if under else 1, 1, 2 if under else 1)
        fix(
            self.detail,
            min_width=0 if under else 400,
            max_width=4000 if under else 400,
        )
        fix(self._panel, min_height=60 * min(max(self.list.count(), 1), 3) + 48 if under else 240)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)
