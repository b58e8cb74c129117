"""Tells a screen reader of widgets for which Qt's own answer is not safe."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_UNBOUNDED = frozenset({"QScrollArea", "QAbstractScrollArea"})
"""Classes of which Qt gives the n-th child without looking how many there are."""


def mend_accessibility() -> None:
    """Once there is a QApplication: a scroll area is told of as any other widget is.

    The children that Qt 6.11 tells of a scroll area are fewer as soon as its scroll bar is hidden, and that
    is whenever its page goes behind another one. A screen reader that counted just before asks for one too
    many, Qt reads past its list, and the program dies with all that is typed.
    """
    QAccessible.installFactory(_interface_of)


def _interface_of(name: str, widget: QObject) -> QAccessibleWidget | None:
    """Asked with each class of a widget, the narrowest first; None: as Qt does it."""
    if name in _UNBOUNDED and isinstance(widget, QWidget):
        return QAccessibleWidget(widget, QAccessible.Role.Client)
    return None
