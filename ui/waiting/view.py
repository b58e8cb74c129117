"""Lays out the waiting list: how many, who, and what to do when nobody waits."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.tables.view import Table
from ui.theme import fix, margin, pad, set_mark, space
from ui.widgets import Panel, Text, rule


class WaitingView(QWidget):
    """One panel; the list takes the keys."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        outer = self._outer = QVBoxLayout(self)
        space(outer, (16, 12, 16, 12), 0)
        panel = Panel((1, 0, 1, 1), 0)
        head = QWidget()
        line = QHBoxLayout(head)
        space(line, (15, 0, 15, 0), 8)
        fix(head, height=47)
        self.title = Text("候访", "row")
        line.addWidget(self.title)
        line.addStretch(1)
        self._which = Text("", "caption")
        self.show_which(every=False)
        line.addWidget(self._which)
        self.table = table
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.none = Text("登记一件来访后，这里会排上：新来访 F2。", "second")
        fix(self.none, min_height=60)
        pad(self.none, 16, 0, 16, 0)
        panel.body.addWidget(head)
        panel.body.addWidget(rule())
        panel.body.addWidget(table, 1)
        panel.body.addWidget(self.none)
        panel.body.addStretch(0)
        outer.addWidget(panel, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._outer, (margin(self), 12, margin(self), 12))

    def show_which(self, *, every: bool) -> None:
        """Whose list it is, and which key shows the other."""
        words = "今天到的全部。Alt+A 只看在等的" if every else "还没有接谈也没有办理的。Alt+A 看今天全部"
        self._which.setText(words)

    def show_empty(self, empty: bool) -> None:
        self.table.setVisible(not empty)
        self.none.setVisible(empty)
