"""Asks for one row of a table of the centre, and shows what it changes before it is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import JiefangtaiError
from ui.admin.consequences import Consequences
from ui.widgets.asking import AskingBySheet
from ui.workplace import Workplace

T = TypeVar("T")


class RowSheet(AskingBySheet):
    """One small sheet; what is refused stands beside its field and nothing typed is lost."""

    done = Signal(str)
    """A sentence: what is stored now."""
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace
        self.consequences: Consequences | None = None

    def change(self, row: Any) -> None:
        """Enter: the row as it is, to be typed over."""
        raise NotImplementedError

    def shut(self) -> None:
        if self.consequences is not None:
            self.consequences.shut()
        super().shut()

    def typed(self) -> dict[str, str]:
        return {name: str(field.value() or "").strip() for name, field in self.fields.items()}

    def weigh(self, title: str, lines: Sequence[str], do: str, act: Callable[[], None], name: str) -> None:
        """Say what would change; ``act`` when it is agreed to."""
        self.consequences = Consequences(self._view.window(), title, lines, do, name)
        self.consequences.agreed.connect(act)
        self.consequences.gone.connect(self._weighed)

    def keep(self, work: Callable[[], Any], words: str) -> None:
        """Store it, and say so."""
        self.run(work, partial(self._kept, words))

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._workplace.tasks.run(work, done, self._failed)

    @Slot()
    def _weighed(self) -> None:
        if self.sender() is self.consequences:
            self.consequences = None

    def _kept(self, words: str, _answer: Any) -> None:
        super().shut()
        self.done.emit(words)

    def _failed(self, error: JiefangtaiError) -> None:
        if (words := self._beside(error)) is not None:
            self.announced.emit("warning", words)
