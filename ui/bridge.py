"""Facts announced by the services, brought to the window's thread as one signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.events import Event


class Bridge(QObject):
    """Give ``announce`` to the desk; connect screens to ``happened``."""

    happened = Signal(object)
    """An app.events.Event, on the window's thread, after the commit."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def announce(self, event: Event) -> None:
        """Callable from any thread."""
        self._arrived.emit(event)

    @Slot(object)
    def _pass_on(self, event: Event) -> None:
        self.happened.emit(event)
