"""All passwords forgotten: the recovery key from the safe gives one account a new password."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import JiefangtaiError
from app.house import House
from ui.signin.first_cards import StepBack
from ui.signin.first_run import beside
from ui.signin.form import FilledForm, NewPasswordForm
from ui.tasks import Tasks
from ui.widgets.fields import TextField
from ui.widgets.password import PasswordField
from ui.widgets.stack import Stack

ABOUT = {
    "wrong_recovery_key": "key",
    **dict.fromkeys(("staff_unknown", "account_disabled"), "login"),
}
"""Code of a refusal to the field that it is about."""


class RecoverCard(StepBack):
    """The account, the key as it stands on the paper, a new password."""

    def __init__(self) -> None:
        super().__init__("用恢复密钥重设密码", "重设", "recover")
        self.caption.setText("只忘了一个人的密码，请安全管理员在“人员和角色”里重设，不用这个。")
        self.login = TextField("账号", "recover.login", "一般是安全管理员的")
        self.key = TextField("恢复密钥", "recover.key", "八组，纸在保险柜里")
        self.key.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self.password = PasswordField("新密码", "recover.password")
        self.again = PasswordField("再输一遍", "recover.again")
        for field in (self.login, self.key, self.password, self.again):
            self.add(field.label, field)
        self.set_foot("记入审计。账号绑着令牌的，令牌同时解下。用完把纸封好放回保险柜。")

    def forget(self) -> None:
        """Nothing secret is left in the fields."""
        for field in (self.key, self.password, self.again):
            field.clear()
        self.right()


class Recovering(QObject):
    """``made`` leads back to the sign-in, with the account and what to say there."""

    made = Signal(str, str)
    back = Signal()

    def __init__(self, house: House, tasks: Tasks, stack: Stack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._tasks = tasks
        self._stack = stack
        self.card = RecoverCard()
        stack.addWidget(self.card)
        self.card.asked.connect(self._recover)
        self.card.back.connect(self._leave)

    def begin(self, login: str) -> None:
        self.card.login.set_value(login or None)
        self._stack.setCurrentWidget(self.card)
        (self.card.key if login else self.card.login).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _leave(self) -> None:
        self.card.forget()
        self.back.emit()

    @Slot()
    def _recover(self) -> None:
        card = self.card
        if not card.button.isEnabled():
            return
        login, key = (str(field.value() or "").strip() for field in (card.login, card.key))
        first, second = card.password.text(), card.again.text()
        errors = FilledForm({"login": login, "key": key}).check()
        if card.say_errors([*errors, *NewPasswordForm(login=login, first=first, second=second).check()]):
            return
        card.busy(True)
        self._tasks.run(partial(self._house.recover, key, login, first), self._recovered, self._failed)

    def _recovered(self, account: dict[str, Any]) -> None:
        self.card.busy(False)
        self.card.forget()
        self.made.emit(str(account["login"]), "密码重设好了，用新密码登录。")

    def _failed(self, error: JiefangtaiError) -> None:
        self.card.busy(False)
        self.card.say(beside(error, ABOUT))
