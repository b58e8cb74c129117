"""N: asks which case goes on the list, by its number; the sheet 列入 follows."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.numbers import tidy_number, tidy_query_code
from app.words import sentence
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField


class Adding(AskingBySheet):
    """The number of a matter or visit, or a query code; whether there is one, the sheet finds out."""

    chosen = Signal(str)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)

    def ask(self, title: str) -> None:
        self.fields = {"number": TextField("号码", "lists.number", "信访事项或来访编号、查询码")}
        self._open(f"列入{title}台账", "下一步", ("号码",), "lists.add").asked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        text = str(self.fields["number"].value() or "").strip()
        number = tidy_number(text) or tidy_query_code(text)
        if not number:
            self._wrong(
                "number", sentence("not_found", {"number": text}) if text else sentence("required", {})
            )
            return
        self.shut()
        self.chosen.emit(text)
