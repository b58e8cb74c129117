"""A date by typing; the calendar is not needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot

from ui.widgets.dates import read_date, weekday
from ui.widgets.fields import TextField


class DateBox(TextField):
    """One typed box: 19650312, 650312, 3.12, +15, 今, 周五; shows the weekday at its right end."""

    def __init__(self, label: str, identifier: str, today: Callable[[], date], placeholder: str = "") -> None:
        super().__init__(label, identifier, placeholder)
        self._today = today
        self.left.connect(self._settle)
        self.textChanged.connect(self._read)

    def value(self) -> date | None:
        """The date; None when empty or not readable (``unknown`` tells which)."""
        return read_date(self.text(), self._today())

    def typed(self) -> str:
        return self.text().strip()

    def unknown(self) -> bool:
        """Something is typed that is no date."""
        return bool(self.typed()) and self.value() is None

    def set_value(self, value: object) -> None:
        shown = value.isoformat() if isinstance(value, date) else ("" if value is None else str(value))
        if shown != self.text():
            self.put_text(shown)

    @Slot()
    def _read(self) -> None:
        day = self.value()
        self.set_remark("" if day is None else weekday(day))

    @Slot()
    def _settle(self) -> None:
        day = self.value()
        if day is not None and not self.isReadOnly():
            self.set_value(day)
