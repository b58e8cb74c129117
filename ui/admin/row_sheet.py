"""Asks for one row of a table of the centre, and shows what it changes before it is stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import JiefangtaiError
from ui.admin.consequences import Weighing
from ui.workplace import Workplace

T = TypeVar("T")


class RowSheet(Weighing):
    """One small sheet; what is refused stands beside its field and nothing typed is lost."""

    storing = Signal()
    """It is being stored."""
    done = Signal(str)
    """A sentence: what is stored now."""
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace

    def change(self, row: Any) -> None:
        """Enter: the row as it is, to be typed over."""
        raise NotImplementedError

    def typed(self) -> dict[str, str]:
        return {name: str(field.value() or "").strip() for name, field in self.fields.items()}

    def keep(self, work: Callable[[], Any], words: str) -> None:
        """Store it, and say so."""
        self.storing.emit()
        self.run(work, partial(self._kept, words))

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._workplace.tasks.run(work, done, self._failed)

    def _kept(self, words: str, _answer: Any) -> None:
        self.shut()
        self.done.emit(words)

    def _failed(self, error: JiefangtaiError) -> None:
        if (words := self._beside(error)) is not None:
            self.announced.emit("warning", words)
