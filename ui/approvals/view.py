"""Lays out 审批: the inbox, the request with ground and effect, the paper as it goes out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.theme import fix, margin, narrow, px, set_mark, space
from ui.widgets import ErrorLine, Heading, Panel, Text, TextField, clear, rule
from ui.widgets.basics import name_widget
from ui.widgets.rowlist import RowList
from ui.widgets.scroll import scrolling

INBOX, PAPER = 344, 420
EMPTY = "没有等你批的。有人送批时，这里会排上，先到期的在上。"


class ApprovalsView(QWidget):
    """Three columns; where it is narrow the paper goes first."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._row = QHBoxLayout(self)
        space(self._row, (16, 12, 16, 12), 12)
        inbox = Panel((1, 10, 1, 1), 0)
        fix(inbox, width=INBOX)
        self.head = Heading("等我批", "先到期的在上")
        self.head.setContentsMargins(15, 0, 15, 8)
        inbox.body.addWidget(self.head)
        inbox.body.addWidget(rule())
        self.list = RowList("等我批", "approvals.list", height=72, most=8, middle=0.95, keeps=True)
        inbox.body.addWidget(self.list)
        self.none = Text(EMPTY, "second", wrap=True)
        self.none.setContentsMargins(15, 12, 15, 12)
        inbox.body.addWidget(self.none)
        inbox.body.addStretch(1)
        self._row.addWidget(inbox)
        self._row.addWidget(self._request(), 1)
        self._paper = Panel((16, 10, 16, 12), 8)
        fix(self._paper, width=PAPER + 32)
        self._paper.body.addWidget(Heading("出去的纸就是这样", ""))
        self.paper = QLabel()
        name_widget(self.paper, "出去的纸", "approvals.paper")
        self._paper.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignTop)
        self.no_paper = Text("", "second", wrap=True)
        self._paper.body.addWidget(self.no_paper)
        self._paper.body.addStretch(1)
        self._row.addWidget(self._paper)

    def _request(self) -> Panel:
        panel = Panel((16, 10, 16, 12), 8)
        self.title = Heading("", "")
        panel.body.addWidget(self.title)
        self._lines = QVBoxLayout()
        space(self._lines, spacing=6)
        held = QWidget()
        held.setLayout(self._lines)
        panel.body.addWidget(scrolling(held), 1)
        self.against = ErrorLine(0)
        panel.body.addWidget(self.against)
        panel.body.addWidget(rule())
        panel.body.addWidget(Text("退回要写理由", "label"))
        self.reason = TextField("退回理由", "approvals.reason", "缺什么、怎么改，送批人看得到")
        panel.body.addWidget(self.reason)
        self.account = Text("", "caption", wrap=True)
        panel.body.addWidget(self.account)
        return panel

    def show_inbox(self, count: int) -> None:
        self.head.title.setText(f"等我批 {count}" if count else "等我批")
        self.list.setVisible(count > 0)
        self.none.setVisible(count == 0)

    def show_request(self, title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Heading and lines of each part; a part without lines is left out."""
        self.title.title.setText(title)
        clear(self._lines)
        for head, lines in parts:
            if lines:
                self._lines.addWidget(Text(head, "label"))
            for line in lines:
                self._lines.addWidget(Text(line, "body", wrap=True))
        self._lines.addStretch(1)

    def show_paper(self, picture: bytes | None, words: str) -> None:
        self.paper.clear()
        self.no_paper.setText("" if picture else words)
        if picture is None:
            return
        image = QPixmap()
        image.loadFromData(picture, "PNG")
        ratio = self.devicePixelRatioF()
        shown = image.scaledToWidth(round(px(PAPER) * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.paper.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._row, (margin(self), 12, margin(self), 12), 12)
        self._paper.setVisible(not narrow(self))
