"""管理: the sections with what is missing; the import of tables, a backup and a check are done here too."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot

from app.events import Changes
from app.services.desk import read_administration as parts
from app.services.desk.read_administration import Section, read_administration
from ui import routes
from ui.admin.backup_acts import BackupActs
from ui.admin.glance import cut, glance
from ui.admin.joining import JoiningSheet
from ui.admin.model import NOT_YOURS, section_row
from ui.admin.table_acts import TABLES, TableActs
from ui.admin.token_sheet import TokenSheet
from ui.admin.view import PartsView
from ui.page import Command, Page
from ui.routes import Route
from ui.widgets.row_item import RowItem
from ui.workplace import Workplace

ABOUT = (
    "每个人看得到自己能管的节；没有权的节写明该找谁，不藏起来。",
    "改了立即生效，每一改进审计；别的台同步以后也看得到。",
)
WAYS: dict[str, Route] = {
    parts.STAFF: routes.StaffList(),
    parts.ROSTER: routes.Roster(),
    parts.UNITS: routes.UnitList(),
    parts.SAFETY: routes.Safety(),
    parts.TABLES: routes.Tables(),
    parts.HUB: routes.Desks(),
    parts.PRINTERS: routes.Settings(printers=True),
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
        self._glanced = ""
        self.view.say_below(ABOUT)
        self.view.list.opened.connect(self._open)
        self.view.list.selectionModel().currentChanged.connect(self._glance)
        self.backups = BackupActs(self.view, workplace)
        self.backups.reported.connect(self.view.show_report)
        self.backups.done.connect(self.follow)
        self.tables = TableActs(self.view, workplace)
        self.tables.reported.connect(self.view.show_report)
        self.tables.announced.connect(self.notice)
        self.tables.done.connect(self.follow)
        self.joining = JoiningSheet(self.view, workplace)
        self.joining.joined.connect(self._joined)
        self.joining.announced.connect(self.notice)
        self.token = TokenSheet(self.view, workplace)
        self.token.bound.connect(partial(self.notice.emit, "good"))
        self.token.announced.connect(self.notice)

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
                    run=partial(self.tables.ask_file, name), enabled=tables, why_not=NOT_YOURS,
                )
                for (name, words), keys in zip(TABLES.items(), (("Alt+I",), (), (), ()), strict=True)
            ),
            *(
                Command(name=f"admin.section.{place}", text=section.name, keys=(str(place),),
                        run=partial(self._open_at, place - 1))
                for place, section in enumerate(self.sections, 1)
            ),
            Command(
                name="admin.join", text="加入中心", keys=("Alt+J",), run=self.joining.ask,
                enabled=self._desk.may("enrol"), why_not=NOT_YOURS,
            ),
            Command(name="admin.token", text="登记自己的令牌", keys=("Alt+K",), run=self.token.ask),
            Command(name="admin.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self._glanced = ""  # what it holds may have changed meanwhile
        self.follow()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def concerns(self, changes: Changes) -> bool:
        return changes.touch(
            "staff", "units", "roster", "holidays", "categories", "divisions", "settings", "audit"
        )

    @Slot()
    def follow(self) -> None:
        self._tasks.run(partial(read_administration, self._desk), self._show, latest="admin.sections")

    @Slot()
    def _glance(self) -> None:
        """The chosen section at the right; a report of a check stays until another one is chosen."""
        section = self.view.list.current()
        if isinstance(section, Section) and section.name != self._glanced:
            self._glanced = section.name
            work = partial(glance, self._desk, self._workplace.house, section)
            self._tasks.run(work, partial(self._glanced_at, section), latest="admin.glance")

    def _glanced_at(self, section: Section, rows: tuple[RowItem, ...]) -> None:
        self.view.show_rows(section.name, *cut(rows))

    def _show(self, sections: tuple[Section, ...]) -> None:
        self.sections = sections
        self.view.show_sections([section_row(place, section) for place, section in enumerate(sections, 1)])
        self.commands_changed.emit()

    def _open_at(self, place: int) -> None:
        """By its digit; it is the chosen one when one comes back."""
        self.view.list.choose(place)
        self.open()

    def open(self) -> None:
        section = self.view.list.current()
        if section is not None:
            self._open(section)

    @Slot(object)
    def _open(self, section: Section) -> None:
        if not section.allowed:
            self.notice.emit("warning", f"{section.name}由{section.owner}管，请找他。")
        else:
            self.go.emit(WAYS[section.name])

    def leave(self) -> None:
        self.joining.shut()
        self.token.shut()
        self.backups.shut()
        self.tables.shut()

    @Slot(str)
    def _joined(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()
