"""Sign-in names: folded, so that one name is one account however it is typed, and no two look alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LONGEST = 32
_MARKS = frozenset("._-@")
_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "|": "l"})


def folded(typed: str) -> str:
    """The name as it is kept: NFKC, lower case; u1 for U1 and ｕ1."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", typed).casefold())


def wrong_with(login: str) -> str | None:
    """The code of what a new name lacks: login_missing, login_long, login_letters; None if it will do.

    Letters are Latin ones and Chinese characters: those of other scripts look like them.
    """
    if not login or any(char.isspace() for char in login):
        return "login_missing"
    if len(login) > LONGEST:
        return "login_long"
    if not all(_is_plain(char) for char in login) or not any(char.isalnum() for char in login):
        return "login_letters"
    return None


def looking_like(login: str, others: Iterable[str]) -> str | None:
    """Another name that a person could take for this one: o for 0, l for 1, no accents."""
    shape = _shape(login)
    return next((other for other in others if other != login and _shape(other) == shape), None)


def login_as_known(typed: str, known: Iterable[str]) -> str:
    """The name of the account that is meant; what was typed where there is none, or more than one.

    Older programs kept names as they were typed: an exact one goes before.
    """
    names = list(known)
    if typed in names:
        return typed
    meant = [name for name in names if folded(name) == folded(typed)]
    return meant[0] if len(meant) == 1 else typed


def _is_plain(char: str) -> bool:
    if char in _MARKS or (char.isascii() and char.isalnum()):
        return True
    name = unicodedata.name(char, "")
    return name.startswith(("CJK UNIFIED", "LATIN SMALL")) and char.isalpha()


def _shape(login: str) -> str:
    bare = unicodedata.normalize("NFKD", folded(login))
    return "".join(char for char in bare if not unicodedata.combining(char)).translate(_LOOK_ALIKE)
