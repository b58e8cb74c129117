"""Lays out a case: head with its way, who owes what, what has happened; at the right who, notices, papers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.paging import Block, Order, PageAsked
from ui.attachments.view import COPY, AttachmentsPanel, dropped_files
from ui.matter.frame import TwoColumns, heading, listed
from ui.matter.owed import COLUMNS, OwedRow
from ui.matter.path_view import PathView
from ui.matter.side import Line
from ui.tables.view import ROW, Table
from ui.theme import fix, space
from ui.widgets.basics import LINE, Button, Icon, IconText, Panel, Tag, Text, name_widget, rule
from ui.widgets.cards import clear
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList

PEOPLE_HEADS = ("姓名", "证件", "电话", "住址")


class CaseHead(Panel):
    """Number, state, claim, one line about it, the way, and the people in a table."""

    def __init__(self) -> None:
        super().__init__((16, 12, 16, 10), 4)
        self.number = Text("", "strong")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status, self.left, self.more = Tag(), Tag(), Tag()
        line = QHBoxLayout()
        space(line, (0, 0, 0, 0), 8)
        for part in (self.number, self.status, self.left, self.more):
            line.addWidget(part)
        line.addStretch(1)
        self.clash = IconText("warning", "", "warn", "warning")
        self.settle = Button("核对", "matter.settle", key="C", kind="small")
        clash = QHBoxLayout(held := QWidget())
        space(clash, (0, 0, 0, 0), 8)
        clash.addWidget(self.clash)
        clash.addWidget(self.settle)
        clash.addStretch(1)
        self._clash = held
        self._clash.hide()
        self.claim = Text("", "fact-strong", wrap=True)
        self.line = Text("", "second", wrap=True)
        self.path = PathView()
        self.facts = Text("", "body", wrap=True)
        self._people = QGridLayout()
        self._people.setProperty("px_across", 16)
        self._people.setProperty("px_down", 2)
        space(self._people, (0, 4, 0, 0))
        self._people.setColumnStretch(len(PEOPLE_HEADS) - 1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._clash)
        for widget in (self.claim, self.line, self.path, self.facts):
            self.body.addWidget(widget)
        self.body.addLayout(self._people)

    def show_clash(self, words: str) -> None:
        """What two desks did against each other, above the claim; empty where they did not."""
        self._clash.setVisible(bool(words))
        if words:
            self.clash.set("warning", words, "warn", "warning")

    def show_people(self, people: Sequence[tuple[str, ...]]) -> None:
        """One row for each, under the heads."""
        clear(self._people)
        rows = [PEOPLE_HEADS, *people] if people else []
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                kind = "caption" if row == 0 else "strong" if column == 0 else "second"
                self._people.addWidget(Text(cell, kind, wrap=column == len(cells) - 1), row, column)

    def people(self) -> str:
        """All that is said of the people."""
        items = (self._people.itemAt(place) for place in range(self._people.count()))
        widgets = (item.widget() for item in items if item is not None)
        return " ".join(text.text() for text in widgets if isinstance(text, Text))


class Side(Panel):
    """A panel of the right column: a title and lines of label and text."""

    def __init__(self, title: str, caption: str, identifier: str) -> None:
        super().__init__((1, 6, 1, 8), 0)
        self._head = heading(title, caption)
        self.body.addWidget(self._head)
        self.body.addWidget(rule())
        self._lines = QVBoxLayout()
        space(self._lines, (15, 8, 15, 0), 6)
        self.body.addLayout(self._lines)
        name_widget(self, title, identifier)

    def show_lines(self, lines: Sequence[Line]) -> None:
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(_line(line))
        self.setVisible(bool(lines))
        self.setAccessibleDescription("；".join(f"{line.label} {line.text}".strip() for line in lines))

    def text(self) -> str:
        return self.accessibleDescription()


class CaseView(TwoColumns):
    """What is owed and what has happened left; who, duties, notices, papers and attachments right.

    Files may be dropped anywhere on it.
    """

    dropped = Signal(object)
    """Paths of the files."""

    def __init__(self) -> None:
        super().__init__("信访事项", "matter")
        self.head = CaseHead()
        self.owed = Table("谁欠什么", "matter.owed", COLUMNS, Order("due"), whole=True)
        self.owed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.timeline = RowList("经过", "matter.timeline", height=52, most=0, middle=0.8, keeps=True)
        self.papers = RowList("文书", "matter.papers", height=52, most=8, middle=1.0, keeps=True)
        self._owed_head = heading("谁欠什么", "为什么是这一天 F1")
        for rows in (self.owed, self.timeline, self.papers):
            rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._owed = listed(self._owed_head, self.owed)
        self._story_head = heading("经过", "Enter 看全文，全部 H")
        self._story = listed(self._story_head, self.timeline)
        self._papers = listed(heading("文书", "补打 R　出文书 P　送达 D"), self.papers)
        self.who = Side("谁在办", "单位签收 L", "matter.who")
        self.duties = Side("交办与回复", "记回复 A", "matter.duties")
        self.told = Side("告知和评价", "告知 T　评价 Y", "matter.told")
        self.attachments = AttachmentsPanel("matter.attachments")
        self.setAcceptDrops(True)
        right = (self.who, self.duties, self.told, self._papers, self.attachments)
        self.lay_out((self.head, self._owed, self._story), right)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.attachments.isVisibleTo(self) and dropped_files(event.mimeData()):
            event.setDropAction(COPY)
            event.accept()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(COPY)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event.mimeData())
        if files:
            event.setDropAction(COPY)
            event.accept()
            self.dropped.emit(files)

    def show_owed(self, rows: Sequence[OwedRow], words: str) -> None:
        """As high as its rows: the page scrolls, not the table."""
        at = max(0, self.owed.currentIndex().row())
        self.owed.rows.replace(PageAsked(Order("due")), Block(tuple(rows), ends=True))
        self._owed_head.set_caption(f"{words}　为什么是这一天 F1" if rows else "没有到期的事")
        fix(self.owed, height=ROW * (len(rows) + 1))
        self.owed.setVisible(bool(rows))
        if rows:
            self.owed.choose(min(at, len(rows) - 1))
        self.owed.fit()

    def show_story(self, rows: Sequence[RowItem], count: int) -> None:
        self._story_head.title.setText(f"经过 {count}")
        self.timeline.show_rows(rows)
        fix(self.timeline, min_height=52 * max(1, len(rows)))

    def show_papers(self, rows: Sequence[RowItem]) -> None:
        self._papers.setVisible(bool(rows))
        self.papers.show_rows(rows)


def _line(line: Line) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (0, 0, 0, 0), 8)
    if line.shape:
        row.addWidget(Icon(line.shape, line.token, line=LINE), 0, Qt.AlignmentFlag.AlignTop)
    if line.label:
        label = Text(line.label, "second" if line.shape == "" else "strong")
        fix(label, min_width=44)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(line.text, "body", wrap=True), 1)
    return made
