"""Asks for a division: its six digits and its name; the digits of a known one stay."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from app.domain.rows.centre import Division
from app.services.reference.change_division import add_division, name_division
from ui.admin.row_sheet import RowSheet
from ui.widgets import TextField

CODE, NAME = "代码", "名称"


class DivisionSheet(RowSheet):
    """Records keep the code, so a name may change."""

    _code = ""

    def add(self) -> None:
        self._code = ""
        self.fields = {
            "code": TextField(CODE, "division.code", "六位，如 340722"),
            "name": TextField(NAME, "division.name"),
        }
        self._open("加区划", "加上", (CODE, NAME), "division").asked.connect(self._asked)

    def change(self, row: Division) -> None:
        self._code = row.code
        self.fields = {"name": TextField(NAME, "division.name")}
        self.fields["name"].set_value(row.name)
        self._open(f"{row.code} {row.name}", "改成这样", (NAME,), "division").asked.connect(self._asked)

    @Slot()
    def _asked(self) -> None:
        typed, desk = self.typed(), self._workplace.desk
        if self._code:
            work = partial(name_division, desk, self._code, typed["name"])
            self.keep(work, f"{self._code} 现在叫{typed['name']}，已登记的跟着显示新名称。")
        else:
            work = partial(add_division, desk, typed["code"], typed["name"])
            self.keep(work, f"{typed['name']}加好了，登记里马上可以选。")
