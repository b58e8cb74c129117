"""The two tables of a figure: 类别 at the left, one of the others beside it; their sums are compared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk import Desk
from app.domain.figures.indicators import BY_FORM, BY_LEADER, VISITS, Tally
from app.services.figures.figures_page import FiguresShown, read_tables
from ui.figures import entered, model
from ui.figures.view import TablePanel
from ui.tasks import Tasks

FIRST = "类别"
KEYS = (
    ("L", FIRST),
    ("S", "属地"),
    ("U", "责任单位"),
    ("K", "登记台"),
    ("J", BY_LEADER),
    ("X", BY_FORM),
    ("N", entered.ENTERED),
)
"""Key and table."""
Cells = Mapping[str, Mapping[str, Tally]]


class TablesPane(QObject):
    """Fills both panels; Enter on a cell asks for its rows."""

    opened = Signal(str, object)
    """Path of the cell, and the table that has the keys."""
    entered_asked = Signal(str, object)
    """An entered figure's name and numbers, to be put right."""

    def __init__(self, desk: Desk, tasks: Tasks, first: TablePanel, second: TablePanel) -> None:
        super().__init__(first)
        self._desk, self._tasks = desk, tasks
        self._panels = (first, second)
        self._beside = "属地"
        self._shown: FiguresShown | None = None
        self._figure = VISITS
        self._cells: tuple[Cells, Cells] = ({}, {})
        for panel in self._panels:
            panel.table.opened.connect(self._opened)

    def show(self, shown: FiguresShown, figure: str) -> None:
        """The tables of a counted figure; those of 来访 are there already."""
        self._shown = shown
        if figure == VISITS:
            self._fill(figure, (shown.tables, shown.tables_before))
        else:
            work = partial(read_tables, self._desk, shown.asked, figure)
            self._tasks.run(work, partial(self._fill, figure), latest="figures.tables")

    def wait(self) -> None:
        """The tables of other days are being counted: none of the old ones is left standing."""
        self._shown = None
        for panel in self._panels:
            panel.table.show_rows(model.table_columns(FIRST), [])
            panel.foot.setText(model.COUNTING)
            panel.foot.set_kind("caption")

    def take_keys(self, table: str) -> None:
        """The table takes the keys; all but 类别 stand in the second place."""
        panel = self._panels[table != FIRST]
        if table != FIRST:
            self._beside = table
            self._show(panel, table)
        panel.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if panel.table.rows.rowCount() and not panel.table.currentIndex().isValid():
            panel.table.choose(0)

    def _fill(self, figure: str, cells: tuple[Cells, Cells]) -> None:
        self._figure, self._cells = figure, cells
        for panel, table in zip(self._panels, (FIRST, self._beside), strict=True):
            self._show(panel, table)

    def _show(self, panel: TablePanel, table: str) -> None:
        if self._shown is None:
            return
        if table == entered.ENTERED:
            self._show_entered(panel, self._shown)
            return
        now, before = (cells.get(table, {}) for cells in self._cells)
        rows = model.table_rows(now, before)
        panel.heading.title.setText(f"{self._figure}，按{table}")
        panel.table.show_rows(model.table_columns(table), rows)
        words, agrees = model.sum_words(table, now, self._figure, model.whole_of(self._shown, self._figure))
        panel.foot.setText(words if rows else model.NO_VISITS)
        panel.foot.set_kind("caption" if agrees else "warning")

    def _show_entered(self, panel: TablePanel, shown: FiguresShown) -> None:
        rows = entered.entered_rows(shown)
        panel.heading.title.setText(entered.ENTERED)
        panel.table.show_rows(entered.ENTERED_COLUMNS, rows)
        words = "别处数的，只写在旁边，不加进来访。录入 I，改一个 Enter"
        panel.foot.setText(words if rows else entered.NOTHING_ENTERED)
        panel.foot.set_kind("caption")

    @Slot(object)
    def _opened(self, row: object) -> None:
        """Of a cell; an entered figure has no rows here: it is put right."""
        if not isinstance(row, model.CellRow):
            if isinstance(row, tuple):
                self.entered_asked.emit(*row)
            return
        is_first = self.sender() is self._panels[0].table
        table = FIRST if is_first else self._beside
        self.opened.emit(f"{self._figure}.{table}.{row.name}", self._panels[not is_first].table)
