"""Lays out the record of a reception: what it is, its minutes left, its papers right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from ui.matter.frame import TwoColumns, heading, listed
from ui.theme import fix, space
from ui.widgets.basics import Panel, Tag, Text, name_widget
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList


class HeadPanel(Panel):
    """Number, result, form, room and leader, and how many units came."""

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 14), 6)
        self.number = Text("", "row")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status = Tag()
        self.what = Text("", "caption", wrap=True)
        line = QHBoxLayout()
        space(line, (0, 0, 0, 0), 8)
        for part in (self.number, self.status):
            line.addWidget(part)
        line.addStretch(1)
        self.claim = Text("", "fact-strong", wrap=True)
        self.body.addLayout(line)
        self.body.addWidget(self.what)
        self.body.addWidget(self.claim)


class RecordView(TwoColumns):
    """The minutes left, papers right."""

    def __init__(self) -> None:
        super().__init__("接访记录", "record")
        self.head = HeadPanel()
        self.timeline = RowList("时间线", "record.timeline", height=56, most=0, middle=0.78, keeps=True)
        self.timeline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.papers = RowList("文书", "record.papers", height=56, most=6, middle=1.0, keeps=True)
        self._story = listed(heading("时间线", "新的在上面"), self.timeline)
        fix(self._story, min_height=240)
        self._papers = listed(heading("文书", "R 补打"), self.papers)
        self.lay_out((self.head, self._story), (self._papers,), grows=self._story)

    def show_lists(self, story: Sequence[RowItem], papers: Sequence[RowItem]) -> None:
        self.timeline.show_rows(story)
        self._papers.setVisible(bool(papers))
        self.papers.show_rows(papers)

    def name_record(self, number: str) -> None:
        """Tell screen readers which reception is shown."""
        name_widget(self, f"联合接访 {number}", "record")
