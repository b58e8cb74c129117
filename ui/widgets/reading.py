"""A text to read whole, over the window; Esc or Enter puts it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import px, set_mark, space
from ui.widgets.basics import Heading, Text
from ui.widgets.fields import ENTER
from ui.widgets.over import Over
from ui.widgets.scroll import scrolling


def in_columns(rows: Sequence[tuple[str, ...]]) -> QWidget:
    """Each cell under the one before; a row of one cell reaches over all columns."""
    held = QWidget()
    set_mark(held, "ground", "panel")
    grid = QGridLayout(held)
    grid.setProperty("px_across", 20)
    grid.setProperty("px_down", 4)
    space(grid)
    columns = max(len(row) for row in rows)
    for place, row in enumerate(rows):
        for at, cell in enumerate(row):
            span = columns if len(row) == 1 else 1
            kind = "body" if at in (0, 1) else "second"
            grid.addWidget(Text(cell, kind, wrap=at + 1 == columns), place, at, 1, span)
    grid.setColumnStretch(columns - 1, 1)
    grid.setRowStretch(len(rows), 1)
    return held


class Reading(Over):
    """Title, lines, no fields."""

    def __init__(
        self, of: QWidget, title: str, words: str = "", *, rows: Sequence[tuple[str, ...]] = ()
    ) -> None:
        """A text, or ``rows`` whose cells stand in columns."""
        super().__init__(of, title, "reading")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        space(column, (20, 14, 20, 20), 10)
        column.addWidget(Heading(title, "Esc 退回"))
        self._text = Text(words, "body", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown = in_columns(rows) if rows else self._text
        column.addWidget(scrolling(shown), 1)
        self._words = "\n".join("　".join(filter(None, row)) for row in rows) if rows else words
        self.setAccessibleDescription(self._words)
        width = min(px(640), self.over.width() - px(32))
        high = shown.heightForWidth(width - px(60)) if not rows else shown.sizeHint().height()
        high += px(76)
        self.resize(width, min(high, self.over.height() - px(80)))
        self.move((self.over.width() - width) // 2, max(px(16), (self.over.height() - self.height()) // 3))
        self.lift(self)

    def text(self) -> str:
        return self._words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.shut()
        else:
            super().keyPressEvent(event)

    def shut(self) -> None:
        if self.is_up:
            super().shut()
            self.deleteLater()
