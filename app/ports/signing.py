"""What the services ask of the desk's signing key."""

from __future__ import annotations

from typing import Protocol


class Signer(Protocol):
    @property
    def key_id(self) -> str:
        """8 hex digits."""
        ...

    def sign(self, message: bytes) -> bytes:
        """64-byte Ed25519 signature."""
        ...


class KeyRing(Protocol):
    def verify(self, key_id: str, message: bytes, signature: bytes) -> bool:
        """True if a known desk key of this id signed the message; False also for an unknown id."""
        ...
