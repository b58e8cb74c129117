"""管理: the sections with what is missing; backup, check and the import of tables are done here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.errors import JiefangtaiError, Refused
from app.events import Changes
from app.services.desk import read_administration as parts
from app.services.desk.import_tables import TableImport, import_table
from app.services.desk.read_administration import Section, read_administration
from app.words import sentence
from ui import routes
from ui.admin.joining import JoiningSheet
from ui.admin.model import dates_words, finding_words, import_words, section_row
from ui.admin.view import ABOUT, AdminView
from ui.page import Command, Page
from ui.routes import Route
from ui.widgets.ask import Question
from ui.workplace import Workplace

TABLES = {"units": "单位表", "categories": "内容分类", "calendar": "放假和调休", "divisions": "行政区划"}
SHEETS = "表格 (*.xlsx *.csv *.xls *.et)"
NOT_YOURS = "由系统管理员做"
WAYS: dict[str, Route] = {
    parts.STAFF: routes.StaffList(),
    parts.ROSTER: routes.Roster(),
    parts.UNITS: routes.UnitList(),
    parts.HUB: routes.Sync(),
    parts.PRINTERS: routes.Settings(),
    parts.AUDIT: routes.AuditList(),
}


class AdminPage(Page):
    """The day of whoever looks after the centre begins here."""

    name = "admin"
    title = "管理"
    view: AdminView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = AdminView()
        self.sections: tuple[Section, ...] = ()
        self._question: Question | None = None
        self._file = Path()
        self._table = ""
        self.view.list.opened.connect(self._open)
        self.joining = JoiningSheet(self.view, workplace)
        self.joining.joined.connect(self._joined)
        self.joining.said.connect(self.notice)

    def commands(self) -> list[Command]:
        backup, check = self._desk.may("backup"), self._desk.may("check")
        tables = self._desk.may("tables")
        return [
            Command(name="admin.open", text="打开", keys=("Enter",), run=self.open, bar=True, primary=True),
            Command(
                name="admin.backup", text="现在备份", keys=("Alt+S",), run=self.backup, bar=True,
                enabled=backup, why_not=NOT_YOURS,
            ),
            Command(
                name="admin.check", text="核对", keys=("V", "Alt+V"), run=self.check, bar=True,
                enabled=check, why_not=NOT_YOURS,
            ),
            *(
                Command(
                    name=f"admin.import.{name}", text=f"导入{words}", keys=keys, bar=name == "units",
                    run=partial(self.ask_file, name), enabled=tables, why_not=NOT_YOURS,
                )
                for (name, words), keys in zip(TABLES.items(), (("Alt+I",), (), (), ()), strict=True)
            ),
            *(
                Command(name=f"admin.section.{place}", text=section.name, keys=(str(place),),
                        run=partial(self._open, section))
                for place, section in enumerate(self.sections, 1)
            ),
            Command(
                name="admin.join", text="加入中心", keys=("Alt+J",), run=self.joining.ask,
                enabled=self._desk.may("enrol"), why_not=NOT_YOURS,
            ),
            Command(name="admin.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.follow()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("staff", "units", "roster", "holidays", "categories", "divisions", "settings")

    @Slot()
    def follow(self) -> None:
        self._tasks.run(partial(read_administration, self._desk), self._show, latest="admin.sections")

    def _show(self, sections: tuple[Section, ...]) -> None:
        self.sections = sections
        self.view.show_sections([section_row(place, one) for place, one in enumerate(sections, 1)])
        self.commands_changed.emit()

    def open(self) -> None:
        section = self.view.list.current()
        if section is not None:
            self._open(section)

    @Slot(object)
    def _open(self, section: Section) -> None:
        if not section.allowed:
            self.notice.emit("warning", f"{section.name}由{section.owner}管，请找他。")
        elif section.name in WAYS:
            self.go.emit(WAYS[section.name])
        elif section.name == parts.SAFETY:
            self.view.show_report("备份和核对", SAFETY)
        else:
            self.view.show_report(section.name, HOW_TABLES)

    def leave(self) -> None:
        self.joining.shut()

    @Slot(str)
    def _joined(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

    # backup and check ------------------------------------------------------------------------

    def backup(self) -> None:
        """Alt+S: everything into one encrypted file, best on another disk."""
        day = self._desk.clock.now().date()
        path, _ = QFileDialog.getSaveFileName(
            self.view.window(), "备份到", str(Path.home() / f"接访台-{day:%Y-%m-%d}.bak"), "备份 (*.bak)"
        )
        if path:
            self.backup_to(Path(path))

    def backup_to(self, file: Path) -> None:
        self.view.show_report("备份和核对", ("正在备份…",))
        house = self._workplace.house
        self._tasks.run(partial(house.backup, self._desk, file), partial(self._kept, file), self._failed)

    def _kept(self, file: Path, _done: dict[str, Any]) -> None:
        words = (f"备份好了：{file}", *AFTER_BACKUP)
        self.view.show_report("备份和核对", words)
        self.follow()

    def check(self) -> None:
        """V: store, index, cases, audit chain."""
        self.view.show_report("备份和核对", ("正在核对…",))
        self._tasks.run(partial(self._workplace.house.check, self._desk), self._checked, self._failed)

    def _checked(self, found: dict[str, Any]) -> None:
        lines = [finding_words(one) for one in found["findings"]]
        self.view.show_report("核对", lines or ["库、索引、事项状态和审计链都相符。"])

    # tables ----------------------------------------------------------------------------------

    def ask_file(self, table: str) -> None:
        """Alt+I: which file; nothing is stored before it was looked at."""
        path, _ = QFileDialog.getOpenFileName(self.view.window(), f"导入{TABLES[table]}", "", SHEETS)
        if path:
            self.try_file(table, Path(path))

    def try_file(self, table: str, file: Path) -> None:
        self._table, self._file = table, file
        work = partial(import_table, self._desk, table, file, check=True)
        self._tasks.run(work, self._tried, self._failed)

    def _tried(self, done: TableImport) -> None:
        counted = done.as_json()
        dates = dates_words(counted.get("dates", ()))
        self.view.show_report(
            f"{TABLES[self._table]}：还没有存",
            (import_words(counted), *dates, *(f"第 {one['row']} 行　{one['key']}　{one['verdict']}" for one in
             counted["verdicts"])),
        )  # fmt: skip
        if not counted["new"] and not counted["changed"]:
            self.notice.emit("warning", "表里的内容和库里一样，没有要改的。")
            return
        moved = f"，有 {len(dates)} 个期限跟着变" if dates else ""
        self._question = Question(
            self.view.window(), f"存下这份{TABLES[self._table]}吗？",
            f"{self._file.name}：{import_words(counted)}{moved}。别的台同步以后也是这样。",
            "存下", "不存", "admin.import",
        )  # fmt: skip
        self._question.agreed.connect(self._import)

    @Slot()
    def _import(self) -> None:
        work = partial(import_table, self._desk, self._table, self._file)
        self._tasks.run(work, self._imported, self._failed)

    def _imported(self, done: TableImport) -> None:
        words = import_words(done.as_json())
        self.view.show_report(TABLES[self._table], (f"存好了：{words}。", *ABOUT[1:]))
        self.follow()

    def _failed(self, error: JiefangtaiError) -> None:
        errors = error.errors if isinstance(error, Refused) else ()
        lines = [f"{one.field}　{sentence(one.code, one.facts)}" for one in errors]
        self.view.show_report("没有办成", lines or [sentence(error.code, error.facts)])


AFTER_BACKUP = ("文件是加密的，恢复时用库里的账号和密码。", "请再放一份到别的机器或介质上。")
SAFETY = (
    "Alt+S 现在备份：整个库和账号写进一个加密文件，放到另一张盘或 U 盘上。",
    "V 核对：库有没有坏、事项状态和期限对不对得上、审计链断没断。",
    "恢复在一台空的机器上做：第一次打开时选“从备份恢复”，或按管理员手册用 restore。",
)
HOW_TABLES = (
    "Ctrl+K 里有导入内容分类、放假和调休、行政区划；先给出会改什么，答应了才存。",
    "放假安排改了，没到期的期限跟着重算，列出哪几个变了。",
)
