"""A place that scrolls down when there is too much for the window, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme import set_mark


def scrolling(inner: QWidget) -> QScrollArea:
    """Put a widget into a scroll area without a frame of its own, which never takes the keys."""
    set_mark(inner, "ground", "none")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
