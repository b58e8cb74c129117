"""放假和调休: the days off and make-up days of one year; one is set at a time, by its document."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from app.domain.dates.calendar import OFF, is_whole_year
from app.domain.paging import Order
from app.services.reference.read_reference import Reference
from ui import routes
from ui.admin.day_sheet import DaySheet
from ui.admin.reference_list import ReferenceList
from ui.admin.reference_model import day_columns
from ui.page import Command
from ui.routes import Route
from ui.workplace import Workplace

FIRST, LAST = 2000, 2099
"""Years that the page turns to."""


class CalendarPage(ReferenceList):
    name = "calendar"
    title = "放假和调休"
    columns = day_columns()
    order = Order("day")
    below = (
        "没有列出的日子：周一到周五上班，周末休息。一天设错了，再设成另一样。"
        "存之前列出哪些期限跟着变；已经写在来访人手里文书上的也列出，由经办人告知、换发。"
        "全年的放假安排用导入：上一页 Alt+I。"
    )
    table_name = "holidays"
    sheet: DaySheet

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        self._year = workplace.desk.clock.now().year
        super().__init__(workplace, parent)

    def make_sheet(self) -> DaySheet:
        return DaySheet(self.view, self._workplace)

    def commands(self) -> list[Command]:
        chosen = self.table.current() is not None
        return [
            Command(name="calendar.add", text="加一天", keys=("N", "Alt+N"), run=self.sheet.add, bar=True,
                    primary=True),
            Command(name="calendar.change", text="改这一天", keys=("Enter", "Alt+G"), run=self.change,
                    bar=True, enabled=chosen, why_not="先选一天"),
            Command(name="calendar.before", text="上一年", keys=("Alt+Left",), run=self._before, bar=True),
            Command(name="calendar.after", text="下一年", keys=("Alt+Right",), run=self._after, bar=True),
            Command(name="calendar.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.read_start),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        if isinstance(route, routes.Calendar) and route.year:
            self._year = route.year
        super().enter(route)

    def _before(self) -> None:
        self._turn(-1)

    def _after(self) -> None:
        self._turn(1)

    def _turn(self, years: int) -> None:
        self._year = min(max(self._year + years, FIRST), LAST)
        self.read_start()

    def rows_of(self, reference: Reference) -> tuple[Any, ...]:
        return tuple(row for row in reference.days if row.day.year == self._year)

    def filled(self) -> None:
        super().filled()
        off = frozenset(row.day for row in self._rows if row.kind == OFF)
        whole = is_whole_year(self._year, off)
        state = "法定节假日都有了" if whole else "法定节假日还不全，跨到这年的期限是暂定的"
        self.view.head.setText(
            f"{self._year} 年：休 {len(off)} 天，班 {len(self._rows) - len(off)} 天，{state}"
        )
        empty = f"{self._year} 年一天也没有。放假安排公布后在上一页按 Alt+I 导入，或按 N 一天一天加。"
        self.view.show_empty("" if self._rows else empty)
