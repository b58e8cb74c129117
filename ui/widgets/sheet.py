"""A small form that lies over the window: a few fields, one button, Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import px, space
from ui.widgets.basics import Button, Heading
from ui.widgets.fields import TextField
from ui.widgets.grid import LABEL, FormGrid, room_for
from ui.widgets.over import Over


class FormSheet(Over):
    """Made when asked for, gone when done; ``asked`` when the button or Enter in the last field says so."""

    asked = Signal()
    gone = Signal()

    def __init__(
        self,
        over: QWidget,
        title: str,
        button: str,
        fields: Sequence[tuple[str, TextField]],
        identifier: str,
        labels: int = LABEL,
    ) -> None:
        """``labels``: how wide the words before the fields are at least; a longer label gets its room."""
        super().__init__(over, title, identifier)
        column = QVBoxLayout(self)
        space(column, (20, 14, 20, 20), 10)
        column.addWidget(Heading(title, "Esc 退回"))
        self.grid = FormGrid(1, room_for((label for label, _ in fields), labels))
        for row, (label, field) in enumerate(fields):
            self.grid.put(row, 0, 1, label, field)
        column.addWidget(self.grid)
        line = self.foot = QHBoxLayout()
        space(line, (0, 4, 0, 0), 8)
        self.button = Button(button, f"{identifier}.go", key="Enter", kind="primary")
        line.addWidget(self.button)
        line.addStretch(1)
        column.addLayout(line)
        self.button.clicked.connect(self.asked)
        fields[-1][1].moved_on.connect(self.asked)
        self._place()
        self.move(
            (self.over.width() - self.width()) // 2, max(px(16), (self.over.height() - self.height()) // 3)
        )
        self.lift()
        fields[0][1].setFocus(Qt.FocusReason.PopupFocusReason)

    def wrong(self, field: TextField, sentence: str) -> None:
        self.grid.show_error(field, sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()

    @Slot()
    def shut(self) -> None:
        if self.isHidden():
            return
        super().shut()
        self.gone.emit()
        self.deleteLater()

    def _place(self) -> None:
        width = min(px(480), self.over.width() - px(32))
        inside = self.layout()
        assert inside is not None
        form = self.grid.layout()
        assert form is not None
        form.activate()  # a sentence that was shown just now takes its room
        inside.invalidate()
        inside.activate()
        high = inside.heightForWidth(width) if inside.hasHeightForWidth() else self.sizeHint().height()
        self.resize(width, high)
        inside.activate()
        lacking = form.heightForWidth(self.grid.width()) - self.grid.height()
        if lacking > 0:  # heading and buttons took more than they had said
            self.resize(width, high + lacking)
