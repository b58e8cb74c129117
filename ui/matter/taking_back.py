"""Keys that take back: U one's own request for a signature, Ctrl+Shift+Z the move or correction just made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.rows.case import Request, VisitMove
from app.domain.rows.visits import Amendment
from app.errors import JiefangtaiError
from app.services.approvals.recall_request import RequestRecalled, recall_request
from app.services.handling.advance_matter import Pending
from app.services.visits.amend_record import RecordCorrected
from app.services.visits.move_visit import VisitPut
from app.services.visits.undo_correction import last_correction, undo_correction
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
        word, undo = self._undoable(case)
        return [
            Command(
                name="matter.recall", text="收回送批", keys=("U", "Alt+U"),
                run=partial(self._ask, own) if own is not None else _nothing, enabled=own is not None,
                why_not="没有你送的、还没批的",
            ),
            Command(
                name="matter.undo", text=f"撤回刚才的{word}", keys=("Ctrl+Shift+Z",),
                run=undo or _nothing, enabled=undo is not None,
                why_not="10 分钟内你没有更正、归并或拆分过；以前的按 G 再改",
            ),
        ]  # fmt: skip

    def _own_request(self, case: CaseFile | None) -> Request | None:
        """The newest that the person at the desk sent and no leader has decided."""
        login = self._desk.staff.login
        own = [row for row in case.pending if row.by == login] if case is not None else []
        return own[-1] if own and self._desk.may("amend") else None

    def _undoable(self, case: CaseFile | None) -> tuple[str, Callable[[], None] | None]:
        """The newest of one's own moves and corrections within ten minutes: its word and its way back."""
        if case is None:
            return "更正", None
        login, now = self._desk.staff.login, self._desk.clock.now()
        move = last_move(case, login, now) if self._desk.may("join") else None
        rows = last_correction(case, login, now) if self._desk.may("amend") else ()
        if move is not None and (not rows or move.at >= rows[-1].at):
            return move.act, partial(self._undo, move)
        return "更正", partial(self._correct_back, case, rows) if rows else None

    def _ask(self, request: Request) -> None:
        question = Question(
            self._view, f"收回“{request.mode}”的送批？",
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

    def _correct_back(self, case: CaseFile, rows: Sequence[Amendment]) -> None:
        self._tasks.run(partial(undo_correction, self._desk, case, rows), self._corrected_back, self._failed)

    def _corrected_back(self, done: RecordCorrected | Pending) -> None:
        if isinstance(done, Pending):
            self.announced.emit("good", "改回去要带班领导批准，已送批。批准以前什么都不变。")
            return
        papers = "、".join(paper.kind for paper in done.replaced)
        self.announced.emit("good", "已改回原来的。" + (f"要换发{papers}，按 P 出新的。" if papers else ""))

    def _failed(self, error: JiefangtaiError) -> None:
        self.failed.emit(error)


def _nothing() -> None:
    """A disabled command does nothing."""
