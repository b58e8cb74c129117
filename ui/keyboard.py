"""Watches the keys of the whole program: scanners that type, our chords over the fields' own, idleness."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from ui.widgets.over import covered

GAP = 0.030
"""Seconds: a scanner types faster, a person never."""
LEAST = 6
CODE = re.compile(r"(HTTPS?://\S+|JFT:\S+|[LXJ]F[0-9]{6}[-0-9A-Z]{8,})$", re.IGNORECASE)
"""What stands on our papers; other bursts (a card reader that types) belong to the field."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARKS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_STIRRING = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod)


class KeyWatch(QObject):
    """An application event filter; ``install()`` it once the window is there."""

    scanned = Signal(str)
    unbound = Signal(object)
    """QKeySequence of a chord that nothing is bound to at the moment: it types nothing."""
    stirred = Signal()
    """A person did something: the idle lock starts anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[tuple[QWidget, QKeyEvent]] = []
        self._last = 0.0
        self._replaying = False
        self._chords: set[QKeySequence] = set()
        self._dead: set[QKeySequence] = set()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setTimerType(Qt.TimerType.PreciseTimer)
        self._late.timeout.connect(self.flush)
        self.set_gap(GAP)

    def set_gap(self, seconds: float) -> None:
        """How far apart two keys of one scan may be; tests on a busy machine give themselves more."""
        self._gap = seconds
        self._late.setInterval(round(seconds * 1000) + 1)

    def install(self) -> None:
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def uninstall(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def set_chords(self, live: Iterable[str], dead: Iterable[str] = ()) -> None:
        """The window's keys, which win over what a text field would do with them (Ctrl+K, Ctrl+Y …).

        ``dead``: of commands that cannot be done now.
        """
        self._chords = {QKeySequence(chord) for chord in live if _is_chord(chord)}
        self._dead = {QKeySequence(chord) for chord in dead if _is_chord(chord)}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _STIRRING and not self._replaying:
            self.stirred.emit()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._ours(event)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._pressed(watched, event)
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.InputMethod) and self._held:
            self.flush()
        return False

    @Slot()
    def flush(self) -> None:
        """Give the held keys to the fields they were meant for."""
        self._late.stop()
        held, self._held = self._held, []
        self._replaying = True
        try:
            for widget, event in held:
                QApplication.sendEvent(widget, event)
        finally:
            self._replaying = False

    def _ours(self, event: QKeyEvent) -> bool:
        if covered(QApplication.focusWidget()) or _pastes(event):
            return False
        if QKeySequence(event.keyCombination()) in self._chords:
            event.ignore()
            return True
        return False

    def _pressed(self, widget: QWidget, event: QKeyEvent) -> bool:
        if self._replaying:
            return False
        now = time.monotonic()
        quick, self._last = now - self._last <= self._gap, now
        if event.key() in _ENTER and quick and len(self._held) >= LEAST:
            text = "".join(held.text() for _, held in self._held)
            if CODE.match(text):
                self._held = []
                self._late.stop()
                self.scanned.emit(text)
                return True
        if not _holdable(event):
            self.flush()
            return self._says_nothing(event)
        if self._held and not quick:
            self.flush()
        self._held.append((widget, QKeyEvent(event)))
        self._late.start()
        return True

    def _says_nothing(self, event: QKeyEvent) -> bool:
        """Keys with Alt are commands; one that is not bound, or not now, must not type its letter.

        AltGr is no Alt: where it types characters it comes with Ctrl, or without either.
        """
        text, pressed = event.text(), event.modifiers() & _MARKS
        types = pressed == Qt.KeyboardModifier.AltModifier and text != "" and text.isprintable()
        keys = QKeySequence(event.keyCombination())
        silent = types or (keys in self._dead and not _pastes(event))
        if silent:
            self.unbound.emit(keys)
        return silent


def _pastes(event: QKeyEvent) -> bool:
    """Whether a text field would paste: that stays the field's, whatever the page does with Ctrl+V."""
    field = QApplication.focusWidget()
    writes = isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit) and not field.isReadOnly()
    return writes and event.matches(QKeySequence.StandardKey.Paste)


def _is_chord(key: str) -> bool:
    """Whether a key is no letter, digit or sign that a field takes."""
    return "+" in key or (key[:1] == "F" and key != "F")


def _holdable(event: QKeyEvent) -> bool:
    text = event.text()
    return len(text) == 1 and " " < text <= "~" and not event.modifiers() & _MARKS
