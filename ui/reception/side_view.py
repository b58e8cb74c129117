"""Left of the minutes: what the visitor brought, who came, what was done before. Read only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.reception.model import SideGroup
from ui.theme import fix, set_mark, space
from ui.widgets import Heading, Panel, Text, clear, rule


class SideView(Panel):
    """Groups under each other; scrolls by itself when there is more than fits."""

    def __init__(self) -> None:
        super().__init__((0, 0, 0, 0), 0)
        fix(self, width=320)
        inner = QWidget()
        set_mark(inner, "ground", "none")
        self._groups = QVBoxLayout(inner)
        space(self._groups, (16, 10, 16, 12), 8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self.body.addWidget(area)
        self.show_groups([])

    def show_groups(self, groups: Sequence[SideGroup]) -> None:
        clear(self._groups)
        if not groups:
            self._groups.addWidget(Heading("来访材料", "只读"))
            self._groups.addWidget(Text("选一个批次，这里显示来访材料和历次办理。", "caption", wrap=True))
        for index, group in enumerate(groups):
            if index:
                self._groups.addWidget(rule())
            self._groups.addWidget(Heading(group.title, "" if index else "只读"))
            for label, text in group.lines:
                self._groups.addWidget(_line(label, text))
        self._groups.addStretch(1)


def _line(label: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (0, 0, 0, 0), 12)
    if label:
        left = Text(label, "second")
        fix(left, width=44)
        row.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(text, "body", wrap=True), 1)
    return made
