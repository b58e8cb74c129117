"""行政区划: the places a visit may be of; one is added or renamed at a time."""

from __future__ import annotations

from typing import Any

from app.domain.paging import Order
from app.services.reference.read_reference import Reference
from ui.admin.division_sheet import DivisionSheet
from ui.admin.reference_list import ReferenceList
from ui.admin.reference_model import division_columns
from ui.page import Command


class DivisionsPage(ReferenceList):
    name = "divisions"
    title = "行政区划"
    columns = division_columns()
    order = Order("code")
    below = "代码照国家标准（GB/T 2260）。记录里存的是代码：改了名称，已登记的也显示新名称。"
    table_name = "divisions"
    sheet: DivisionSheet

    def make_sheet(self) -> DivisionSheet:
        return DivisionSheet(self.view, self._workplace)

    def commands(self) -> list[Command]:
        return [
            Command(name="divisions.add", text="加区划", keys=("N", "Alt+N"), run=self.sheet.add, bar=True,
                    primary=True),
            Command(name="divisions.change", text="改名称", keys=("Enter", "Alt+G"), run=self.change,
                    bar=True, enabled=self.table.current() is not None, why_not="先选一个区划"),
            Command(name="divisions.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.read_start),
        ]  # fmt: skip

    def rows_of(self, reference: Reference) -> tuple[Any, ...]:
        return reference.divisions

    def filled(self) -> None:
        super().filled()
        self.view.head.setText(f"{len(self._rows)} 个区划")
