"""The bar above the figures chooses the days to count, the date they go by and the visits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.dates.period import Period
from app.domain.figures.indicators import BASES
from app.services.figures.figures_page import FiguresAsked, cut_of
from app.services.figures.keep_reports import YEAR, asked_for
from ui.figures.view import FREE, PeriodBar
from ui.widgets import Picker


class PeriodChoice(QObject):
    """本年 at first; a preset goes on with the days, days of one's own stay."""

    asked = Signal(object)
    """FiguresAsked: these are to be counted."""
    announced = Signal(str, str)

    def __init__(self, bar: PeriodBar, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._bar, self._today = bar, today
        self._preset, self._basis = YEAR, BASES[0]
        self._last: FiguresAsked | None = None
        bar.period_asked.connect(self.choose)
        bar.basis_asked.connect(self.turn_basis)
        bar.dates_given.connect(self.take_dates)
        bar.narrowed.connect(self.recount)

    def again(self) -> FiguresAsked | None:
        """What was asked last; a preset up to today."""
        if self._last is not None and self._preset != FREE:
            self._last = self._of_preset()
        return self._last

    @Slot(str)
    def choose(self, name: str) -> None:
        """A week, month, quarter, year, or days of one's own."""
        self._preset = name
        self._bar.show_preset(name)
        if name != FREE:
            self._ask(self._of_preset())
            return
        self._bar.start.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._last is not None and self._bar.start.value() is None:
            self._bar.start.set_value(self._last.period.start)
            self._bar.end.set_value(self._last.period.end)

    @Slot()
    def take_dates(self) -> None:
        """Enter in a date box: both there, the figures are counted."""
        start, end = self._bar.start.value(), self._bar.end.value()
        for box in (self._bar.start, self._bar.end):
            box.set_error(box.unknown())
        if start is None or end is None:
            return
        if end < start:
            self.announced.emit("warning", "结束日期早于开始日期，改一个再按 Enter。")
            return
        period = Period(start, end)
        only = self._bar.only()
        self._ask(FiguresAsked(period, period.before(), cut_of(period), self._basis, only=only))

    @Slot()
    def turn_basis(self) -> None:
        self._basis = next(basis for basis in BASES if basis != self._basis)
        self._bar.basis.set_words(f"按{self._basis}", "R")
        self.recount()

    @Slot()
    def recount(self) -> None:
        """The same days, by what the bar says now."""
        if self._preset == FREE:
            self.take_dates()
        else:
            self.choose(self._preset)

    def take_filter(self, picker: Picker) -> None:
        """G, F: the desk or the form takes the keys."""
        picker.setFocus(Qt.FocusReason.ShortcutFocusReason)
        picker.selectAll()

    def _of_preset(self) -> FiguresAsked:
        return replace(asked_for(self._preset, self._today(), self._basis), only=self._bar.only())

    def _ask(self, asked: FiguresAsked) -> None:
        self._last = asked
        self.asked.emit(asked)
