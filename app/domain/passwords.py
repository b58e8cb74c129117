"""What a password must be: 等保 GB/T 22239-2019, eight characters of three kinds, not the name."""

from __future__ import annotations

import string

LEAST, KINDS = 8, 3


def wrong_with(password: str, login: str) -> list[tuple[str, dict[str, int]]]:
    """The codes (with facts) of what a new password lacks; empty if it will do."""
    wrong: list[tuple[str, dict[str, int]]] = []
    if len(password) < LEAST:
        wrong.append(("password_short", {"least": LEAST}))
    if _kinds(password) < KINDS:
        wrong.append(("password_simple", {"kinds": KINDS}))
    if password.casefold() == login.casefold():
        wrong.append(("password_is_login", {}))
    return wrong


def _kinds(password: str) -> int:
    """How many of lower case, upper case, digits and anything else there are."""
    lower = any(one in string.ascii_lowercase for one in password)
    upper = any(one in string.ascii_uppercase for one in password)
    digit = any(one in string.digits for one in password)
    other = any(one not in string.ascii_letters + string.digits for one in password)
    return lower + upper + digit + other
