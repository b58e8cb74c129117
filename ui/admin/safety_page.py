"""备份和恢复: where backups go, how often, the drill, the check; each row is what Enter does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot

from app.events import Changes
from app.services.desk.keep_backups import Backups, read_backups
from ui.admin.backup_acts import BackupActs
from ui.admin.model import NOT_YOURS, safety_rows
from ui.admin.view import PartsView
from ui.page import Command, Page
from ui.routes import Route
from ui.workplace import Workplace

ABOUT = (
    "备份是一个加密文件，恢复用备份那时的账号和密码。放到另一张盘上，再放一份到 U 盘或共享。",
    "试恢复：把一份备份在旁边打开，核对、数一数，再删去；正在用的库只读不动。一个季度做一次。",
    "恢复在一台空的机器上做：第一次打开时选“从备份恢复”。",
    "密码全忘了：登录页上“密码全忘了”，用保险柜里的恢复密钥重设一个账号的。",
)


class SafetyPage(Page):
    name = "safety"
    title = "备份和恢复"
    view: PartsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = PartsView("备份和恢复", "Enter 做", "safety.list", "怎样备份", ABOUT)
        self.acts = BackupActs(self.view, workplace)
        self.acts.reported.connect(self.view.show_report)
        self.acts.done.connect(self.follow)
        self.view.list.opened.connect(self._open)

    def commands(self) -> list[Command]:
        backup, check = self._desk.may("backup"), self._desk.may("check")
        wanted = (
            ("backup", "现在备份", ("Alt+S",), self.acts.backup, backup),
            ("plan", "位置和间隔", ("Alt+P",), self.acts.plan, backup),
            ("drill", "试恢复", ("Alt+T",), self.acts.drill, backup),
            ("check", "核对", ("V", "Alt+V"), self.acts.check, check),
        )
        made = [
            Command(
                name=f"safety.{name}", text=text, keys=keys, run=run, bar=True, primary=name == "backup",
                enabled=may, why_not=NOT_YOURS,
            )
            for name, text, keys, run, may in wanted
        ]  # fmt: skip
        return [*made, Command(name="safety.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow)]

    def enter(self, route: Route) -> None:
        self.follow()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.acts.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("audit", "settings")

    @Slot()
    def follow(self) -> None:
        self._tasks.run(partial(read_backups, self._desk), self._show, latest="safety")

    def _show(self, backups: Backups) -> None:
        self.view.list.show_rows(safety_rows(backups, self._desk.clock.now().date()))

    @Slot(object)
    def _open(self, act: str) -> None:
        command = next((command for command in self.commands() if command.name == f"safety.{act}"), None)
        if command is not None and command.enabled:
            command.run()
