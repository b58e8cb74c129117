"""Lays out the file of a 包案: who, 五包, the schedule, progress, 五个不放过, the last notes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.charge.model import DUE, ChargeFile, Mark, Measure, day_head
from ui.theme import colours, fix, margin, narrow, px, space
from ui.widgets import Heading, IconText, Panel, Tag, Text, clear, rule
from ui.widgets.scrolled import Scrolled

NARROW_DAYS = 5
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""A mark stands at the left of its day: the days share the room there is."""
TOP = Qt.AlignmentFlag.AlignTop


class Bar(QWidget):
    """A count as part of a whole: 10 px, framed (LOOK2 A8)."""

    def __init__(self, count: int, whole: int) -> None:
        super().__init__()
        self._share = min(count / whole, 1.0) if whole else 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        table, painter = colours(), QPainter(self)
        frame = QRectF(0.5, 1.5, self.width() - 1, px(10) - 1)
        painter.fillRect(QRectF(0, 1, self.width() * self._share, px(10)), QColor(table.acc))
        painter.setPen(QPen(QColor(table.ctl), 1))
        painter.drawRect(frame)
        painter.end()


class ChargeView(Scrolled):
    """Panels in a grid; where it is narrow one under another, what is owed today first."""

    def __init__(self) -> None:
        super().__init__("包案", "charge")
        self._grid = QGridLayout(self.inner)
        self._grid.setProperty("px_across", 12)
        self._grid.setProperty("px_down", 12)
        self.head = Panel((16, 12, 16, 12), 4)
        line = QHBoxLayout()
        space(line, spacing=8)
        self.title = Text("", "date", wrap=True)
        line.addWidget(self.title)
        self._tags = [Tag(), Tag(), Tag()]
        for tag in self._tags:
            line.addWidget(tag)
        line.addStretch(1)
        self.line = Text("", "second", wrap=True)
        self.head.body.addLayout(line)
        self.head.body.addWidget(self.line)
        self.people = _Part("1+N", "改 Alt+W")
        self.five = _Part("五包", "记一笔 J")
        self.plan = _Part("日调度、周会诊、月督查", "记今天的调度 D　会诊纪要 M　改安排 Alt+A")
        self.measures = _Part("进展", "记数 N", 2)
        self.evidence = _Part("五个不放过", "都过了才能办结；挂凭据 Alt+1 至 5")
        self.recent = _Part("最近", "")
        self._file: ChargeFile | None = None
        self._place()

    def show_file(self, file: ChargeFile) -> None:
        self._file = file
        self.title.setText(file.title)
        for tag, word in zip(self._tags, (*file.tags, "", "", "")[:3], strict=True):
            tag.setVisible(bool(word))
            if word:
                tag.set(word, shape="clock" if "还有" in word or "到期" in word else None)
        self.line.setText(file.line)
        _show_people(self.people.grid, file)
        self.people.tell(f"{role} {who}" for role, who, _ in file.people)
        _show_five(self.five.grid, file)
        self.five.tell(f"{item} {who} {last}" for item, who, last in file.five)
        self._show_plan()
        _show_measures(self.measures.grid, file.measures)
        self.measures.tell(f"{measure.name} {measure.count}/{measure.whole}" for measure in file.measures)
        self.evidence.head.title.setText(f"五个不放过 {file.proved}/{len(file.evidence)}")
        _show_evidence(self.evidence.grid, file)
        self.evidence.tell(f"{name} {mark.words} {words}" for name, mark, words in file.evidence)
        _show_recent(self.recent.grid, file)
        self.recent.tell(" ".join(parts) for parts in file.recent)

    def _show_plan(self) -> None:
        if self._file is None:
            return
        days = self._file.days
        if narrow(self):
            today = next((at for at, day in enumerate(days) if day >= self._today()), 0)
            days = days[today : today + NARROW_DAYS]
        _show_plan(self.plan.grid, self._file, days, self._today())
        self.plan.tell(
            f"{item} {day_head(day)} {mark.words}"
            for item, marks in self._file.plan.items()
            for day, mark in sorted(marks.items())
        )

    def _today(self) -> date:
        return self.property("today") or (self._file.days[0] if self._file else date.min)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._show_plan()

    def _place(self) -> None:
        small = narrow(self)
        edge = margin(self)
        space(self._grid, (edge, 12, edge, 12))
        if self._grid.property("small") == small:
            return
        self._grid.setProperty("small", small)
        for part in (self.head, self.people, self.five, self.plan, self.measures, self.evidence, self.recent):
            self._grid.removeWidget(part)
        if small:
            order = (self.head, self.evidence, self.plan, self.five, self.people, self.measures, self.recent)
            for row, part in enumerate(order):
                self._grid.addWidget(part, row, 0, 1, 12)
        else:
            self._grid.addWidget(self.head, 0, 0, 1, 12)
            self._grid.addWidget(self.people, 1, 0, 1, 4)
            self._grid.addWidget(self.five, 1, 4, 1, 8)
            self._grid.addWidget(self.plan, 2, 0, 1, 9)
            self._grid.addWidget(self.measures, 2, 9, 1, 3)
            self._grid.addWidget(self.evidence, 3, 0, 1, 7)
            self._grid.addWidget(self.recent, 3, 7, 1, 5)
        for column in range(12):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(7, 1)


class _Part(Panel):
    """A panel with a head, a line and a grid of cells."""

    def __init__(self, title: str, caption: str, down: int = 5) -> None:
        super().__init__((1, 6, 1, 8), 0)
        self.head = Heading(title, caption)
        inside = self.head.layout()
        assert inside is not None
        space(inside, (15, 0, 15, 4), 8)
        self.body.addWidget(self.head)
        self.body.addWidget(rule())
        held = QVBoxLayout()
        space(held, (15, 8, 15, 0), 0)
        self.grid = QGridLayout()
        self.grid.setProperty("px_across", 12)
        self.grid.setProperty("px_down", down)
        space(self.grid)
        held.addLayout(self.grid)
        held.addStretch(1)
        self.body.addLayout(held, 1)
        self._title = title

    def event(self, event: QEvent) -> bool:
        """As high as its wrapped words at this width: the page scrolls, no cell is cut."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            needed = self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else 0
            if needed != self.minimumHeight():
                self.setMinimumHeight(needed)
        return done

    def tell(self, words: Iterable[str]) -> None:
        """What a screen reader reads of it."""
        self.setAccessibleName(self._title)
        self.setAccessibleDescription("；".join(words))


def _cell(mark: Mark) -> IconText:
    return IconText(mark.shape, mark.words, mark.token, "second")


def _show_people(grid: QGridLayout, file: ChargeFile) -> None:
    clear(grid)
    for row, (role, who, mark) in enumerate(file.people):
        grid.addWidget(Text(role, "second"), row, 0)
        grid.addWidget(Text(who, "body", wrap=True), row, 1)
        grid.addWidget(IconText(mark.shape, "", mark.token, "second"), row, 2)
    grid.setColumnStretch(1, 1)


def _show_five(grid: QGridLayout, file: ChargeFile) -> None:
    clear(grid)
    for column, head in enumerate(("包什么", "谁", "最近一笔")):
        grid.addWidget(Text(head, "caption"), 0, column)
    for row, (item, who, last) in enumerate(file.five, 1):
        grid.addWidget(Text(item, "strong"), row, 0)
        grid.addWidget(Text(who, "body"), row, 1)
        grid.addWidget(Text(last, "second", wrap=True), row, 2)
    grid.setColumnStretch(2, 1)


def _show_plan(grid: QGridLayout, file: ChargeFile, days: tuple[date, ...], today: date) -> None:
    clear(grid)
    for column in range(1, grid.columnCount()):
        grid.setColumnStretch(column, 0)
    for column, day in enumerate(days, 1):
        grid.addWidget(Text(day_head(day), "caption-strong" if day == today else "caption"), 0, column)
    for row, (item, marks) in enumerate(file.plan.items(), 1):
        grid.addWidget(Text(item, "strong"), row, 0)
        for column, day in enumerate(days, 1):
            if day in marks:
                if item == DUE:
                    grid.addWidget(Text(marks[day].words, "caption-strong", wrap=True), row, column, TOP)
                else:
                    grid.addWidget(_cell(marks[day]), row, column, LEFT)
    for column in range(1, len(days) + 1):
        grid.setColumnStretch(column, 1)


def _show_measures(grid: QGridLayout, measures: tuple[Measure, ...]) -> None:
    clear(grid)
    if not measures:
        grid.addWidget(Text("定一个数得清的量，按 N 记数", "second", wrap=True), 0, 0)
    for at, measure in enumerate(measures):
        grid.addWidget(Text(measure.name, "second"), 3 * at, 0)
        count = Text(f"{measure.count} / {measure.whole}", "strong")
        grid.addWidget(count, 3 * at, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Bar(measure.count, measure.whole), 3 * at + 1, 0, 1, 2)
        if measure.words:
            grid.addWidget(Text(measure.words, "caption", wrap=True), 3 * at + 2, 0, 1, 2)
    grid.setColumnStretch(0, 1)


def _show_evidence(grid: QGridLayout, file: ChargeFile) -> None:
    clear(grid)
    for row, (name, mark, words) in enumerate(file.evidence):
        grid.addWidget(Text(f"{row + 1}　{name}", "strong"), row, 0)
        made = _cell(mark)
        fix(made, min_width=84)
        grid.addWidget(made, row, 1)
        grid.addWidget(Text(words, "second", wrap=True), row, 2)
    grid.setColumnStretch(2, 1)


def _show_recent(grid: QGridLayout, file: ChargeFile) -> None:
    clear(grid)
    for row, (day, item, words) in enumerate(file.recent):
        grid.addWidget(Text(day, "second"), row, 0)
        grid.addWidget(Text(item, "strong"), row, 1)
        grid.addWidget(Text(words, "second", wrap=True), row, 2)
    grid.setColumnStretch(2, 1)
