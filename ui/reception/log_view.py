"""The minutes: lines one under the other, the last one always ready to be typed into."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.reception.form import LineTyped
from ui.reception.log_line import TIME, UNDERSTOOD, LogLine
from ui.reception.model import Understood
from ui.theme import fix, set_mark, space
from ui.widgets import Choice, Panel, Text, rule

MARKS = "记录（Enter 新行，@ 交办，! 答复）"
MARKS_OF_SEVERAL = "记录（Enter 新行，@ 交办，! 答复，#2 只讲第二批）"
NOTHING = Understood("line", "")
TYPING = Understood("line", "", second="输入单位、事情、期限，例如“10日”")


class LogView(Panel):
    """Enter begins a new line with its minute; ↑ ↓ move; a line emptied by Backspace goes away."""

    edited = Signal()
    line_left = Signal()
    """The keys went to another line: what is still unclear there may now be said."""

    def __init__(self, minute: Callable[[], str], find_units: Callable[[str], list[Choice]]) -> None:
        super().__init__((0, 0, 0, 0), 0)
        self._minute = minute
        self._find_units = find_units
        self._made = 0
        self.rows: list[LogLine] = []
        self._marks = Text(MARKS, "caption", wrap=True)
        self.body.addWidget(_head(self._marks))
        self.body.addWidget(rule())
        inner = QWidget()
        set_mark(inner, "ground", "none")
        self._lines = QVBoxLayout(inner)
        space(self._lines)
        self._lines.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_focused)
        self.body.addWidget(self._scroll, 1)
        self.show_lines([])

    def show_several(self, several: bool) -> None:
        """Say how a line names one of several batches."""
        self._marks.setText(MARKS_OF_SEVERAL if several else MARKS)

    def lines(self) -> list[LineTyped]:
        return [LineTyped(row.time(), row.field.text()) for row in self.rows]

    def show_lines(self, lines: Sequence[LineTyped]) -> None:
        """Fill the log again, with one empty line at the end."""
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for line in lines:
            self._insert(len(self.rows), line.at, line.text)
        if not lines or lines[-1].text.strip():
            self._insert(len(self.rows), "", "")

    def understand(self, what: Sequence[Understood]) -> None:
        """One for each line that holds something, in order; empty lines show nothing."""
        answers = iter(what)
        for row in self.rows:
            answer = next(answers, NOTHING) if row.field.text().strip() else NOTHING
            row.understand(TYPING if answer.warning and row.field.hasFocus() else answer)

    def written_rows(self) -> list[LogLine]:
        return [row for row in self.rows if row.field.text().strip()]

    def take_focus(self) -> None:
        """The keys go to the last line."""
        self._go(len(self.rows) - 1)

    def _insert(self, place: int, at: str, text: str) -> LogLine:
        self._made += 1
        row = LogLine(f"reception.line.{self._made}", self._find_units)
        row.set_time(at)
        row.field.set_value(text)
        field = row.field
        field.edited.connect(self._edited)
        field.entered.connect(self._entered)
        field.up.connect(self._up)
        field.down.connect(self._down)
        field.emptied.connect(self._emptied)
        field.left.connect(row.update)
        field.left.connect(self.line_left)
        self.rows.insert(place, row)
        self._lines.insertWidget(place, row)
        return row

    def _sender_place(self) -> int:
        sender = self.sender()
        return next(index for index, row in enumerate(self.rows) if row.field is sender)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.rows):
            row = self.rows[place]
            row.field.setFocus()
            row.field.end(False)
            QTimer.singleShot(0, row, self._show_focused)

    @Slot()
    def _show_focused(self) -> None:
        """The line with the keys stays in sight, also when lines above it have grown."""
        for row in self.rows:
            if row.field.hasFocus():
                self._scroll.ensureWidgetVisible(row)

    @Slot()
    def _edited(self) -> None:
        row = self.rows[self._sender_place()]
        if not row.time():
            row.set_time(self._minute())
        row.update()
        self.edited.emit()

    @Slot()
    def _entered(self) -> None:
        place = self._sender_place()
        if not self.rows[place].field.text().strip():
            return
        if place + 1 == len(self.rows) or self.rows[place + 1].field.text().strip():
            self._insert(place + 1, "", "")
        self._go(place + 1)

    @Slot()
    def _up(self) -> None:
        self._go(self._sender_place() - 1)

    @Slot()
    def _down(self) -> None:
        self._go(self._sender_place() + 1)

    @Slot()
    def _emptied(self) -> None:
        place = self._sender_place()
        if len(self.rows) == 1:
            return
        row = self.rows.pop(place)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._go(max(0, place - 1))
        self.edited.emit()


def _head(marks: Text) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (12, 0, 12, 0), 8)
    fix(made, height=32)
    time = Text("时间", "caption")
    fix(time, width=TIME)
    understood = Text("识别结果", "caption")
    fix(understood, width=UNDERSTOOD)
    row.addWidget(time)
    fix(marks, min_width=150)
    row.addWidget(marks, 1)
    row.addWidget(understood)
    return made
