"""Keys that take back: U one's own request for a signature, Ctrl+Shift+Z the move of a visit just made."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.rows.case import Request, VisitMove
from app.errors import JiefangtaiError
from app.services.handling.recall_request import RequestRecalled, recall_request
from app.services.visits.move_visit import VisitPut
from app.services.visits.undo_move import last_move, undo_move
from ui import routes
from ui.page import Command
from ui.tasks import Tasks
from ui.widgets.ask import Question


class TakingBack(QObject):
    """Asks before a request is taken back; a move goes back at once, for it can be done again."""

    announced = Signal(str, str)
    failed = Signal(object)
    go = Signal(object)

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._view = desk, tasks, view

    def commands(self, case: CaseFile | None) -> list[Command]:
        """As the case stands now."""
        own = self._own_request(case)
        move = self._move(case)
        return [
            Command(
                name="matter.recall", text="收回送批", keys=("U", "Alt+U"),
                run=partial(self._ask, own) if own is not None else _nothing, enabled=own is not None,
                why_not="没有你送的、还没批的",
            ),
            Command(
                name="matter.undo", text=f"撤回刚才的{move.act if move is not None else '并案或拆分'}",
                keys=("Ctrl+Shift+Z",), run=partial(self._undo, move) if move is not None else _nothing,
                enabled=move is not None, why_not="10 分钟内没有归并或拆分过；别的更正按 G 再改回去",
            ),
        ]  # fmt: skip

    def _own_request(self, case: CaseFile | None) -> Request | None:
        """The newest that the person at the desk sent and no leader has decided."""
        login = self._desk.staff.login
        own = [row for row in case.pending if row.by == login] if case is not None else []
        return own[-1] if own and self._desk.may("amend") else None

    def _move(self, case: CaseFile | None) -> VisitMove | None:
        if case is None or not self._desk.may("join"):
            return None
        return last_move(case, self._desk.staff.login, self._desk.clock.now())

    def _ask(self, request: Request) -> None:
        question = Question(
            self._view.window(), f"收回“{request.mode}”的送批？",
            "收回以后带班领导看不到这一件，期限和状态不变；以后可以再送。", "收回", "不收回", "matter.recall",
        )  # fmt: skip
        question.agreed.connect(partial(self._recall, request))

    def _recall(self, request: Request) -> None:
        self._tasks.run(partial(recall_request, self._desk, request.id), self._recalled, self._failed)

    def _recalled(self, done: RequestRecalled) -> None:
        self.announced.emit("good", f"{done.request.mode}的送批已收回。")

    def _undo(self, move: VisitMove) -> None:
        self._tasks.run(partial(undo_move, self._desk, move), self._undone, self._failed)

    def _undone(self, put: VisitPut) -> None:
        self.go.emit(routes.Matter(put.target.matter.number))
        self.announced.emit("good", f"{put.visit.number} 已回到 {put.target.matter.number}。")

    def _failed(self, error: JiefangtaiError) -> None:
        self.failed.emit(error)


def _nothing() -> None:
    """A disabled command does nothing."""
