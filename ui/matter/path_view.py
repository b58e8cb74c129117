"""The way of a case, painted: stations on a line, done and to come told apart without colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.forms.path import AHEAD, DONE, NOW, Station
from ui.theme import colours, px
from ui.theme.icons import draw
from ui.widgets.basics import name_widget

_STATES = {DONE: "已做", NOW: "现在", AHEAD: "还没有到"}


class PathView(QWidget):
    """登记 — 转交 — 受理 — 办结 — 复查 — 复核."""

    def __init__(self) -> None:
        super().__init__()
        self._stations: tuple[Station, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, "进度", "matter.path")

    def show_path(self, stations: Sequence[Station]) -> None:
        self._stations = tuple(stations)
        spoken = [" ".join(w for w in (_STATES[s.state], s.word, s.first, s.second) if w) for s in stations]
        self.setAccessibleDescription("；".join(spoken))
        self.updateGeometry()
        QWidget.update(self)

    def words(self) -> list[str]:
        return [station.word for station in self._stations]

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(86))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(86))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._stations:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / len(self._stations)
        middles = [wide * (place + 0.5) for place in range(len(self._stations))]
        for place, (left, right) in enumerate(pairwise(middles)):
            ahead = AHEAD in (self._stations[place].state, self._stations[place + 1].state)
            self._line(painter, left, right, ahead)
        for middle, station in zip(middles, self._stations, strict=True):
            self._mark(painter, middle, station.state)
            self._words(painter, middle, wide, station)
        painter.end()

    def _line(self, painter: QPainter, left: float, right: float, ahead: bool) -> None:
        table = colours()
        pen = QPen(QColor(table.ctl if ahead else table.acc), 1 if ahead else 2)
        if ahead:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        y, gap = px(14), px(12)
        painter.drawLine(QPointF(left + gap, y), QPointF(right - gap, y))

    def _mark(self, painter: QPainter, x: float, state: str) -> None:
        table, y, r = colours(), px(14), px(8)
        painter.setPen(QPen(QColor(table.ctl if state == AHEAD else table.acc), 2))
        painter.setBrush(QColor(table.acc if state == DONE else table.panel))
        painter.drawEllipse(QPointF(x, y), r, r)
        if state == DONE:
            side = px(10)
            draw(painter, QRectF(x - side / 2, y - side / 2, side, side), "check", "accon")
        elif state == NOW:
            painter.setBrush(QColor(table.acc))
            painter.drawEllipse(QPointF(x, y), px(4), px(4))

    def _words(self, painter: QPainter, x: float, wide: float, station: Station) -> None:
        table, strong = colours(), station.state == NOW
        lines = ((station.word, 14, "text", station.state != AHEAD), (station.first, 13, "text2", strong),
                 (station.second, 13, "text3", False))  # fmt: skip
        for row, (text, size, token, bold) in enumerate(lines):
            font = QFont(self.font())
            font.setPixelSize(px(size))
            font.setBold(bold)
            painter.setFont(font)
            painter.setPen(QColor(getattr(table, token)))
            room = QRect(round(x - wide / 2) + 2, px(26) + row * px(19), round(wide) - 4, px(20))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, shown)
