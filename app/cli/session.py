"""One call of the command line: which folder, who, and the way to a signed-in desk."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import typer

from app.desk import Desk
from app.errors import FieldError, JiefangtaiError, NotAllowed, Refused
from app.house import House, Programs
from app.services.desk.watch_clock import clock_trouble

PASSWORD, NEW_PASSWORD = "JIEFANGTAI_PASSWORD", "JIEFANGTAI_NEW_PASSWORD"
SECOND_PASSWORD = "JIEFANGTAI_SECOND_PASSWORD"
PIN, SECOND_PIN = "JIEFANGTAI_PIN", "JIEFANGTAI_SECOND_PIN"
T = TypeVar("T")


@dataclass(slots=True)
class Session:
    """What main.py hands in, and the global options; the house is opened when first asked for."""

    open_house: Callable[[Path], House]
    programs: Programs
    home: Path = field(default_factory=Path)
    user: str | None = None
    hub_database: str | None = None
    _house: House | None = None
    _desk: Desk | None = None

    @property
    def house(self) -> House:
        if self._house is None:
            self._house = self.open_house(self.home)
        return self._house

    def sign_in(self) -> Desk:
        """The desk, signed in with --as and the password. NotAllowed('not_signed_in') without them."""
        login, password = self.credentials()
        self._desk = self.with_token(lambda pin: self.house.sign_in(login, password, pin=pin))
        if _is_terminal() and (trouble := clock_trouble(self._desk)):
            sys.stderr.write(f"{trouble}\n")
        return self._desk

    def with_token(self, work: Callable[[str | None], T], variable: str = PIN) -> T:
        """Do ``work`` without a PIN, and once more with it where the account is bound to a token.

        NotAllowed('token_needed') where there is neither the variable nor a terminal to ask at.
        """
        try:
            return work(None)
        except NotAllowed as error:
            if error.code not in ("token_needed", "token_elsewhere") or (
                variable not in os.environ and not _is_terminal()
            ):
                raise
            label = error.facts["label"]
        return work(ask_password(variable, f"令牌“{label}”的 PIN: "))

    def second(self, login: str | None) -> Desk | None:
        """The desk of a second person who agrees, where one is named; who was signed in stays so."""
        if login is None:
            return None
        password = ask_password(SECOND_PASSWORD, f"{login} 的密码: ")
        return self.with_token(
            lambda pin: self.house.countersign(login, password, lambda desk: desk, pin), SECOND_PIN
        )

    def note(self, error: JiefangtaiError) -> None:
        """Audit what the signed-in person was refused."""
        if self._desk is not None and isinstance(error, NotAllowed):
            self._desk.note_refusal(error)

    def credentials(self) -> tuple[str, str]:
        """Sign-in name and password of this call. NotAllowed('not_signed_in') without them."""
        if not self.user:
            raise NotAllowed("not_signed_in")
        if has_half_letters(self.user):
            raise Refused(FieldError("--as", "broken_text"))
        return self.user, ask_password(PASSWORD, f"{self.user} 的密码: ")

    def sign_in_if_named(self) -> Desk | None:
        """The desk where both user and password are given (``verify`` needs neither), else None."""
        if not self.user or PASSWORD not in os.environ:
            return None
        return self.sign_in()

    def close(self) -> None:
        """Close the house if one was opened."""
        if self._house is not None:
            self._house.close()
            self._house = None


def session(context: typer.Context) -> Session:
    """The session of this call."""
    here = context.find_object(Session)
    if here is None:
        raise LookupError("the command line was started without a session")
    return here


def has_half_letters(text: str) -> bool:
    """Whether some of it is no text: bytes that the terminal's encoding does not know come as such halves."""
    return any(0xD800 <= ord(char) < 0xE000 for char in text)


def _from_environment(variable: str) -> str | None:
    """What stands in an environment variable, None where it is not set. Refused: broken_text."""
    value = os.environ.get(variable)
    if value is not None and has_half_letters(value):
        raise Refused(FieldError(variable, "broken_text"))
    return value


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def ask_password(variable: str, prompt: str) -> str:
    """The password in an environment variable, or asked for without echo.

    NotAllowed('not_signed_in') where there is neither the variable nor a terminal to ask at.
    """
    if (password := _from_environment(variable)) is not None:
        return password
    if sys.stderr is None or not sys.stderr.isatty():
        raise NotAllowed("not_signed_in")
    return getpass.getpass(prompt, stream=sys.stderr)


def ask_new_password(prompt: str, *variables: str) -> str:
    """A new password: from the first of the variables that is set, or asked for twice without echo."""
    for variable in variables:
        if (password := _from_environment(variable)) is not None:
            return password
    if sys.stderr is None or not sys.stderr.isatty():
        raise NotAllowed("no_new_password", variable=variables[0])
    first = getpass.getpass(prompt, stream=sys.stderr)
    if getpass.getpass("再输一遍: ", stream=sys.stderr) != first:
        raise NotAllowed("passwords_differ")
    return first
