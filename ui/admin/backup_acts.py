"""Backing up, planning it, trying a backup out and checking the store: what is asked and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.entries.lines import fold_width
from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.services.desk.keep_backups import back_up, newest_backup, plan_backups, planned_file, try_backup
from app.settings import BACKUP_EVERY, BACKUP_PLACE, SECOND_PLACE
from ui.admin.model import backed_up_words, drill_words, finding_words, refused_words
from ui.widgets import TextField
from ui.widgets.asking import AskingBySheet
from ui.widgets.file_field import FileField
from ui.widgets.password import PasswordField
from ui.workplace import Workplace

T = TypeVar("T")
FILES = "备份 (*.bak)"
PLAN = ("放在哪个文件夹", "再放一份到", "几天一次")
DRILL, PIN = ("备份文件", "自己的密码"), "令牌 PIN"
OF_THE_FILE = (
    *("backup_missing", "backup_unreadable", "backup_damaged", "backup_newer"),
    *("backup_other_centre", "store_newer", "store_damaged"),
)


class BackupActs(AskingBySheet):
    """``reported`` with a title and lines for the panel; ``done`` when something has changed."""

    reported = Signal(str, object)
    done = Signal()

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace

    @property
    def _desk(self) -> Any:
        return self._workplace.desk

    # now -------------------------------------------------------------------------------------

    def backup(self) -> None:
        """Alt+S: into the place that is set; without one it is asked for."""
        file = planned_file(self._desk)
        if file is None:
            day = self._desk.clock.now().date()
            name = f"接访台-{self._desk.place.letter}-{day:%Y-%m-%d}.bak"
            path, _ = QFileDialog.getSaveFileName(
                self._view.window(), "备份到", str(Path.home() / name), FILES
            )
            file = Path(path) if path else None
        if file is not None:
            self.backup_to(file)

    def backup_to(self, file: Path) -> None:
        self.reported.emit("备份", ["正在备份…"])
        self._run(partial(back_up, self._desk, self._workplace.house, file), self._kept)

    def _kept(self, answer: dict[str, Any]) -> None:
        self.reported.emit("备份", backed_up_words(answer))
        self.done.emit()

    def check(self) -> None:
        """V: store, index, cases, audit chain."""
        self.reported.emit("核对", ["正在核对…"])
        self._run(partial(self._workplace.house.check, self._desk), self._checked)

    def _checked(self, report: dict[str, Any]) -> None:
        lines = [finding_words(finding) for finding in report["findings"]]
        self.reported.emit("核对", lines or ["库、索引、事项状态和审计链都相符。"])

    # plan ------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Alt+P: where to, where else, how often."""
        settings = self._desk.settings
        place = FileField(PLAN[0], "backup.place", "另一张盘上的文件夹", folder=True)
        second = FileField(PLAN[1], "backup.second", "U 盘或共享，可以不写", folder=True)
        every = TextField(PLAN[2], "backup.every", "1 是每天，0 是不自己做")
        place.set_value(settings[BACKUP_PLACE] or None)
        second.set_value(settings[SECOND_PLACE] or None)
        every.set_value(str(settings[BACKUP_EVERY]))
        self.fields = {"place": place, "second": second, "every": every}
        self._open("备份放在哪里、几天一次", "存下", PLAN, "backup.plan").asked.connect(self._planned)

    @Slot()
    def _planned(self) -> None:
        typed = {name: str(field.value() or "") for name, field in self.fields.items()}
        typed["every"] = fold_width(typed["every"]).strip()
        if not (typed["every"].isascii() and typed["every"].isdigit()):
            self._wrong("every", "写一个数，例如 1；0 是不自己做。")
            return
        work = partial(plan_backups, self._desk, typed["place"], typed["second"], int(typed["every"]))
        self._workplace.tasks.run(work, self._plan_kept, self._beside_fields)

    def _plan_kept(self, _none: None) -> None:
        self.shut()
        self.reported.emit("备份计划", ["存好了。", *PLAN_KEPT])
        self.done.emit()

    # drill -----------------------------------------------------------------------------------

    def drill(self) -> None:
        """Alt+T: the newest backup, or another file; one's own password opens it as a restore would."""
        file = FileField(DRILL[0], "drill.file", "选一个 .bak 文件", FILES)
        newest = newest_backup(self._desk)
        file.set_value(str(newest) if newest else None)
        self.fields = {"file": file, "password": PasswordField(DRILL[1], "drill.password")}
        labels: tuple[str, ...] = DRILL
        if self._workplace.house.vault.token_of(self._desk.staff.login) is not None:
            self.fields["pin"] = PasswordField(PIN, "drill.pin")
            labels = (*DRILL, PIN)
        sheet = self._open("试恢复：在旁边打开一份备份，核对完就删去", "试恢复", labels, "backup.drill")
        sheet.asked.connect(self._drill)
        if newest:
            self.fields["password"].setFocus()

    @Slot()
    def _drill(self) -> None:
        file, password = self.fields["file"].value(), self.fields["password"].value()
        pin = self.fields["pin"].value() if "pin" in self.fields else None
        for name in self.fields:
            if not self.fields[name].value():
                self._wrong(name, "这一项要写。")
                return
        self.reported.emit("试恢复", ["正在旁边打开、核对…"])
        house, path = self._workplace.house, Path(str(file)).expanduser()
        work = partial(try_backup, self._desk, house, path, str(password), pin)
        self._workplace.tasks.run(work, self._drilled, self._beside_fields)

    def _drilled(self, answer: dict[str, Any]) -> None:
        self.shut()
        self.reported.emit("试恢复", drill_words(answer))
        self.done.emit()

    def _beside_fields(self, error: JiefangtaiError) -> None:
        if "password" in self.fields and self.sheet is not None:
            if error.code.startswith("token_") and "pin" in self.fields:
                error = Refused(FieldError("pin", error.code, error.facts))
            elif isinstance(error, NotAllowed) and error.code in ("wrong_password", "locked_out"):
                error = Refused(FieldError("password", error.code, error.facts))
            elif error.code in OF_THE_FILE:
                error = Refused(FieldError("file", error.code, error.facts))
        if (words := self._beside(error)) is not None:
            self.shut()
            self.reported.emit("没有办成", [words])
        else:
            self.reported.emit("还没有办", ["有一项要改，见表上。"])

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._workplace.tasks.run(work, done, self._failed)

    def _failed(self, error: JiefangtaiError) -> None:
        self.reported.emit("没有办成", refused_words(error))


PLAN_KEPT = (
    "到了日子，没有人按键五分钟时自己做；当天还没有做的，关窗时做。",
    "没有做成的，起始页上会一直提醒。",
)
