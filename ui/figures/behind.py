"""The rows behind the chosen number: read in blocks as they are looked at, and what they add up to."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.dates.period import Period
from app.domain.figures.figure_question import WHOLE
from app.domain.paging import Block, PageAsked
from app.errors import JiefangtaiError
from app.services.figures.figures_page import FiguresAsked
from app.services.figures.rows_behind import FigureRows, RowBehind, figure_rows
from app.words import sentence_of
from ui import routes
from ui.figures import model
from ui.figures.view import TablePanel
from ui.tasks import Tasks

A_BLOCK = 50


class RowsPane(QObject):
    """Fills the panel of rows; Enter on a row opens its matter, never one that is withheld."""

    go = Signal(object)
    announced = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, panel: TablePanel) -> None:
        super().__init__(panel)
        self._desk, self._tasks, self._panel = desk, tasks, panel
        self._path = ""
        self._basis, self._only = "", WHOLE
        self._within: Period | None = None
        self.shown: FigureRows | None = None
        panel.table.opened.connect(self.open_row)
        panel.table.rows.wanted.connect(self._more)
        panel.table.to_start.connect(self._to_start)
        panel.table.to_end.connect(self._to_end)

    def open(self, path: str, within: Period, asked: FiguresAsked) -> None:
        """The rows of another number of what is shown."""
        self._path, self._within, self._basis, self._only = path, within, asked.basis, asked.only
        self._read(0)

    def _read(self, first: int) -> None:
        done = partial(self._show, first)
        self._tasks.run(self._reading(first), done, self._failed, latest="figures.rows")

    def _reading(self, first: int) -> partial[FigureRows]:
        assert self._within is not None
        days = (self._within.start, self._within.end)
        return partial(
            figure_rows,
            self._desk,
            self._path,
            *days,
            self._basis,
            first=first,
            most=A_BLOCK,
            only=self._only,
        )

    def _show(self, first: int, rows: FigureRows) -> None:
        self.shown = rows
        panel, held = self._panel, self._panel.table.rows
        panel.heading.title.setText(model.rows_title(rows.figure, rows))
        asked = held.filling.from_end() if first else held.filling.from_start()
        held.replace(asked, _block(first, rows))
        if rows.rows:
            panel.table.choose(len(rows.rows) - 1 if first else 0)
        panel.foot.setText(f"{model.left_words(rows)}\n{model.agreeing_words(rows)}")
        panel.foot.set_kind("caption" if rows.agrees else "warning")

    @Slot()
    def _to_start(self) -> None:
        if self._within is not None:
            self._read(0)

    @Slot()
    def _to_end(self) -> None:
        if self.shown is not None:
            self._read(max(0, self.shown.total.rows - A_BLOCK))

    @Slot(object)
    def _more(self, asked: PageAsked) -> None:
        at = asked.cursor[0] if asked.cursor else -1
        first = max(0, at - A_BLOCK) if asked.before else at + 1
        self._tasks.run(self._reading(first), partial(self._add, asked, first, at), self._failed)

    def _add(self, asked: PageAsked, first: int, at: int, rows: FigureRows) -> None:
        block = _block(first, rows)
        if asked.before:
            kept = rows.rows[: at - first]
            block = Block(kept, (first,), (at - 1,), first == 0, rows.total.rows)
        count = self._panel.table.rows.came(asked, block)
        if count:
            self._panel.table.came_before(count)

    @Slot(object)
    def open_row(self, row: RowBehind) -> None:
        if row.withheld:
            self.announced.emit("warning", f"这是{WITHHELD}，只有指定的人能打开。")
        else:
            self.go.emit(routes.Matter(row.number))

    def _failed(self, error: JiefangtaiError) -> None:
        self._panel.table.rows.failed()
        self.announced.emit("warning", sentence_of(error))


def _block(first: int, rows: FigureRows) -> Block[RowBehind]:
    last = first + len(rows.rows) - 1
    return Block(rows.rows, (first,), (last,), last + 1 >= rows.total.rows, rows.total.rows)
