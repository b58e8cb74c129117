"""The chart on the screen: the marks of app.domain.figures.chart by QPainter, walked with ← and →."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.figures.chart import LEFT_OF, RIGHT_OF, Bar, Drawing, Pair, Word, draw_pairs
from ui.theme import colours, px
from ui.widgets.basics import name_widget
from ui.widgets.fields import ENTER

LEAST = 168


class ChartView(QWidget):
    """Pairs of bars; the chosen one is framed and read aloud, Enter asks for its rows."""

    opened = Signal(int)
    """Place of the pair."""

    def __init__(self, label: str, identifier: str) -> None:
        super().__init__()
        self._pairs: tuple[Pair, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        name_widget(self, label, identifier)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Other bars; the last one is chosen."""
        same = len(pairs) == len(self._pairs)
        self._pairs = tuple(pairs)
        if not same:
            self._at = max(0, len(pairs) - 1)
        self._say()
        self.update()

    @property
    def at(self) -> int:
        """Place of the chosen pair."""
        return self._at

    def words(self) -> str:
        """The chosen pair as it is read aloud."""
        if not self._pairs:
            return "没有数字"
        pair = self._pairs[self._at]
        beside = f"，上年 {pair.before_words}" if pair.before is not None else ""
        return f"{pair.label}{pair.second}：{pair.now_words}{beside}"

    def walk(self, step: int) -> None:
        """The pair before or behind."""
        if self._pairs:
            self._at = min(max(self._at + step, 0), len(self._pairs) - 1)
            self._say()
            self.update()

    def drawing(self) -> Drawing:
        """The marks for the room there is, in pixels at 100 %."""
        unit = px(100) / 100
        return draw_pairs(self._pairs, self.width() / unit, self.height() / unit)

    def sizeHint(self) -> QSize:
        return QSize(px(480), px(LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(240), px(LEAST))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.walk(-1 if event.key() == Qt.Key.Key_Left else 1)
        elif event.key() in ENTER and self._pairs:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        unit = px(100) / 100
        for place, (left, wide) in enumerate(self.drawing().slots):
            if left <= event.position().x() / unit < left + wide:
                self._at = place
                self._say()
                self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = px(100) / 100
        drawing = self.drawing()
        if self.hasFocus() and drawing.slots:
            self._frame(painter, drawing, unit)
        self._lines(painter, drawing, unit)
        for bar in drawing.bars:
            self._bar(painter, bar, unit)
        for word in drawing.words:
            self._word(painter, word, unit)
        painter.end()

    def _lines(self, painter: QPainter, drawing: Drawing, unit: float) -> None:
        """No line goes through a number: where lines have the colour of the text it could not be read."""
        free = QRegion(self.rect())
        for word in drawing.words:
            around = self.place_of(word, unit)
            free -= QRegion(around.toAlignedRect().adjusted(-px(2), 0, px(2), 0))
        for line in drawing.lines:
            painter.setClipRegion(QRegion(self.rect()) if line.base else free)
            painter.setPen(QPen(QColor(colours().ctl if line.base else colours().line), 1))
            y = round(line.y * unit) + 0.5
            painter.drawLine(QPointF(line.x * unit, y), QPointF((line.x + line.width) * unit, y))
        painter.setClipping(False)

    def _frame(self, painter: QPainter, drawing: Drawing, unit: float) -> None:
        left, wide = drawing.slots[min(self._at, len(drawing.slots) - 1)]
        table = colours()
        painter.setPen(QPen(QColor(table.acc), table.ring))
        painter.setBrush(QColor(table.acctint))
        inset = table.ring / 2
        room = QRectF(left * unit, inset, wide * unit, self.height() - 2 * inset)
        painter.drawRoundedRect(room, px(4), px(4))

    def _bar(self, painter: QPainter, bar: Bar, unit: float) -> None:
        table = colours()
        room = QRectF(bar.x * unit, bar.y * unit, bar.width * unit, bar.height * unit)
        if bar.solid:
            painter.fillRect(room, QColor(table.acc))
        elif bar.height > 0:
            edge = 1.5 * unit
            painter.setPen(QPen(QColor(table.ctl), edge))
            painter.setBrush(QColor(table.panel))
            painter.drawRect(room.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))

    def _word(self, painter: QPainter, word: Word, unit: float) -> None:
        painter.setFont(self._font(word, unit))
        painter.setPen(QColor(getattr(colours(), word.tone)))
        painter.drawText(QPointF(self._left(word, unit), word.y * unit), word.text)

    def place_of(self, word: Word, unit: float) -> QRectF:
        """What the ink of a word covers."""
        ink = QFontMetricsF(self._font(word, unit)).tightBoundingRect(word.text)
        return ink.translated(self._left(word, unit), word.y * unit)

    def _font(self, word: Word, unit: float) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(word.size * unit))
        font.setBold(word.strong)
        return font

    def _left(self, word: Word, unit: float) -> float:
        if word.anchor == LEFT_OF:
            return word.x * unit
        wide = QFontMetricsF(self._font(word, unit)).horizontalAdvance(word.text)
        return word.x * unit - (wide if word.anchor == RIGHT_OF else wide / 2)

    def _say(self) -> None:
        self.setAccessibleDescription(self.words())
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
