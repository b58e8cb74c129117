"""The general suite: Ed25519, SHA-256, AES-256-GCM."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.suites import GENERAL
from db.suites.suite import KEY_BYTES


class General:
    """db.suites.suite.Suite."""

    name = GENERAL
    tag = b""
    public_tag = ""
    cipher = "AES-256-GCM"
    signature = "Ed25519"
    mac = "hmac1"
    file_mark = b"1"

    def require(self) -> None:
        """Every build of the library has it."""

    def digest(self, data: bytes) -> bytes:
        return hashlib.sha256(data).digest()

    def keyed(self, key: bytes, data: bytes) -> bytes:
        return hmac.digest(key, data, "sha256")

    def derive(self, key: bytes, purpose: bytes, size: int = KEY_BYTES) -> bytes:
        return HKDF(SHA256(), size, salt=None, info=purpose).derive(key)

    def encrypt(self, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return AESGCM(key).encrypt(nonce, data, bound)

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        try:
            return AESGCM(key).decrypt(nonce, sealed, bound)
        except InvalidTag:
            return None

    def new_private(self) -> bytes:
        return Ed25519PrivateKey.generate().private_bytes_raw()

    def private_from(self, secret: bytes, purpose: bytes) -> bytes:
        return self.derive(secret, purpose)

    def public_of(self, private: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def sign(self, private: bytes, message: bytes, public: bytes | None = None) -> bytes:  # noqa: ARG002
        return Ed25519PrivateKey.from_private_bytes(private).sign(message)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


GENERAL_SUITE: Final = General()
