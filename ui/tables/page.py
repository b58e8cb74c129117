"""A page that is one table: a service gives its rows in blocks, sorted as asked, filled while one scrolls."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.domain.paging import Block, Order, PageAsked
from app.errors import JiefangtaiError
from app.words import sentence
from ui.page import Command, Page
from ui.tables.columns import Column
from ui.tables.view import Table
from ui.widgets.printed_words import PaperWords
from ui.workplace import Workplace


class TablePage(Page):
    """Base of lists, ledger and figures; ``block`` names the service, ``columns`` what it shows of a row."""

    columns: tuple[Column, ...] = ()
    order: Order = Order("at")
    label: str = ""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.table = Table(self.label or self.title, f"{self.name}.table", self.columns, self.order)
        self.table.rows.wanted.connect(self._fetch)
        self.table.to_start.connect(self.read_start)
        self.table.to_end.connect(self.read_end)
        self.table.sort_asked.connect(self.sort_by)
        self.table.opened.connect(self.open_row)

    # what a subclass says -------------------------------------------------------------------

    def block(self, asked: PageAsked) -> Callable[[], Block[Any]]:
        """The service call for one block, for a thread."""
        raise NotImplementedError

    def open_row(self, row: Any) -> None:
        """Enter on a row."""

    def filled(self) -> None:
        """The list was read: counts and empty states."""

    def same(self, row: Any) -> Any:
        """What stays the same when a row is read again: its id."""
        return row

    # what is the same for all ---------------------------------------------------------------

    def sorting(self) -> list[Command]:
        """One command per key that the list can be sorted by; they stand under Ctrl+K."""
        return [
            Command(
                name=f"{self.name}.sort.{column.sort}",
                text=f"按{column.title}排序",
                run=partial(self._sort_column, column),
            )
            for column in self.columns
            if column.sort
        ]

    def _sort_column(self, column: Column) -> None:
        self.sort_by(self.table.next_order(column))

    @Slot()
    def read_start(self) -> None:
        """The list from its first row."""
        self._anew(self.table.rows.filling.from_start(), 0)

    @Slot()
    def read_end(self) -> None:
        """The list from its last row, without the rows between."""
        self._anew(self.table.rows.filling.from_end(), -1)

    @Slot(object)
    def sort_by(self, order: Order) -> None:
        self._anew(PageAsked(order, most=self.table.rows.filling.from_start().most), 0)

    def keep_sheet(self, title: str, save: Callable[[Path], Path]) -> None:
        """Save what is listed as a sheet in the folder of papers, and say where it is."""
        work = partial(save, self._workplace.papers_folder)
        self._tasks.run(work, partial(self._sheet_kept, title), self._sheet_not_kept)

    def _sheet_kept(self, title: str, file: Path) -> None:
        words = f"{title}存成了 {file.name}，在 {file.parent}"
        self.papers_out.emit(PaperWords("good", words, str(file.parent)))

    def _sheet_not_kept(self, error: JiefangtaiError) -> None:
        self.notice.emit("warning", sentence(error.code, error.facts))

    def follow(self) -> None:
        """The rows at hand again; the chosen one stays chosen."""
        self._anew(self.table.rows.filling.again(), None)

    def _anew(self, asked: PageAsked, row: int | None) -> None:
        done = partial(self._read, asked, row)
        self._tasks.run(self.block(asked), done, self._failed, latest=f"{self.name}.table")

    def _read(self, asked: PageAsked, row: int | None, block: Block[Any]) -> None:
        before = self.table.current()
        self.table.rows.replace(asked, block)
        self.table.fit()
        count = len(block.rows)
        if count:
            at = row if row is not None else self._place(block, before)
            self.table.choose(at if at >= 0 else count + at)
        self.filled()
        self.commands_changed.emit()

    def _place(self, block: Block[Any], before: Any) -> int:
        if before is None:
            return 0
        wanted = self.same(before)
        return next((place for place, row in enumerate(block.rows) if self.same(row) == wanted), 0)

    @Slot(object)
    def _fetch(self, asked: PageAsked) -> None:
        self._tasks.run(self.block(asked), partial(self._more, asked), self._failed)

    def _more(self, asked: PageAsked, block: Block[Any]) -> None:
        before = self.table.rows.came(asked, block)
        if before:
            self.table.came_before(before)

    def _failed(self, error: JiefangtaiError) -> None:
        self.table.rows.failed()
        self._tasks.went_wrong.emit(error)
