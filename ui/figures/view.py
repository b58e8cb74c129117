"""Lays out the figures: period, tiles, chart beside the briefing, two tables beside the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.figures.figure_question import Narrowed
from app.domain.figures.indicators import FORMS, NOT_HEARD
from app.domain.paging import Order
from ui.figures.briefing import BriefingText
from ui.figures.chart_view import ChartView
from ui.figures.model import FIGURES, ROW_COLUMNS, TileWords, table_columns
from ui.figures.tiles import Tiles, Wall
from ui.tables.view import Table
from ui.theme import fix, margin, narrow, pad, px, set_mark, space
from ui.widgets import Button, Choice, DateBox, Heading, Panel, Picker, Tag, Text, rule
from ui.widgets.scrolled import Scrolled
from ui.widgets.stack import Stack

FREE = "free"
"""The period whose days are typed."""
WARNED = 1360
"""Logical pixels of the window below which a warning and the filters do not stand in one line."""
BY_AMOUNT = Order("batches", True)
BY_TIME = Order("at")


class TablePanel(Panel):
    """A table under its title, with what it adds up to below."""

    def __init__(self, title: str, identifier: str, columns: tuple, caption: str, order: Order) -> None:  # type: ignore[type-arg]
        super().__init__((1, 8, 1, 8), 0)
        self.heading = Heading(title, caption)
        pad(self.heading, 15, 0, 15, 6)
        self.body.addWidget(self.heading)
        self.body.addWidget(rule())
        self.table = Table(title, identifier, columns, order)
        fix(self.table, min_height=32 * 5)
        self.body.addWidget(self.table, 1)
        self.foot = Text("", "caption", wrap=True)
        pad(self.foot, 15, 6, 15, 0)
        self.body.addWidget(self.foot)


class PeriodBar(QWidget):
    """本周 本月 本季 本年 自选, the days, what they are compared with, by which date, what is missing."""

    period_asked = Signal(str)
    basis_asked = Signal()
    dates_given = Signal()
    narrowed = Signal()

    def __init__(self, presets: Sequence[tuple[str, str]], today: Callable[[], date]) -> None:
        super().__init__()
        lines = QVBoxLayout(self)
        space(lines, spacing=8)
        self._row, self._second = QHBoxLayout(), QHBoxLayout()
        for row in (self._row, self._second):
            space(row, spacing=8)
            lines.addLayout(row)
        self._row.addWidget(Text("统计", "row"))
        self.presets: dict[str, Button] = {}
        for name, word in presets:
            button = Button(word, f"figures.period.{name}", kind="small", key="P" if name == "free" else "")
            button.setCheckable(True)
            set_mark(button, "segment", True)
            button.setProperty("period", name)
            button.clicked.connect(self._pressed)
            self.presets[name] = button
            self._row.addWidget(button)
        self.start = DateBox("从哪天", "figures.from", today, "从 2026-01-01")
        self.end = DateBox("到哪天", "figures.to", today, "到 2026-11-27")
        for box in (self.start, self.end):
            fix(box, width=150)
            box.hide()
            box.moved_on.connect(self.dates_given)
            self._row.addWidget(box)
        self.days, self.compared = Text("", "strong"), Text("", "second")
        self._row.addWidget(self.days)
        self._row.addWidget(self.compared)
        self._row.addStretch(1)
        self.basis = Button("按登记日期", "figures.basis", key="R")
        self.basis.clicked.connect(self.basis_asked)
        self._row.addWidget(self.basis)
        self.desk = Picker("工位", "figures.desk", placeholder="工位 全部")
        choices = [Choice(form, form) for form in (*FORMS, NOT_HEARD)]
        self.form = Picker("形式", "figures.form", choices, placeholder="形式 全部")
        for picker, wide in ((self.desk, 128), (self.form, 128)):
            fix(picker, width=wide)
            picker.chosen.connect(self._chosen)
            self._row.addWidget(picker)
        self.missing = Tag("", "warning")
        self._row.addWidget(self.missing)

    def show_preset(self, name: str) -> None:
        for key, button in self.presets.items():
            button.setChecked(key == name)
        for box in (self.start, self.end):
            box.setVisible(name == "free")

    def only(self) -> Narrowed:
        """The part of the visits that is chosen."""
        return Narrowed(self.desk.value(), self.form.value())

    def show_desks(self, letters: Sequence[str]) -> None:
        self.desk.set_choices(
            [Choice(letter, f"{letter} 台" if letter.isascii() else letter) for letter in letters]
        )

    def fold(self, small: bool) -> None:
        """Where it is narrow, or a warning asks for room, the filters stand in a line of their own."""
        self.compared.setVisible(not small)
        small = small or (bool(self.missing.text()) and self.window().width() < px(WARNED))
        if small == bool(self._second.count()):
            return
        for widget in (self.basis, self.desk, self.form, self.missing):
            (self._row if small else self._second).removeWidget(widget)
            (self._second if small else self._row).addWidget(widget)
        if small:
            self._second.addStretch(1)
        else:
            self._second.takeAt(0)

    def show_missing(self, words: str) -> None:
        """Which desks' records are not there yet."""
        self.missing.set(words, "warning")
        self.fold(narrow(self))

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.narrowed.emit()

    @Slot()
    def _pressed(self) -> None:
        self.period_asked.emit(str(self.sender().property("period")))


class FiguresView(Stack):
    """The page, and the wall behind it."""

    def __init__(self, presets: Sequence[tuple[str, str]], today: Callable[[], date]) -> None:
        super().__init__()
        self.page = Scrolled("统计", "figures")
        self.wall = Wall(len(FIGURES))
        self.addWidget(self.page)
        self.addWidget(self.wall)
        self._outer = QVBoxLayout(self.page.inner)
        self.bar = PeriodBar(presets, today)
        self._outer.addWidget(self.bar)
        self.tiles = Tiles(len(FIGURES))
        self._outer.addWidget(self.tiles)
        self.middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self.middle, spacing=12)
        self.middle.addWidget(self._chart(), 2)
        self.middle.addWidget(self._text(), 1)
        self._outer.addLayout(self.middle, 3)
        self.below = QGridLayout()
        space(self.below, spacing=12)
        self.first = TablePanel("按类别", "figures.first", table_columns("类别"), "类别 L", BY_AMOUNT)
        self.second = TablePanel(
            "按属地",
            "figures.second",
            table_columns("属地"),
            "属地 S　单位 U　登记台 K　领导 J　形式 X　录入 N",
            BY_AMOUNT,
        )
        self.rows = TablePanel("明细", "figures.rows", ROW_COLUMNS, "Backspace 回", BY_TIME)
        self._outer.addLayout(self.below, 4)
        self.fit()

    def _chart(self) -> Panel:
        panel = Panel((16, 8, 16, 8), 4)
        self.chart_head = Heading("", "← → 选，Enter 看这一段　人次 B")
        panel.body.addWidget(self.chart_head)
        self.chart = ChartView("图", "figures.chart")
        panel.body.addWidget(self.chart, 1)
        self.none = Text("", "second")
        panel.body.addWidget(self.none)
        return panel

    def _text(self) -> Panel:
        panel = Panel((16, 8, 16, 12), 6)
        panel.body.addWidget(Heading("通报文字", "复制 C　可以改"))
        panel.body.addWidget(rule())
        self.text = BriefingText("通报文字", "figures.text")
        fix(self.text, min_height=120)
        panel.body.addWidget(self.text, 1)
        return panel

    def show_tiles(self, head: str, words: Sequence[TileWords]) -> None:
        self.tiles.show_words(words)
        self.fit()
        self.wall.show_words(head, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As many tiles in a row as have room; one thing under another where it is narrow."""
        small = narrow(self)
        space(self._outer, (margin(self), 12, margin(self), 12), 12 if not small else 8)
        self.tiles.fit(self.width() - 2 * px(margin(self)))
        self.bar.fold(small)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.middle.setDirection(down if small else across)
        for at, panel in enumerate((self.first, self.second, self.rows)):
            self.below.addWidget(panel, at if small else 0, 0 if small else at)
            self.below.setColumnStretch(at, 0 if small and at else 1)
