"""A table as LOOK.md draws it: rows of 32 px, lines across, a bar at the chosen row, chips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.domain.paging import Block, Order
from ui.tables.columns import DUE, LATE, Cell, Column, columns_for, widths
from ui.tables.model import TableRows
from ui.theme import colours, px, set_mark
from ui.theme.icons import draw
from ui.theme.tokens import Colours
from ui.widgets.basics import name_widget
from ui.widgets.droplist import Index
from ui.widgets.fields import ENTER

ROW = 32
SIDE, EDGE = 8, 16
"""Room beside a text, and before the first column: it stands under the panel's heading."""
ROUNDING = 6
"""Logical pixels kept back: each column's width is rounded, the last one takes what is left."""
MARK = 28
"""Width of an icon and the room to the next one."""


class Cells(QStyledItemDelegate):
    """Paints one cell: ground of the row, icon, text, chip."""

    def __init__(self, view: QTableView, whole: bool) -> None:
        super().__init__(view)
        self._view, self._whole = view, whole

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(48), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        cell: Cell = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        self._ground(painter, rect, index, bool(state & QStyle.StateFlag.State_Selected))
        model = index.model()
        right = isinstance(model, TableRows) and model.columns[index.column()].right
        before = EDGE if index.column() == 0 else SIDE
        self._content(painter, rect.adjusted(px(before), 0, -px(SIDE), 0), cell, right)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, index: Index, chosen: bool) -> None:
        table = colours()
        if chosen and self._view.hasFocus():
            painter.fillRect(rect, QColor(table.acctint))
            self._ring(painter, rect, index, table)
            return
        if chosen:
            painter.fillRect(rect, QColor(table.sel))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(table.acc))
        if not self._whole or index.row() + 1 < index.model().rowCount():
            painter.setPen(QPen(QColor(table.line), 1))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _ring(self, painter: QPainter, rect: QRect, index: Index, table: Colours) -> None:
        """The part of the row's focus ring that this cell has: above and below, and at the row's ends."""
        ring, accent = table.ring, QColor(table.acc)
        sides = [
            QRect(rect.left(), rect.top(), rect.width(), ring),
            QRect(rect.left(), rect.bottom() + 1 - ring, rect.width(), ring),
        ]
        if index.column() == 0:
            sides.append(QRect(rect.left(), rect.top(), ring, rect.height()))
        if index.column() + 1 == index.model().columnCount():
            sides.append(QRect(rect.right() + 1 - ring, rect.top(), ring, rect.height()))
        for side in sides:
            painter.fillRect(side, accent)

    def _content(self, painter: QPainter, room: QRect, cell: Cell, right: bool) -> None:
        if cell.marks:
            self._marks(painter, room, cell)
            return
        table = colours()
        font = QFont(painter.font())
        font.setPixelSize(px(14))
        font.setBold(cell.strong)
        painter.setFont(font)
        if cell.bar is not None:
            high = px(8)
            bar = QRectF(room.left(), room.center().y() - high / 2, room.width() * cell.bar, high)
            painter.fillRect(bar, QColor(table.acc))
            return
        metrics = QFontMetrics(font)
        shape = {LATE: "error", DUE: "clock"}.get(cell.chip, cell.shape)
        icon = px(20) if shape else 0
        text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width() - icon)
        wide = icon + metrics.horizontalAdvance(text)
        left = room.right() - wide if right else room.left()
        colour = QColor(getattr(table, cell.token))
        if cell.chip in (LATE, DUE):
            chip = QRectF(left - px(6), room.center().y() - px(11), wide + px(12), px(22))
            late = cell.chip == LATE
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(table.err if late else table.warnbg))
            painter.setPen(QPen(QColor(table.err if late else table.warn), 1))
            painter.drawRoundedRect(chip, px(4), px(4))
            colour = QColor(table.panel if late else table.warn)
        if shape:
            side = px(16)
            token = "panel" if cell.chip == LATE else "warn" if cell.chip == DUE else cell.token
            draw(painter, QRectF(left, room.center().y() - side / 2, side, side), shape, token)
        painter.setPen(colour)
        where = QRect(QPoint(left + icon, room.top()), QPoint(room.right(), room.bottom()))
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _marks(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        """The icons of a cell, side by side."""
        side, left = px(16), room.left()
        for shape, token in cell.marks:
            draw(painter, QRectF(left, room.center().y() - side / 2, side, side), shape, token)
            left += px(MARK)


class Table(QTableView):
    """↑↓ choose, Enter opens, Home and End go to the ends of the list, a head that is pressed sorts."""

    opened = Signal(object)
    """The row."""
    chosen = Signal()
    to_start = Signal()
    to_end = Signal()
    sort_asked = Signal(object)
    """app.domain.paging.Order."""

    def __init__(
        self,
        label: str,
        identifier: str,
        columns: tuple[Column, ...],
        order: Order,
        *,
        whole: bool = False,
    ) -> None:
        """``whole``: as high as its rows; the panel's edge stands for the line under the last one."""
        super().__init__()
        name_widget(self, label, identifier)
        set_mark(self, "edge", True)
        self._columns = columns
        self.rows = TableRows(columns, order, self)
        self.setModel(self.rows)
        self.setItemDelegate(Cells(self, whole))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        down = self.verticalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionsClickable(True)
        across.sectionClicked.connect(self._head_pressed)
        self.doubleClicked.connect(self._double)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.selectionModel().currentRowChanged.connect(self._row_changed)
        self.fit()

    def current(self) -> Any:
        """The chosen row, or None."""
        index = self.currentIndex()
        return self.rows.filling.rows[index.row()] if index.isValid() else None

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self.rows.index(row, 0))

    def show_rows(self, columns: tuple[Column, ...], rows: Sequence[Any]) -> None:
        """A short list that lies in memory whole, with columns of its own."""
        self._columns = columns
        held = Block(tuple(rows), total=len(rows))
        self.rows.replace(self.rows.filling.from_start(), held)
        self.fit()

    def open_current(self) -> None:
        if self.current() is not None:
            self.opened.emit(self.current())

    def needed(self, cell: Cell) -> int:
        """Pixels of a column that shows this cell whole."""
        font = QFont(self.font())
        font.setPixelSize(px(14))
        font.setBold(cell.strong)
        icon = px(20) if cell.shape or cell.chip in (LATE, DUE) else 0
        frame = px(6) if cell.chip in (LATE, DUE) else 0
        return QFontMetrics(font).horizontalAdvance(cell.text) + icon + frame + px(2 * SIDE) + 1

    def _wide_enough(self, column: Column) -> Column:
        """The column as wide as its longest cell, at 100 %."""
        if column.brief is not None:
            column = replace(column, brief=self._wide_enough(column.brief))
        if column.longest is None:
            return column
        needed = -(-self.needed(column.longest) * 100 // max(px(100), 1))
        return replace(column, wide=max(column.wide, needed + 1))

    def fit(self) -> None:
        """Columns for the width there is, rows for the scale."""
        room = self.viewport().width()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(ROW))
        room = int(room * 100 / max(px(100), 1)) - (EDGE - SIDE) - ROUNDING
        shown = columns_for(tuple(map(self._wide_enough, self._columns)), room)
        at = self.currentIndex().row()
        self.rows.show_columns(shown)
        wide = [px(width) for width in widths(shown, room)]
        wide[0] += px(EDGE - SIDE)
        wide[-1] = max(wide[-1], self.viewport().width() - sum(wide[:-1]))
        for place, width in enumerate(wide):
            self.setColumnWidth(place, width)
        if at >= 0 and not self.currentIndex().isValid():
            self.choose(at)

    def refresh_look(self) -> None:
        """After a change of scale."""
        self.fit()

    def came_before(self, count: int) -> None:
        """Rows were put before those in sight: the ones in sight stay."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in ENTER:
            self.open_current()
        elif key == Qt.Key.Key_Home:
            self.to_start.emit()
        elif key == Qt.Key.Key_End:
            self.to_end.emit()
        else:
            super().keyPressEvent(event)

    def next_order(self, column: Column) -> Order:
        """Sorted by this column; once more the other way round."""
        now = self.rows.filling.order
        return Order(column.sort, now.key == column.sort and not now.descending)

    @Slot(int)
    def _head_pressed(self, section: int) -> None:
        column = self.rows.columns[section]
        if column.sort:
            self.sort_asked.emit(self.next_order(column))

    @Slot(QModelIndex)
    def _double(self, _index: QModelIndex) -> None:
        self.open_current()

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        if value == 0:
            self.rows.ask_earlier()

    @Slot()
    def _row_changed(self) -> None:
        self.chosen.emit()
