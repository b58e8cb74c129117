"""One line of the minutes: its minute, the text as typed, and beside it what the program understood."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.entries.lines import parse_line
from ui.reception.model import Understood
from ui.theme import colours, fix, px, set_mark, space
from ui.widgets import Choice, Icon, Picker, Text, TextField
from ui.widgets.basics import LINE
from ui.widgets.fields import ENTER

TIME, UNDERSTOOD = 52, 372
_STRONG = ("mark", "unit", "span", "contact")


class LineField(Picker):
    """A line that can be typed; after @ it offers the units; at rest what it understood is coloured."""

    entered = Signal()
    up = Signal()
    down = Signal()
    emptied = Signal()
    """Backspace in an empty line."""

    def __init__(self, identifier: str, find_units: Callable[[str], list[Choice]]) -> None:
        super().__init__("记录", identifier, free=True)
        self._find_units = find_units
        self.set_finder(self._units)
        self.stays = True  # Enter in the list takes a unit: what it shall do is typed next, here
        set_mark(self, "quiet", True)
        fix(self, min_height=28)

    def value(self) -> str | None:
        return self.text().strip() or None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.is_open():
            super().keyPressEvent(event)
        elif key in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit()
        elif key == Qt.Key.Key_Up:
            self.up.emit()
        elif key == Qt.Key.Key_Down:
            self.down.emit()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.text():
            TextField.paintEvent(self, event)  # without the arrow of a picker
            return
        painter = QPainter(self)
        self._paint_marked(painter)
        painter.end()

    def _units(self, typed: str) -> list[Choice]:
        begun = typed.lstrip(" \u3000")
        if begun[:1] not in ("@", "＠") or any(space in begun for space in " \u3000"):
            return []
        return self._find_units(begun[1:])

    def _pick(self, choice: Choice) -> None:
        self.setText(f"@{choice.text} ")
        self.edited.emit()

    def _settle(self) -> None:
        self.close_list()

    def _paint_marked(self, painter: QPainter) -> None:
        text, table = self.text(), colours()
        strong = {
            place: "ok" if text[start] in "!！" else "acc"
            for start, end, role in parse_line(text).marks
            if role in _STRONG
            for place in range(start, end)
        }
        x = self.textMargins().left() + 2
        place = 0
        while place < len(text):
            end = place
            while end < len(text) and strong.get(end) == strong.get(place):
                end += 1
            font = self.font()
            font.setPixelSize(px(16))
            font.setBold(place in strong)
            painter.setFont(font)
            painter.setPen(getattr(table, strong.get(place, "text")))
            metrics, room = QFontMetrics(font), self.width() - px(4) - x
            rest = metrics.horizontalAdvance("…") if end < len(text) else 0
            shown = metrics.elidedText(text[place:end], Qt.TextElideMode.ElideRight, room - rest)
            wide = metrics.horizontalAdvance(shown)
            where = QRect(x, 0, wide + 2, self.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)
            if shown != text[place:end]:
                return
            x += wide
            place = end

    def _make_room(self) -> None:
        """No arrow: a line is no combo box."""


class Bar(QWidget):
    """Two pixels that say what a line became: accent for a duty, green for an answer; none, nothing yet."""

    def __init__(self) -> None:
        super().__init__()
        self._token = ""
        fix(self, width=2)

    def set(self, token: str) -> None:
        self._token = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._token:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(colours(), self._token))
        painter.end()


class LogLine(QWidget):
    """A row of the log."""

    def __init__(self, identifier: str, find_units: Callable[[str], list[Choice]]) -> None:
        super().__init__()
        set_mark(self, "ground", "panel")
        row = QHBoxLayout(self)
        space(row, (12, 6, 12, 6), 8)
        self._time = Text("", "second")
        fix(self._time, width=TIME)
        self.field = LineField(identifier, find_units)
        self._bar = Bar()
        right = QVBoxLayout()
        space(right, (4, 2, 0, 2), 2)
        head = QHBoxLayout()
        space(head, (0, 0, 0, 0), 10)
        self._strong, self._rest = Text("", "strong"), Text("", "body", wrap=True)
        self._second = Text("", "caption", wrap=True)
        self._lacks = Text("", "warning", wrap=True)
        self._lacks_icon = Icon("warning", "warn", line=LINE)
        lacks = QHBoxLayout()
        space(lacks, (0, 0, 0, 0), 6)
        lacks.addWidget(self._lacks_icon, 0, Qt.AlignmentFlag.AlignTop)
        lacks.addWidget(self._lacks, 1)
        head.addWidget(self._strong)
        head.addWidget(self._rest, 1)
        right.addLayout(head)
        right.addWidget(self._second)
        right.addLayout(lacks)
        side = QWidget()
        side.setLayout(right)
        fix(side, width=UNDERSTOOD)
        row.addWidget(self._time)
        row.addWidget(self.field, 1)
        row.addWidget(self._bar)
        row.addWidget(side)
        self.understand(Understood("line", ""))

    def set_time(self, at: str) -> None:
        self._time.setText(at)

    def time(self) -> str:
        return self._time.text()

    def understand(self, what: Understood) -> None:
        """Show what the line became."""
        self._bar.set(what.token if any((what.strong, what.rest, what.second, what.warning)) else "")
        self._strong.setText(what.strong)
        self._rest.setText(what.rest)
        self._second.setText(what.second)
        self._second.setVisible(bool(what.second))
        self._lacks.setText(what.warning)
        self._lacks.setVisible(bool(what.warning))
        self._lacks_icon.setVisible(bool(what.warning))
        self._strong.setVisible(bool(what.strong))
        self._rest.setVisible(bool(what.rest))
        self.field.setAccessibleDescription(
            " ".join((what.strong, what.rest, what.second, what.warning)).strip()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        table = colours()
        painter.fillRect(self.rect(), table.acctint if self.field.hasFocus() else table.panel)
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), table.line)
        if self.field.hasFocus():
            painter.setPen(table.acc)
            for inset in range(table.ring):
                painter.drawRect(self.rect().adjusted(inset, inset, -1 - inset, -1 - inset))
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(480), px(40))
