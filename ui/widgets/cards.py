"""Hint cards, count tiles and the panel of dates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.value import Value
from ui.theme import fix, set_mark, space
from ui.widgets.basics import Button, Heading, Icon, KeyCap, Panel, Tag, Text, name_widget


class Hint(Value, frozen=True):
    """One hint: what, the fact, its grounds, and what can be done with which key."""

    shape: str
    what: str
    facts: tuple[str, ...]
    grounds: tuple[str, ...] = ()
    acts: tuple[tuple[str, str, str], ...] = ()
    """(name, 关联, Alt+L): the name comes back by HintCard.acted."""


class HintCard(QFrame):
    """what · fact · 依据 · key; never takes the focus by itself, never moves the field being typed in."""

    acted = Signal(str)

    def __init__(self, hint: Hint, identifier: str) -> None:
        super().__init__()
        set_mark(self, "panel", "true")
        name_widget(self, hint.what, identifier)
        self._names: dict[QPushButton, str] = {}
        column = QVBoxLayout(self)
        space(column, (14, 10, 14, 12), 4)
        head = QHBoxLayout()
        space(head, (0, 0, 0, 0), 8)
        head.addWidget(Icon(hint.shape))
        head.addWidget(Text(hint.what, "strong"), 1)
        column.addLayout(head)
        for fact in hint.facts:
            column.addWidget(Text(fact, "body", wrap=True))
        for why in hint.grounds:
            column.addWidget(Text(why, "caption", wrap=True))
        if hint.acts:
            column.addLayout(self._buttons(hint, identifier))
        self.setAccessibleDescription(" ".join((*hint.facts, *hint.grounds)))

    def _buttons(self, hint: Hint, identifier: str) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, (0, 4, 0, 0), 8)
        for name, text, key in hint.acts:
            button = Button(text, f"{identifier}.{name}", key=key, kind="small")
            self._names[button] = name
            button.clicked.connect(self._pressed)
            row.addWidget(button)
        row.addStretch(1)
        return row

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.acted.emit(self._names[sender])


class Tile(QPushButton):
    """A count that is a filter: number 28 px, its word, its key."""

    def __init__(
        self, word: str, key: str, identifier: str, kind: str = "count", shape: tuple[str, str] | None = None
    ) -> None:
        """``kind`` and ``shape`` (icon and its colour) hold while the count is not 0."""
        super().__init__()
        name_widget(self, word, identifier)
        set_mark(self, "tile", True)
        self.setCheckable(True)
        fix(self, height=72)
        column = self._column = QVBoxLayout(self)
        space(column, (12, 6, 12, 6), 0)
        head = QHBoxLayout()
        space(head)
        head.addWidget(Text(word, "second"), 1)
        head.addWidget(KeyCap(key))
        column.addLayout(head)
        self._kind, self._shape = kind, Icon(*shape, 20) if shape is not None else None
        self._count = Text("", "count")
        line = QHBoxLayout()
        space(line, spacing=8)
        if self._shape is not None:
            self._shape.hide()
            line.addWidget(self._shape)
        line.addWidget(self._count, 1)
        column.addLayout(line)
        self._word = word

    def minimumSizeHint(self) -> QSize:
        """A button asks for the room of its own text, which is empty: its word is in the layout."""
        return self._column.minimumSize()

    def set_count(self, count: int) -> None:
        self._count.setText(f"{count:,}")
        self._count.set_kind(self._kind if count else "count")
        if self._shape is not None:
            self._shape.setVisible(bool(count))
        self.setAccessibleDescription(f"{self._word} {count}")


class DateLine(Value, frozen=True):
    """A date for the 期限 panel: 转送并告知 · 12-08 周二 · its reason · 暂定."""

    what: str
    day: str
    reason: str = ""
    provisional: bool = False


class DatesPanel(Panel):
    """期限: always there under the hints."""

    def __init__(self, title: str = "期限", caption: str = "") -> None:
        super().__init__((14, 10, 14, 12), 6)
        self.heading = Heading(title, caption)
        self.body.addWidget(self.heading)
        self._lines = QVBoxLayout()
        space(self._lines, (0, 0, 0, 0), 6)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self._shown: tuple[DateLine, ...] = ()
        self._narrow = False

    def show_lines(self, lines: Sequence[DateLine], narrow: bool = False) -> None:
        """Replace the dates; in a narrow window without the reasons (they are under F1)."""
        if tuple(lines) == self._shown and narrow == self._narrow:
            return
        self._shown, self._narrow = tuple(lines), narrow
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(_date_row(line, narrow))


def _date_row(line: DateLine, narrow: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (0, 0, 0, 0), 8)
    left = QVBoxLayout()
    space(left)
    what = Text(line.what + ("，暂定" if narrow and line.provisional else ""), "label")
    fix(what, min_width=92)
    left.addWidget(what)
    left.addStretch(1)
    row.addLayout(left)
    right = QVBoxLayout()
    space(right)
    head = QHBoxLayout()
    space(head, (0, 0, 0, 0), 6)
    head.addWidget(Text(line.day, "date"))
    if line.provisional and not narrow:
        head.addWidget(Tag("暂定", "warning"))
    head.addStretch(1)
    right.addLayout(head)
    if line.reason and not narrow:
        right.addWidget(Text(line.reason, "caption", wrap=True))
    row.addLayout(right, 1)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, also what lies in layouts inside it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()  # else a queued show would make it a window of its own
            widget.setParent(None)
            widget.deleteLater()
        inside = item.layout()
        if inside is not None:
            clear(inside)
            inside.deleteLater()
