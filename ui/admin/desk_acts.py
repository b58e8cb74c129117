"""Lets a desk in and stops one: asked once, done by the hub; where it is away, what to type at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.errors import JiefangtaiError, Unavailable
from app.services.sync.govern_desks import give_code, stop_desk
from app.words import sentence
from ui.admin.reference_model import code_lines, code_words, desk_stopped, stop_words
from ui.admin.view import PartsView
from ui.widgets.ask import Question
from ui.workplace import Workplace

GIVE = "一天之内有效，只能用一次。拿到它的人还要本中心一个账号和密码，才能让一台进来。"
STOP = (
    "立刻生效：它再送、再取都不行，已经收下的照旧。它没有送来的记录还在它自己的库里；找回来了可以再发加入码。"
)


class DeskActs(QObject):
    """``announced`` with what stood in the way; what came of it stands in the page's panel."""

    announced = Signal(str, str)

    def __init__(self, view: PartsView, workplace: Workplace) -> None:
        super().__init__(view)
        self._view = view
        self._workplace = workplace
        self.question: Question | None = None

    def give(self, letter: str) -> None:
        self._ask(f"给 {letter} 台发一个加入码吗？", GIVE, "发码", "不发", partial(self._give, letter))

    def stop(self, letter: str) -> None:
        self._ask(f"停用 {letter} 台吗？", STOP, "停用", "不停用", partial(self._stop, letter))

    def shut(self) -> None:
        if self.question is not None:
            self.question.shut()

    def _ask(self, what: str, details: str, yes: str, no: str, agreed: Callable[[], None]) -> None:
        self.question = Question(self._view, what, details, yes, no, "desks.asking")
        self.question.agreed.connect(agreed)
        self.question.agreed.connect(self._answered)
        self.question.refused.connect(self._answered)

    @Slot()
    def _answered(self) -> None:
        self.question = None

    def _give(self, letter: str) -> None:
        desk, house = self._workplace.desk, self._workplace.house

        def show_code(code: str) -> None:
            self._view.show_report(f"{letter} 台的加入码 {code}", code_lines(letter))

        away = partial(self._view.show_report, f"给 {letter} 台发加入码", code_words(letter, desk.place.code))
        self._run(partial(give_code, desk, house.link(desk), letter), show_code, away)

    def _stop(self, letter: str) -> None:
        desk, house = self._workplace.desk, self._workplace.house

        def stopped(_number: int) -> None:
            self._view.show_report(f"{letter} 台停用了", desk_stopped(letter))

        away = partial(self._view.show_report, f"停用 {letter} 台", stop_words(letter))
        self._run(partial(stop_desk, desk, house.link(desk), letter), stopped, away)

    def _run(self, work: Callable[[], object], done: Callable[..., None], away: Callable[[], None]) -> None:
        def failed(error: JiefangtaiError) -> None:
            self.announced.emit("warning", sentence(error.code, error.facts))
            if isinstance(error, Unavailable):
                away()

        self._workplace.tasks.run(work, done, failed)
