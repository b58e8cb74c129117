"""The leader's screen laid out: head, seats, material left, minutes right, foot; then what was made."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.domain.terms import JOINT_FORM
from ui.reception.ended_view import EndedView
from ui.reception.foot_view import FootView
from ui.reception.head_view import HeadView
from ui.reception.log_view import LogView
from ui.reception.seats_view import SeatsView
from ui.reception.side_view import SideView
from ui.theme import fix, margin, narrow, set_mark, space
from ui.widgets import Choice
from ui.widgets.scrolled import Scrolled

LEAST_LOG = 112
"""Head and two lines."""


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
        made = self._page = Scrolled("接访", "reception.page")
        column = QVBoxLayout(made.inner)
        space(column)
        column.addWidget(self.head)
        column.addWidget(self.seats)
        middle = self._middle = QHBoxLayout()
        space(middle, (16, 0, 16, 12), 16)
        middle.addWidget(self.side)
        middle.addWidget(self.log, 1)
        column.addLayout(middle, 1)
        column.addWidget(self.foot)
        fix(self.log, min_height=LEAST_LOG)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        return made

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """In a low window the page scrolls: what has the keys is in sight."""
        if new is not None and self._page.inner.isAncestorOf(new):
            self._page.ensureWidgetVisible(new)

    def show_form(self, form: str, *, seated: bool) -> None:
        """A form without the X has no line for it, unless somebody was called."""
        self.head.show_form(form)
        self.seats.setVisible(form == JOINT_FORM or seated)
        self._fit()

    @Slot()
    def go_to_log(self) -> None:
        """From the units to the minutes."""
        self.log.take_focus()

    @Slot()
    def go_on(self) -> None:
        """From the batches to the units, where there are none to the minutes."""
        if self.seats.isVisibleTo(self):
            self.seats.take_focus()
        else:
            self.log.take_focus()

    def parts(self) -> dict[str, QWidget]:
        """Where Alt+1 … Alt+4 lead: who leads, who has come, the minutes, what is told."""
        return {
            "带班领导和批次": self.head.leader,
            "到场单位": self.seats.add,
            "记录": self.log.rows[-1].field,
            "三个告知": self.foot.opinion,
        }

    def field_of(self, path: str) -> QWidget:
        """Where the keys go to mend an error at a path of CLI.md's reception."""
        if path.startswith("lines["):
            rows = self.log.written_rows()
            place = int(path[6 : path.index("]")])
            return rows[min(place, len(rows) - 1)].field
        fields: dict[str, QWidget] = {
            "form": self.head.form,
            "leader": self.head.leader,
            "lead": self.head.lead,
            "recorder": self.head.recorder,
            "roster_reason": self.head.reason,
            "visits": self.head.visits,
            "units": self.seats.add,
            "notices.contact": self.foot.contact,
            "result": self.foot.result,
        }
        return fields.get(path.split("[")[0], self.foot.opinion)

    def order(self) -> list[QWidget]:
        """The way of Tab and Enter: leader, batches, units, minutes, notices; then what is seldom changed."""
        head, foot = self.head, self.foot
        return [
            head.leader,
            head.reason,
            head.visits,
            *head.chosen(),
            *self.seats.chips(),
            self.seats.add,
            *(row.field for row in self.log.rows),
            foot.opinion,
            foot.contact,
            foot.result,
            foot.case,
            head.form,
            head.recorder,
            head.lead,
            head.pause_button,
        ]

    def focusNextPrevChild(self, forward: bool) -> bool:
        at = QApplication.focusWidget()
        stops = [stop for stop in self.order() if stop.isVisible() and stop.isEnabled()]
        if at not in stops or self.is_ended():
            return super().focusNextPrevChild(forward)
        place = stops.index(at) + (1 if forward else -1)
        if not 0 <= place < len(stops):
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[place].setFocus(reason)
        return True

    def show_ended(self, ended: bool) -> None:
        self._faces.setCurrentIndex(1 if ended else 0)

    def is_ended(self) -> bool:
        return self._faces.currentIndex() == 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setVisible(not narrow(self))
        self._fit()
        edge = margin(self)
        for part, between in ((self.seats, 8), (self.foot, 4)):
            inside = part.layout()
            assert inside is not None
            space(inside, (edge, 8, edge, 8), between)

    def _fit(self) -> None:
        """Room above the minutes where no line of seats makes it."""
        edge = margin(self)
        space(self._middle, (edge, 12 if self.seats.isHidden() else 0, edge, 12), edge)
