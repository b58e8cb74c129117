"""到场: the lead and the X as chips; present plain with a tick and time, only the missing one amber."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.reception.form import SeatTyped
from ui.theme import fix, set_mark, space
from ui.widgets import Button, Choice, IconText, Picker, Text


class Chip(Button):
    """One unit of the X."""

    removed = Signal(str)

    def __init__(self, seat: SeatTyped) -> None:
        came = seat.arrived is not None
        who = f" {seat.person}{seat.title or ''}" if seat.person else ""
        text = f"{seat.unit}{who} {seat.arrived}" if came else f"{seat.unit}{who} 未到"
        super().__init__(
            text, f"reception.seat.{seat.unit}", kind="small", shape="check" if came else "clock"
        )
        self.unit = seat.unit
        self.setAccessibleName(f"{seat.unit}{who}，{'已到' if came else '未到'}")
        self.setAccessibleDescription("Enter 签到或改为未到，Alt+P 写参会人，Delete 去掉")
        if not came:
            set_mark(self, "state", "warning")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.unit)
        else:
            super().keyPressEvent(event)


class SeatsView(QWidget):
    """Enter or Space on a chip says came / not yet; Delete takes the unit out again."""

    added = Signal(str)
    toggled = Signal(str)
    removed = Signal(str)
    done = Signal()
    """Enter in the empty field: no further unit."""

    def __init__(self, find_units: Callable[[str], list[Choice]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        space(row, (16, 8, 16, 8), 8)
        self._title = Text("到场", "heading")
        row.addWidget(self._title)
        self._chips = QHBoxLayout()
        space(self._chips, (0, 0, 0, 0), 8)
        row.addLayout(self._chips)
        self.add = Picker("加单位", "reception.add_unit", placeholder="加单位 Ctrl+D")
        self.add.set_finder(find_units)
        fix(self.add, width=220)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(IconText("mic-off", "录音：关", "text3", "second"))
        self.add.chosen.connect(self._chosen)
        self.add.moved_on.connect(self._entered)
        self.add.stays = True
        self._took = False
        """The Enter under way has just taken a unit: the field stays for the next one."""

    def show_seats(self, lead: str | None, seats: Sequence[SeatTyped]) -> None:
        held = next((chip.unit for chip in self.chips() if chip.hasFocus()), None)
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        here = sum(seat.arrived is not None for seat in seats)
        missing = len(seats) - here
        self._title.setText(f"到场 {'1' if lead else '0'}+{here}" + (f"，未到 {missing}" if missing else ""))
        for seat in seats:
            self._chips.addWidget(self._chip(seat))
        for chip in self.chips():
            if chip.unit == held:
                chip.show()  # the layout would do so by the next event
                chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def chips(self) -> list[Chip]:
        """In the order in which they came."""
        items = (self._chips.itemAt(place) for place in range(self._chips.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Chip)]

    def unit_at_hand(self) -> str | None:
        """The unit whose chip has the keys, else the one that was added last."""
        chips = self.chips()
        focused = next((chip for chip in chips if chip.hasFocus()), None)
        chip = focused or (chips[-1] if chips else None)
        return chip.unit if chip is not None else None

    def take_focus(self) -> None:
        self.add.setFocus()

    def _chip(self, seat: SeatTyped) -> Chip:
        chip = Chip(seat)
        chip.clicked.connect(self._toggle)
        chip.removed.connect(self.removed)
        return chip

    @Slot(object)
    def _chosen(self, unit: object) -> None:
        if unit:
            self.add.set_value(None)
            self._took = True
            self.added.emit(str(unit))

    @Slot()
    def _entered(self) -> None:
        """Enter with nothing chosen: all have been named."""
        if not self._took and not self.add.typed():
            self.done.emit()
        self._took = False

    @Slot()
    def _toggle(self) -> None:
        sender = self.sender()
        if isinstance(sender, Chip):
            self.toggled.emit(sender.unit)
