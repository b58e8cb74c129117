"""人员和角色: accounts with their roles; added, changed, stopped here, a leader's with a second person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot

from app.domain.paging import Block, Order, PageAsked, block_of
from app.errors import JiefangtaiError
from app.events import Changes
from app.services.staff.introduce_person import introduce_person
from app.services.staff.manage_staff import disable_staff, list_staff
from app.services.staff.staff_holdings import StaffHoldings, holdings_of
from ui.admin.model import staff_columns
from ui.admin.staff_sheet import StaffSheet
from ui.admin.staff_words import confirmed_lines, holdings_lines, stopped_lines
from ui.admin.token_sheet import TokenSheet
from ui.admin.view import ListView
from ui.page import Command
from ui.routes import Route
from ui.tables.page import TablePage
from ui.workplace import Workplace

BELOW = (
    "新账号第一次在窗口登录时要换密码。增加带班领导、给带班领导重设密码，要第二名管理员在这里输入自己的密码。"
    "停用的账号在哪个台都不能再登录，做过的事还在他名下。"
)


class StaffPage(TablePage):
    name = "staff"
    title = "人员和角色"
    columns = staff_columns()
    order = Order("login")
    view: ListView

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(workplace, parent)
        self.view = ListView(self.table, BELOW)
        self.sheet = StaffSheet(self.view, workplace)
        self.sheet.done.connect(self._done)
        self.sheet.announced.connect(self.notice)
        self.binding = TokenSheet(self.view, workplace)
        self.binding.bound.connect(self._done)
        self.binding.announced.connect(self.notice)
        self._rows: list[dict[str, Any]] = []

    def commands(self) -> list[Command]:
        chosen = self.table.current()
        in_use = chosen is not None and not chosen["disabled"]
        why = "停用的账号不再改" if chosen else "先选一个账号"
        return [
            Command(name="staff.add", text="加人", keys=("N", "Alt+N"), run=self.sheet.add, bar=True,
                    primary=True),
            Command(name="staff.roles", text="改角色", keys=("Enter", "Alt+G"), run=self.roles, bar=True,
                    enabled=in_use, why_not=why),
            Command(name="staff.password", text="重设密码", keys=("Alt+R",), run=self.password, bar=True,
                    enabled=in_use, why_not=why),
            Command(name="staff.disable", text="停用", keys=("Alt+X",), run=self.ask_disable, bar=True,
                    enabled=in_use, why_not=why),
            Command(name="staff.token", text="令牌", keys=("Alt+K",), run=self.token,
                    enabled=in_use, why_not=why),
            Command(name="staff.confirm", text="确认本人密钥", keys=("Alt+H",), run=self.ask_confirm,
                    enabled=in_use, why_not=why),
            Command(name="staff.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=self.read_start),
            *self.sorting(),
        ]  # fmt: skip

    def enter(self, route: Route) -> None:
        self.read_start()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.sheet.shut()
        self.binding.shut()

    def concerns(self, changes: Changes) -> bool:
        return changes.touch("staff")

    def block(self, asked: PageAsked) -> Callable[[], Block[Any]]:
        return partial(self._block, asked)

    def _block(self, asked: PageAsked) -> Block[dict[str, Any]]:
        vault = self._workplace.house.vault
        self._rows = [row | {"token": vault.token_of(row["login"])} for row in list_staff(self._desk)]
        return block_of(self._rows, asked, _login)

    def same(self, row: dict[str, Any]) -> str:
        return str(row["login"])

    def filled(self) -> None:
        used = sum(not row["disabled"] for row in self._rows)
        self.view.head.setText(f"{used} 个在用的账号，{len(self._rows) - used} 个停用")

    def open_row(self, row: Any) -> None:
        self.roles()

    def roles(self) -> None:
        if (row := self.table.current()) is not None and not row["disabled"]:
            self.sheet.roles(row)

    def password(self) -> None:
        if (row := self.table.current()) is not None:
            self.sheet.password(row)

    @Slot()
    def token(self) -> None:
        """Alt+K: one's own is bound, anybody's that is lost taken off."""
        row = self.table.current()
        if row is None:
            return
        if row["token"] is not None:
            self.sheet.token_off(row)
        elif row["login"] == self._desk.staff.login:
            self.binding.ask()
        else:
            self.notice.emit("warning", f"{row['name']}的账号没有登记令牌。登记由本人做：管理页 Alt+K。")

    def ask_disable(self) -> None:
        """Alt+X: for good, so what hangs on the account is said first."""
        if (row := self.table.current()) is not None:
            work = partial(holdings_of, self._desk, row["login"])
            self._tasks.run(work, partial(self._weigh, row), self._refused)

    def _weigh(self, row: dict[str, Any], held: StaffHoldings | None) -> None:
        lines = [*stopped_lines(row), *(holdings_lines(held) if held else ())]
        self._ask(f"停用{row['name']}的账号", lines, "停用", partial(self._disable, row["login"]))

    def ask_confirm(self) -> None:
        """Alt+H: that the key is this person's, which was made when the password was set elsewhere."""
        if (row := self.table.current()) is not None:
            self._ask(
                f"确认{row['name']}的本人密钥", confirmed_lines(row), "确认", partial(self._confirm, row)
            )

    def _ask(self, title: str, lines: Sequence[str], do: str, act: Callable[[], None]) -> None:
        self.sheet.weigh(title, lines, do, act, "staff.asking")

    def _confirm(self, row: dict[str, Any]) -> None:
        house = self._workplace.house
        work = partial(introduce_person, self._desk, house.vault, house.keys, row["login"])
        words = f"{row['name']}的本人密钥确认了，别的台同步以后也认。"
        self._tasks.run(work, lambda _row: self._done(words), self._refused)

    def _disable(self, login: str) -> None:
        work = partial(disable_staff, self._desk, self._workplace.house.vault, login)
        self._tasks.run(work, self._disabled, self._refused)

    def _disabled(self, row: dict[str, Any]) -> None:
        self._done(f"{row['name']}停用了。")

    @Slot(str)
    def _done(self, words: str) -> None:
        self.notice.emit("good", words)
        self.follow()

    def _refused(self, error: JiefangtaiError) -> None:
        self.sheet.say(error)


def _login(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["login"],)
