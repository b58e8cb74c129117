"""Lays out the record of a reception: what it is, its minutes left, its papers right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fix, margin, narrow, space
from ui.widgets.basics import Heading, Panel, Tag, Text, name_widget, rule
from ui.widgets.cards import DateLine, DatesPanel, clear
from ui.widgets.rowlist import RowItem, RowList
from ui.widgets.scrolled import Scrolled


class HeadPanel(Panel):
    """Number, state, claim, facts and the people, masked."""

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 14), 6)
        self.number = Text("", "row")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status = Tag()
        self.left = Tag()
        self.what = Text("", "caption", wrap=True)
        line = QHBoxLayout()
        space(line, (0, 0, 0, 0), 8)
        for one in (self.number, self.status, self.left):
            line.addWidget(one)
        line.addStretch(1)
        self.claim = Text("", "fact-strong", wrap=True)
        self.facts = Text("", "body", wrap=True)
        self.people = QVBoxLayout()
        space(self.people, (0, 6, 0, 0), 2)
        self.body.addLayout(line)
        self.body.addWidget(self.what)
        self.body.addWidget(self.claim)
        self.body.addWidget(self.facts)
        self.body.addLayout(self.people)

    def show_people(self, people: Sequence[tuple[str, str]]) -> None:
        clear(self.people)
        for name, rest in people:
            row = QWidget()
            line = QHBoxLayout(row)
            space(line, (0, 0, 0, 0), 12)
            who = Text(name, "strong")
            fix(who, min_width=72)
            line.addWidget(who, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(rest, "second", wrap=True), 1)
            self.people.addWidget(row)


class RecordView(Scrolled):
    """In a narrow window the right column goes under the left one."""

    def __init__(self) -> None:
        super().__init__("接访记录", "record")
        self.head = HeadPanel()
        self.timeline = RowList("时间线", "record.timeline", height=56, most=0, middle=0.78, keeps=True)
        self.timeline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.dates = DatesPanel("期限", "为什么 F1")
        self.papers = RowList("文书", "record.papers", height=56, most=6, middle=1.0, keeps=True)
        self._story = self._listed("时间线", "新的在上面", self.timeline)
        self._papers = self._listed("文书", "R 补打", self.papers)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        space(column, (0, 0, 0, 0), 12)
        column.addWidget(self.dates)
        column.addWidget(self._papers)
        column.addStretch(1)
        self._grid = QGridLayout(self.inner)
        self._grid.setProperty("px_across", 16)
        self._grid.setProperty("px_down", 12)
        space(self._grid, (16, 12, 16, 12))
        self._grid.addWidget(self.head, 0, 0)
        self._grid.addWidget(self._story, 1, 0)
        self._place()

    def show_record(
        self, head: dict[str, Any], people: Sequence[tuple[str, str]], tag: tuple[str, str, str | None] | None
    ) -> None:
        """The head panel; ``head`` has number, kind, status, claim, facts, line."""
        panel = self.head
        panel.number.setText(head["number"])
        panel.status.set(head["status"], "plain")
        if tag is None:
            panel.left.set("")
        else:
            panel.left.set(*tag)
        panel.what.setText(head["line"])
        panel.claim.setText(head["claim"])
        panel.facts.setText(head["facts"])
        panel.facts.setVisible(bool(head["facts"]))
        panel.show_people(people)
        name_widget(self, f"{head['kind']} {head['number']}", "record")

    def show_lists(
        self, story: Sequence[RowItem], dates: Sequence[DateLine], papers: Sequence[RowItem]
    ) -> None:
        self.timeline.show_rows(story)
        self.dates.show_lines(dates)
        self.dates.setVisible(bool(dates))
        self._papers.setVisible(bool(papers))
        self.papers.show_rows(papers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        small = narrow(self)
        space(self._grid, (margin(self), 12, margin(self), 12))
        self._grid.removeWidget(self._right)
        if small:
            self._grid.addWidget(self._right, 2, 0)
        else:
            self._grid.addWidget(self._right, 0, 1, 2, 1)
        fix(self._right, min_width=0 if small else 368, max_width=4000 if small else 368)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0)
        self._grid.setRowStretch(1, 1)
        fix(self._story, min_height=240)

    def _listed(self, title: str, caption: str, rows: RowList) -> Panel:
        made = Panel((1, 6, 1, 1), 0)
        head = Heading(title, caption)
        inside = head.layout()
        assert inside is not None
        space(inside, (15, 0, 15, 4), 8)
        made.body.addWidget(head)
        made.body.addWidget(rule())
        made.body.addWidget(rows, 1)
        return made
