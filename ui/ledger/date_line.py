"""The line of dates of a case: start, reminders, the date itself, today; painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.ledger.explained import Point
from ui.theme import colours, px
from ui.widgets.basics import name_widget

GAP = 64
"""Least distance of two points, in pixels at 100 %."""
HIGH = 66


class DateLine(QWidget):
    """Days above the line, what they are below it; past points filled, those to come rings."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[Point, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, "日期线", "ledger.dates")

    def show_points(self, points: Sequence[Point]) -> None:
        self._points = tuple(points)
        spoken = "，".join(f"{point.day:%m-%d} {point.words}" for point in self._points)
        self.setAccessibleDescription(spoken)
        self.setVisible(bool(self._points))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(GAP * 6), px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places()
        middle = px(30)
        self._line(painter, places, middle)
        for place, point in zip(places, self._points, strict=True):
            self._point(painter, place, middle, point)
        painter.end()

    def _places(self) -> list[float]:
        """By their days, no two nearer than the gap while there is room."""
        edge, wide = px(28), self.width() - 2 * px(28)
        count = len(self._points)
        gap = min(px(GAP), wide / max(count - 1, 1))
        first, last = self._points[0].day, self._points[-1].day
        days = max((last - first).days, 1)
        free = max(wide - gap * (count - 1), 0)
        return [
            edge + gap * at + free * (point.day - first).days / days for at, point in enumerate(self._points)
        ]

    def _line(self, painter: QPainter, places: Sequence[float], middle: int) -> None:
        table = colours()
        due = next((at for at, point in enumerate(self._points) if point.kind in ("due", "late")), 0)
        now = next((at for at, point in enumerate(self._points) if point.kind == "today"), due)
        painter.setPen(QPen(QColor(table.line), px(2)))
        painter.drawLine(QPointF(places[0], middle), QPointF(places[-1], middle))
        painter.setPen(QPen(QColor(table.acc), px(2)))
        painter.drawLine(QPointF(places[0], middle), QPointF(places[min(now, due)], middle))
        if self._points[due].kind == "late":
            painter.setPen(QPen(QColor(table.err), px(3)))
            painter.drawLine(QPointF(places[due], middle), QPointF(places[now], middle))

    def _point(self, painter: QPainter, place: float, middle: int, point: Point) -> None:
        table = colours()
        late = point.kind == "late"
        token = table.err if late else table.warn if point.kind == "due" else table.acc
        radius = px(4)
        painter.setPen(QPen(QColor(token), px(2)))
        painter.setBrush(QColor(table.panel if point.kind == "ahead" else token))
        if point.kind == "today":
            painter.setPen(QPen(QColor(table.text), px(2)))
            painter.drawLine(QPointF(place, middle - px(6)), QPointF(place, middle + px(6)))
        elif point.kind in ("due", "late"):
            painter.drawRect(QRectF(place - radius, middle - radius, 2 * radius, 2 * radius))
        else:
            painter.drawEllipse(QPointF(place, middle), radius, radius)
        strong = point.kind in ("due", "late", "today")
        self._words(painter, place, middle, point, table.err if late else table.text, strong)

    def _words(
        self, painter: QPainter, place: float, middle: int, point: Point, colour: str, strong: bool
    ) -> None:
        font = QFont(painter.font())
        font.setPixelSize(px(13))
        font.setBold(strong)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        wide = px(GAP) * 2.0
        above = QRectF(place - wide / 2, 0, wide, middle - px(8))
        below = QRectF(place - wide / 2, middle + px(8), wide, px(22))
        painter.drawText(
            above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"{point.day:%m-%d}"
        )
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(colour if strong else colours().text2))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, point.words)
