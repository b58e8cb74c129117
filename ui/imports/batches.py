"""The batches that were imported here: a list, and taking one back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.errors import JiefangtaiError
from app.services.ledger.list_batches import BatchShown, list_batches
from app.services.ledger.undo_import import undo_import
from app.words import sentence_of
from ui.imports import model
from ui.imports.view import ImportView
from ui.tasks import Tasks
from ui.widgets.ask import Question


class BatchesPane(QObject):
    """What nobody has taken up goes as a whole; of a batch that was taken up, the rest."""

    changed = Signal()
    """Another batch is chosen, or the list was read."""
    undone = Signal()
    announced = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, view: ImportView) -> None:
        super().__init__(view)
        self._desk, self._tasks, self._view = desk, tasks, view
        view.batches.chosen.connect(self.changed)

    def read(self) -> None:
        self._tasks.run(partial(list_batches, self._desk), self._show, latest="import.batches")

    def _show(self, batches: list[BatchShown]) -> None:
        self._view.batches.show_rows(model.BATCH_COLUMNS, batches)
        self._view.batches.setVisible(bool(batches))
        self._view.no_batches.setVisible(not batches)
        if batches and self.current() is None:
            self._view.batches.choose(0)
        self.changed.emit()

    def current(self) -> BatchShown | None:
        """The chosen batch."""
        row = self._view.batches.current()
        return row if isinstance(row, BatchShown) else None

    def ask_undo(self) -> None:
        """Asked once; what somebody took up stays and is named."""
        batch = self.current()
        if batch is None or not batch.may_be_undone:
            return
        rest = batch.visits - len(batch.touched)
        named = "、".join(batch.touched[:5])
        stays = f"已经续办的 {len(batch.touched)} 件留着：{named}。" if batch.touched else ""
        asked = Question(
            self._view,
            f"撤销 {batch.file} 的 {rest:,} 批？",
            f"{stays}号码不再使用，同一个文件以后可以再导。",
            "撤销",
            "留着",
            "import.sure",
        )
        asked.setProperty("batch", batch.id)
        asked.agreed.connect(self._undo)

    @Slot()
    def _undo(self) -> None:
        sender = self.sender()
        batch = str(sender.property("batch")) if sender is not None else ""
        self._tasks.run(partial(undo_import, self._desk, batch, rest=True), self._undone, self._failed)

    def _undone(self, answer: dict[str, object]) -> None:
        self.announced.emit("good", f"已撤销 {answer['undone']} 批。")
        self.read()
        self.undone.emit()

    def _failed(self, error: JiefangtaiError) -> None:
        self.announced.emit("error", sentence_of(error))
