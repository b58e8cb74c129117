"""The national suite: SM2, SM3, SM4-GCM (GB/T 32918, 32905, 32907)."""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3, Hash
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.suites import NATIONAL
from app.errors import Unavailable
from db.suites.suite import KEY_BYTES, SM2, TAG

GCM_TAG: Final = 16
_MORE: Final = 16
"""Bytes beyond a private key's own that make a number below the order even likely (GB/T 32918.1, 6.1)."""


class National:
    """db.suites.suite.Suite."""

    name = NATIONAL
    tag = TAG
    public_tag = SM2
    cipher = "SM4-GCM"
    signature = "SM2"
    mac = "hmac-sm3"
    file_mark = b"2"

    def require(self) -> None:
        try:
            self.encrypt(self.digest(b""), bytes(12), b"", b"")
        except UnsupportedAlgorithm as error:
            raise Unavailable("suite_missing", name=self.name) from error

    def digest(self, data: bytes) -> bytes:
        made = Hash(SM3())
        made.update(data)
        return made.finalize()

    def keyed(self, key: bytes, data: bytes) -> bytes:
        made = HMAC(key, SM3())
        made.update(data)
        return made.finalize()

    def derive(self, key: bytes, purpose: bytes, size: int = KEY_BYTES) -> bytes:
        return HKDF(SM3(), size, salt=None, info=purpose).derive(key)

    def encrypt(self, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        return seal(self._key(key), nonce, data, bound)

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        return unseal(self._key(key), nonce, sealed, bound)

    def new_private(self) -> bytes:
        from db.suites.sm2 import ORDER  # start-up: the curve is for those who sign

        return (1 + secrets.randbelow(ORDER - 2)).to_bytes(KEY_BYTES, "big")

    def private_from(self, secret: bytes, purpose: bytes) -> bytes:
        from db.suites.sm2 import ORDER  # start-up: as above

        number = int.from_bytes(self.derive(secret, purpose, KEY_BYTES + _MORE), "big")
        return (1 + number % (ORDER - 2)).to_bytes(KEY_BYTES, "big")

    def public_of(self, private: bytes) -> bytes:
        from db.suites import sm2  # start-up: as above

        return sm2.public_of(private)

    def sign(self, private: bytes, message: bytes, public: bytes | None = None) -> bytes:
        from db.suites import sm2  # start-up: as above

        return sm2.sign(private, message, public)

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        from db.suites import sm2  # start-up: as above

        return sm2.verify(public, message, signature)

    def _key(self, key: bytes) -> bytes:
        """SM4's own 128-bit key."""
        return self.derive(key, b"jiefangtai SM4-GCM", 16)


def seal(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    """SM4-GCM (RFC 8998) under a key of 16 bytes; the tag stands behind the sealed data."""
    work = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    work.authenticate_additional_data(bound)
    return work.update(data) + work.finalize() + work.tag


def unseal(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """What was sealed; None for another key or a changed byte."""
    data, proof = sealed[:-GCM_TAG], sealed[-GCM_TAG:]
    if len(proof) != GCM_TAG:
        return None
    work = Cipher(algorithms.SM4(key), modes.GCM(nonce, proof)).decryptor()
    work.authenticate_additional_data(bound)
    try:
        return work.update(data) + work.finalize()
    except InvalidTag:
        return None


NATIONAL_SUITE: Final = National()
