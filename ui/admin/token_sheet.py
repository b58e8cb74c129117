"""Asks for what binds one's own account to the token that is plugged in: which one, the password, its PIN."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.services.staff.second_factor import bind_token, list_tokens
from ui.widgets import TextField
from ui.widgets.asking import AskingBySheet
from ui.widgets.password import PasswordField
from ui.workplace import Workplace

LABELS = ("令牌", "自己的密码", "令牌 PIN")
NOTHING = "没有看到令牌。插好 USB Key 再来；插着也看不到的，请管理员装它的驱动。"
MINE = "你的账号已登记令牌“{label}”，登录时要插着它。要换请安全管理员在“人员和角色”里取下。"


class TokenSheet(AskingBySheet):
    """What is refused stands beside its field; a wrong PIN is one of the token's own tries."""

    bound = Signal(str)
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace

    def ask(self) -> None:
        """Look first what is plugged in, on a thread: a driver may take its time."""
        house = self._workplace.house
        work = partial(list_tokens, self._workplace.desk, house.vault, house.tokens)
        self._workplace.tasks.run(work, self._seen, self._failed)

    def _seen(self, answer: dict[str, Any]) -> None:
        labels = [str(token["label"]) for token in answer["tokens"]]
        if answer["mine"] is not None:
            self.announced.emit("good", MINE.format(label=answer["mine"]))
        elif not labels:
            self.announced.emit("warning", NOTHING)
        else:
            self._ask(labels)

    def _ask(self, labels: list[str]) -> None:
        token = TextField(LABELS[0], "token.label", "插着：" + "、".join(labels))
        token.set_value(labels[0] if len(labels) == 1 else None)
        self.fields = {
            "token": token,
            "password": PasswordField(LABELS[1], "token.password"),
            "pin": PasswordField(LABELS[2], "token.pin"),
        }
        sheet = self._open("给自己的账号登记令牌：以后登录要密码，也要插着它", "登记", LABELS, "token")
        sheet.asked.connect(self._done)
        (self.fields["password"] if len(labels) == 1 else token).setFocus()

    @Slot()
    def _done(self) -> None:
        typed = {name: str(field.value() or "") for name, field in self.fields.items()}
        for name, text in typed.items():
            if not text:
                self._wrong(name, "这一项要写。")
                return
        house = self._workplace.house
        work = partial(
            bind_token, self._workplace.desk, house.vault, house.keys,
            typed["password"], typed["pin"], typed["token"],
        )  # fmt: skip
        self._workplace.tasks.run(work, self._bound, self._failed)

    def _bound(self, answer: dict[str, Any]) -> None:
        self.shut()
        self.bound.emit(f"登记好了。{answer['login']} 以后登录要插令牌“{answer['token']}”。")

    def _failed(self, error: JiefangtaiError) -> None:
        if self.sheet is not None and not isinstance(error, Refused):
            about = "password" if error.code in ("wrong_password", "locked_out") else "pin"
            if error.code in ("token_missing", "token_other"):
                about = "token"
            if isinstance(error, NotAllowed) or error.code.startswith("token_"):
                error = Refused(FieldError(about, error.code, error.facts))
        if (words := self._beside(error)) is not None:
            self.announced.emit("warning", words)
