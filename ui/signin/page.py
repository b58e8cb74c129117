"""Joins the cards of the door to the house: first start, sign-in, new password, lock."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk import Desk
from app.errors import FieldError, JiefangtaiError, Refused
from app.house import House
from app.services.desk.manage_staff import change_password
from app.words import sentence
from ui.signin.form import FirstRunForm, NewPasswordForm, SignInForm
from ui.signin.model import door_line
from ui.signin.view import Card, FirstRunCard, LockCard, NewPasswordCard, RecoveryCard, SignInCard
from ui.tasks import Tasks
from ui.widgets.fields import TextField
from ui.widgets.stack import Stack


class SignInPage(QObject):
    """Everything before the work; gives out a signed-in desk."""

    signed_in = Signal(object)
    """app.desk.Desk."""
    unlocked = Signal()
    someone_else = Signal()
    """At the lock: another person wants to sign in."""

    def __init__(self, house: House, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._tasks = tasks
        self._desk: Desk | None = None
        self.view = Stack()
        self.sign_in = SignInCard()
        self.lock = LockCard()
        self.new_password = NewPasswordCard()
        self.first_run = FirstRunCard()
        self.recovery = RecoveryCard()
        for card in (self.sign_in, self.lock, self.new_password, self.first_run, self.recovery):
            self.view.addWidget(card)
        self._connect()

    def begin(self, login: str | None = None) -> None:
        """Show the card that fits: first start where there is no store, else sign-in.

        Without ``login`` the account is asked too: another person's tries are not hers to burn.
        """
        self._desk = None
        if not self._house.vault.exists():
            self._show(self.first_run, self.first_run.centre)
            return
        card = self.sign_in
        card.caption.setText(door_line(self._house))
        card.login.set_value(login)
        card.password.clear()
        card.right()
        self._show(card, card.password if card.login.text() else card.login)

    def lock_for(self, desk: Desk) -> None:
        """Ask for the password of who is signed in."""
        self._desk = desk
        card = self.lock
        card.caption.setText(f"{desk.staff.name}，{desk.place.letter} 号窗口")
        card.password.clear()
        card.right()
        self._show(card, card.password)

    def _connect(self) -> None:
        self.sign_in.asked.connect(self._sign_in)
        self.lock.asked.connect(self._unlock)
        self.lock.leave.clicked.connect(self.someone_else)
        self.new_password.asked.connect(self._set_password)
        self.first_run.asked.connect(self._create)
        self.recovery.asked.connect(self._key_noted)

    def _show(self, card: Card, focus: TextField | None = None) -> None:
        self.view.setCurrentWidget(card)
        target = focus or card.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _sign_in(self) -> None:
        card = self.sign_in
        form = SignInForm(login=card.login.value() or "", password=card.password.value() or "")
        if self._said(card, form.check()) or not card.button.isEnabled():
            return
        card.busy(True)
        self._tasks.run(
            partial(self._house.sign_in, form.login, form.password), self._came_in, self._sign_in_failed
        )

    def _came_in(self, desk: Desk) -> None:
        self.sign_in.busy(False)
        self.sign_in.password.clear()
        self.sign_in.right()
        self._desk = desk
        if desk.staff.must_change_password:
            self.new_password.caption.setText(f"{desk.staff.name}，请换成自己的新密码，再开始工作。")
            self._show(self.new_password, self.new_password.password)
        else:
            self.signed_in.emit(desk)

    def _sign_in_failed(self, error: JiefangtaiError) -> None:
        self.sign_in.busy(False)
        self._say(self.sign_in, self.sign_in.password, error)

    @Slot()
    def _unlock(self) -> None:
        card = self.lock
        if self._desk is None or not card.button.isEnabled():
            return
        form = SignInForm(login=self._desk.staff.login, password=card.password.value() or "")
        if self._said(card, form.check()):
            return
        card.busy(True)
        work = partial(self._house.unlock, form.login, form.password)
        self._tasks.run(work, self._unlocked, self._unlock_failed)

    def _unlocked(self, _nothing: None) -> None:
        self.lock.busy(False)
        self.lock.password.clear()
        self.unlocked.emit()

    def _unlock_failed(self, error: JiefangtaiError) -> None:
        self.lock.busy(False)
        self._say(self.lock, self.lock.password, error)

    @Slot()
    def _set_password(self) -> None:
        card, desk = self.new_password, self._desk
        if desk is None or not card.button.isEnabled():
            return
        form = NewPasswordForm(login=desk.staff.login, first=card.password.text(), second=card.again.text())
        if self._said(card, form.check()):
            return
        card.busy(True)
        work = partial(change_password, desk, self._house.vault, self._house.keys, form.login, form.first)
        self._tasks.run(work, self._password_set, self._password_failed)

    def _password_set(self, _account: dict[str, Any]) -> None:
        self.new_password.busy(False)
        self.new_password.password.clear()
        self.new_password.again.clear()
        if self._desk is not None:
            staff = replace(self._desk.staff, must_change_password=False)
            self.signed_in.emit(replace(self._desk, staff=staff))

    def _password_failed(self, error: JiefangtaiError) -> None:
        self.new_password.busy(False)
        self._say(self.new_password, self.new_password.password, error)

    @Slot()
    def _create(self) -> None:
        card = self.first_run
        if not card.button.isEnabled():
            return
        form = FirstRunForm(
            centre=card.centre.value() or "",
            code=card.code.value() or "",
            letter=(card.letter.value() or "").upper(),
            login=card.login.value() or "",
            first=card.password.text(),
            second=card.again.text(),
        )
        if self._said(card, form.check()):
            return
        card.busy(True)
        work = partial(self._house.create, form.centre, form.code, form.letter, form.login, form.first)
        self._tasks.run(work, self._created, self._create_failed)

    def _created(self, recovery_key: str) -> None:
        self.first_run.busy(False)
        self.first_run.password.clear()
        self.first_run.again.clear()
        self.recovery.show_key(recovery_key)
        self._show(self.recovery, self.recovery.groups)

    def _create_failed(self, error: JiefangtaiError) -> None:
        self.first_run.busy(False)
        self._say(self.first_run, None, error)

    @Slot()
    def _key_noted(self) -> None:
        if not self.recovery.copied():
            self.recovery.wrong(self.recovery.groups, sentence("recovery_not_copied", {}))
            return
        self.recovery.show_key("")
        self.begin(self.first_run.login.text())

    def _said(self, card: Card, errors: list[FieldError]) -> bool:
        card.right()
        for error in reversed(errors):
            card.wrong(self._field(card, error.field), sentence(error.code, error.facts))
        return bool(errors)

    def _say(self, card: Card, field: TextField | None, error: JiefangtaiError) -> None:
        if isinstance(error, Refused):
            self._said(card, list(error.errors))
        else:
            card.right()
            card.wrong(field, sentence(error.code, error.facts))

    def _field(self, card: Card, name: str) -> TextField | None:
        """The field of a card by the name an error carries."""
        named = {
            "login": "login",
            "admin": "login",
            "password": "password",
            "again": "again",
            "centre": "centre",
            "code": "code",
            "desk": "letter",
        }
        found = getattr(card, named.get(name, name), None)
        return found if isinstance(found, TextField) else None
