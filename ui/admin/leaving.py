"""Leaves the centre's hub: asked once, and once more where the hub does not answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import JiefangtaiError, NotAllowed
from app.ports.link import Left
from app.services.sync.leave_hub import leave_hub
from app.words import sentence
from ui.widgets.ask import Question
from ui.workplace import Workplace

ABOUT = (
    "没有送的先送出去，再由中心停用本台。本台的记录、别的台来过的记录都留在这里，登记照常，不再同步。"
    "再加入要一个新的加入码。"
)
UNHEARD = "{why}没有送的留在本台，再加入时送出。中心还不知道本台离开了：请它的管理员打 hub revoke {letter}。"


class LeavingActs(QObject):
    """``left`` with what came of it; ``announced`` with what stood in the way."""

    left = Signal(str)
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._view = view
        self._workplace = workplace
        self.question: Question | None = None

    def ask(self) -> None:
        self._ask("本台离开中心吗？", ABOUT).agreed.connect(self._leave)

    def shut(self) -> None:
        if self.question is not None:
            self.question.shut()

    def _ask(self, what: str, details: str) -> Question:
        self.question = Question(self._view, what, details, "离开", "不离开", "desks.leaving")
        self.question.agreed.connect(self._answered)
        self.question.refused.connect(self._answered)
        return self.question

    @Slot()
    def _answered(self) -> None:
        self.question = None

    @Slot()
    def _leave(self) -> None:
        self._run(unheard=False)

    @Slot()
    def _leave_unheard(self) -> None:
        self._run(unheard=True)

    def _run(self, *, unheard: bool) -> None:
        desk, house = self._workplace.desk, self._workplace.house
        work = partial(leave_hub, desk, house.link(desk), unheard=unheard)
        self._workplace.tasks.run(work, self._has_left, self._failed)

    def _has_left(self, left: Left) -> None:
        waits = f"有 {left.waiting} 项没有送出，留在本台" if left.waiting else "全部送出了"
        self.left.emit(f"离开了 {left.hub}，{waits}。")

    def _failed(self, error: JiefangtaiError) -> None:
        why = sentence(error.code, error.facts)
        if isinstance(error, NotAllowed):
            self.announced.emit("warning", why)
            return
        details = UNHEARD.format(why=why, letter=self._workplace.desk.place.letter)
        self._ask("中心没有听到，仍要离开吗？", details).agreed.connect(self._leave_unheard)
