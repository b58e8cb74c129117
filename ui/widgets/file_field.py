"""A line for the path of a file: typed, pasted, or chosen with Alt+↓ or the words at its right end."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFileDialog

from ui.theme import px
from ui.widgets.fields import TextField

CERTIFICATES = "证书 (*.pem *.crt *.cer)"
CHOOSE = "选 Alt+↓"
ROOM = 84
"""Pixels at 100 % at the right end where a click chooses."""


class FileField(TextField):
    """``value()`` is the path as text, quotes of a file manager taken off; None when empty."""

    def __init__(
        self, label: str, identifier: str, placeholder: str = "", kinds: str = "", *, folder: bool = False
    ) -> None:
        """``kinds``: the dialog's filter; ``folder``: a folder is asked for, not a file."""
        super().__init__(label, identifier, placeholder)
        self._kinds = kinds
        self._folder = folder
        self.set_remark(CHOOSE)

    def value(self) -> str | None:
        return self.text().strip().strip("\"'") or None

    def path(self) -> Path | None:
        typed = self.value()
        return Path(typed).expanduser() if typed else None

    def choose(self) -> None:
        """The platform's own dialog; what was there stays where none is chosen."""
        start = self.value() or str(Path.home())
        if self._folder:
            chosen = QFileDialog.getExistingDirectory(self.window(), self.label, start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self.window(), self.label, start, self._kinds)
        if chosen:
            self.setText(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.choose()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - px(ROOM) and not self.isReadOnly():
            self.choose()
        else:
            super().mousePressEvent(event)
