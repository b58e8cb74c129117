"""The leader's signature in the clerk's sheet: account and password, never kept anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.entries.step_entry import StepEntry
from app.errors import JiefangtaiError
from app.services.approvals.decide_request import ActDone
from app.services.approvals.sign_on_the_spot import Leader, sign_on_the_spot
from app.words import sentence
from ui.forms.sign_view import WHO, SignView
from ui.widgets.choices import Choice
from ui.workplace import Workplace

_ABOUT_THE_ACCOUNT = frozenset({"own_request", "role_missing", "account_disabled", "other_leader"})


class Signing(QObject):
    """Open while a leader signs; what is typed here is in no draft."""

    signed = Signal()
    changed = Signal()

    def __init__(self, workplace: Workplace, view: SignView, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view = view
        self.leaders: tuple[Leader, ...] = ()
        view.entered.connect(self._entered)
        view.who.chosen.connect(self._chosen)

    @property
    def is_open(self) -> bool:
        return self._view.is_open

    @property
    def login(self) -> str:
        return str(self._view.who.value() or "")

    @property
    def name(self) -> str:
        """Of the leader chosen."""
        return next((leader.name for leader in self.leaders if leader.login == self.login), "")

    def open(self) -> None:
        """Who is on duty stands there already."""
        choices = [
            Choice(leader.login, leader.name, "今日带班" if leader.on_duty else "", (leader.login,))
            for leader in self.leaders
        ]
        first = self.leaders[0].login if self.leaders and self.leaders[0].on_duty else ""
        if len(self.leaders) == 1:
            first = self.leaders[0].login
        words = "用带班领导自己的账号批准，记入审计。批准以前什么都没有变；批准以后还是你登录着。"
        self._view.open(choices, first, words, pin=self._has_token(first))
        self.changed.emit()

    def shut(self) -> None:
        if self.is_open:
            self._view.shut()
            self.changed.emit()

    def storing(self, entry: StepEntry, draft_id: str) -> Callable[[], ActDone]:
        """The request and its approval, for a thread."""
        place, view = self._workplace, self._view
        secrets = (view.password.text(), view.typed_pin())
        return partial(
            sign_on_the_spot, place.house, place.desk, entry, self.login, *secrets, draft_id=draft_id
        )

    def not_signed(self, error: JiefangtaiError) -> None:
        """At the account or at the password, whichever it is about."""
        if error.code in _ABOUT_THE_ACCOUNT:
            self._view.wrong({WHO: sentence(error.code, error.facts)})
        else:
            self._view.refuse(error)

    def is_filled(self) -> bool:
        """Whether account and password are there; what is missing is told at its field."""
        if not self.login:
            self._view.wrong({WHO: "选是哪位带班领导。"})
            return False
        return self._view.is_filled("带班领导")

    def _has_token(self, login: str) -> bool:
        return bool(login) and self._workplace.house.vault.token_of(login) is not None

    @Slot()
    def _entered(self) -> None:
        if self.is_filled():
            self.signed.emit()

    @Slot(object)
    def _chosen(self, _login: object) -> None:
        self._view.ask_pin(self._has_token(self.login))
        self.changed.emit()
