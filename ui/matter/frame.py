"""The frame of a record's page: a wide column and one of 368 px, beside it or, where it is narrow, below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import fix, margin, narrow, space
from ui.widgets.basics import Heading, Panel, rule
from ui.widgets.scrolled import Scrolled

RIGHT = 368
"""Width of the right column."""


class TwoColumns(Scrolled):
    """Panels left and right; each column's room below its panels stays empty."""

    def __init__(self, label: str, identifier: str) -> None:
        super().__init__(label, identifier)
        self._left, self._right = QWidget(), QWidget()
        self._columns = [_column(self._left), _column(self._right)]
        self._grid = QGridLayout(self.inner)
        self._grid.setProperty("px_across", 16)
        self._grid.setProperty("px_down", 12)
        space(self._grid, (16, 12, 16, 12))
        self._grid.addWidget(self._left, 0, 0)

    def lay_out(
        self, left: Sequence[QWidget], right: Sequence[QWidget], grows: QWidget | None = None
    ) -> None:
        """The panels of both columns from above; ``grows``: the panel that takes what room is left."""
        for column, panels in zip(self._columns, (left, right), strict=True):
            for panel in panels:
                column.addWidget(panel, 1 if panel is grows else 0)
            if grows not in panels:
                column.addStretch(1)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        small = narrow(self)
        space(self._grid, (margin(self), 12, margin(self), 12))
        self._grid.removeWidget(self._right)
        self._grid.addWidget(self._right, 1 if small else 0, 0 if small else 1)
        fix(self._right, min_width=0 if small else RIGHT, max_width=4000 if small else RIGHT)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0)
        self._grid.setRowStretch(0, 0 if small else 1)
        self._grid.setRowStretch(1, 1 if small else 0)


def heading(title: str, caption: str) -> Heading:
    """The head of a panel whose rows reach its edges."""
    made = Heading(title, caption)
    inside = made.layout()
    assert inside is not None
    space(inside, (15, 0, 15, 4), 8)
    return made


def listed(head: Heading, rows: QWidget) -> Panel:
    """A panel of a head and a list."""
    made = Panel((1, 6, 1, 1), 0)
    made.body.addWidget(head)
    made.body.addWidget(rule())
    made.body.addWidget(rows, 1)
    return made


def _column(held: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(held)
    space(column, (0, 0, 0, 0), 12)
    return column
