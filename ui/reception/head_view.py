"""Top of the leader's screen: which reception, who leads and records, which batches, and the clock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.terms import JOINT_FORM, RECEPTION_FORMS, TALK_FORM
from ui.theme import fix, px, set_mark, space
from ui.widgets import Button, Choice, IconText, Picker, Text, TextField
from ui.widgets.fields import ENTER

NARROW, TINY = 1200, 800
UNDER = 4
"""Pixels at 100 % by which a batch, lower than a field, stands over the fields' lower edge."""


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


class VisitChip(Button):
    """A batch being heard. Enter goes on, as in a field, and sends nobody away; Delete takes it off."""

    def __init__(self, number: str, text: str) -> None:
        super().__init__(text, f"reception.visit.{number}", kind="small", shape="cross")
        self.setAccessibleDescription("Delete 从这次接访里去掉")
        self.setProperty("number", number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Delete:
            self.click()
        else:
            super().keyPressEvent(event)


class HeadView(QFrame):
    """Fields above, elapsed time at the right; chosen batches as buttons that take them off again."""

    edited = Signal()
    form_chosen = Signal(str)
    visit_chosen = Signal(str)
    visit_removed = Signal(str)
    batches_done = Signal()
    """Enter in the empty field: no further batch."""
    pause = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "bar", "top")
        self._small = self._tiny = False
        self._clock = ("00:00:00", False, "")
        whole = self._whole = QVBoxLayout(self)
        space(whole, (16, 8, 16, 10), 8)
        row = self._row = QHBoxLayout()
        space(row, (0, 0, 0, 0), 16)
        below = self._below = QHBoxLayout()
        space(below, (0, 0, 0, 0), 8)
        whole.addLayout(row)
        whole.addLayout(below)
        self.form = Picker("形式", "reception.form", [Choice(form, form) for form in RECEPTION_FORMS])
        self.form.chosen.connect(self._form_chosen)
        self.leader = Picker("带班领导", "reception.leader", free=True)
        self.recorder = TextField("记录人", "reception.recorder")
        self.lead = Picker("牵头单位", "reception.lead")
        self.visits = Picker(
            "批次", "reception.visits", placeholder="号码、姓名或拼音，候访的在列表里", free=True
        )
        fix(self.visits, min_width=132)
        self._parts = {}
        for label, field, width in (
            ("形式", self.form, 124),
            ("带班领导", self.leader, 168),
            ("记录", self.recorder, 148),
            ("牵头（1）", self.lead, 168),
        ):
            fix(field, min_width=116 if field is self.form else 84, max_width=width)
            self._parts[label] = above(label, field)
            row.addWidget(self._parts[label])
        self._recorded: Text = self.recorder.property("label_widget")
        self.reason = TextField("由他带班的原因", "reception.roster_reason", "为什么由他带班")
        fix(self.reason, min_width=120, max_width=220)
        self._reason = above("由他带班的原因", self.reason)
        self._reason.hide()
        row.addWidget(self._reason)
        self._batches = above("批次", self.visits)
        row.addWidget(self._batches, 1)
        self._chips = QWidget()
        self._chosen = QHBoxLayout(self._chips)
        space(self._chosen, (0, 0, 0, UNDER), 8)
        row.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignBottom)
        self._elapsed = Text("00:00:00", "count")
        self._state = IconText("clock", "未开始", "text3", "second")
        column = QVBoxLayout()
        space(column, (0, 0, 0, 0), 0)
        column.addWidget(self._elapsed, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(column)
        self.pause_button = Button("暂停", "reception.pause.button", key="F5", shape="pause")
        self.pause_button.clicked.connect(self.pause)
        row.addWidget(self.pause_button, 0, Qt.AlignmentFlag.AlignBottom)
        for field in (self.leader, self.recorder, self.lead, self.reason):
            field.edited.connect(self.edited)
        self.visits.chosen.connect(self._visit_chosen)
        self.visits.moved_on.connect(self._visit_typed)
        self.visits.stays = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small, tiny = self.width() < px(NARROW), self.width() < px(TINY)
        if small != self._small:
            self._small = small
            space(self._whole, (12, 8, 12, 10) if small else (16, 8, 16, 10), 8)
            space(self._row, (0, 0, 0, 0), 8 if small else 16)
            self._share(small)
            self._hint()
            self.show_clock(*self._clock)
        if tiny != self._tiny:
            self._tiny = tiny
            for part in (self._elapsed, self._state, self.pause_button):
                part.setVisible(not tiny)  # the time stands in the minutes, F5 still stops it

    def _share(self, small: bool) -> None:
        """In a narrow window the reason and the batches stand on a line of their own."""
        batches = self._row.indexOf(self._batches)
        space(self._chosen, (0, 0, 0, 0 if small else UNDER), 8)
        for part in (self._reason, self._chips):
            (self._row if small else self._below).removeWidget(part)
        if small:
            self._below.addWidget(self._reason, 1)
            self._below.addWidget(self._chips, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        else:
            self._row.insertWidget(batches, self._reason)
            self._row.insertWidget(batches + 2, self._chips, 0, Qt.AlignmentFlag.AlignBottom)
        fix(self.reason, min_width=120, max_width=640 if small else 220)

    def show_form(self, form: str) -> None:
        """What the form asks: a leader in all but 接谈, a lead unit in 联合接访 alone."""
        self.form.set_value(form)
        self._parts["带班领导"].setVisible(form != TALK_FORM)
        self._parts["牵头（1）"].setVisible(form == JOINT_FORM)
        self._recorded.setText("接谈人" if form == TALK_FORM else "记录")
        if form == TALK_FORM:
            self._reason.hide()

    @Slot(object)
    def _form_chosen(self, form: object) -> None:
        if form:
            self.form_chosen.emit(str(form))

    def ask_reason(self, asked: bool) -> None:
        """Shown once the leader turns out not to be on the day's roster."""
        self._reason.setVisible(asked)
        self._hint()

    def _hint(self) -> None:
        """What the field for batches says: short where there is little room for it."""
        short = self._small or not self._reason.isHidden() or self._chosen.count() > 1
        self.visits.setPlaceholderText("加批次 F7" if short else "号码、姓名或拼音，候访的在列表里")

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
            button = VisitChip(number, text)
            button.clicked.connect(self._removed)
            self._chosen.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.visits.set_value(None)
        self._hint()

    def chosen(self) -> list[Button]:
        """The batches being heard; a press takes one off."""
        items = (self._chosen.itemAt(place) for place in range(self._chosen.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

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
        else:
            self.batches_done.emit()

    @Slot()
    def _removed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.visit_removed.emit(str(sender.property("number")))
