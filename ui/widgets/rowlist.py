"""A list of rows with two lines each: icon, title, second line, a remark in the middle, one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ui.theme import px, set_mark
from ui.widgets.basics import name_widget
from ui.widgets.droplist import Index
from ui.widgets.fields import ENTER
from ui.widgets.row_item import RowItem
from ui.widgets.two_lines import TwoLines


class Items(QAbstractListModel):
    """The rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[RowItem] = []

    def show(self, rows: Sequence[RowItem]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None


class RowList(QListView):
    """↑↓ choose, Enter opens; as high as its rows, up to ``most`` of them."""

    opened = Signal(object)
    """The data of the row."""

    def __init__(
        self,
        label: str,
        identifier: str,
        *,
        height: int = 72,
        most: int = 6,
        middle: float = 0.72,
        keeps: bool = False,
        pictures: bool = False,
        wraps: bool = False,
    ) -> None:
        """``wraps``: the second line of a row is shown whole, on several lines where it needs them."""
        super().__init__()
        self.wraps = wraps
        name_widget(self, label, identifier)
        self.keeps = keeps
        self.pictures = pictures
        """Whether rows have small pictures; the texts then stand further right."""
        self._height = height
        self._most = most
        self._items = Items(self)
        self.setModel(self._items)
        self._painter = TwoLines(self, height, middle)
        self.setItemDelegate(self._painter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(not wraps)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._clicked)
        set_mark(self, "rows", True)

    def count(self) -> int:
        return len(self._items.rows)

    def rows(self) -> list[RowItem]:
        return list(self._items.rows)

    @property
    def says_keys(self) -> bool:
        """Whether a row says what a key does: the remarks of all rows stand in one line then."""
        return any(row.does for row in self._items.rows)

    def show_rows(self, rows: Sequence[RowItem]) -> None:
        """Replace the rows; the chosen row stays chosen, where it is gone its place."""
        at = max(0, self.currentIndex().row())
        key = self._items.rows[at].key if at < self.count() else ""
        self._painter.forget_pictures()
        self._items.show(rows)
        self.updateGeometry()
        if rows:
            again = next((place for place, row in enumerate(rows) if key and row.key == key), at)
            self.choose(min(again, len(rows) - 1))

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self._items.index(row))

    def current(self) -> Any:
        """The data of the chosen row, or None."""
        index = self.currentIndex()
        return self._items.rows[index.row()].data if index.isValid() and self.count() else None

    def open_current(self) -> None:
        if self.current() is not None:
            self.opened.emit(self.current())

    def sizeHint(self) -> QSize:
        rows = min(max(self.count(), 1), self._most) if self._most else max(self.count(), 1)
        if self.wraps and self.count():
            return QSize(px(320), sum(self._painter.height_of(row) for row in self._items.rows[:rows]))
        return QSize(px(320), rows * px(self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wraps and event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), self.sizeHint().height() if self._most else px(self._height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.count():
            self.choose(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._items.rows[index.row()].data)
