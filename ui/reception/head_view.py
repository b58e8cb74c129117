"""Top of the leader's screen: which reception, who leads and records, which batches, and the clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import fix, px, set_mark, space
from ui.widgets import Button, Choice, IconText, Picker, Text, TextField

NARROW = 1100


def above(label: str, field: QWidget) -> QWidget:
    """A field with its label above it."""
    made = QWidget()
    column = QVBoxLayout(made)
    space(column, (0, 0, 0, 0), 2)
    text = Text(label, "second")
    text.setBuddy(field)
    field.setProperty("label_widget", text)
    column.addWidget(text)
    column.addWidget(field)
    return made


class HeadView(QFrame):
    """Fields above, elapsed time at the right; chosen batches as buttons that take them off again."""

    edited = Signal()
    visit_chosen = Signal(str)
    visit_removed = Signal(str)
    pause = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "bar", "top")
        self._small = False
        self._clock = ("00:00:00", False, "")
        row = self._row = QHBoxLayout(self)
        space(row, (16, 8, 16, 10), 16)
        self.leader = Picker("带班领导", "reception.leader", free=True)
        self.recorder = TextField("记录人", "reception.recorder")
        self.lead = Picker("牵头单位", "reception.lead")
        self.visits = Picker(
            "批次", "reception.visits", placeholder="号码、姓名或拼音，候访的在列表里", free=True
        )
        fix(self.visits, min_width=132)
        for label, field, width in (
            ("带班领导", self.leader, 168),
            ("记录", self.recorder, 148),
            ("牵头（1）", self.lead, 168),
        ):
            fix(field, min_width=84, max_width=width)
            row.addWidget(above(label, field))
        self.reason = TextField("由他带班的原因", "reception.roster_reason", "为什么由他带班")
        fix(self.reason, min_width=120, max_width=220)
        self._reason = above("由他带班的原因", self.reason)
        self._reason.hide()
        row.addWidget(self._reason)
        row.addWidget(above("批次", self.visits), 1)
        self._chosen = QHBoxLayout()
        space(self._chosen, (0, 0, 0, 0), 8)
        row.addLayout(self._chosen)
        self._elapsed = Text("00:00:00", "count")
        self._state = IconText("clock", "未开始", "text3", "second")
        column = QVBoxLayout()
        space(column, (0, 0, 0, 0), 0)
        column.addWidget(self._elapsed, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(column)
        self.pause_button = Button("暂停", "reception.pause.button", key="F5", shape="pause")
        self.pause_button.clicked.connect(self.pause)
        row.addWidget(self.pause_button, 0, Qt.AlignmentFlag.AlignVCenter)
        for field in (self.leader, self.recorder, self.lead, self.reason):
            field.edited.connect(self.edited)
        self.visits.chosen.connect(self._visit_chosen)
        self.visits.moved_on.connect(self._visit_typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = self.width() < px(NARROW)
        if small != self._small:
            self._small = small
            space(self._row, (12, 8, 12, 10) if small else (16, 8, 16, 10), 8 if small else 16)
            self.visits.setPlaceholderText("加批次 F7" if small else "号码、姓名或拼音，候访的在列表里")
            self.show_clock(*self._clock)

    def ask_reason(self, asked: bool) -> None:
        """Shown once the leader turns out not to be on the day's roster."""
        self._reason.setVisible(asked)

    def offer(self, visits: Sequence[Choice]) -> None:
        """The day's waiting batches."""
        self.visits.set_choices(visits)

    def show_visits(self, visits: Sequence[tuple[str, str]]) -> None:
        """(number, short text) of the batches being heard."""
        while (item := self._chosen.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, text in visits:
            button = Button(text, f"reception.visit.{number}", kind="small", shape="cross")
            button.setAccessibleDescription("从这次接访里去掉")
            button.setProperty("number", number)
            button.clicked.connect(self._removed)
            self._chosen.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.visits.set_value(None)

    def chosen(self) -> list[Button]:
        """The batches being heard; a press takes one off."""
        items = (self._chosen.itemAt(place) for place in range(self._chosen.count()))
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, Button)]

    def show_clock(self, elapsed: str, running: bool, began: str) -> None:
        self._clock = (elapsed, running, began)
        self._elapsed.setText(elapsed)
        since = "" if self._small else f"{began} 开始，"
        words = f"{since}进行中" if running else (f"{since}已暂停" if began else "未开始")
        self._state.set("clock" if running else "pause", words, "text2", "second")
        self.pause_button.setText("暂停 F5" if running else "继续 F5")
        self.pause_button.set_shape("pause" if running else "play")

    @Slot(object)
    def _visit_chosen(self, number: object) -> None:
        if number:
            self.visit_chosen.emit(str(number))

    @Slot()
    def _visit_typed(self) -> None:
        wanted = self.visits.value()
        if wanted:
            self.visit_chosen.emit(str(wanted))

    @Slot()
    def _removed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.visit_removed.emit(str(sender.property("number")))
