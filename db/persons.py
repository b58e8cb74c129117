"""A person's own signing key: who says so is proved by it; it is wrapped by the password like the centre key.

An account's wrap carries, beside the centre key, the person's private key under the same password, the two
public halves (the person's, and of the key that the password itself gives, by which a new desk proves the
account before it is sent anything), and a signature of whoever made the wrap.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DOOR, RECOVERY_KEY = b"jiefangtai door", b"jiefangtai recovery signature"
PROOF = "proof"
RECOVERER = "恢复密钥"
"""Stands in for the login of whoever holds the recovery key: of accounts he may do what a 安全管理员 may."""


@dataclass(frozen=True, slots=True)
class Person:
    """A signed-in person who can sign."""

    login: str
    private: bytes

    @property
    def public(self) -> str:
        """The public half, hex."""
        return public_of(self.private)

    def sign(self, message: bytes) -> bytes:
        return _private(self.private).sign(message)


def new_private() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,  # start-up: the door can be drawn without
    )

    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> str:
    """The public half of a raw private key, hex."""
    return _private(private).public_key().public_bytes_raw().hex()


def derived(secret: bytes, purpose: bytes) -> bytes:
    """A private key that follows from a secret."""
    from cryptography.hazmat.primitives.hashes import SHA256  # start-up: as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(secret)


def verifies(public: str | None, message: bytes, signature: bytes) -> bool:
    """Whether the key of that public half (hex) signed the message; False for what is no key."""
    from cryptography.exceptions import InvalidSignature  # start-up: as above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public or "")).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def introduced(login: str, public: str, at: str) -> bytes:
    """What a 安全管理员 signs to say: this key is that account's."""
    return f"jiefangtai person key\n{login}\n{public}\n{at}".encode()


def with_proof(login: str, wrap: dict[str, Any], by: Person, at: int | None = None) -> dict[str, Any]:
    """The wrap with the signature of whoever made it; ``at`` in milliseconds."""
    proof = {"at": at if at is not None else time.time_ns() // 1_000_000, "by": by.login}
    bare = {name: value for name, value in wrap.items() if name != PROOF}
    signature = by.sign(_wrap_words(login, bare, proof))
    return bare | {PROOF: proof | {"signature": signature.hex()}}


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
    return verifies(public, _wrap_words(login, bare, proof), signature)


def _wrap_words(login: str, bare: dict[str, Any], proof: dict[str, Any]) -> bytes:
    told = json.dumps([login, proof.get("at"), proof.get("by"), bare], sort_keys=True, ensure_ascii=False)
    return b"jiefangtai wrap\n" + hashlib.sha256(told.encode()).digest()


def enrolment_words(code: str, token: str, key: str | None) -> bytes:
    """What an account signs to let a desk in: this code, for the desk that chose this token.

    ``key``: the one that vouches, in the account's name, for what the desk brings along.
    """
    tidy = "".join(one for one in code.upper() if one.isalnum())
    return b"jiefangtai enrol\n" + hashlib.sha256(f"{tidy}\n{token}\n{key or ''}".encode()).digest()


def _private(raw: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # start-up: as above

    return Ed25519PrivateKey.from_private_bytes(raw)
