"""A part of a sheet: a panel that scrolls by itself beside others, and stands whole under others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import space
from ui.widgets.basics import Panel
from ui.widgets.scroll import scrolling


class Part(Panel):
    """``body`` takes the widgets; where parts stand under each other the sheet scrolls, not the part."""

    def __init__(self) -> None:
        super().__init__((0, 0, 0, 0), 0)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        space(inside, (16, 10, 16, 14), 8)
        self._area = scrolling(inner)
        self.body.addWidget(self._area)
        self.body = inside
        self._inner = inner
        self._whole = False
        inner.installEventFilter(self)

    def set_whole(self, whole: bool) -> None:
        """As high as its content, or as high as there is room."""
        self._whole = whole
        policy = Qt.ScrollBarPolicy
        self._area.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )
        bar = self._area.verticalScrollBar()
        bar.setEnabled(not whole)  # the wheel is the sheet's
        if whole:
            bar.setValue(0)
        self._fit()

    def reveal(self, widget: QWidget) -> None:
        """Scroll until a widget inside can be seen."""
        self._area.ensureWidgetVisible(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        wide = self._inner.width()
        high = self.body.heightForWidth(wide) if self.body.hasHeightForWidth() else 0
        needed = max(high, self.body.sizeHint().height()) if self._whole else 0
        if self._area.minimumHeight() != needed:
            self._area.setMinimumHeight(needed)
