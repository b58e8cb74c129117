"""Above the action bar: what F9 will make, what is still missing, and what the visitor is told."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.terms import RECEPTION_RESULTS
from ui.reception.form import WillMake
from ui.reception.head_view import above
from ui.theme import fix, px, set_mark, space
from ui.widgets import Choice, ErrorLine, IconText, Picker, Tag, Text, TextField

TINY = 1100
"""Narrower than this (in pixels at 100 %) the headings of the strip give way to what they head."""


class InPlace(ErrorLine):
    """An error that stands where something less urgent stood, so that no field moves."""

    def __init__(self, instead: QWidget) -> None:
        super().__init__(0)
        self._instead = instead

    def say(self, sentence: str, of: QWidget | None = None) -> None:
        self._instead.hide()
        super().say(sentence, of)

    def clear(self, of: QWidget | None = None) -> None:
        super().clear(of)
        self._instead.setVisible(self.isHidden())


class FootView(QFrame):
    """Counts and tags left, the three notices right; in their place what is wrong with the input."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "bar", "bottom")
        column = QVBoxLayout(self)
        space(column, (16, 8, 16, 8), 4)
        counts = self._counts_row()
        self.error = InPlace(counts)
        fix(self.error, min_height=24)
        column.addWidget(counts)
        column.addWidget(self.error)
        column.addLayout(self._told_row())
        for field in (self.result, self.opinion, self.contact):
            field.edited.connect(self.edited)

    def _counts_row(self) -> QWidget:
        made = QWidget()
        fix(made, min_height=24)
        row = QHBoxLayout(made)
        space(row, (0, 0, 0, 0), 20)
        self._titles = (Text("结束时生成", "heading"), Text("三个告知", "heading"))
        row.addWidget(self._titles[0])
        self._counts = Text("", "body")
        self._open = Tag("")
        row.addWidget(self._counts)
        row.addWidget(self._open)
        row.addStretch(1)
        row.addWidget(self._titles[1])
        self._ticks = [
            IconText("open", word, "text3", "body") for word in ("工作意见", "办理时限", "联络方式")
        ]
        for tick in self._ticks:
            row.addWidget(tick)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for title in self._titles:
            title.setVisible(self.width() >= px(TINY))

    def _told_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, (0, 0, 0, 0), 16)
        choices = [Choice(word, word) for word in RECEPTION_RESULTS]
        self.result = Picker("处理结果", "reception.result", choices)
        self.opinion = TextField(
            "工作意见", "reception.opinion", "告诉来访人怎么办，例如“交市住建局核查后书面答复”"
        )
        self.due = TextField("办理时限", "reception.due")
        self.due.setReadOnly(True)
        self.due.set_remark("自动")
        self.contact = TextField("联络方式", "reception.contact", "姓名和电话")
        fix(self.result, width=176)
        fix(self.due, width=190)
        row.addWidget(above("处理结果", self.result))
        row.addWidget(above("1 工作意见", self.opinion), 3)
        row.addWidget(above("2 办理时限", self.due))
        row.addWidget(above("3 联络方式", self.contact), 2)
        return row

    def show_made(self, made: WillMake, likely: str | None, due: str | None) -> None:
        """The counts, the open demands, the ticks of the three notices."""
        self._counts.setText(f"交办单 {made.duty_sheets}　现场办结 {made.answers}　纪要 1")
        self.result.setPlaceholderText(f"自动：{likely}" if likely else "还不能结束")
        words = []
        if made.open_demands:
            words.append("诉求 " + "、".join(str(n) for n in made.open_demands) + " 未落实")
        if made.unclear:
            words.append(f"{len(made.unclear)} 行没有看懂")
        self._open.set("，".join(words), "warning")
        self.due.set_value(due)
        told = (bool(self.opinion.value()), bool(due), bool(self.contact.value()))
        for tick, word, done in zip(self._ticks, ("工作意见", "办理时限", "联络方式"), told, strict=True):
            shape, token = ("check", "ok") if done else ("open", "text3")
            tick.set(shape, word if done else f"{word}，未填", token, "body")
