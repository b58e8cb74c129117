"""Lays out the record of a reception: what it is, its minutes left, its papers right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.matter.frame import TwoColumns, heading, listed
from ui.theme import fix, space
from ui.widgets.basics import Panel, Tag, Text, name_widget
from ui.widgets.cards import DateLine, DatesPanel, clear
from ui.widgets.rowlist import RowItem, RowList


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


class RecordView(TwoColumns):
    """The minutes left; dates and papers right."""

    def __init__(self) -> None:
        super().__init__("接访记录", "record")
        self.head = HeadPanel()
        self.timeline = RowList("时间线", "record.timeline", height=56, most=0, middle=0.78, keeps=True)
        self.timeline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.dates = DatesPanel("期限", "为什么 F1")
        self.papers = RowList("文书", "record.papers", height=56, most=6, middle=1.0, keeps=True)
        self._story = listed(heading("时间线", "新的在上面"), self.timeline)
        fix(self._story, min_height=240)
        self._papers = listed(heading("文书", "R 补打"), self.papers)
        self.lay_out((self.head, self._story), (self.dates, self._papers), grows=self._story)

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
