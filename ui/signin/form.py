"""The forms keep the input of sign-in and set-up, and name what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.passwords import wrong_with
from app.domain.suites import GENERAL
from app.domain.value import Value
from app.errors import FieldError


class SignInForm(Value, frozen=True, kw_only=True):
    """An account and its password."""

    login: str
    password: str
    pin: str | None = None
    """Of the account's token; None where nobody asked for it."""

    def check(self) -> list[FieldError]:
        """login_empty, password_empty, pin_empty."""
        errors = [] if self.login else [FieldError("login", "login_empty")]
        if not self.password:
            errors.append(FieldError("password", "password_empty"))
        return [*errors, FieldError("pin", "pin_empty")] if self.pin == "" else errors


class NewPasswordForm(Value, frozen=True, kw_only=True):
    """A new password, typed twice."""

    login: str
    first: str
    second: str

    def check(self) -> list[FieldError]:
        """The rules of passwords, and passwords_differ."""
        errors = [
            FieldError("password", code, dict(facts)) for code, facts in wrong_with(self.first, self.login)
        ]
        if not errors and self.first != self.second:
            errors.append(FieldError("again", "passwords_differ"))
        return errors


class FirstRunForm(Value, frozen=True, kw_only=True):
    """What a new machine asks once."""

    centre: str
    code: str
    letter: str
    login: str
    first: str
    second: str
    suite: str = GENERAL
    """Empty for what is in no list."""

    def check(self) -> list[FieldError]:
        """Only what the house does not check itself: the two passwords are alike."""
        return [] if self.first == self.second else [FieldError("again", "passwords_differ")]


class FilledForm(Value, frozen=True):
    """Fields that must all be written, by their names."""

    typed: Mapping[str, str]

    def check(self) -> list[FieldError]:
        """login_empty, password_empty, else door_missing."""
        known = {"login": "login_empty", "password": "password_empty", "pin": "pin_empty"}
        return [
            FieldError(name, known.get(name, "door_missing")) for name, text in self.typed.items() if not text
        ]
