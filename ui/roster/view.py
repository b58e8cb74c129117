"""Lays out the roster page: the month left, what is missing and how to fill it right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.roster.grid import MonthGrid
from ui.theme import fix, margin, narrow, space
from ui.widgets import Heading, IconText, Panel, Text, clear, rule
from ui.widgets.scrolled import Scrolled

EDITING = "PgUp PgDn 换月　填 Enter　取消 Delete　贴入表格 Ctrl+V"
READING = "PgUp PgDn 换月　由系统管理员排"
HOW = (
    "从 Excel 里选中日期和姓名复制，在这里按 Ctrl+V，先看会改什么再存。",
    "一天一行：日期、姓名；分上下午的写成 日期、上午、下午 三列。",
    "表里有的日子以表为准，没有的日子不动。",
)


class RosterView(Scrolled):
    """The grid takes the keys."""

    def __init__(self, *, may_edit: bool) -> None:
        super().__init__("排班", "roster.page")
        outer = self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.inner)
        space(outer, (16, 12, 16, 12), 12)
        left = Panel((16, 12, 16, 16), 8)
        self.head = Heading("排班", EDITING if may_edit else READING)
        self.grid = MonthGrid()
        self.grid.moved.connect(self._moved)
        left.body.addWidget(self.head)
        left.body.addWidget(self.grid, 1)
        outer.addWidget(left, 1)
        right = self._right = Panel((16, 12, 16, 16), 8)
        self._missing = Text("", "body", wrap=True)
        right.body.addWidget(Heading("还缺", ""))
        right.body.addWidget(self._missing)
        self._leaders = Text("", "second", wrap=True)
        self._more: list[QWidget] = [rule(), self._leaders]
        self._more += [Text(line, "caption", wrap=True) for line in (HOW if may_edit else ())]
        for part in self._more:
            right.body.addWidget(part)
        self._report = QVBoxLayout()
        space(self._report, spacing=4)
        right.body.addLayout(self._report)
        right.body.addStretch(1)
        outer.addWidget(right)

    @Slot()
    def _moved(self) -> None:
        """In a low window the page scrolls along with the arrows."""
        place = self.grid.mapTo(self.inner, self.grid.middle())
        self.ensureVisible(place.x(), place.y())

    def show_month(self, title: str, missing: str, leaders: str) -> None:
        self.head.title.setText(title)
        self._missing.setText(missing)
        self._leaders.setText(leaders)

    def show_report(self, lines: Sequence[str]) -> None:
        """What is wrong with a table that was pasted; nothing to take it away."""
        clear(self._report)
        if lines:
            self._report.addWidget(rule())
            self._report.addWidget(IconText("error", "表格没有贴上", "err", "error"))
        for line in lines:
            self._report.addWidget(Text(line, "body", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = narrow(self)
        self._outer.setDirection(
            QBoxLayout.Direction.TopToBottom if small else QBoxLayout.Direction.LeftToRight
        )
        for part in self._more:
            part.setVisible(not small)
        edge = margin(self)
        space(self._outer, (edge, 12, edge, 12), 12)
        if small:
            fix(self._right, min_width=0, max_width=16_000)
        else:
            fix(self._right, min_width=300, max_width=300)
