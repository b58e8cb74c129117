"""Input methods: what is composed in a field, committed before a command acts, off where in the way."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

_LATIN = Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText
_STAYING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_COMPOSED, _TAKEN = "composing", "taken"


def note_composing(field: QObject, event: QInputMethodEvent) -> str:
    """Remember what an input method shows in a field and has not committed yet; the letters of it."""
    composed = event.preeditString()
    field.setProperty(_COMPOSED, composed)
    if event.commitString():
        field.setProperty(_TAKEN, True)
    return composed.replace("'", "").replace(" ", "")


def commit_composing() -> None:
    """Take over what is being composed, as Space or Enter in the input method would.

    A method that does not answer to Qt's commit (fcitx5 by its ibus side forgets what it held) loses nothing
    either: its letters are put in as they stand.
    """
    field = QApplication.focusWidget()
    composed = str((field.property(_COMPOSED) if field is not None else None) or "")
    if field is not None:
        field.setProperty(_TAKEN, False)
    QGuiApplication.inputMethod().commit()
    if field is not None and composed and not field.property(_TAKEN):
        taken = QInputMethodEvent()
        taken.setCommitString(composed)
        QApplication.sendEvent(field, taken)


def keep_composed(field: QWidget, reason: Qt.FocusReason) -> None:
    """The keys leave a field: a method that did not commit when Qt asked it to loses nothing here either.

    Not where another window comes to the front: the method goes on when this one is back.
    """
    composed = str(field.property(_COMPOSED) or "")
    if composed and reason not in _STAYING:
        field.setProperty(_COMPOSED, "")
        taken = QInputMethodEvent()
        taken.setCommitString(composed)
        QApplication.sendEvent(field, taken)


def use_input_method(field: QWidget, on: bool) -> None:
    """Numbers are typed as they are: no method opens at an X, and no digit becomes a choice in its list."""
    if field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) == on:
        return
    field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on)
    field.setInputMethodHints(Qt.InputMethodHint.ImhNone if on else _LATIN)
    if field.hasFocus():
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)
