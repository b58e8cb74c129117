"""Asks the store while the clerk types: has this come before, and which dates would run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.desk import Desk
from app.ports.records import LikeVisit
from app.services.visits.look_alike import LookAlikes, look_alike
from app.services.visits.preview_dates import Preview, preview_dates
from ui.tasks import Tasks

PAUSE = 60
"""Milliseconds after the last key; the answer has the rest of the 150 (DESIGN.md section 6)."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """What the form asks at the moment."""

    like: LikeVisit
    purpose: str
    procedure: str
    day: date
    """On which the visitor came."""


class Asker(QObject):
    """``ask()`` on every key; the newest answer alone comes home."""

    alike = Signal(object)
    """LookAlikes."""
    dated = Signal(object)
    """Preview."""

    def __init__(
        self, desk: Desk, tasks: Tasks, question: Callable[[], FormQuestion], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._question = question
        self._asked: LikeVisit | None = None
        self._dates_of: tuple[str, str, date] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self._ask_now)

    @Slot()
    def ask(self) -> None:
        """Something was typed."""
        self._rest.start()

    def again(self) -> None:
        """A new form: ask everything anew."""
        self._asked, self._dates_of = None, None
        self._ask_now()

    @Slot()
    def _ask_now(self) -> None:
        question = self._question()
        if question.like != self._asked:
            self._asked = question.like
            if _asks_nothing(question.like):
                self._tasks.run(LookAlikes, self.alike.emit, latest="register.alike")
            else:
                work = partial(look_alike, self._desk, question.like)
                self._tasks.run(work, self.alike.emit, latest="register.alike")
        asked = question.purpose, question.procedure, question.day
        if asked != self._dates_of:
            self._dates_of = asked
            dates: partial[Preview] = partial(
                preview_dates, self._desk, question.day, question.purpose, question.procedure
            )
            self._tasks.run(dates, self.dated.emit, latest="register.dates")


def _asks_nothing(like: LikeVisit) -> bool:
    """An empty form has no look-alikes (PRODUCT.md section 2, 2: empty rule = no warning)."""
    return not (like.names or like.id_numbers or like.phones or like.words)
