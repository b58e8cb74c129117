"""The rows of a ledger that wait: their cells are put right, names split, a row taken or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.services.ledger.judge_visits import HELD
from app.services.ledger.row_look import RowLook
from ui.imports import model
from ui.imports.cells import CellsSheet
from ui.imports.view import ImportView

if TYPE_CHECKING:  # the page makes this part of itself
    from ui.imports.page import ImportPage


class RowsPane(QObject):
    """What is done here holds for this import; the file stays as it is, and the row is judged anew."""

    changed = Signal(object)
    """The row that was dealt with; None where all are judged anew."""
    announced = Signal(str, str)

    def __init__(self, page: ImportPage, view: ImportView) -> None:
        super().__init__(view)
        self._page, self._view = page, view
        self.cells = CellsSheet(view)
        self.cells.mended.connect(self._put_right)
        view.rows.opened.connect(self.mend)

    def current(self) -> RowLook | None:
        """The chosen row."""
        row = self._view.rows.current()
        return row if isinstance(row, RowLook) else None

    @Slot()
    def mend(self) -> None:
        """Enter on a row that is held or refused: its cells, those that something is said of first."""
        row = self.current()
        if row is not None and row.cells:
            self.cells.ask(row)
        elif row is not None:
            self.announced.emit("warning", "这一行不用改：只有“要看”和“不能导入”的行要改。")

    @Slot(str, object)
    def _put_right(self, sheet: str, rows: dict[int, dict[str, str]]) -> None:
        for row, cells in rows.items():
            self._page.form.put_right(sheet, row, cells)
        self._again(self.cells.row)

    def decide(self) -> None:
        """A held row is taken as it is, then left out, then open again."""
        row = self.current()
        if row is not None and model.may_decide(row):
            self._page.form.decide(row.sheet, row.row)
            self._again(row)

    def split(self) -> None:
        """The names in a cell of the row are as many people; pressed again they are not."""
        row = self.current()
        if row is not None and model.may_split(row):
            self._page.form.split(row.sheet, row.row)
            self._again(row)

    def as_in_file(self) -> None:
        """What was put right and decided of the row is taken back."""
        row = self.current()
        rows = {row.row, *(cell.row for cell in row.cells)} if row is not None else set()
        if row is not None and self._page.form.as_in_file(row.sheet, rows):
            self._again(row)

    def accept_kind(self) -> None:
        """All rows that ask the question of the chosen one go in as they are."""
        row = self.current()
        codes = model.held_codes([row] if row is not None and row.verdict == HELD else [])
        if not codes:
            self.announced.emit("warning", "先选一行“要看”的，再按 Alt+J。")
            return
        for code in codes:
            self._page.form.accept(self._page.known(), code)
        self._again()

    def _again(self, row: RowLook | None = None) -> None:
        self._view.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(row)
