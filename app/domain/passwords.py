"""Checks a new password by 等保 GB/T 22239-2019: eight characters of three kinds, not the name."""

from __future__ import annotations

import string
import unicodedata
from datetime import datetime, timedelta

LEAST, KINDS = 8, 3


def wrong_with(
    password: str, login: str, name: str = "", *, without_login: bool = False
) -> list[tuple[str, dict[str, int]]]:
    """The codes (with facts) of what a new password lacks; empty if it will do.

    It is never the account's or the person's name; ``without_login``: nor has it the account's in it.
    """
    wrong: list[tuple[str, dict[str, int]]] = []
    if len(password) < LEAST:
        wrong.append(("password_short", {"least": LEAST}))
    if _kinds(password) < KINDS:
        wrong.append(("password_simple", {"kinds": KINDS}))
    if _plain(password) in {_plain(login), _plain(login)[::-1], _plain(name)} - {""}:
        wrong.append(("password_is_login", {}))
    elif without_login and _plain(login) in _plain(password):
        wrong.append(("password_has_login", {}))
    return wrong


def is_outworn(set_at: datetime | None, now: datetime, most_days: int) -> bool:
    """Whether a password is older than the centre allows; 0 days: never, nor where nobody knows its age."""
    return most_days > 0 and set_at is not None and now - set_at > timedelta(days=most_days)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")


def _kinds(password: str) -> int:
    """How many of lower case, upper case, digits and anything else there are."""
    lower = any(char in string.ascii_lowercase for char in password)
    upper = any(char in string.ascii_uppercase for char in password)
    digit = any(char in string.digits for char in password)
    other = any(char not in string.ascii_letters + string.digits for char in password)
    return lower + upper + digit + other
