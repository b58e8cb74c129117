"""This port opens the key file beside the store, for its accounts and a limited number of tries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from app.domain.suites import GENERAL

COUNT_DAMAGED = "（登录计数）"
"""Among the noted tries: the file that counts them was of another shape, and the count began anew."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys a password or the recovery key unwraps, each tagged with its suite; never printed."""

    centre: bytes = field(repr=False)
    store: bytes = field(repr=False)
    person: bytes | None = field(default=None, repr=False, compare=False)
    """The private signing key of the one who unlocked them; None where it could not be kept."""
    login: str = field(default="", repr=False, compare=False)
    """Whose password it was; empty for the recovery key."""


class Vault(Protocol):
    """keys.json: for each account an Argon2id wrap of the centre key; the centre key wraps the store key.

    A wrap names its cipher; an existing file is read by the suite that made it.
    """

    def exists(self) -> bool: ...

    def create(self, login: str, password: str, suite: str = GENERAL) -> tuple[Keys, str]:
        """New keys of a suite (app.domain.suites) and the recovery key (shown once).

        Unavailable: store_exists, suite_unknown, suite_missing.
        """
        ...

    def unlock(self, login: str, password: str, pin: str | None = None) -> Keys:
        """NotAllowed('wrong_password', left=n) or NotAllowed('locked_out', minutes=m) after 5 wrong tries.

        Of an account that is bound to a token: token_needed without a ``pin``, token_pin, token_other,
        token_locked; Unavailable: token_missing, token_module, token_failed.

        An unknown login answers exactly as a wrong password does. The lock keeps the machine's clock.
        """
        ...

    def recover(self, recovery_key: str) -> Keys:
        """NotAllowed('wrong_recovery_key')."""
        ...

    def admit(self, login: str, password: str, keys: Keys, *, keep_token: bool = True) -> None:
        """Wrap the centre key for an account, or re-wrap it after a change of password."""
        ...

    def bind_token(self, keys: Keys, password: str, pin: str, label: str | None = None) -> str:
        """Bind the account of ``keys`` to the token that is plugged in; its label.

        NotAllowed: wrong_password, token_pin_wrong, token_locked. Refused: token_several, token_unfit,
        token_bound. Unavailable: token_missing, token_module, token_failed.
        """
        ...

    def token_of(self, login: str) -> str | None:
        """Label of the account's token; None where it has none."""
        ...

    def was_used(self, login: str, password: str, keys: Keys, count: int) -> bool:
        """Whether it is the account's password now, or one of its last ``count``."""
        ...

    def set_at(self, login: str) -> float | None:
        """When the account's password was set, in seconds; None where an older program set it."""
        ...

    def meant(self, typed: str) -> str:
        """The account that a typed name means (app.domain.logins)."""
        ...

    def public_key(self, login: str) -> str | None:
        """The public half of an account's signing key, hex; None for one that has none yet."""
        ...

    def introduce(self, keys: Keys, login: str, at: str) -> str | None:
        """The signature (hex) of whoever unlocked ``keys`` that the account's key is its own."""
        ...

    def dismiss(self, login: str) -> None:
        """Take an account's wrap away."""
        ...
