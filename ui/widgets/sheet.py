"""A small form that lies over the window: many fields scroll, one button, Esc goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import px, set_mark, space
from ui.widgets.basics import Button, Text
from ui.widgets.fields import ENTER, TextField
from ui.widgets.grid import LABEL, FormGrid, room_for
from ui.widgets.over import Over
from ui.widgets.picker import Picker
from ui.widgets.scrolled import Scrolled

WIDTH, WIDEST = 480, 640
"""Pixels at 100 %; a sheet with longer entries to choose from is wider."""


class FormSheet(Over):
    """Made when asked for, gone when done; ``asked`` by the button, Enter in the last field or Ctrl+Enter."""

    asked = Signal()
    gone = Signal()

    def __init__(
        self,
        of: QWidget,
        title: str,
        button: str,
        fields: Sequence[tuple[str, TextField]],
        identifier: str,
        labels: int = LABEL,
    ) -> None:
        """``labels``: how wide the words before the fields are at least; a longer label gets its room."""
        super().__init__(of, title, identifier)
        column = QVBoxLayout(self)
        space(column, (20, 14, 20, 20), 10)
        head = QHBoxLayout()
        space(head, spacing=8)
        self.title = Text(title, "heading", wrap=True)
        self.way_out = Text("Esc 退回", "caption")
        head.addWidget(self.title, 1)
        head.addWidget(self.way_out, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        label_width = room_for((label for label, _ in fields), labels)
        self.grid = FormGrid(1, label_width)
        self._beside = px(label_width + 8) + 2 * px(20) + 2 * self.frameWidth()
        for row, (label, field) in enumerate(fields):
            self.grid.put(row, 0, 1, label, field)
        set_mark(self.grid, "ground", "panel")
        self.area = Scrolled(title, f"{identifier}.fields")
        self.area.setWidget(self.grid)
        column.addWidget(self.area)
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
        QApplication.instance().focusChanged.connect(self._show_focused)  # type: ignore[union-attr]
        self.lift(fields[0][1])
        fields[0][1].selectAll()  # what is typed replaces what is offered

    def wrong(self, field: TextField, sentence: str) -> None:
        self.grid.show_error(field, sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._place()

    @Slot()
    def shut(self) -> None:
        if self.is_up:
            super().shut()
            self.gone.emit()
            self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _show_focused(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The field with the keys is never out of sight."""
        if new is not None and self.grid.isAncestorOf(new):
            self.area.ensureWidgetVisible(new, 0, px(36))

    def _whole_width(self) -> int:
        """With its longest entry that can be chosen whole: a letter is known by the end of its number."""
        pickers = self.grid.findChildren(Picker)
        widest = max((picker.whole_width() for picker in pickers), default=0)
        return min(widest + self._beside, px(WIDEST)) if widest else 0

    def _place(self) -> None:
        """As high as its fields need and the window has room for; what is more scrolls."""
        width = min(max(px(WIDTH), self._whole_width()), self.over.width() - px(32))
        inside, form = self.layout(), self.grid.layout()
        assert inside is not None
        assert form is not None
        form.activate()  # a sentence that was shown just now takes its room
        margins = inside.contentsMargins()
        across = width - margins.left() - margins.right() - 2 * self.frameWidth()
        beside = self.way_out.sizeHint().width() + px(8)
        self.title.setMinimumHeight(max(px(28), self.title.heightForWidth(across - beside)))
        needed = form.heightForWidth(across) if form.hasHeightForWidth() else form.sizeHint().height()
        self.resize(width, self.area.take_height(needed, self.over.height() - px(32)))
        inside.activate()
