"""Holds the door and the work behind it in the one top-level window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from ui.theme import set_mark, space
from ui.widgets.over import Over


class Shell(QWidget):
    """The one top-level window: the door, or the work behind it.

    Not a stack itself: a screen reader is told of a stack's pages alone, never of what lies over them.
    """

    closing = Signal()
    screen_changed = Signal(QRect)
    """The window was shown on a screen, moved to another one, or its free area changed."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget()
        self._screen: QScreen | None = None
        column = QVBoxLayout(self)
        space(column)
        column.addWidget(self.stack)
        self.setWindowTitle("接访台")
        set_mark(self, "ground", "win")
        self.holds_closing: Callable[[], bool] | None = None
        """Whether something is done first; it shuts the window by itself then."""

    def close_what_lies_over(self) -> None:
        """Cancel file dialogs, hide hints, shut sheets: they would stay readable and usable over the door."""
        QToolTip.hideText()
        for over in reversed(self.findChildren(Over)):  # the last one lifted lies on the others
            if over.isVisible():
                over.shut()
        while (dialog := QApplication.activeModalWidget()) is not None:
            if not dialog.close():
                return

    def hold_back(self, work: QWidget) -> None:
        """Take the work out of the window, to the door.

        A page that is only hidden can still take the keys, lift a sheet over the door and be read by a
        screen reader; outside the window an answer that comes late does all of that where nobody is.
        """
        self.close_what_lies_over()
        held = work.focusWidget()
        self.stack.removeWidget(work)
        work.setParent(None)
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)  # it has them again when the work comes back

    def bring_back(self, work: QWidget) -> None:
        """In front again; the keys go to who had them, or to who asked for them meanwhile."""
        held = work.focusWidget()
        self.stack.addWidget(work)
        self.stack.setCurrentWidget(work)
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.holds_closing is not None and self.holds_closing():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow_screen()

    def _follow_screen(self) -> None:
        """Say the free area now and at each change of it; a window has its handle once it is shown."""
        handle = self.windowHandle()
        if handle is not None and self._screen is None:
            handle.screenChanged.connect(self._moved)
            self._moved(handle.screen())

    @Slot(QScreen)
    def _moved(self, screen: QScreen | None) -> None:
        if self._screen is not None:
            self._screen.availableGeometryChanged.disconnect(self.screen_changed)
        self._screen = screen
        if screen is not None:
            screen.availableGeometryChanged.connect(self.screen_changed)
            self.screen_changed.emit(screen.availableGeometry())
