"""Asks who leads on one day: the whole day, or morning and afternoon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot

from app.domain.rows.centre import AFTERNOON, MORNING, WHOLE_DAY
from app.services.reference.read_roster import DutyDay
from ui.widgets import Choice, Picker
from ui.widgets.asking import AskingBySheet

PARTS = (WHOLE_DAY, MORNING, AFTERNOON)


class DutySheet(AskingBySheet):
    """One small sheet; empty fields leave that part of the day without a leader."""

    settled = Signal(object, object)
    """The day, and pairs of half-day and leader."""

    def ask(self, day: DutyDay, leaders: Sequence[Choice]) -> None:
        self._day = day.day
        self.fields = {}
        for part in PARTS:
            field = Picker(part, f"duty.{part}", leaders, placeholder="姓名，可以不写", free=True)
            field.set_value("、".join(name for half, name in day.duty if half == part) or None)
            self.fields[part] = field
        sheet = self._open(f"{day.day:%m-%d} 谁带班", "排上", PARTS, "duty")
        sheet.asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        named: dict[str, str] = {part: str(self.fields[part].value() or "") for part in PARTS}
        if named[WHOLE_DAY] and (named[MORNING] or named[AFTERNOON]):
            self._wrong(WHOLE_DAY, "写了全天，就不再分上午、下午。留一样。")
            return
        day: date = self._day
        sheet.shut()
        duty = [
            (part, leader.strip())
            for part, names in named.items()
            for leader in names.replace("，", "、").replace(",", "、").split("、")
            if leader.strip()
        ]
        self.settled.emit(day, duty)
