"""A place that scrolls down when there is too much for the window, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.theme import set_mark, space


def scrolling(inner: QWidget) -> QScrollArea:
    """Put a widget into a scroll area without a frame of its own, which never takes the keys."""
    set_mark(inner, "ground", "none")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area


def centred(paper: QWidget) -> QWidget:
    """A holder that leaves a page its own size, so that a frame goes around the page and not the place."""
    holder = QWidget()
    set_mark(holder, "ground", "none")
    grid = QGridLayout(holder)
    space(grid)
    grid.addWidget(paper, 0, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    return holder
