"""Draws the place of a second signature: whose account, password, token, what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot

from app.errors import JiefangtaiError, NotAllowed
from app.words import sentence
from ui.theme import set_mark
from ui.widgets.basics import Heading, Panel, Text, name_widget
from ui.widgets.choices import Choice
from ui.widgets.grid import FormGrid
from ui.widgets.password import PasswordField
from ui.widgets.picker import Picker

CAPS = "大写锁定已打开。"
WHO, PASSWORD, PIN = "who", "password", "pin"


class SignView(Panel):
    """A leader signs at the clerk's desk; ``who`` is hidden where only the password is asked again."""

    entered = Signal()
    """Enter in the last of password and PIN."""

    def __init__(self, title: str, caption: str, identifier: str) -> None:
        super().__init__((12, 8, 12, 8), 6)
        name_widget(self, title, f"{identifier}.sign")
        set_mark(self, "panel", "sheet")
        self.body.addWidget(Heading(title, caption))
        self.who = Picker("带班领导", f"{identifier}.sign.who")
        self.password = PasswordField("密码", f"{identifier}.sign.password")
        self.password.stays = True
        self._grid = FormGrid(1)
        self._grid.put(0, 0, 1, "账号", self.who)
        self._grid.put(1, 0, 1, "密码", self.password)
        self.pin = PasswordField("令牌 PIN", f"{identifier}.sign.pin")
        self.pin.stays = True
        self._grid.put(2, 0, 1, "令牌 PIN", self.pin)
        self.body.addWidget(self._grid)
        self.words = Text("", "caption", wrap=True)
        self.body.addWidget(self.words)
        self.password.moved_on.connect(self._password_typed)
        self.pin.moved_on.connect(self.entered)
        self.password.caps.connect(self._caps_seen)
        self.hide()

    def open(self, leaders: Sequence[Choice], first: str, words: str, *, pin: bool = False) -> None:
        """Show it with the leaders who may sign; without any only the password is asked.

        pin: whether the account is bound to a token, so that its PIN is asked too.
        """
        self.who.set_choices(leaders)
        self._grid.show_row(0, bool(leaders))
        if leaders:
            self.who.set_value(first or None)
        self.words.setText(words)
        self.password.clear()
        self.ask_pin(pin)
        self.wrong({})
        self.show()
        target = self.password if first or not leaders else self.who
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def shut(self) -> None:
        """Nothing of a password stays behind."""
        self.password.clear()
        self.pin.clear()
        self.hide()

    def ask_pin(self, asked: bool) -> None:
        """Whether the PIN of a token is asked beside the password; what was typed of one goes."""
        self.pin.clear()
        self._grid.show_row(2, asked)

    def typed_pin(self) -> str | None:
        """The PIN; None where nobody asked for it."""
        return self.pin.text() if self.pin.isVisibleTo(self) else None

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def wrong(self, sentences: dict[str, str]) -> None:
        """By ``who``, ``password`` and ``pin``; a wrong password or PIN is emptied and has the keys."""
        fields = {WHO: self.who, PASSWORD: self.password, PIN: self.pin}
        self._grid.show_errors({fields[key]: text for key, text in sentences.items()}, list(fields.values()))
        if sentences:
            field = fields[next(iter(sentences))]
            if field in (self.password, self.pin):
                field.clear()
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: JiefangtaiError) -> None:
        """Why the account was not let sign, at its password or at its token's PIN."""
        if error.code in ("token_needed", "token_elsewhere"):
            self.ask_pin(True)
            error = NotAllowed("token_needed", **error.facts)
        field = PIN if error.code.startswith("token_") and self.typed_pin() is not None else PASSWORD
        self.wrong({field: sentence(error.code, error.facts)})

    def is_filled(self, whose: str) -> bool:
        """Whether password and PIN are there; what is missing is told at its field."""
        for key, field, name in ((PASSWORD, self.password, "密码"), (PIN, self.pin, "令牌的 PIN")):
            if not field.text() and (key == PASSWORD or self.typed_pin() is not None):
                self.wrong({key: f"请{whose}输自己的{name}。"})
                return False
        return True

    @Slot()
    def _password_typed(self) -> None:
        if self.typed_pin() is None:
            self.entered.emit()
        else:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(bool)
    def _caps_seen(self, on: bool) -> None:
        self.password.set_remark(CAPS if on else "")
