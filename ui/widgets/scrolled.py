"""A page that scrolls as a whole where the window is low; never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import px, set_mark
from ui.widgets.basics import name_widget

LEAST = 96
"""Pixels at 100 % that are shown of what scrolls in a sheet."""


class Scrolled(QScrollArea):
    """``inner`` takes the layout."""

    def __init__(self, label: str, identifier: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        name_widget(self, label, identifier)
        self.inner = QWidget()
        set_mark(self.inner, "ground", "win")
        self.setWidget(self.inner)

    def take_height(self, needed: int, room: int) -> int:
        """As high as its content needs; where the sheet around it has no such room, the rest scrolls.

        The height of the sheet.
        """
        around = self.parentWidget()
        outer = around.layout() if around is not None else None
        assert outer is not None
        self.setFixedHeight(needed)
        outer.invalidate()
        outer.activate()
        beyond = outer.sizeHint().height() - room
        if beyond > 0:
            self.setFixedHeight(max(needed - beyond, px(LEAST)))
            outer.invalidate()
            outer.activate()
        return outer.sizeHint().height()
