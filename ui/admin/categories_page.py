"""内容分类: what a visit may be about; one is added, renamed or taken out of use at a time."""

from __future__ import annotations

from typing import Any

from app.domain.paging import Order
from app.services.reference.read_reference import Reference
from ui.admin.category_sheet import CategorySheet
from ui.admin.reference_list import ReferenceList
from ui.admin.reference_model import category_columns
from ui.page import Command


class CategoriesPage(ReferenceList):
    name = "categories"
    title = "内容分类"
    columns = category_columns()
    order = Order("path")
    below = (
        "改名、停用只管以后的登记：已登记的事项照旧写登记时的类别，通报里也还分在那一类。"
        "停用的不能再选，可以再启用。统计按第一层分。"
    )
    table_name = "categories"
    sheet: CategorySheet

    def make_sheet(self) -> CategorySheet:
        return CategorySheet(self.view, self._workplace)

    def commands(self) -> list[Command]:
        row = self.table.current()
        chosen, why = row is not None, "先选一个类别"
        word = "启用" if row is not None and row.disabled else "停用"
        return [
            Command(name="categories.add", text="加类别", keys=("N", "Alt+N"), run=self.sheet.add, bar=True,
                    primary=True),
            Command(name="categories.change", text="改名", keys=("Enter", "Alt+G"), run=self.change, bar=True,
                    enabled=chosen, why_not=why),
            Command(name="categories.switch", text=word, keys=("Alt+X",), run=self.switch, bar=True,
                    enabled=chosen, why_not=why),
            Command(name="categories.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.read_start),
        ]  # fmt: skip

    def switch(self) -> None:
        if (row := self.table.current()) is not None:
            self.sheet.switch(row)

    def rows_of(self, reference: Reference) -> tuple[Any, ...]:
        return reference.categories

    def filled(self) -> None:
        super().filled()
        used = sum(not row.disabled for row in self._rows)
        self.view.head.setText(f"{used} 类在用，{len(self._rows) - used} 类停用")
