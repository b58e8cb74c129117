"""The rows at hand for Qt's table; text of a cell is made when the cell is seen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from app.domain.paging import Block, Order, PageAsked
from ui.tables.columns import Cell, Column
from ui.tables.filling import Filling
from ui.widgets.droplist import Index

_TOP = QModelIndex()


class TableRows(QAbstractTableModel):
    """Grows by blocks; ``wanted`` asks the page for the next one, once at a time."""

    wanted = Signal(object)
    """app.domain.paging.Asked."""

    def __init__(self, columns: tuple[Column, ...], order: Order, parent: QObject) -> None:
        super().__init__(parent)
        self.columns = columns
        self.filling = Filling(order)
        self._asked: PageAsked | None = None

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.filling.rows)

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        return self.columns[column].cell(self.filling.rows[row])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.UserRole,
        ):
            return None
        column = self.columns[index.column()]
        cell = column.cell(self.filling.rows[index.row()])
        if role == Qt.ItemDataRole.UserRole:
            return cell
        return f"{column.title} {cell.text}" if role == Qt.ItemDataRole.AccessibleTextRole else cell.text

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            order = self.filling.order
            mark = (" ↓" if order.descending else " ↑") if column.sort and column.sort == order.key else ""
            return column.title + mark
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return Qt.AlignmentFlag.AlignVCenter | side
        return None

    # growing --------------------------------------------------------------------------------

    def canFetchMore(self, parent: Index = _TOP) -> bool:
        return not parent.isValid() and self._asked is None and self.filling.further() is not None

    def fetchMore(self, parent: Index = _TOP) -> None:
        self.ask(self.filling.further())

    def ask_earlier(self) -> None:
        """The scroll bar is at its top: the block before, where there is one."""
        self.ask(self.filling.earlier())

    def ask(self, asked: PageAsked | None) -> None:
        if asked is not None and self._asked is None:
            self._asked = asked
            self.wanted.emit(asked)

    def came(self, asked: PageAsked, block: Block[Any]) -> int:
        """A block for the stretch at hand; how many rows came before it."""
        if asked != self._asked:
            return 0
        self._asked = None
        count = len(self.filling.rows)
        if not block.rows:
            self.filling.take(asked, block)
            return 0
        at = 0 if asked.before else count
        self.beginInsertRows(_TOP, at, at + len(block.rows) - 1)
        before = self.filling.take(asked, block)
        self.endInsertRows()
        return before

    def replace(self, asked: PageAsked, block: Block[Any]) -> None:
        """The list anew."""
        self._asked = None
        self.beginResetModel()
        self.filling = self.filling.replaced(asked, block)
        self.endResetModel()

    def failed(self) -> None:
        """The block did not come: scrolling asks again."""
        self._asked = None
