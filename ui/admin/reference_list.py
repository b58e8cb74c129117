"""Base of the pages of categories, divisions and days: a table, a sheet, following changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, Slot

from app.domain.paging import Block, PageAsked, block_of
from app.events import Changes
from app.services.reference.read_reference import Reference, read_reference
from ui.admin.row_sheet import RowSheet
from ui.admin.view import ListView
from ui.routes import Route
from ui.tables.page import TablePage
from ui.workplace import Workplace


class ReferenceList(TablePage):
    """A subclass names the sheet, which rows of the tables it shows and in what order."""

    below: ClassVar[str]
    """The line under the table."""
    table_name: ClassVar[str]
    """Of the events that change it."""
    view: ListView
    sheet: RowSheet

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ListView(self.table, self.below)
        self._rows: tuple[Any, ...] = ()
        self._rows_before: frozenset[str] | None = None
        """What stood in the table before something is stored; None where nothing is waited for."""
        self.sheet = self.make_sheet()
        self.sheet.storing.connect(self._storing)
        self.sheet.done.connect(self._done)
        self.sheet.announced.connect(self.notice)

    def make_sheet(self) -> RowSheet:
        """What asks for a row."""
        raise NotImplementedError

    def rows_of(self, reference: Reference) -> tuple[Any, ...]:
        """The rows of the page, in the order of its first column."""
        raise NotImplementedError

    def enter(self, route: Route) -> None:
        self.read_start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.sheet.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(self.table_name)

    def open_row(self, row: Any) -> None:
        self.change()

    @Slot()
    def change(self) -> None:
        if (row := self.table.current()) is not None:
            self.sheet.change(row)

    def block(self, asked: PageAsked) -> Callable[[], Block[Any]]:
        return partial(self._block, asked)

    def _block(self, asked: PageAsked) -> Block[Any]:
        self._rows = self.rows_of(read_reference(self._desk))
        place = {row.id: at for at, row in enumerate(self._rows)}
        return block_of(self._rows, asked, lambda row: (place[row.id],))

    def same(self, row: Any) -> str:
        return str(row.id)

    @Slot(str)
    def _done(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

    @Slot()
    def _storing(self) -> None:
        self._rows_before = frozenset(map(self.same, self.table.rows.filling.rows))

    def filled(self) -> None:
        """The row that was added is chosen, wherever it stands."""
        before, self._rows_before = self._rows_before, None
        if before is not None:
            rows = map(self.same, self.table.rows.filling.rows)
            if (place := next((at for at, row in enumerate(rows) if row not in before), None)) is not None:
                self.table.choose(place)
