"""This port signs with the desk's key and verifies the signatures of known desks."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Signer(Protocol):
    @property
    def key_id(self) -> str:
        """8 hex digits."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64-byte signature."""
        ...

    @property
    def signature(self) -> str:
        """By which algorithm: Ed25519 or SM2."""
        ...

    def digest(self, data: bytes) -> bytes:
        """32 bytes by the hash that goes with it: SHA-256 or SM3."""
        ...


class KeyRing(Protocol):
    def verify(
        self,
        key_id: str,
        message: bytes,
        signature: bytes,
        series: str | None = None,
        algorithm: str | None = None,
    ) -> bool:
        """True if a known desk key of this id, of this series and algorithm, signed the message."""
        ...

    def since(self, key_id: str, series: str) -> date | None:
        """From which day on the desk has had the key; None where nobody wrote it down."""
        ...
