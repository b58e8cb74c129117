"""单位和负责人: who answers for a unit at each tier of reminders; those without one come first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.domain.paging import Block, Order, PageAsked, block_of
from app.domain.rows.centre import Unit
from app.errors import JiefangtaiError
from app.events import Changes
from app.services.desk.read_administration import lacks_leaders, read_unit_list
from app.services.reference.change_unit import switch_unit
from app.words import sentence
from ui import routes
from ui.admin.model import unit_columns
from ui.admin.unit_sheet import UnitSheet
from ui.admin.view import ListView
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.widgets.ask import Question
from ui.workplace import Workplace

BELOW = (
    "催办按级别发给经办、分管、主要负责人；没有名字的，函上写“负责人”。"
    "一次改许多：在 Excel 里写好一份“单位、经办、分管、主要负责人”，按 Alt+I，先看会改什么再存；"
    "表里没有的单位和列不动。停用的单位不能再选，它手里的事项还在它名下。"
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
        self.sheet = UnitSheet(self.view, workplace)
        self.sheet.done.connect(self._done)
        self.sheet.announced.connect(self.notice)
        self._question: Question | None = None

    def commands(self) -> list[Command]:
        chosen = self.table.current()
        return [
            Command(name="units.add", text="加单位", keys=("N", "Alt+N"), run=self.sheet.add, bar=True,
                    primary=True),
            Command(name="units.change", text="改负责人", keys=("Enter", "Alt+G"), run=self.change, bar=True,
                    enabled=chosen is not None, why_not="先选一个单位"),
            Command(name="units.switch", text="启用" if chosen is not None and chosen.disabled else "停用",
                    keys=("Alt+X",), run=self.ask_switch, bar=True, enabled=chosen is not None,
                    why_not="先选一个单位"),
            Command(name="units.admin", text="去导入", keys=("Alt+I",), run=self._back, bar=True),
            Command(name="units.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.read_start),
            *self.sorting(),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.read_start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.sheet.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("units")

    def _back(self) -> None:
        self.go.emit(routes.Admin())

    def open_row(self, row: Unit) -> None:
        self.change()

    def change(self) -> None:
        if (unit := self.table.current()) is not None:
            self.sheet.change(unit)

    def ask_switch(self) -> None:
        """Alt+X: out of use, or into it again; it asks first, for every desk sees it."""
        unit = self.table.current()
        if unit is None:
            return
        word = "启用" if unit.disabled else "停用"
        self._question = Question(
            self.view, f"{word}{unit.name}吗？",
            "登记、接访里又可以选它。" if unit.disabled
            else "登记、接访里不能再选它；它手里的事项还在它名下，照样催。以后可以再启用。",
            word, "不动", "units.switch",
        )  # fmt: skip
        self._question.agreed.connect(partial(self._switch, unit.name, not unit.disabled))

    def _switch(self, name: str, disabled: bool) -> None:
        work = partial(switch_unit, self._desk, name, disabled=disabled)
        words = f"{name}{'停用' if disabled else '启用'}了。"
        self._tasks.run(work, lambda _done: self._done(words), self._refused)

    @Slot(str)
    def _done(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

    def _refused(self, error: JiefangtaiError) -> None:
        self.notice.emit("warning", sentence(error.code, error.facts))

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
