"""Joins the cards of the door to the house: first start, sign-in, new password, lock."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.desk import Desk
from app.errors import JiefangtaiError
from app.house import House
from app.services.staff.manage_staff import change_password
from ui.signin.form import NewPasswordForm, SignInForm
from ui.signin.model import door_line
from ui.signin.view import KEPT, USUAL, Card, LockCard, NewPasswordCard, SignInCard
from ui.tasks import Tasks
from ui.widgets.fields import TextField
from ui.widgets.stack import Stack

if TYPE_CHECKING:  # start-up: most days begin and end with the sign-in card alone
    from ui.signin.first_run import FirstRun
    from ui.signin.recovering import Recovering

C = TypeVar("C", bound=Card)


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
        self.sign_in = self._put(SignInCard())
        self.sign_in.asked.connect(self._sign_in)
        self.sign_in.forgotten.clicked.connect(self._forgotten)

    @cached_property
    def lock(self) -> LockCard:
        card = self._put(LockCard())
        card.asked.connect(self._unlock)
        card.leave.clicked.connect(self.someone_else)
        return card

    @cached_property
    def new_password(self) -> NewPasswordCard:
        card = self._put(NewPasswordCard())
        card.asked.connect(self._set_password)
        return card

    @cached_property
    def first(self) -> FirstRun:
        """The cards of a machine without a store."""
        from ui.signin.first_run import FirstRun  # start-up: as above

        cards = FirstRun(self._house, self._tasks, self.view, self)
        cards.made.connect(self.begin)
        return cards

    @cached_property
    def recovering(self) -> Recovering:
        """The card for who has the recovery key and no password."""
        from ui.signin.recovering import Recovering  # start-up: as above

        card = Recovering(self._house, self._tasks, self.view, self)
        card.made.connect(self.begin)
        card.back.connect(self._not_forgotten)
        return card

    def _put(self, card: C) -> C:
        self.view.addWidget(card)
        return card

    @Slot(str, str)
    def begin(self, login: str | None = None, note: str = "") -> None:
        """Show the card that fits: first start where there is no store, else sign-in.

        Without ``login`` the account is asked too: another person's tries are not hers to burn. ``note``
        stands at the card's foot.
        """
        self._desk = None
        if not self._house.vault.exists():
            self.first.begin()
            return
        card = self.sign_in
        card.set_foot(note or USUAL)
        card.caption.setText(door_line(self._house))
        card.login.set_value(login)
        card.forget()
        self._show(card, card.password if card.login.text() else card.login)

    def lock_for(self, desk: Desk) -> None:
        """Ask for the password of who is signed in."""
        self._desk = desk
        card = self.lock
        card.caption.setText(f"{desk.staff.name}，{desk.place.letter} 号窗口")
        card.forget()
        card.set_foot(KEPT)
        self._show(card, card.password)

    @Slot()
    def _forgotten(self) -> None:
        if self.sign_in.button.isEnabled():
            self.recovering.begin(self.sign_in.login.text().strip())

    @Slot()
    def _not_forgotten(self) -> None:
        self.begin(self.sign_in.login.text().strip() or None)

    def _show(self, card: Card, focus: TextField | None = None) -> None:
        self.view.setCurrentWidget(card)
        target = focus or card.button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _sign_in(self) -> None:
        card = self.sign_in
        form = SignInForm(
            login=card.login.value() or "", password=card.password.value() or "", pin=card.typed_pin()
        )
        if card.say_errors(form.check()) or not card.button.isEnabled():
            return
        card.busy(True)
        work = partial(self._house.sign_in, form.login, form.password, pin=form.pin)
        self._tasks.run(work, self._came_in, self._sign_in_failed)

    def _came_in(self, desk: Desk) -> None:
        self.sign_in.busy(False)
        self.sign_in.forget()
        self._desk = desk
        if desk.staff.must_change_password:
            self.new_password.caption.setText(f"{desk.staff.name}，请换成自己的新密码，再开始工作。")
            self._show(self.new_password, self.new_password.password)
        else:
            self.signed_in.emit(desk)

    def _sign_in_failed(self, error: JiefangtaiError) -> None:
        self.sign_in.busy(False)
        self.sign_in.refuse(error)

    @Slot()
    def _unlock(self) -> None:
        card = self.lock
        if self._desk is None or not card.button.isEnabled():
            return
        form = SignInForm(
            login=self._desk.staff.login, password=card.password.value() or "", pin=card.typed_pin()
        )
        if card.say_errors(form.check()):
            return
        card.busy(True)
        work = partial(self._house.unlock, form.login, form.password, form.pin)
        self._tasks.run(work, self._unlocked, self._unlock_failed)

    def _unlocked(self, _nothing: None) -> None:
        self.lock.busy(False)
        self.lock.forget()
        self.unlocked.emit()

    def _unlock_failed(self, error: JiefangtaiError) -> None:
        self.lock.busy(False)
        self.lock.refuse(error)

    @Slot()
    def _set_password(self) -> None:
        card, desk = self.new_password, self._desk
        if desk is None or not card.button.isEnabled():
            return
        form = NewPasswordForm(login=desk.staff.login, first=card.password.text(), second=card.again.text())
        if card.say_errors(form.check()):
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
        self.new_password.say(error, self.new_password.password)
