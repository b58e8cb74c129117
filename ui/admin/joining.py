"""Asks for a centre's address, a one-time code and one's own password, and joins this desk to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.services.sync.enrol_desk import ABOUT_FIELD, enrol_store
from ui.widgets import TextField
from ui.widgets.asking import AskingBySheet
from ui.widgets.file_field import CERTIFICATES, FileField
from ui.widgets.password import PasswordField
from ui.workplace import Workplace

LABELS = ("中心地址", "一次性加入码", "中心根证书", "自己的密码")


class JoiningSheet(AskingBySheet):
    """What is refused stands beside its field; nothing of the store has changed then."""

    joined = Signal(str)
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace

    def ask(self) -> None:
        self.fields = {
            "url": TextField(LABELS[0], "joining.url", "如 https://10.0.0.8:8470"),
            "code": TextField(LABELS[1], "joining.code", "中心用 hub token 出的，只能用一次"),
            "certificate": FileField(LABELS[2], "joining.certificate", "中心自己发证的才要", CERTIFICATES),
            "password": PasswordField(LABELS[3], "joining.password"),
        }
        self._open("加入中心", "加入", LABELS, "joining").asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        typed = {name: str(field.value() or "").strip() for name, field in self.fields.items()}
        for name, text in typed.items():
            if not text and name != "certificate":
                self._wrong(name, "这一项要写。")
                return
        self._workplace.tasks.run(partial(self._join, typed), self._joined, self._failed)

    def _join(self, typed: dict[str, str]) -> dict[str, Any]:
        root = Path(typed["certificate"]).expanduser() if typed["certificate"] else None
        desk, house = self._workplace.desk, self._workplace.house
        answer = enrol_store(desk, house.link(desk), typed["url"], typed["code"], root, typed["password"])
        house.keep_in_sync(desk)
        return answer

    def _joined(self, answer: dict[str, Any]) -> None:
        self.shut()
        self.joined.emit(f"加入了{answer['centre']}，全部记录正在送出去；别的台的随后来到。")

    def _failed(self, error: JiefangtaiError) -> None:
        if isinstance(error, NotAllowed) or error.code in ABOUT_FIELD:
            error = Refused(FieldError(ABOUT_FIELD.get(error.code, "code"), error.code, error.facts))
        if (words := self._beside(error)) is not None:
            self.announced.emit("warning", words)
