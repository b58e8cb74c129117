"""类别、区划、日历: what the tables hold, and a new file looked at before it is stored."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot

from app.events import Changes
from app.services.reference.read_reference import Reference, read_reference
from ui import routes
from ui.admin.reference_model import reference_lines, reference_rows
from ui.admin.table_acts import TableActs
from ui.admin.view import PartsView
from ui.page import Command, Page
from ui.routes import Route
from ui.workplace import Workplace

ABOUT = (
    "↑ ↓ 看每张表里有什么，Enter 打开一条一条改，Alt+I 导入新的一份：先列出会改什么，答应了才存。",
    "表里没有提到的行不动。列名：类别 path；区划 code、name；日历 day、kind（休、班）、name、source。",
    "放假安排每年 11 月公布后导入一次，全年的休和班写在一份里；没到期的期限跟着重算，列出哪几个变了。",
)


class TablesPage(Page):
    name = "tables"
    title = "类别、区划、日历"
    view: PartsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = PartsView("类别、区划、日历", "Enter 打开", "tables.list", "怎样改", ABOUT)
        self.acts = TableActs(self.view, workplace)
        self.acts.reported.connect(self.view.show_report)
        self.acts.announced.connect(self.notice)
        self.acts.done.connect(self.follow)
        self._found: Reference | None = None
        self.view.list.opened.connect(self._open)
        self.view.list.selectionModel().currentChanged.connect(self._chosen)

    def commands(self) -> list[Command]:
        return [
            Command(name="tables.open", text="一条一条改", keys=("Enter",), run=self.open, bar=True,
                    primary=True),
            Command(name="tables.import", text="导入新的一份", keys=("Alt+I",), run=self.ask, bar=True),
            Command(name="tables.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow, bar=True),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.follow()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.acts.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("categories", "divisions", "holidays")

    @Slot()
    def follow(self) -> None:
        self._tasks.run(partial(read_reference, self._desk), self._show, latest="tables")

    def _show(self, reference: Reference) -> None:
        first = self._found is None
        self._found = reference
        self.view.list.show_rows(reference_rows(reference, self._desk.clock.now().date()))
        if first:
            self.view.show_about("怎样改", ABOUT)

    @Slot()
    def _chosen(self) -> None:
        table = self.view.list.current()
        if self._found is not None and table is not None and self.view.list.hasFocus():
            self.view.show_about(*reference_lines(self._found, table))

    def ask(self) -> None:
        """Alt+I: a file for the chosen table."""
        table = self.view.list.current()
        if table is not None:
            self.acts.ask_file(table.partition(" ")[0])

    def open(self) -> None:
        table = self.view.list.current()
        if table is not None:
            self._open(table)

    @Slot(object)
    def _open(self, table: str) -> None:
        name, _, year = table.partition(" ")
        ways = {"categories": routes.Categories(), "divisions": routes.Divisions()}
        self.go.emit(ways.get(name) or routes.Calendar(int(year)))
