"""Joins the cards of a machine without a store to the house: make it, join the centre, restore it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import FieldError, JiefangtaiError, Refused
from app.house import House
from app.services.sync.enrol_desk import ABOUT_FIELD, enrol_empty
from app.words import sentence
from ui.signin.first_cards import (
    JOIN,
    NEW,
    ChoiceCard,
    JoinCard,
    NewCard,
    OpeningCard,
    RecoveryCard,
    RestoreCard,
)
from ui.signin.form import FilledForm, FirstRunForm
from ui.signin.view import Card
from ui.tasks import Tasks
from ui.widgets.fields import TextField
from ui.widgets.stack import Stack

RESTORING = {
    **dict.fromkeys(
        ("backup_missing", "backup_unreadable", "backup_damaged", "backup_newer", "store_newer"), "file"
    ),
    **dict.fromkeys(("wrong_password", "locked_out"), "password"),
    **dict.fromkeys(("account_unknown", "account_disabled", "role_missing"), "login"),
}
"""Code of a refusal to the field that it is about."""


class FirstRun(QObject):
    """Everything before there is a store; ``made`` leads on to the sign-in."""

    made = Signal(str, str)
    """The account that may sign in, and what to say at the door."""

    def __init__(self, house: House, tasks: Tasks, stack: Stack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._tasks = tasks
        self._stack = stack
        self.choice = ChoiceCard()
        self.new = NewCard()
        self.join = JoinCard()
        self.restore = RestoreCard()
        self.recovery = RecoveryCard()
        for card in (self.choice, self.new, self.join, self.restore, self.recovery):
            stack.addWidget(card)
        for stepping in (self.new, self.join, self.restore):
            stepping.back.connect(self.begin)
        self.choice.asked.connect(self._choose)
        self.new.asked.connect(self._create)
        self.join.asked.connect(self._join)
        self.restore.asked.connect(self._restore)
        self.recovery.asked.connect(self._key_noted)
        self.recovery.printing.connect(self._print_key)

    @Slot()
    def begin(self) -> None:
        self._show(self.choice, self.choice.list)

    def _show(self, card: Card, focus: QWidget) -> None:
        self._stack.setCurrentWidget(card)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _choose(self) -> None:
        way = self.choice.list.current()
        if way == NEW:
            self._show(self.new, self.new.centre)
        elif way == JOIN:
            self._show(self.join, self.join.url)
        else:
            self._show(self.restore, self.restore.file)

    # new -------------------------------------------------------------------------------------

    @Slot()
    def _create(self) -> None:
        card = self.new
        if not card.button.isEnabled():
            return
        form = FirstRunForm(
            centre=card.centre.value() or "",
            code=card.code.value() or "",
            letter=(card.letter.value() or "").upper(),
            login=card.login.value() or "",
            first=card.password.text(),
            second=card.again.text(),
            suite=card.suite.value() or card.suite.typed(),
        )
        if card.say_errors(form.check()):
            return
        card.busy(True)
        named = (form.centre, form.code, form.letter, form.login)
        work = partial(self._house.create, *named, form.first, form.suite)
        self._tasks.run(work, self._created, self._create_failed)

    def _created(self, recovery_key: str) -> None:
        self.new.busy(False)
        self.new.password.clear()
        self.new.again.clear()
        self.recovery.show_key(recovery_key)
        self._show(self.recovery, self.recovery.groups)

    def _create_failed(self, error: JiefangtaiError) -> None:
        self.new.busy(False)
        self.new.say(error)

    @Slot()
    def _print_key(self) -> None:
        from ui.signin.key_paper import paper_printer, print_key  # start-up: the platform's printers cost

        printer = paper_printer()
        centre = self._house.place().centre
        today = datetime.now().astimezone().date()
        if printer is not None and print_key(printer, centre, self.recovery.key.text(), today):
            self.recovery.was_printed(printer)
        else:
            self.recovery.wrong(None, "这台电脑没有可用的打印机，没有印出来。请抄在纸上，再输入后四组。")

    @Slot()
    def _key_noted(self) -> None:
        if not self.recovery.copied():
            self.recovery.wrong(self.recovery.groups, sentence("recovery_not_copied", {}))
            return
        self.recovery.show_key("")
        self.made.emit(self.new.login.text().strip(), "库建好了。用刚才的管理员账号登录。")

    # join ------------------------------------------------------------------------------------

    @Slot()
    def _join(self) -> None:
        card = self.join
        form = _filled({"url": card.url, "code": card.code, "login": card.login} | _secrets(card))
        if not card.button.isEnabled() or card.say_errors(form.check()):
            return
        card.busy(True)
        card.set_foot("正在从中心取账号、参照表和近期记录，请不要关机。")
        typed = form.typed
        work = partial(
            enrol_empty,
            *(self._house.enrolment, typed["url"], typed["code"], typed["login"], typed["password"]),
            card.certificate.path(),
            typed.get("pin"),
        )
        self._tasks.run(work, self._joined, self._join_failed)

    def _joined(self, answer: dict[str, Any]) -> None:
        self._done(self.join)
        self.made.emit(
            self.join.login.text().strip(),
            f"加入了{answer['centre']}，本台是 {answer['desk']} 台。较早的记录登录后陆续取来。",
        )

    def _join_failed(self, error: JiefangtaiError) -> None:
        self._done(self.join)
        _refuse(self.join, error, ABOUT_FIELD)

    # restore ---------------------------------------------------------------------------------

    @Slot()
    def _restore(self) -> None:
        card = self.restore
        form = _filled({"file": card.file, "login": card.login} | _secrets(card))
        if not card.button.isEnabled() or card.say_errors(form.check()):
            return
        card.busy(True)
        card.set_foot("正在恢复，请不要关机。")
        work = partial(
            self._house.restore, Path(form.typed["file"]).expanduser().absolute(), form.typed["login"],
            form.typed["password"], form.typed.get("pin"),
        )  # fmt: skip
        self._tasks.run(work, self._restored, self._restore_failed)

    def _restored(self, answer: dict[str, Any]) -> None:
        self._done(self.restore)
        made_at = datetime.fromisoformat(answer["made_at"])
        self.made.emit(
            self.restore.login.text().strip(),
            f"恢复到了 {made_at:%m-%d %H:%M} 的备份，从此用 {answer['series']} 系列编号。",
        )

    def _restore_failed(self, error: JiefangtaiError) -> None:
        self._done(self.restore)
        _refuse(self.restore, error, RESTORING)

    def _done(self, card: JoinCard | RestoreCard) -> None:
        card.busy(False)
        card.set_foot(card.usual)


def _secrets(card: OpeningCard) -> dict[str, TextField]:
    """Password, and PIN once it is asked for."""
    fields: dict[str, TextField] = {"password": card.password}
    return fields if card.typed_pin() is None else fields | {"pin": card.pin}


def _refuse(card: OpeningCard, error: JiefangtaiError, fields: dict[str, str]) -> None:
    """Beside the field that it is about; a token's PIN is asked for once it is known that there is one."""
    if error.code.startswith("token_"):
        card.refuse(error)
    else:
        card.say(beside(error, fields))


def _filled(fields: dict[str, TextField]) -> FilledForm:
    return FilledForm({name: str(field.value() or "") for name, field in fields.items()})


def beside(error: JiefangtaiError, fields: dict[str, str]) -> JiefangtaiError:
    """The same refusal, of the field that it is about where one is known."""
    if isinstance(error, Refused) or error.code not in fields:
        return error
    return Refused(FieldError(fields[error.code], error.code, error.facts))
