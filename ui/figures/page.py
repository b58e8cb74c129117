"""Joins the figures to their services: period, tiles, chart, briefing, tables, rows behind each number."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.figures.chart import Pair
from app.events import OF_MATTERS, Changes
from app.services.figures.export_visits import may_unmask
from app.services.figures.figures_page import (
    FiguresAsked,
    FiguresShown,
    counted_of,
    counted_pairs,
    is_counted,
    parts_of,
    rate_pairs,
    read_first,
    read_rest,
)
from app.services.figures.keep_reports import MONTH, QUARTER, WEEK, YEAR
from app.services.figures.rows_behind import formula_of
from app.words.figures import narrowed_words
from ui.figures import model
from ui.figures.behind import RowsPane
from ui.figures.choosing import PeriodChoice
from ui.figures.entered import ENTERED
from ui.figures.entering import EnteringSheet
from ui.figures.keeping import Keeping
from ui.figures.keys import commands_of
from ui.figures.packing import PackingSheet
from ui.figures.tables import TablesPane
from ui.figures.view import FREE, FiguresView
from ui.page import Command, Page
from ui.routes import Route
from ui.workplace import Workplace

PRESETS = ((WEEK, "本周"), (MONTH, "本月"), (QUARTER, "本季"), (YEAR, "本年"), (FREE, "自选"))
_SHOWN = (
    *OF_MATTERS,
    "ratings",
    "receptions",
    "received_visits",
    "list_facts",
    "entered_figures",
    "settings",
)
_SOON = 800
"""Milliseconds after a change before the figures are counted again."""


class FiguresPage(Page):
    """Each number leads to its rows; nothing is shown of two periods at once."""

    name = "figures"
    title = "统计"
    tab = "ledger"
    view: FiguresView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = FiguresView(PRESETS, self._today)
        self.shown: FiguresShown | None = None
        self.behind = RowsPane(self._desk, self._tasks, self.view.rows)
        self.tables = TablesPane(self._desk, self._tasks, self.view.first, self.view.second)
        self.files = Keeping(workplace, self)
        self.entering = EnteringSheet(self._desk, self._tasks, self.view)
        self.packing = PackingSheet(self._desk, self._tasks, self.view)
        self.period = PeriodChoice(self.view.bar, self._today, self)
        self._tile, self._heads = 0, False
        self._came_from: QWidget | None = None
        self._edited = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self.look)
        self._join()

    def _join(self) -> None:
        view = self.view
        view.tiles.chosen.connect(self.choose_tile)
        view.tiles.opened.connect(self.open_tile)
        self.period.asked.connect(self._ask)
        self.period.announced.connect(self.notice)
        view.chart.opened.connect(self.open_part)
        self.tables.opened.connect(self.open_cell)
        self.tables.entered_asked.connect(self.enter_number)
        self.entering.kept.connect(self._entered)
        self.entering.announced.connect(self.notice)
        self.behind.go.connect(self.go)
        for part in (self.behind, self.files, self.packing):
            part.announced.connect(self.notice)
        self.files.papers_out.connect(self.papers_out)
        view.text.edited.connect(self._note_edited)

    def _today(self) -> date:
        return self._desk.clock.now().date()

    # keys -----------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return commands_of(self)

    def reasons(self) -> list[tuple[str, str]]:
        """The formula of every tile; of the chosen one first."""
        paths = [model.FIGURES[self._tile], *model.FIGURES]
        return [(model.title_of(path), formula_of(path)) for path in dict.fromkeys(paths)]

    # the period -----------------------------------------------------------------------------

    def enter(self, route: Route) -> None:
        self.period.recount()
        if self.view.currentWidget() is self.view.page:
            self.view.tiles.tiles[self._tile].setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(*_SHOWN)

    def follow(self) -> None:
        self._soon.start()

    @Slot(object)
    def _ask(self, asked: FiguresAsked) -> None:
        self._edited = False
        self._count(asked)

    @Slot()
    def look(self) -> None:
        """Count again what is shown."""
        asked = self.period.again()
        if asked is not None:
            self._count(asked)

    def _count(self, asked: FiguresAsked) -> None:
        """Tiles and chart come first, the tables and the text behind them."""
        self._tasks.run(partial(read_first, self._desk, asked), self._show_first, latest="figures")

    def _show_first(self, first: FiguresShown) -> None:
        link = partial(self._workplace.house.link, self._desk)
        self._tasks.run(partial(read_rest, self._desk, first, link), self._show, latest="figures")
        if self.shown is None or self.shown.asked != first.asked:
            self._show(first)

    def _show(self, shown: FiguresShown) -> None:
        self.shown = shown
        view = self.view
        days, compared = model.period_words(shown)
        view.bar.days.setText(days)
        view.bar.compared.setText(compared)
        if shown.whole:
            view.bar.show_missing(model.missing_line(shown))
            view.wall.show_missing(model.missing_line(shown))
            view.bar.show_desks(shown.desks)
        head = "　".join(part for part in (days, compared, narrowed_words(shown.asked.only)) if part)
        view.show_tiles(head, model.tiles_of(shown, self._heads))
        is_empty = not shown.report.now["来访"].batches
        view.none.setText(model.NO_VISITS if is_empty else "")
        view.none.setVisible(is_empty)
        if not self._edited:
            view.text.set_value(shown.report.text if shown.whole else model.COUNTING)
        self._show_figure()
        self.commands_changed.emit()

    # tiles, chart, tables -------------------------------------------------------------------

    @Slot(int)
    def choose_tile(self, place: int) -> None:
        """The chart, the tables and the rows are those of this figure."""
        self._tile = place
        self.view.tiles.tiles[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._show_figure()

    def _show_figure(self) -> None:
        self.view.tiles.choose(self._tile)
        shown, path = self.shown, model.FIGURES[self._tile]
        if shown is None:
            return
        self.view.chart_head.title.setText(model.chart_title(path, self._heads))
        self.view.chart_head.set_caption(f"{model.years_words(shown)}　← → 选，Enter 看这一段　人次 B")
        if is_counted(path[0]):
            self.view.chart.show_pairs(counted_pairs(shown, path[0], self._heads))
        else:
            work = partial(rate_pairs, self._desk, shown.asked, path)
            self._tasks.run(work, partial(self._show_rates, path), latest="figures.chart")
        if not shown.whole:
            self.tables.wait()
            return
        self.tables.show(shown, counted_of(path[0]))
        self.behind.open(".".join(path), shown.asked.period, shown.asked)

    def _show_rates(self, path: tuple[str, ...], pairs: list[Pair]) -> None:
        if model.FIGURES[self._tile] == path:
            self.view.chart.show_pairs(pairs)

    def show_table(self, table: str) -> None:
        self.tables.take_keys(table)

    @Slot(str, object)
    def enter_number(self, name: str = "", value: object = None) -> None:
        """A figure of these days that others count; with a name one that is put right."""
        if self.shown is not None:
            self.entering.ask(self.shown.asked.period, name, value if isinstance(value, dict) else None)

    @Slot(str)
    def _entered(self, words: str) -> None:
        self.notice.emit("good", words)
        self.look()
        self.show_table(ENTERED)

    def turn_unit(self) -> None:
        self._heads = not self._heads
        if self.shown is not None:
            self._show(self.shown)

    def walk(self, step: int) -> None:
        self.view.chart.walk(step)

    # rows -----------------------------------------------------------------------------------

    @Slot(int)
    def open_tile(self, place: int) -> None:
        self._tile = place
        self._show_figure()
        self._to_rows(self.view.tiles.tiles[place])

    @Slot(str, object)
    def open_cell(self, path: str, table: QWidget) -> None:
        if self.shown is not None:
            self.behind.open(path, self.shown.asked.period, self.shown.asked)
            self._to_rows(table)

    @Slot(int)
    def open_part(self, place: int) -> None:
        if self.shown is not None:
            part = parts_of(self.shown.asked)[place]
            self.behind.open(".".join(model.FIGURES[self._tile]), part, self.shown.asked)
            self._to_rows(self.view.chart)

    def open_chosen(self) -> None:
        """The rows of what has the keys: a cell, a part of the chart, else the tile."""
        focused = self.view.focusWidget()
        for table in (self.view.first.table, self.view.second.table):
            if focused is table:
                table.open_current()
                return
        if focused is self.view.chart:
            self.open_part(self.view.chart.at)
        else:
            self.open_tile(self._tile)

    def _to_rows(self, source: QWidget) -> None:
        self._came_from = source
        self.view.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_back(self) -> None:
        """Backspace: to the number whose rows were looked at."""
        source = self._came_from or self.view.tiles.tiles[self._tile]
        source.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        if self.view.currentWidget() is self.view.wall:
            self.turn_wall()
            return True
        if self.view.focusWidget() is self.view.rows.table:
            self.go_back()
            return True
        return False

    # paper, file, clipboard, wall -----------------------------------------------------------

    def copy_text(self) -> None:
        """The briefing as it stands, edited or not, into the clipboard."""
        QGuiApplication.clipboard().setText(self.view.text.toPlainText())
        self.notice.emit("good", "通报文字已复制。")

    @Slot()
    def _note_edited(self) -> None:
        self._edited = True

    def keep_xlsx(self) -> None:
        self._keep(".xlsx")

    def keep_pdf(self) -> None:
        self._keep(".pdf")

    def keep_ofd(self) -> None:
        self._keep(".ofd")

    def _keep(self, suffix: str) -> None:
        if self.shown is not None:
            self.files.keep(self.shown.report, suffix)

    @property
    def may_unmask(self) -> bool:
        return may_unmask(self._desk)

    def copy_pack(self) -> None:
        """Y: the people of these days for the national system, once the purpose is said."""
        if self.shown is not None:
            self.packing.ask(self.shown.asked)

    def turn_wall(self) -> None:
        """大字 for a wall, and back; it counts again by itself as visits come."""
        to_wall = self.view.currentWidget() is self.view.page
        self.view.setCurrentWidget(self.view.wall if to_wall else self.view.page)
        if not to_wall:
            self.view.tiles.tiles[self._tile].setFocus(Qt.FocusReason.OtherFocusReason)
