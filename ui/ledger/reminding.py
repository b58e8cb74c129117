"""C: the sheet that sends the reminder that is due, leaves it out with a reason, or reports to the leader."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.case.modes import SUPERVISING
from app.domain.dates.ladder import LETTERS, RANKS
from app.domain.entries.step_entry import parse_step
from app.errors import JiefangtaiError
from app.services.handling.advance_matter import Advanced, Pending, advance_matter
from app.services.supervision.due_matters import DueItem
from app.services.supervision.send_reminder import AGAIN, NOT_SENDING, Reminded, ReminderWanted, send_reminder
from app.words import sentence
from ui.ledger.model import TO_LEADER, owed_words, reminding_word
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker
from ui.widgets.sheet import FormSheet

SEND, LEAVE = "发", "不发"


class Reminding(AskingBySheet):
    """One at a time; the sheet stays with what was typed until it is done."""

    done = Signal(str)
    """A sentence about what was done."""
    refused = Signal(str)
    given_up = Signal()
    """The sheet was shut without anything done."""

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._number = ""
        self._item: DueItem | None = None

    def ask(self, number: str, item: DueItem) -> None:
        """Remind of one obligation, or report it to the leader once the letters are through."""
        self._number, self._item = number, item
        if reminding_word(item) == TO_LEADER:
            self._ask_leader(item)
            return
        tier = item.owed.tier or 0
        giver, taker = RANKS[tier]
        person = f" {item.to['name']}" if item.to and item.to.get("name") else "，姓名没有登记"
        how = Picker("做法", "remind.how", [Choice(SEND, f"发{LETTERS[tier]}"), Choice(LEAVE, "这一级不发")])
        how.set_value(SEND)
        reason = TextField("原因", "remind.reason", self._hint(item))
        self.fields = {"--skip": how, "--reason": reason}
        title = (
            f"{reminding_word(item)}：{item.unit}{person}（{giver} → {taker}），{owed_words(item.obligation)}"
        )
        self._follow(self._open(title, "办", ("做法", "原因"), "remind"), self._go)
        how.moved_on.connect(self._how_settled)

    def _hint(self, item: DueItem) -> str:
        if item.sent is not None:
            return f"{item.sent.at:%m-%d} 已按这一级催过，再催写理由"
        return "不发才要写"

    def _ask_leader(self, item: DueItem) -> None:
        words = TextField("报告", "remind.words", "单位为什么没有办，请领导做什么")
        self.fields = {"result": words}
        title = f"{TO_LEADER}：{item.unit} {owed_words(item.obligation)}，逾期 {-item.owed.days_left} 日"
        self._follow(self._open(title, "报", ("报告",), "remind.leader"), self._report)

    @Slot()
    def _go(self) -> None:
        item = self._item
        if self.sheet is None or item is None or self.sheet.property("under_way"):
            return
        skip = self.fields["--skip"].value() == LEAVE
        reason = str(self.fields["--reason"].value() or "").strip() or None
        if reason is None and (skip or item.sent is not None):
            self._wrong("--reason", sentence("reason_required", {}))
            return
        asked = ReminderWanted(
            tier=item.owed.tier or 0,
            obligation=item.obligation.id,
            skip=skip,
            confirm=(AGAIN, NOT_SENDING) if reason else (),
            reason=reason if skip or item.sent is not None else None,
        )
        self._run(partial(send_reminder, self._desk, self._number, asked))

    @Slot()
    def _how_settled(self) -> None:
        """Enter sends the letter that is due; only who leaves it out, or asks again, has to say why."""
        item = self._item
        if item is not None and item.sent is None and self.fields["--skip"].value() == SEND:
            self._go()

    @Slot()
    def _report(self) -> None:
        item = self._item
        if self.sheet is None or item is None or self.sheet.property("under_way"):
            return
        words = str(self.fields["result"].value() or "").strip()
        if not words:
            self._wrong("result", sentence("required", {}))
            return
        step = {
            "matter": self._number,
            "mode": SUPERVISING,
            "unit": item.unit,
            "result": f"{TO_LEADER}：{words}",
        }
        self._run(partial(advance_matter, self._desk, parse_step(step)))

    def _run(self, work: partial[Reminded] | partial[Advanced | Pending]) -> None:
        assert self.sheet is not None
        self.sheet.setProperty("under_way", True)
        self._tasks.run(work, self._was_done, self._failed)

    def _was_done(self, answer: Reminded | Advanced | Pending) -> None:
        self._item = None
        self.shut()
        self.done.emit(_answer_words(answer))

    def _failed(self, error: JiefangtaiError) -> None:
        if self.sheet is not None:
            self.sheet.setProperty("under_way", False)
        if words := self._beside(error):
            self._item = None
            self.shut()
            self.refused.emit(words)

    def _follow(self, sheet: FormSheet, go: Callable[[], None]) -> None:
        sheet.asked.connect(go)
        sheet.gone.connect(self._was_shut)

    @Slot()
    def _was_shut(self) -> None:
        """Esc: nothing was done."""
        if self._item is not None:
            self._item = None
            self.given_up.emit()


def _answer_words(answer: Reminded | Advanced | Pending) -> str:
    if not isinstance(answer, Reminded):
        return "已记下报带班领导，写在经过里。"
    papers = [f"{paper.kind} {paper.number} 给{paper.unit}" for _, paper in answer.sent if paper]
    if not papers:
        return "已记下这一级不发和原因。"
    return f"已出{'、'.join(papers)}，在事项的文书里可以打印。"
