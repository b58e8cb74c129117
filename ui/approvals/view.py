"""Lays out 审批: the inbox, the request with ground and effect, the paper as it goes out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.approvals.model import CheckLine
from ui.forms.effect_view import EffectView
from ui.forms.sign_view import SignView
from ui.theme import fix, margin, narrow, pad, px, set_mark, space
from ui.widgets import ErrorLine, Heading, Icon, Panel, Text, TextField, clear, rule
from ui.widgets.basics import LINE, name_widget
from ui.widgets.rowlist import RowList
from ui.widgets.scroll import scrolling

INBOX, NARROW_INBOX, PAPER, NARROW_PAPER = 344, 272, 420, 320
ROOMY = 1240
"""Logical pixels of the window below which list and paper leave the request its room."""
EMPTY = "没有等你批的。有人送批时，这里会排上，先到期的在上。"
NEVER = "还没有批过。"
PAPER_HEAD = "出去的纸就是这样"


class ApprovalsView(QWidget):
    """Three columns; where it is narrow the paper is under F8."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        self._waits = False
        self._row = QHBoxLayout(self)
        space(self._row, (16, 12, 16, 12), 12)
        self._inbox = Panel((1, 10, 1, 1), 0)
        fix(self._inbox, width=INBOX)
        self.head = Heading("等我批", "先到期的在上")
        pad(self.head, 15, 0, 15, 8)
        self._inbox.body.addWidget(self.head)
        self._inbox.body.addWidget(rule())
        self.list = RowList(
            "等我批", "approvals.list", height=72, most=8, middle=0.95, keeps=True, wraps=True
        )
        self._inbox.body.addWidget(self.list)
        self.none = Text(EMPTY, "second", wrap=True)
        pad(self.none, 15, 12, 15, 12)
        self._inbox.body.addWidget(self.none)
        self.week = Text("", "caption", wrap=True)
        pad(self.week, 15, 12, 15, 12)
        self._inbox.body.addWidget(self.week)
        self._inbox.body.addStretch(1)
        self._row.addWidget(self._inbox)
        self._row.addWidget(self._request(), 1)
        self._paper = Panel((16, 10, 16, 12), 8)
        fix(self._paper, width=PAPER + 32)
        self.paper = EffectView(self._paper, "approvals", PAPER)
        self.paper.show_lines(PAPER_HEAD, [])
        self.paper.head.set_caption("放大 F8")
        pad(self.paper.head, 0, 0, 0, 8)
        self.paper.says_what = False
        self.no_paper = Text("", "second", wrap=True)
        self._paper.body.addWidget(self.no_paper)
        self._paper.body.addStretch(1)
        self._row.addWidget(self._paper)

    def _request(self) -> Panel:
        panel = Panel((16, 10, 16, 12), 8)
        self.sign = SignView("再输一次密码", "Esc 收起", "approvals")
        panel.body.addWidget(self.sign)
        self.title = Text("", "fact-strong", wrap=True)
        panel.body.addWidget(self.title)
        self._lines = QVBoxLayout()
        space(self._lines, spacing=4)
        held = QWidget()
        held.setLayout(self._lines)
        panel.body.addWidget(scrolling(held), 1)
        self.against = ErrorLine(0)
        panel.body.addWidget(self.against)
        self._back = QWidget()
        back = QVBoxLayout(self._back)
        space(back, spacing=8)
        back.addWidget(rule())
        back.addWidget(Text("退回要写理由", "label"))
        self.reason = TextField("退回理由", "approvals.reason", "缺什么、怎么改，送批人看得到")
        back.addWidget(self.reason)
        panel.body.addWidget(self._back)
        self.account = Text("", "caption", wrap=True)
        panel.body.addWidget(self.account)
        return panel

    def show_inbox(self, count: int, past: bool = False, duty: str = "") -> None:
        """Over the list: what waits, or what was decided lately; ``duty``: who leads today."""
        word = "我批过的" if past else "等我批"
        self.head.title.setText(f"{word} {count}" if count else word)
        self.head.set_caption("近的在上，回到等批的 H" if past else "先到期的在上")
        self.list.setVisible(count > 0)
        self.none.setText(NEVER if past else f"{EMPTY}{duty}。" if duty else EMPTY)
        self.none.setVisible(count == 0)
        self._waits = count > 0
        self._show_paper_panel()

    def show_acts(self, shown: bool) -> None:
        """The reason of a refusal is asked where there is a request to refuse."""
        self._back.setVisible(shown)

    def show_request(self, title: str, parts: Sequence[tuple[str, Sequence[str | CheckLine]]]) -> None:
        """Heading and lines of each part; a part without lines is left out."""
        self.title.setText(title)
        clear(self._lines)
        for head, lines in parts:
            if lines:
                label = Text(head, "strong")
                pad(label, 0, 8, 0, 0)
                self._lines.addWidget(label)
            for line in lines:
                self._lines.addWidget(
                    _checked(line) if isinstance(line, CheckLine) else Text(line, "body", wrap=True)
                )
        self._lines.addStretch(1)

    def show_papers(self, pictures: Sequence[bytes], words: str) -> None:
        """The first page of each paper that goes out; ``words`` where there is none."""
        several = len(pictures) > 1
        self.paper.show_papers(pictures)
        self.paper.head.title.setText(f"出去的纸就是这样，共 {len(pictures)} 份" if several else PAPER_HEAD)
        self.paper.head.set_caption("一份一份看 F8" if several else "放大 F8")
        self.no_paper.setText("" if pictures else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        space(self._row, (margin(self), 12, margin(self), 12), 12)
        tight = self.window().width() < px(ROOMY)
        fix(self._inbox, width=NARROW_INBOX if tight else INBOX)
        fix(self._paper, width=(NARROW_PAPER if tight else PAPER) + 32)
        self._show_paper_panel()

    def _show_paper_panel(self) -> None:
        """Beside the request where there is room; without a request there is no paper."""
        self._paper.setVisible(self._waits and not narrow(self))


def _checked(line: CheckLine) -> QWidget:
    """A tick, a triangle or a bar with what was checked, and under it what that rests on."""
    made = QWidget()
    row = QHBoxLayout(made)
    space(row, (0, 0, 0, 2), 8)
    row.addWidget(Icon(line.shape, line.token, line=LINE), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    space(words)
    words.addWidget(Text(line.what, "body", wrap=True))
    words.addWidget(Text(line.why, "caption", wrap=True))
    row.addLayout(words, 1)
    name_widget(made, f"{line.spoken}：{line.what}，{line.why}", f"approvals.check.{line.code}")
    return made
