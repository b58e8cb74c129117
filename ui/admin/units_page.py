"""单位和负责人: who answers for a unit at each tier of reminders; those without one come first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.domain.paging import Block, Order, PageAsked, block_of
from app.domain.rows.centre import Unit
from app.events import Changes
from app.services.desk.read_administration import lacks_leaders, read_unit_list
from ui import routes
from ui.admin.model import unit_columns
from ui.admin.view import ListView
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.workplace import Workplace

BELOW = (
    "催办按级别发给经办、分管、主要负责人；没有名字的，函上写“负责人”。"
    "改单位和负责人：在 Excel 里改好一份“单位、经办、分管、主要负责人”，回管理按 Alt+I，先看会改什么再存。"
)


class UnitsPage(TablePage):
    name = "units"
    title = "单位和负责人"
    columns = unit_columns()
    order = Order("lacking")
    view: ListView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ListView(self.table, BELOW)
        self._rows: list[Unit] = []

    def commands(self) -> list[Command]:
        return [
            Command(
                name="units.admin", text="去导入", keys=("Alt+I",), run=self._back, bar=True, primary=True
            ),
            Command(name="units.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.read_start, bar=True),
            *self.sorting(),
        ]

    def enter(self, route: Route) -> None:
        self.read_start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("units")

    def _back(self) -> None:
        self.go.emit(routes.Admin())

    def block(self, asked: PageAsked) -> Callable[[], Block[Any]]:
        return partial(self._block, asked)

    def _block(self, asked: PageAsked) -> Block[Unit]:
        self._rows = read_unit_list(self._desk)
        place = {unit.id: at for at, unit in enumerate(self._rows)}
        if asked.order.key == "name":
            return block_of(self._rows, asked, lambda unit: (unit.name, unit.id))
        return block_of(self._rows, asked, lambda unit: (place[unit.id],))

    def same(self, row: Unit) -> str:
        return row.id

    def filled(self) -> None:
        used = [unit for unit in self._rows if not unit.disabled]
        lacking = sum(lacks_leaders(unit) for unit in used)
        self.view.head.setText(f"{len(used)} 个单位，{lacking} 个缺负责人，缺的在上")
