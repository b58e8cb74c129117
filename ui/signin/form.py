"""What was typed to sign in or to set up, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.passwords import wrong_with
from app.errors import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInForm:
    """An account and its password."""

    login: str
    password: str

    def check(self) -> list[FieldError]:
        """login_empty, password_empty."""
        errors = [] if self.login else [FieldError("login", "login_empty")]
        return errors if self.password else [*errors, FieldError("password", "password_empty")]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordForm:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunForm:
    """What a new machine asks once."""

    centre: str
    code: str
    letter: str
    login: str
    first: str
    second: str

    def check(self) -> list[FieldError]:
        """Only what the house does not check itself: the two passwords are alike."""
        return [] if self.first == self.second else [FieldError("again", "passwords_differ")]
