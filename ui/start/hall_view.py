"""The hall's day: who came, who waits, and by which hour; today solid, the usual day hollow (LOOK2 A7)."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.services.desk.read_today import HallDay
from ui.theme import colours, fix, px, space
from ui.widgets.basics import Heading, Panel, Text, name_widget

SIGNS = {"候": "›", "谈": "＋", "走": "＋"}
"""Before a count: who came is who waits, who is heard and who has gone."""
FIRST, LAST = 8, 17
"""Hours that are always shown; others where somebody came."""


class HourBars(QWidget):
    """One pair of bars an hour, zero at the base line, numbers on today's."""

    def __init__(self) -> None:
        super().__init__()
        self._hall = HallDay()
        self._hour = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, "按到访时间", "start.hours")

    def show_hours(self, hall: HallDay, hour: int) -> None:
        self._hall, self._hour = hall, hour
        spoken = "，".join(f"{full_hour} 时 {hall.hours[full_hour]} 批" for full_hour in sorted(hall.hours))
        self.setAccessibleDescription(spoken or "今天还没有来访")
        QWidget.update(self)

    def sizeHint(self) -> QSize:
        return QSize(px(280), px(96))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(160), px(96))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, table, hall = QPainter(self), colours(), self._hall
        hours = [h for h in range(24) if FIRST <= h <= LAST or h in hall.hours or h in hall.usual]
        wide, base = self.width() / len(hours), self.height() - px(20)
        top = max([1.0, *hall.hours.values(), *hall.usual.values()])
        unit = (base - px(20)) / top
        font = QFont(self.font())
        font.setPixelSize(px(12))
        painter.setFont(font)
        painter.setPen(QPen(QColor(table.ctl), 1))
        painter.drawLine(0, base, self.width(), base)
        bar = min(wide * 0.34, px(14))
        for place, hour in enumerate(hours):
            middle = wide * (place + 0.5)
            count, usual = hall.hours.get(hour, 0), hall.usual.get(hour, 0.0)
            if count:
                painter.fillRect(
                    QRectF(middle - bar, base - count * unit, bar, count * unit), QColor(table.acc)
                )
                painter.setPen(QColor(table.text))
                where = QRect(
                    round(middle - bar / 2 - wide / 2),
                    round(base - count * unit) - px(18),
                    round(wide),
                    px(16),
                )
                painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, str(count))
            if usual:
                painter.setPen(QPen(QColor(table.ctl), 1.5))
                painter.drawRect(QRectF(middle + 1, base - usual * unit, bar, usual * unit))
            painter.setPen(QColor(table.text if hour == self._hour else table.text3))
            where = QRect(round(middle - wide / 2), base + px(3), round(wide), px(16))
            painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, str(hour))
        painter.end()


class HallPanel(Panel):
    """到 = 候 + 谈 + 走; the bars at the right, below in a narrow window."""

    def __init__(self) -> None:
        super().__init__((16, 8, 16, 10), 6)
        self._head = Heading("大厅今天", "按到访时间，批　看候访 F12")
        self._head.title.set_kind("row")  # as the other panels of the page have it
        self.body.addWidget(self._head)
        row = QHBoxLayout()
        space(row, spacing=20)
        self._figures: dict[str, tuple[Text, Text]] = {}
        for word in ("到", "候", "谈", "走"):
            column = QVBoxLayout()
            space(column, spacing=0)
            figure, under = Text("", "fact-strong"), Text("", "caption")
            self._figures[word] = (figure, under)
            for part in (Text(word, "caption"), figure, under):
                column.addWidget(part)
            if word in SIGNS:
                row.addWidget(Text(SIGNS[word], "label"))
            row.addLayout(column)
        self.bars = HourBars()
        row.addWidget(self.bars, 1)
        self.body.addLayout(row)
        fix(self, min_height=120)

    def show_hall(self, hall: HallDay, hour: int) -> None:
        usual = "实心今天，空心前 4 个同一周日的平均" if hall.usual else "按到访时间，批"
        self._head.set_caption(f"{usual}　看候访 F12")
        words = {
            "到": (hall.batches, f"{hall.people} 人次"),
            "候": (hall.waiting, f"最久 {hall.longest} 分" if hall.waiting else "没有人在等"),
            "谈": (hall.talking, "正在接谈" if hall.talking else ""),
            "走": (hall.gone, "谈完、办了或离开" if hall.gone else ""),
        }
        for word, (figure, under) in self._figures.items():
            count, below = words[word]
            figure.setText(f"{count} 批")
            under.setText(below)
        self.bars.show_hours(hall, hour)

    def text(self) -> str:
        return " ".join(f"{word} {figure.text()}" for word, (figure, _) in self._figures.items())
