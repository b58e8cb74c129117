"""A field for a password: dots, and caps lock noticed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets.fields import TextField


class PasswordField(TextField):
    """Shows dots; notices that caps lock is on by what a letter key gives."""

    caps = Signal(bool)

    def __init__(self, label: str, identifier: str) -> None:
        super().__init__(label, identifier)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:  # type: ignore[override]
        """No method composes a password: it would show its letters."""
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def value(self) -> str | None:
        return self.text() or None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isalpha() and text.isascii():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shifted)
        super().keyPressEvent(event)
