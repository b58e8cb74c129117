"""Why a paper is printed again, in one key: its number in the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from ui.widgets.choices import Choice
from ui.widgets.picker import Picker


class ReasonPicker(Picker):
    """1 to 5 take a reason and go on at once; anything else is typed or chosen as usual."""

    picked = Signal()

    def __init__(self, reasons: Sequence[str]) -> None:
        numbered = [Choice(reason, f"{place} {reason}") for place, reason in enumerate(reasons, 1)]
        super().__init__(
            "原因", "reprint.reason", numbered, placeholder="按数字键选原因，立即补打", free=True
        )
        self._reasons = tuple(reasons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        untouched = self.value() in (None, *self._reasons)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if untouched and plain and 0 <= place < len(self._reasons):
            self.close_list()
            self.set_value(self._reasons[place])
            self.picked.emit()
        else:
            super().keyPressEvent(event)
