"""Asks for a new account, other roles or a new password, and for a second administrator's consent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.roles import LEADER
from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.house import House
from app.services.staff.agree_second import ADMINISTRATORS
from app.services.staff.manage_staff import NewStaff, add_staff, change_password, change_roles, list_staff
from app.services.staff.second_factor import remove_token
from app.services.staff.staff_holdings import StaffHoldings, holdings_of
from ui.admin.consequences import Weighing
from ui.admin.model import roles_of
from ui.admin.staff_words import no_leader_lines
from ui.widgets import TextField
from ui.widgets.password import PasswordField
from ui.workplace import Workplace

ROLES_HINT = "照表头写，如 登记、接谈"
SECOND = ("第二名管理员的账号", "第二名管理员的密码")
SECOND_PIN = "他的令牌 PIN"
SECOND_HINT = "增加带班领导、重设他的密码时要"


class StaffSheet(Weighing):
    """One small sheet at a time; what a service refuses stands beside its field and nothing typed is lost."""

    done = Signal(str)
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace
        self._login, self._name, self._held = "", "", tuple[str, ...]()

    def add(self) -> None:
        """N: login, name, roles, a first password."""
        self._login = ""
        self.fields = {
            "login": TextField("账号", "staff.login", "小写字母，如 zxy"),
            "name": TextField("姓名", "staff.name"),
            "roles": TextField("角色", "staff.roles", ROLES_HINT),
            "password": PasswordField("第一次的密码", "staff.password"),
            **self._second(),
        }
        labels = self._labels("账号", "姓名", "角色", "第一次的密码")
        self._open("加人", "加上", labels, "staff.add").asked.connect(self._added)

    def roles(self, row: Mapping[str, Any]) -> None:
        """Enter: the roles as they shall be."""
        self._take(row)
        self._held = tuple(row["roles"])
        field = TextField("角色", "staff.roles", ROLES_HINT)
        field.set_value("、".join(row["roles"]))
        self.fields = {"roles": field, **self._second()}
        sheet = self._open(f"{row['name']}的角色", "改成这样", self._labels("角色"), "staff.roles")
        sheet.asked.connect(self._changed)

    def password(self, row: Mapping[str, Any]) -> None:
        """Alt+R: who forgot it gets a new one, which he changes at the next sign-in."""
        self._take(row)
        self.fields = {"password": PasswordField("新密码", "staff.password"), **self._second()}
        sheet = self._open(f"给{row['name']}重设密码", "重设", self._labels("新密码"), "staff.password")
        sheet.asked.connect(self._reset)

    def token_off(self, row: Mapping[str, Any]) -> None:
        """Alt+K: a token that is lost or broken; the old password opens nothing without it."""
        self._take(row)
        self.fields = {"password": PasswordField("新密码", "staff.password"), **self._second()}
        title = f"取下{row['name']}的令牌“{row['token']}”，另给密码"
        self._open(title, "取下", self._labels("新密码"), "staff.token").asked.connect(self._taken_off)

    def _take(self, row: Mapping[str, Any]) -> None:
        """Whose account it is: done by its login, spoken of by the name."""
        self._login, self._name = str(row["login"]), str(row["name"])

    def _second(self) -> dict[str, TextField]:
        """Who agrees; the PIN of a token where an administrator's account is bound to one."""
        fields = {
            "second": TextField(SECOND[0], "staff.second", SECOND_HINT),
            "second_password": PasswordField(SECOND[1], "staff.second-password"),
        }
        if self._has_tokens():
            fields["second_pin"] = PasswordField(SECOND_PIN, "staff.second-pin")
        return fields

    def _labels(self, *own: str) -> tuple[str, ...]:
        return (*own, *SECOND, *((SECOND_PIN,) if "second_pin" in self.fields else ()))

    def _has_tokens(self) -> bool:
        vault = self._workplace.house.vault
        rows = list_staff(self._workplace.desk)
        return any(
            ADMINISTRATORS & set(row["roles"]) and vault.token_of(row["login"]) is not None for row in rows
        )

    @Slot()
    def _added(self) -> None:
        typed = self._typed()
        new = NewStaff(login=typed["login"], name=typed["name"], roles=roles_of(typed["roles"]))
        work = partial(self._add, new, typed["password"])
        self._run(work, LEADER in new.roles, f"{new.name}的账号加好了，第一次登录时换密码。")

    def _add(self, new: NewStaff, password: str, second: Desk | None) -> dict[str, Any]:
        house = self._workplace.house
        return add_staff(self._workplace.desk, house.vault, house.keys, new, password, second)

    @Slot()
    def _changed(self) -> None:
        roles = roles_of(self._typed()["roles"])
        if LEADER in self._held and LEADER not in roles:
            work = partial(holdings_of, self._workplace.desk, self._login)
            self._workplace.tasks.run(work, self.while_asking(partial(self._weigh, roles)), self.say)
        else:
            self._change(roles)

    def _weigh(self, roles: tuple[str, ...], held: StaffHoldings | None) -> None:
        """He is no 带班领导 any more: what he leaves behind is said first."""
        lines = [self._roles_words(roles), *(no_leader_lines(held) if held else ())]
        title, change = f"{self._name}不再是带班领导", partial(self._change, roles)
        self.weigh(title, lines, "改成这样", change, "staff.roles.weigh")

    def _change(self, roles: tuple[str, ...]) -> None:
        work = partial(change_roles, self._workplace.desk, self._login, roles)
        self._run(work, LEADER in roles, self._roles_words(roles))

    def _roles_words(self, roles: tuple[str, ...]) -> str:
        return f"{self._name}的角色改成：{'、'.join(roles)}。"

    @Slot()
    def _reset(self) -> None:
        work = partial(self._change_password, self._typed()["password"])
        self._run(work, True, f"{self._name}的密码重设了，下次登录时要换。")

    def _change_password(self, password: str, second: Desk | None) -> dict[str, Any]:
        house = self._workplace.house
        return change_password(self._workplace.desk, house.vault, house.keys, self._login, password, second)

    @Slot()
    def _taken_off(self) -> None:
        work = partial(self._take_off, self._typed()["password"])
        self._run(work, True, f"{self._name}的令牌取下了，登录用新密码，登录时要换。")

    def _take_off(self, password: str, second: Desk | None) -> dict[str, Any]:
        house = self._workplace.house
        return remove_token(self._workplace.desk, house.vault, house.keys, self._login, password, second)

    def _typed(self) -> dict[str, str]:
        return {name: str(field.value() or "").strip() for name, field in self.fields.items()}

    def _run(self, work: Callable[[Desk | None], dict[str, Any]], may_need: bool, words: str) -> None:
        """With the second person's account where it was typed; who is signed in stays so."""
        typed = self._typed()
        login, secrets = typed["second"], (typed["second_password"], typed.get("second_pin") or None)
        house = self._workplace.house
        call = (
            partial(_with_second, house, login, secrets, work) if login and may_need else partial(work, None)
        )
        self._workplace.tasks.run(call, partial(self._finished, words), self.say)

    def _finished(self, words: str, _row: dict[str, Any]) -> None:
        self.shut()
        self.done.emit(words)

    def say(self, error: JiefangtaiError) -> None:
        """What stands against it: beside its field, or in the notice bar where none can mend it."""
        if (
            (isinstance(error, NotAllowed) or error.code.startswith("token_"))
            and "second" in self.fields
            and self.sheet is not None
        ):
            field = "second_password" if error.code in ("wrong_password", "locked_out") else "second"
            if error.code.startswith("token_") and "second_pin" in self.fields:
                field = "second_pin"
            error = Refused(FieldError(field, error.code, error.facts))
        if (words := self._beside(error)) is not None:
            self.announced.emit("warning", words)


def _with_second(
    house: House,
    login: str,
    secrets: tuple[str, str | None],
    work: Callable[[Desk | None], dict[str, Any]],
) -> dict[str, Any]:
    """Do it with the consent of who gives the second account's password; who is signed in stays so."""
    password, pin = secrets
    return work(house.countersign(login, password, _itself, pin))


def _itself(desk: Desk) -> Desk:
    return desk
