"""This port signs with the desk's key and verifies the signatures of known desks."""

from __future__ import annotations

from typing import Protocol

from app.domain.papers import statement
from app.domain.papers.statement import KeyRing

__all__ = ["KeyRing", "Signer"]


class Signer(statement.Signer, Protocol):
    """Signs statements, and counts the digests that go with its algorithm."""

    def digest(self, data: bytes) -> bytes:
        """32 bytes by the hash that goes with it: SHA-256 or SM3."""
        ...
