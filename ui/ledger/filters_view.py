"""The line of filters above the ledger: unit, what is owed, category, place, kind; and my views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.case.tiles import Only
from ui.theme import fix, narrow, space
from ui.widgets import Button, Choice, Picker, Text

FILTERS = (
    ("unit", "单位", 128),
    ("what", "欠什么", 112),
    ("category", "类别", 112),
    ("place", "属地", 104),
    ("kind", "性质", 80),
)
ALL = "全部"
NARROW_KEEPS = 2
"""Filters that stay where it is narrow; the others are reached by widening the window."""


class FiltersView(QWidget):
    """A filter that is empty asks nothing; Esc clears all of them."""

    changed = Signal()
    view_chosen = Signal(object)
    """The place of a saved view."""
    clear_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        space(line, (0, 0, 0, 0), 8)
        self.head = Text("", "row")
        self.head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line.addWidget(self.head)
        line.addSpacing(8)
        self.pickers: dict[str, Picker] = {}
        self._labels: dict[str, Text] = {}
        for key, label, wide in FILTERS:
            picker = Picker(label, f"ledger.filter.{key}", placeholder=ALL)
            fix(picker, width=wide)
            picker.chosen.connect(self._chosen)
            self._labels[key] = Text(label, "second")
            self.pickers[key] = picker
            line.addWidget(self._labels[key])
            line.addWidget(picker)
        self._clear = Button("清除筛选", "ledger.filter.clear", key="Esc", kind="small")
        self._clear.clicked.connect(self.clear_asked)
        line.addWidget(self._clear)
        line.addStretch(1)
        self._view_label = Text("我的视图", "second")
        self.views = Picker("我的视图", "ledger.views", placeholder="Alt+1…9")
        fix(self.views, width=136)
        self.views.chosen.connect(self._view)
        line.addWidget(self._view_label)
        line.addWidget(self.views)
        self._clear.hide()

    def offer(self, choices: Mapping[str, Sequence[Choice]]) -> None:
        for key, offered in choices.items():
            self.pickers[key].set_choices(offered)

    def offer_views(self, views: Sequence[Choice]) -> None:
        self.views.set_choices(views)

    def only(self) -> Only:
        """What is asked now."""
        return Only(**{key: picker.value() for key, picker in self.pickers.items()})

    def show_only(self, only: Only) -> None:
        for key, picker in self.pickers.items():
            picker.set_value(getattr(only, key))
        self._show_clear(only)

    def take_focus(self) -> None:
        """/: to the first filter."""
        self.pickers["unit"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """In a narrow window the last filters and the views go: they stay under Ctrl+K and Alt+1…9.

        The views go as well where 清除筛选 takes their room.
        """
        small = narrow(self)
        for place, key in enumerate(self.pickers):
            hidden = small and place >= NARROW_KEEPS
            self.pickers[key].setVisible(not hidden)
            self._labels[key].setVisible(not hidden)
        self._show_views(not small)
        if not small and self.sizeHint().width() > self.width():
            self._show_views(False)

    def _show_views(self, shown: bool) -> None:
        self.views.setVisible(shown)
        self._view_label.setVisible(shown)

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self._show_clear(self.only())
        self.changed.emit()

    def _show_clear(self, only: Only) -> None:
        self._clear.setVisible(not only.asks_nothing)
        self.fold()

    @Slot(object)
    def _view(self, place: object) -> None:
        if place is not None:
            self.view_chosen.emit(place)
