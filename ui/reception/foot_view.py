"""Above the action bar: what F9 will make, what is still missing, and what the visitor is told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.terms import RECEPTION_RESULTS
from ui.reception.form import NoticesTyped, WillMake
from ui.reception.head_view import above
from ui.theme import fix, px, set_mark, space
from ui.widgets import Choice, ErrorLine, IconText, Picker, Tag, Text, TextField

TINY = 1100
NARROWEST = 700
"""Narrower than this (in pixels at 100 %) the headings of the strip give way to what they head."""


ALL = "全部批次"
OPINION, CONTACT = "告诉来访人怎么办，例如“交市住建局核查后书面答复”", "姓名和电话"


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
    case_changed = Signal(object)
    """The visit whose result and notices are shown now; None: those for all."""

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
        self._counts.setVisible(self.width() >= px(NARROWEST))  # what the notices still lack comes before it

    def _told_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, (0, 0, 0, 0), 16)
        choices = [Choice(word, word) for word in RECEPTION_RESULTS]
        self.case = Picker("给哪一批", "reception.case")
        self.case.chosen.connect(self._case_chosen)
        fix(self.case, width=150)
        self._case = above("给哪一批 Alt+C", self.case)
        self._case.hide()
        row.addWidget(self._case)
        self.result = Picker("处理结果", "reception.result", choices)
        self.opinion = TextField("工作意见", "reception.opinion", OPINION)
        self.due = TextField("办理时限", "reception.due")
        self.due.setReadOnly(True)
        self.due.set_remark("自动")
        self.contact = TextField("联络方式", "reception.contact", CONTACT)
        fix(self.result, width=176)
        fix(self.due, width=190)
        row.addWidget(above("处理结果", self.result))
        row.addWidget(above("1 工作意见", self.opinion), 3)
        row.addWidget(above("2 办理时限", self.due))
        row.addWidget(above("3 联络方式", self.contact), 2)
        return row

    def offer_cases(self, cases: Sequence[tuple[str, str]]) -> None:
        """(number, short text) of the visits; with one alone there is nothing to choose."""
        self._case.setVisible(len(cases) > 1)
        self.case.set_choices([Choice("", ALL), *(Choice(number, text) for number, text in cases)])

    def show_case(self, visit: str | None, typed: NoticesTyped, common: NoticesTyped) -> None:
        """The words for one visit, behind them in grey those for all; for None those for all."""
        self.case.set_value(visit or "")
        self.result.set_value(typed.result)
        self.opinion.set_value(typed.opinion)
        self.contact.set_value(typed.contact)
        same = f"同{ALL}" if visit else ""
        self.opinion.setPlaceholderText(common.opinion if visit and common.opinion else same or OPINION)
        self.contact.setPlaceholderText(common.contact if visit and common.contact else same or CONTACT)

    def typed(self) -> NoticesTyped:
        return NoticesTyped(self.result.value(), self.opinion.value(), self.contact.value())

    @Slot(object)
    def _case_chosen(self, visit: object) -> None:
        self.case_changed.emit(visit or None)

    def show_made(
        self, made: WillMake, likely: str | None, due: str | None, typed: NoticesTyped, minutes: str
    ) -> None:
        """The counts, the open demands, the ticks of the three notices; ``typed``: as it would be stored."""
        self._counts.setText(f"交办单 {made.duty_sheets}　现场答复 {made.answers}　{minutes} 1")
        self.result.setPlaceholderText(f"自动：{likely}" if likely else "还不能结束")
        words = []
        if made.open_demands:
            words.append("诉求 " + "、".join(str(n) for n in made.open_demands) + " 未落实")
        if made.unclear:
            words.append(f"{len(made.unclear)} 行没有看懂")
        self._open.set("，".join(words), "warning")
        self.due.set_value(due)
        filled = (bool(typed.opinion), bool(due), bool(typed.contact))
        for tick, word, done in zip(self._ticks, ("工作意见", "办理时限", "联络方式"), filled, strict=True):
            shape, token = ("check", "ok") if done else ("open", "text3")
            tick.set(shape, word if done else f"{word}，未填", token, "body")
