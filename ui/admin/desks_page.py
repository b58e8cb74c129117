"""中心和工位: the hub as this desk sees it, every desk of the centre, the codes by which they come in."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot

from app.events import SYNC, Changes
from app.ports.link import LinkState
from app.services.reference.read_reference import CentreDesk, free_letter, read_desks
from ui import routes
from ui.admin.desk_acts import DeskActs
from ui.admin.joining import JoiningSheet
from ui.admin.leaving import LeavingActs
from ui.admin.model import NOT_YOURS
from ui.admin.reference_model import desk_rows
from ui.admin.view import PartsView
from ui.page import Command, Page
from ui.routes import Route
from ui.workplace import Workplace

ABOUT = (
    "各台经中心的汇聚点同步；没有网络时照常登记，连上后自己送出。",
    "发加入码要系统管理员，停用一个台要安全管理员：汇聚点只认本人的签名，不认工位，丢了的台不能停用别人。",
)
ABOUT_OTHER = (
    "机器换了、重装了：Alt+R 再发码，在那台机器上加入。",
    "机器丢了、坏了：Alt+D 停用，它不能再送、再取，已经收下的照旧；先问一次才做。",
)
ABOUT_CODE = ("Alt+E 或 Enter 发一次性加入码，一天之内有效，只能用一次。",)
NOT_JOINED = "没有加入"


class DesksPage(Page):
    name = "desks"
    title = "中心和工位"
    view: PartsView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = PartsView("中心和工位", "Enter 看", "desks.list", "怎样管", ABOUT)
        self._desks: tuple[CentreDesk, ...] = ()
        self._joined = False
        self._told_of = ""
        """The row whose acts stand at the right."""
        self.joining = JoiningSheet(self.view, workplace)
        self.joining.joined.connect(self._has_joined)
        self.joining.announced.connect(self.notice)
        self.leaving = LeavingActs(self.view, workplace)
        self.leaving.left.connect(self._has_left)
        self.leaving.announced.connect(self.notice)
        self.acts = DeskActs(self.view, workplace)
        self.acts.announced.connect(self.notice)
        self.view.list.opened.connect(self._open)
        self.view.list.selectionModel().currentChanged.connect(self._chosen)

    def commands(self) -> list[Command]:
        may, may_stop = self._desk.may("enrol"), self._desk.may("hub revoke")
        other = self._other() is not None
        return [
            Command(
                name="desks.join", text="加入中心", keys=("Alt+J",), run=self.joining.ask, bar=True,
                primary=not self._joined, enabled=may and not self._joined,
                why_not="已经加入了" if may else NOT_YOURS,
            ),
            Command(name="desks.code", text="加一台", keys=("Alt+E",), run=self.code, bar=True,
                    primary=self._joined, enabled=may and self._joined,
                    why_not=NOT_JOINED if may else NOT_YOURS),
            Command(name="desks.again", text="再发码", keys=("Alt+R",), run=self.code_again, bar=True,
                    enabled=may and self._joined and other,
                    why_not=self._why_not_other(may)),
            Command(name="desks.stop", text="停用", keys=("Alt+D",), run=self.stop, bar=True,
                    enabled=may_stop and self._joined and other, why_not=self._why_not_other(may_stop)),
            Command(name="desks.sync", text="同步、待核对", keys=("Alt+Y",), run=self._to_sync, bar=True),
            Command(name="desks.leave", text="离开中心", keys=("Alt+L",), run=self.leaving.ask, bar=True,
                    enabled=may and self._joined, why_not=NOT_JOINED if may else NOT_YOURS),
            Command(name="desks.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.follow),
        ]  # fmt: skip

    def _other(self) -> str | None:
        """The letter of the chosen desk, where it is another one."""
        chosen = self.view.list.current()
        return chosen.letter if isinstance(chosen, CentreDesk) and not chosen.own else None

    def _why_not_other(self, may: bool) -> str:
        if not may:
            return NOT_YOURS
        return "先选别的一台" if self._joined else NOT_JOINED

    def enter(self, route: Route) -> None:
        self.follow()
        self.view.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.joining.shut()
        self.leaving.shut()
        self.acts.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("desks", SYNC)

    @Slot()
    def follow(self) -> None:
        self._tasks.run(self._read, self._show, latest="desks")

    def _read(self) -> tuple[LinkState, tuple[CentreDesk, ...]]:
        return self._workplace.house.link(self._desk).state(), read_desks(self._desk)

    def _show(self, read: tuple[LinkState, tuple[CentreDesk, ...]]) -> None:
        link, self._desks = read
        self._joined = link.hub is not None
        self.view.list.show_rows(desk_rows(link, self._desks))
        self.commands_changed.emit()

    @Slot()
    def _chosen(self) -> None:
        self._tell()
        self.commands_changed.emit()

    def _tell(self) -> None:
        """At the right what can be done with the chosen row; a code stays while the list is read anew."""
        chosen = self.view.list.current()
        row = chosen.letter if isinstance(chosen, CentreDesk) else str(chosen)
        if row == self._told_of:
            return
        self._told_of = row
        if isinstance(chosen, CentreDesk) and not chosen.own:
            self.view.show_about(f"{chosen.letter} 台", ABOUT_OTHER)
        elif chosen == "code":
            self.view.show_about("加一台", ABOUT_CODE)
        else:
            self.view.show_about("怎样管", ABOUT)

    def code(self) -> None:
        """Alt+E: a one-time code for one more desk."""
        self.acts.give(free_letter(self._desks))

    def code_again(self) -> None:
        """Alt+R: a one-time code for a desk that comes back."""
        if (letter := self._other()) is not None:
            self.acts.give(letter)

    def stop(self) -> None:
        """Alt+D: cut the chosen desk off."""
        if (letter := self._other()) is not None:
            self.acts.stop(letter)

    @Slot(object)
    def _open(self, about: object) -> None:
        if about == "code" and self._desk.may("enrol"):
            self.code()
        elif about == "hub" and not self._joined and self._desk.may("enrol"):
            self.joining.ask()
        else:
            self._to_sync()

    def _to_sync(self) -> None:
        self.go.emit(routes.Sync())

    @Slot(str)
    def _has_joined(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

    @Slot(str)
    def _has_left(self, words: str) -> None:
        self.notice.emit("good", words)
        self._tasks.run(partial(self._workplace.house.keep_in_sync, self._desk))
        self.follow()
