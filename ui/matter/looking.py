"""谁看过: each look at a case goes into the audit once, and Q tells who has looked."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.errors import JiefangtaiError
from app.services.case.case_readings import CaseReadings, case_readings, note_reading
from app.words import sentence_of
from ui.matter.readers import reader_rows
from ui.tasks import Tasks
from ui.widgets.reading import Reading


class Looking(QObject):
    """Of one page of a case."""

    announced = Signal(str, str)
    """kind and a sentence for the notice bar."""

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._view = view
        self._number = ""
        self._noted: tuple[str, date] | None = None

    def note(self, number: str) -> None:
        """Once for each case that is opened: reading anew, and coming back from a sheet, is no new look."""
        self._number = number
        look = (number, self._desk.clock.now().date())
        if look != self._noted:
            self._noted = look
            self._tasks.run(partial(note_reading, self._desk, number), None, self._failed)

    def ask(self) -> None:
        """Q: who has read this case."""
        if self._number:
            self._tasks.run(partial(case_readings, self._desk, self._number), self._show, self._failed)

    def _show(self, readings: CaseReadings) -> None:
        rows = reader_rows(readings.readings, self._desk.clock.now().date())
        Reading(self._view, f"谁看过 {readings.number}", rows=rows)

    def _failed(self, error: JiefangtaiError) -> None:
        self.announced.emit("warning", sentence_of(error))
