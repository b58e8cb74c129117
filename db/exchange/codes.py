"""One-time codes: how they look, and what is kept of them: the hub knows a hash alone."""

from __future__ import annotations

import hashlib
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
CODE_MS = 24 * 3_600_000
"""A one-time code lives one day."""


def fresh_code() -> str:
    """80 random bits in four groups, as it is read to the person at the new desk."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def tidy_code(text: str) -> str:
    """A code as typed: any case, with or without hyphens and spaces."""
    return "".join(letter for letter in text.upper() if letter in LETTERS)


def hashed(secret: str) -> str:
    """What is kept of a token or code: 80 bits and more of randomness need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed_code(code: str) -> str:
    return hashed(tidy_code(code))
