"""A person's own signing key: who says so is proved by it; it is wrapped by the password like the centre key.

An account's wrap carries, beside the centre key, the person's private key under the same password, the two
public halves (the person's, and of the key that the password itself gives, by which a new desk proves the
account before it is sent anything), and a signature of whoever made the wrap.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from db.suites.suite import (
    Suite,
    condensed,
    public_text,
    raw,
    suite_of,
    suite_of_public,
    verifies,
)

DOOR, RECOVERY_KEY = b"jiefangtai door", b"jiefangtai recovery signature"
PROOF = "proof"
MOST_MOMENT = 1 << 62
"""Far above what an account may say itself (2^53), so that a 安全管理员 can always follow it."""
RECOVERER = "恢复密钥"
"""Stands in for the login of whoever holds the recovery key: of accounts he may do what a 安全管理员 may."""


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person who can sign."""

    login: str
    private: bytes
    """Tagged with its suite."""

    @property
    def suite(self) -> Suite:
        return suite_of(self.private)

    @property
    def public(self) -> str:
        """The public half, as rows hold it."""
        return public_of(self.private)

    def sign(self, message: bytes) -> bytes:
        return self.suite.sign(raw(self.private), message)


def new_private(suite: Suite) -> bytes:
    """A new private key, tagged."""
    return suite.tag + suite.new_private()


def public_of(private: bytes) -> str:
    """The public half of a private key, as rows hold it."""
    suite = suite_of(private)
    return public_text(suite, suite.public_of(raw(private)))


def derived(secret: bytes, purpose: bytes) -> bytes:
    """A private key that follows from a secret, of the secret's suite."""
    suite = suite_of(secret)
    return suite.tag + suite.private_from(raw(secret), purpose)


def introduced(login: str, public: str, at: str) -> bytes:
    """What a 安全管理员 signs to say: this key is that account's."""
    return f"jiefangtai person key\n{login}\n{public}\n{at}".encode()


def with_proof(
    login: str, wrap: dict[str, Any], by: Person, before: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The wrap with the signature of whoever made it, later than ``before``, the one that it replaces."""
    proof = {"at": max(time.time_ns() // 1_000_000, made_at(before) + 1), "by": by.login}
    bare = {name: value for name, value in wrap.items() if name != PROOF}
    signature = by.sign(_wrap_words(by.suite, login, bare, proof))
    return bare | {PROOF: proof | {"signature": signature.hex()}}


def made_at(wrap: dict[str, Any] | None) -> int:
    """The moment (ms) under the signature of who made the wrap, later than that of the one it replaced.

    A wrap that was replaced stays signed for ever; by this it is told from the one that stands. -1 for none.
    """
    proof = (wrap or {}).get(PROOF)
    at = proof.get("at") if isinstance(proof, dict) else None
    return at if type(at) is int and 0 <= at < MOST_MOMENT else -1


def wrap_is_of(public: str | None, login: str, wrap: dict[str, Any]) -> bool:
    """Whether the key of that public half made the wrap."""
    bare = {name: value for name, value in wrap.items() if name != PROOF}
    proof = wrap.get(PROOF)
    if not isinstance(proof, dict) or not isinstance(proof.get("signature"), str):
        return False
    try:
        signature = bytes.fromhex(proof["signature"])
    except ValueError:
        return False
    return verifies(public, _wrap_words(suite_of_public(public or ""), login, bare, proof), signature)


def _wrap_words(suite: Suite, login: str, bare: dict[str, Any], proof: dict[str, Any]) -> bytes:
    words = json.dumps([login, proof.get("at"), proof.get("by"), bare], sort_keys=True, ensure_ascii=False)
    return condensed(suite, b"jiefangtai wrap", words.encode())


def enrolment_words(suite: Suite, code: str, token: str, key: str | None) -> bytes:
    """What an account signs to let a desk in: this code, for the desk that chose this token.

    ``key``: the one that vouches, in the account's name, for what the desk brings along.
    """
    tidy = "".join(char for char in code.upper() if char.isalnum())
    return condensed(suite, b"jiefangtai enrol", f"{tidy}\n{token}\n{key or ''}".encode())
