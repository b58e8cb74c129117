"""A box to tick that takes its place in the way of Enter like any field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox

from ui.theme import set_mark
from ui.widgets import name_widget
from ui.widgets.fields import ENTER


class CheckBox(QCheckBox):
    """Space ticks, Enter moves on, Shift+Enter goes back."""

    moved_on = Signal()

    def __init__(self, label: str, identifier: str, key: str = "") -> None:
        super().__init__(f"{label} {key}" if key else label)
        name_widget(self, label, identifier)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))

    def set_error(self, wrong: bool) -> None:
        set_mark(self, "state", "error" if wrong else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.focusPreviousChild()
        elif event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moved_on.emit()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)
