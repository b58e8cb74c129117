"""Asks who has come for a unit: name and title, as they stand in the minutes."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from ui.reception.form import SeatTyped
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField


class Attending(AskingBySheet):
    """One small sheet; empty fields take the name off again."""

    named = Signal(str, str, str)
    """Unit, name, title."""

    def ask(self, seat: SeatTyped) -> None:
        person = TextField("姓名", "attending.person", "参会人姓名")
        title = TextField("职务", "attending.title", "例如 副局长")
        person.set_value(seat.person)
        title.set_value(seat.title)
        self.fields = {"person": person, "title": title}
        sheet = self._open(f"{seat.unit} 参会人", "记下", ("姓名", "职务"), "attending")
        sheet.setProperty("unit", seat.unit)
        sheet.asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            unit = str(sheet.property("unit"))
            person, title = (str(self.fields[key].value() or "") for key in ("person", "title"))
            sheet.shut()
            self.named.emit(unit, person, title)
