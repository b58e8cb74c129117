"""Lays out the hits: a count, the list, and what to do when there is none."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fix, margin, set_mark, space
from ui.widgets.basics import Button, Panel, Text, rule
from ui.widgets.rowlist import RowList

WAYS = (
    "号码、查询码：大小写、有没有短横都可以",
    "姓名、拼音首字母：王小明，或 wxm",
    "证件号或电话的后四位",
    "诉求里的词：办证、拖欠工资，一两个字也行",
)


class FindView(QWidget):
    """The look-up box itself is in the head of the window."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        outer = self._outer = QVBoxLayout(self)
        space(outer, (16, 12, 16, 12), 0)
        self.panel = Panel((1, 0, 1, 1), 0)
        head = QWidget()
        line = QHBoxLayout(head)
        space(line, (15, 0, 15, 0), 8)
        fix(head, height=47)
        self.title = Text("查找", "row")
        self.caption = Text("↑↓ 选择，Enter 打开，F4 同一事再访", "caption")
        line.addWidget(self.title)
        line.addStretch(1)
        line.addWidget(self.caption)
        self.list = RowList("查找结果", "find.list", height=60, most=0, middle=0.56, keeps=True)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.none = self._nothing()
        self.panel.body.addWidget(head)
        self.panel.body.addWidget(rule())
        self.panel.body.addWidget(self.list, 1)
        self.panel.body.addWidget(self.none, 1)
        outer.addWidget(self.panel, 1)
        self.show_none("输入要找的内容", None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._outer, (margin(self), 12, margin(self), 12))

    def show_list(self, summary: str) -> None:
        self.title.setText(summary)
        self.none.hide()
        self.list.show()
        self.caption.show()

    def show_none(self, summary: str, new_name: str | None) -> None:
        """Nothing found, or nothing asked yet; with a name, F2 registers it without typing it again."""
        self.title.setText(summary)
        self.list.hide()
        self.caption.hide()
        self.none.show()
        self.new.setVisible(new_name is not None)
        self.new.setText(f"登记新来访“{new_name}” F2" if new_name else "")
        self.new.setAccessibleName(f"登记新来访 {new_name or ''}".strip())

    def _nothing(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        space(column, (16, 16, 16, 16), 8)
        column.addWidget(Text("可以这样找", "strong"))
        for way in WAYS:
            column.addWidget(Text(way, "second"))
        self.new = Button("登记新来访", "find.new")
        row = QHBoxLayout()
        space(row, (0, 8, 0, 0), 0)
        row.addWidget(self.new)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return made
