"""Something that lies over the window: keys and Tab stay inside it until it is shut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.theme import set_mark
from ui.widgets.basics import name_widget
from ui.widgets.stack import Stack


class Over(QFrame):
    """A framed child of the window; not a Qt.Popup, so that input methods go on working in it."""

    def __init__(self, of: QWidget, title: str, identifier: str) -> None:
        """``of``: what it belongs to, such as the view of a page; it lies over the window of that."""
        over = of.window()
        super().__init__(over)
        set_mark(self, "panel", "overlay")
        name_widget(self, title, identifier)
        self.over = over
        self._of = of
        self._before: QWidget | None = None
        self.is_up = False
        """Lifted and not shut since."""
        self.hide()

    def lift(self, keys: QWidget) -> None:
        """Show it above all else, with the keys in a part of it, and remember who had them.

        An answer that comes when its page was left lifts nothing: it is shut, as by Esc.
        """
        self.is_up = True
        if _is_left(self._of):
            QTimer.singleShot(0, self, self.shut)  # whoever made it listens to it by then
            return
        self._before = self.over.window().focusWidget()
        self.show()
        self.raise_()
        keys.setFocus(Qt.FocusReason.PopupFocusReason)

    def shut(self) -> None:
        """Put away; the keys go back to where they were. Esc does this."""
        if not self.is_up:
            return
        self.is_up = False
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key of the page beneath acts while this is open
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        stops = [stop for stop in self.findChildren(QWidget) if _is_stop(stop)]
        if not stops:
            return False
        at = QApplication.focusWidget()
        place = stops.index(at) if at in stops else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(place + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True


def _is_left(part: QWidget) -> bool:
    """Whether the page of the window that it is a part of is behind another one."""
    holder = part.parentWidget()
    while holder is not None:
        if isinstance(holder, Stack) and holder.currentWidget() is not part:
            return True
        part, holder = holder, holder.parentWidget()
    return False


def _is_stop(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isVisible() and widget.isEnabled()


def covered(widget: QWidget | None) -> bool:
    """Whether a widget lies inside something that is over the window."""
    while widget is not None:
        if isinstance(widget, Over):
            return True
        widget = widget.parentWidget()
    return False
