"""管理: the sections with what is missing; the import of tables, a backup and a check are done here too."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.errors import JiefangtaiError
from app.events import Changes
from app.services.desk import read_administration as parts
from app.services.desk.import_tables import TableImport, import_table
from app.services.desk.read_administration import Section, read_administration
from ui import routes
from ui.admin.backup_acts import BackupActs
from ui.admin.joining import JoiningSheet
from ui.admin.model import NOT_YOURS, dates_words, import_words, refused_words, section_row
from ui.admin.view import PartsView
from ui.page import Command, Page
from ui.routes import Route
from ui.widgets.ask import Question
from ui.workplace import Workplace

TABLES = {"units": "单位表", "categories": "内容分类", "calendar": "放假和调休", "divisions": "行政区划"}
SHEETS = "表格 (*.xlsx *.csv *.xls *.et)"
ABOUT = (
    "每个人看得到自己能管的节；没有权的节写明该找谁，不藏起来。",
    "改了立即生效，每一改进审计；别的台同步以后也看得到。",
)
WAYS: dict[str, Route] = {
    parts.STAFF: routes.StaffList(),
    parts.ROSTER: routes.Roster(),
    parts.UNITS: routes.UnitList(),
    parts.SAFETY: routes.Safety(),
    parts.HUB: routes.Sync(),
    parts.PRINTERS: routes.Settings(),
    parts.AUDIT: routes.AuditList(),
}


class AdminPage(Page):
    """The day of whoever looks after the centre begins here."""

    name = "admin"
    title = "管理"
    view: PartsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = PartsView("管理", "↑ ↓ 选，Enter 打开", "admin.list", "怎样管", ABOUT)
        self.sections: tuple[Section, ...] = ()
        self._question: Question | None = None
        self._file = Path()
        self._table = ""
        self.view.list.opened.connect(self._open)
        self.backups = BackupActs(self.view, workplace)
        self.backups.reported.connect(self.view.show_report)
        self.backups.done.connect(self.follow)
        self.joining = JoiningSheet(self.view, workplace)
        self.joining.joined.connect(self._joined)
        self.joining.said.connect(self.notice)

    def commands(self) -> list[Command]:
        backup, check = self._desk.may("backup"), self._desk.may("check")
        tables = self._desk.may("tables")
        return [
            Command(name="admin.open", text="打开", keys=("Enter",), run=self.open, bar=True, primary=True),
            Command(
                name="admin.backup", text="现在备份", keys=("Alt+S",), run=self.backups.backup, bar=True,
                enabled=backup, why_not=NOT_YOURS,
            ),
            Command(
                name="admin.check", text="核对", keys=("V", "Alt+V"), run=self.backups.check, bar=True,
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
        return changes.touch(
            "staff", "units", "roster", "holidays", "categories", "divisions", "settings", "audit"
        )

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
        else:
            self.view.show_report(section.name, HOW_TABLES)

    def leave(self) -> None:
        self.joining.shut()
        self.backups.shut()

    @Slot(str)
    def _joined(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

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
        self.view.show_report("没有办成", refused_words(error))


HOW_TABLES = (
    "Ctrl+K 里有导入内容分类、放假和调休、行政区划；先给出会改什么，答应了才存。",
    "放假安排改了，没到期的期限跟着重算，列出哪几个变了。",
)
