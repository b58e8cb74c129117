"""Asks for all cells of one row of a ledger: what the file says stands in them, the wrong ones first."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from app.services.ledger.row_look import CellLook, RowLook
from ui.imports.model import say
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField


class CellsSheet(AskingBySheet):
    """The file itself is never changed: what is typed here holds for this import."""

    mended = Signal(str, object)
    """Sheet of the ledger, and its rows with the cells that were changed, by heading."""

    def ask(self, row: RowLook) -> None:
        self.row = row
        self._cells: dict[str, CellLook] = {}
        self._before: dict[str, str] = {}
        self.fields = {}
        labels = []
        for at, cell in enumerate(row.cells):
            key = f"cell.{at}"
            label = f"第 {cell.row} 行 {_words(cell)}" if cell.row != row.row else _words(cell)
            field = TextField(label, f"import.{key}", "空着")
            field.set_value(cell.text)
            self.fields[key], self._cells[key] = field, cell
            self._before[key] = field.text()
            labels.append(label)
        title = f"第 {row.row} 行共 {len(labels)} 格，改好记下，马上再判"
        self._open(title, "记下", labels, "import.cells", 112).asked.connect(self._done)
        if self.sheet is not None and len(labels) > 1:
            self.sheet.button.set_words("记下", "Ctrl+Enter")
        for key, cell in self._cells.items():
            self.fields[key].set_error(cell.wrong)
        if row.errors:
            self._wrong("cell.0", "；".join(say(error) for error in row.errors))

    @Slot()
    def _done(self) -> None:
        if self.sheet is None:
            return
        changed: dict[int, dict[str, str]] = {}
        for key, cell in self._cells.items():
            text = self.fields[key].text()
            if text != self._before[key]:
                changed.setdefault(cell.row, {})[cell.name] = text.strip()
        self.shut()
        if changed:
            self.mended.emit(self.row.sheet, changed)


def _words(cell: CellLook) -> str:
    return f"第 {cell.name} 格" if cell.name.isascii() and cell.name.isdigit() else cell.name
