"""A page that scrolls as a whole where the window is low; never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import set_mark
from ui.widgets.basics import name_widget


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
