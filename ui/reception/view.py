"""The leader's screen laid out: head, seats, material left, minutes right, foot; then what was made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.reception.ended_view import EndedView
from ui.reception.foot_view import FootView
from ui.reception.head_view import HeadView
from ui.reception.log_view import LogView
from ui.reception.seats_view import SeatsView
from ui.reception.side_view import SideView
from ui.theme import margin, narrow, set_mark, space
from ui.widgets import Choice


class ReceptionView(QWidget):
    """Two faces: the reception under way, and what came of it."""

    def __init__(self, minute: Callable[[], str], find_units: Callable[[str], list[Choice]]) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self.head = HeadView()
        self.seats = SeatsView(find_units)
        self.side = SideView()
        self.log = LogView(minute, find_units)
        self.foot = FootView()
        self.ended = EndedView()
        self._faces = QStackedLayout(self)
        self._faces.addWidget(self._under_way())
        self._faces.addWidget(self.ended)

    def _under_way(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        space(column)
        column.addWidget(self.head)
        column.addWidget(self.seats)
        middle = self._middle = QHBoxLayout()
        space(middle, (16, 0, 16, 12), 16)
        middle.addWidget(self.side)
        middle.addWidget(self.log, 1)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        return made

    def show_ended(self, ended: bool) -> None:
        self._faces.setCurrentIndex(1 if ended else 0)

    def is_ended(self) -> bool:
        return self._faces.currentIndex() == 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(not narrow(self))
        edge = margin(self)
        space(self._middle, (edge, 0, edge, 12), edge)
        for part, between in ((self.seats, 8), (self.foot, 4)):
            inside = part.layout()
            assert inside is not None
            space(inside, (edge, 8, edge, 8), between)
