"""A question over the window, only where something would be lost or a decision is needed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import px, space
from ui.widgets.basics import Button, Text
from ui.widgets.over import Over


class Question(Over):
    """Two answers; Esc is the harmless one."""

    agreed = Signal()
    refused = Signal()

    def __init__(self, of: QWidget, what: str, details: str, yes: str, no: str, identifier: str) -> None:
        super().__init__(of, what, identifier)
        column = QVBoxLayout(self)
        space(column, (24, 20, 24, 20), 12)
        column.addWidget(Text(what, "date", wrap=True))
        column.addWidget(Text(details, "second", wrap=True))
        row = QHBoxLayout()
        space(row, (0, 0, 0, 0), 8)
        self.no = Button(no, f"{identifier}.no", key="Esc", kind="primary")
        self.yes = Button(yes, f"{identifier}.yes", key="Y")
        row.addWidget(self.no)
        row.addWidget(self.yes)
        row.addStretch(1)
        column.addLayout(row)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._refuse)
        width = min(px(480), self.over.width() - px(32))
        height = column.heightForWidth(width) if column.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry((self.over.width() - width) // 2, (self.over.height() - height) // 3, width, height)
        self.lift(self.no)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Y agrees, also with Alt: an input method has no say on a button."""
        if event.key() == Qt.Key.Key_Y and not event.modifiers() & ~Qt.KeyboardModifier.AltModifier:
            self._agree()
        else:
            super().keyPressEvent(event)

    def shut(self) -> None:
        self._refuse()

    def _end(self) -> None:
        super().shut()
        self.deleteLater()

    @Slot()
    def _agree(self) -> None:
        self._end()
        self.agreed.emit()

    @Slot()
    def _refuse(self) -> None:
        self._end()
        self.refused.emit()
