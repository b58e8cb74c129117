"""The month as a grid of days; arrows move, Enter fills one in, Delete takes a day off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.roster.model import Cell
from ui.theme import colours, px
from ui.theme.icons import draw
from ui.widgets.basics import name_widget
from ui.widgets.fields import ENTER
from ui.widgets.flow import kept

WEEK = ("一", "二", "三", "四", "五", "六", "日")
HEAD, GAP, LOW, LINE = 26, 6, 64, 20
TWO_LINES = 38
"""Height of a cell from which who leads stands under the day."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MonthGrid(QWidget):
    """Paints the days of one month; the chosen one keeps its number when the month changes."""

    opened = Signal(object)
    """Enter on a day (date)."""
    cleared = Signal(object)
    """Delete on a day (date)."""
    moved = Signal()
    """Another day is chosen."""
    turned = Signal(int)
    """PageUp or PageDown, or an arrow past the month's end: -1 or 1."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[Cell] = []
        self._place = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        name_widget(self, "排班", "roster.month")

    def show_cells(self, cells: Sequence[Cell], chosen: date) -> None:
        self._cells = list(cells)
        self._choose(min(chosen.day, len(self._cells)) - 1)

    def chosen(self) -> date | None:
        return self._cells[self._place].day if self._cells else None

    def cell(self) -> Cell | None:
        return self._cells[self._place] if self._cells else None

    def middle(self) -> QPoint:
        """Of the day that is chosen."""
        day = self.chosen()
        return self._rect(day).center() if day else QPoint()

    def sizeHint(self) -> QSize:
        return QSize(px(760), px(HEAD) + 6 * px(LOW + GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(420), px(HEAD) + 6 * px(32 + GAP))

    def _choose(self, place: int) -> None:
        self._place = max(0, min(place, len(self._cells) - 1))
        cell = self.cell()
        self.setAccessibleDescription(cell.spoken if cell else "")
        QWidget.update(self)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, day = event.key(), self.chosen()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if day is None or not plain:
            super().keyPressEvent(event)
        elif key in STEPS:
            self._step(day, STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key in ENTER:
            self.opened.emit(day)
        elif key == Qt.Key.Key_Delete:
            self.cleared.emit(day)
        else:
            super().keyPressEvent(event)

    def _step(self, day: date, days: int) -> None:
        there = day + timedelta(days=days)
        if there.month != day.month:
            self.turned.emit(1 if days > 0 else -1)
        else:
            self._choose(self._place + days)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for place, cell in enumerate(self._cells):
            if self._rect(cell.day).contains(event.position().toPoint()):
                self._choose(place)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.chosen()
        if day is not None and self._rect(day).contains(event.position().toPoint()):
            self.opened.emit(day)

    def _rect(self, day: date) -> QRect:
        first = day.replace(day=1)
        place = day.day - 1 + first.weekday()
        gap, head = px(GAP), px(HEAD)
        wide = (self.width() - 6 * gap) / 7
        weeks = self._weeks()
        high = (self.height() - head - (weeks - 1) * gap) / weeks
        row, column = divmod(place, 7)
        return QRect(round(column * (wide + gap)), round(head + row * (high + gap)), round(wide), round(high))

    def _weeks(self) -> int:
        """Rows that the month needs."""
        last = self._cells[-1].day
        return (last.day - 1 + last.replace(day=1).weekday()) // 7 + 1

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, table = QPainter(self), colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font(13))
        painter.setPen(QColor(table.text3))
        for column, word in enumerate(WEEK):
            wide = self.width() / 7
            where = QRect(round(column * wide), 0, round(wide), px(20))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, word)
        for place, cell in enumerate(self._cells):
            self._paint_cell(painter, cell, chosen=place == self._place)
        painter.end()

    def _paint_cell(self, painter: QPainter, cell: Cell, *, chosen: bool) -> None:
        table, rect = colours(), self._rect(cell.day)
        ground = table.warnbg if cell.missing else table.sunk if cell.rest else table.panel
        edge, wide = (table.warn, 1) if cell.missing else (table.line, 1)
        if chosen:
            ground = table.acctint if self.hasFocus() else table.sel
            edge, wide = table.acc, table.ring if self.hasFocus() else 1
        plain = cell.rest and table.off == "dashed"  # this theme has no second ground
        painter.setPen(QPen(QColor(edge), wide, Qt.PenStyle.DashLine if plain else Qt.PenStyle.SolidLine))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))
        inside = rect.adjusted(px(8), px(5), -px(6), -px(4))
        painter.setClipRect(rect)
        painter.setFont(self._font(13, bold=cell.today))
        painter.setPen(QColor(table.acc if cell.today else table.text2))
        head = f"{cell.head} 今天" if cell.today else cell.head
        if inside.height() < px(TWO_LINES):  # the day and who leads in one line
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, str(cell.day.day))
            lines = inside.adjusted(px(24), 0, 0, 0)
            self._paint_line(painter, lines, "，".join(cell.lines), lacks=cell.missing)
        else:
            painter.drawText(inside, Qt.AlignmentFlag.AlignTop, self._fit(painter, head, inside.width()))
            alone = len(cell.lines) == 1 and inside.height() >= px(TWO_LINES + LINE - 2)
            for n, line in enumerate(cell.lines):
                top = inside.top() + px(20) + n * px(LINE)
                where = QRect(inside.left(), top, inside.width(), px(2 * LINE if alone else LINE))
                lacks = cell.missing and line.endswith("缺")
                self._paint_line(painter, where, line, lacks=lacks, goes_on=alone)
        painter.setClipping(False)

    def _paint_line(
        self, painter: QPainter, where: QRect, line: str, *, lacks: bool, goes_on: bool = False
    ) -> None:
        """``goes_on``: there is room below for what is longer than the cell is wide."""
        painter.setFont(self._font(14))
        painter.setPen(QColor(colours().warn if lacks else colours().text))
        if lacks:
            top = where.top() + ((px(LINE) if goes_on else where.height()) - px(14)) / 2
            draw(painter, QRectF(where.left(), top, px(14), px(14)), "warning", "warn")
            where = where.adjusted(px(18), 0, 0, 0)
        if goes_on:
            painter.drawText(where, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, kept(line))
            return
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, self._fit(painter, line, where.width()))

    def _fit(self, painter: QPainter, text: str, wide: int) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)

    def _font(self, pixels: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(pixels))
        font.setBold(bold)
        return font
