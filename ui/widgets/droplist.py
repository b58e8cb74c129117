"""The list that opens over a form: the entries that fit, with their grey hints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import colours, px, set_mark
from ui.widgets.choices import Choice

ROW = 32
LEFT, GAP, RIGHT = 10, 10, 8
"""Before an entry, between it and its hint, behind them."""
Index = QModelIndex | QPersistentModelIndex


class Choices(QAbstractListModel):
    """The entries that fit what is typed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Choice] = []

    def show(self, entries: list[Choice]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.text
        return entry.hint if role == Qt.ItemDataRole.UserRole else None


class Rows(QStyledItemDelegate):
    """Text in bold for the current entry, the grey hint behind it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(120), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = colours()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, table.sel if chosen else table.panel)
        font = option.font  # type: ignore[attr-defined]
        font.setPixelSize(px(14))
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(table.text)
        inner = rect.adjusted(px(LEFT), 0, -px(RIGHT), 0)
        text = str(index.data())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        wide = painter.fontMetrics().horizontalAdvance(text)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(table.text3)
        painter.drawText(
            inner.adjusted(wide + px(GAP), 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            str(index.data(Qt.ItemDataRole.UserRole) or ""),
        )
        painter.restore()


class Drop(QListView):
    """The list that lies over the form; an ordinary child of the window, so that input methods go on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_mark(self, "over", True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(Rows(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def wide_enough(self, entries: Iterable[Choice]) -> int:
        """The width that shows every entry whole, in bold as the current one is, with its hint."""
        font = self.font()
        font.setPixelSize(px(14))
        hint = QFontMetrics(font)
        font.setBold(True)
        text = QFontMetrics(font)
        around = px(LEFT) + px(RIGHT) + 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return around + max(
            (
                text.horizontalAdvance(entry.text)
                + (px(GAP) + hint.horizontalAdvance(entry.hint) if entry.hint else 0)
                for entry in entries
            ),
            default=0,
        )
