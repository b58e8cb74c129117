"""A token (USB Key, smart card) proves to the key file that whoever signs in holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.value import Value


class Token(Value, frozen=True):
    """A token in a reader."""

    label: str
    serial: str


@dataclass(frozen=True, slots=True)
class TokenKey:
    """An RSA key on an open token; the private half never leaves it."""

    label: str
    modulus: int
    exponent: int
    sign: Callable[[bytes], bytes] = field(repr=False, compare=False)
    """RSASSA-PKCS1-v1_5 with SHA-256: the same message gives the same signature each time."""


class SecondFactor(Protocol):
    """Tokens by their driver."""

    def tokens(self) -> list[Token]:
        """The tokens that are plugged in. Unavailable: token_module, token_failed."""
        ...

    def opened(self, serial: str, pin: str) -> AbstractContextManager[Sequence[TokenKey]]:
        """The keys of the token while it is open.

        NotAllowed: token_pin_wrong, token_locked. Unavailable: token_missing, token_module, token_failed.
        """
        ...
