"""Tells the suite of algorithms that a key, a public key, a wrap or a file belongs to.

A secret key carries its suite before its bytes, a public key in its text, a wrap and a file by the name of
the cipher. A key or file without a suite was made before there were two: it is of the general suite.
"""

from __future__ import annotations

import os
import re
from typing import Final, Protocol

from app.domain.suites import GENERAL, NATIONAL
from app.errors import Unavailable

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG: Final = b"sm:"
"""Before the bytes of a secret key of the national suite."""
TAGGED: Final = frozenset({len(TAG) + 20, len(TAG) + KEY_BYTES})
"""Lengths of such keys; one without a tag has 20 (a recovery key) or 32 bytes and is never taken for one."""
SM2: Final = "sm2:"
"""Before the hex of a public key of the national suite."""
PUBLIC_KEY: Final = re.compile(r"[0-9a-f]{64}|sm2:[0-9a-f]{128}")
"""A public key as rows and messages hold it."""


class Suite(Protocol):
    """Hash, signature, cipher of one suite. Secrets come in without their tag, as do public keys."""

    @property
    def name(self) -> str:
        """As ``init --suite`` calls it."""
        ...

    @property
    def tag(self) -> bytes:
        """What stands before a secret key of it."""
        ...

    @property
    def public_tag(self) -> str:
        """What stands before the hex of a public key of it."""
        ...

    @property
    def cipher(self) -> str:
        """Name of the cipher that wraps keys and files."""
        ...

    @property
    def signature(self) -> str:
        """Name of the signature."""
        ...

    @property
    def mac(self) -> str:
        """What stands before a keyed hash in the audit."""
        ...

    @property
    def file_mark(self) -> bytes:
        """The digit that ends the first bytes of a courier file or an attachment's content."""
        ...

    def require(self) -> None:
        """Unavailable('suite_missing'): this machine's OpenSSL was built without it."""
        ...

    def digest(self, data: bytes) -> bytes:
        """32 bytes."""
        ...

    def keyed(self, key: bytes, data: bytes) -> bytes:
        """HMAC, 32 bytes."""
        ...

    def derive(self, key: bytes, purpose: bytes, size: int = KEY_BYTES) -> bytes:
        """Another key that follows from this one (HKDF)."""
        ...

    def encrypt(self, key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
        """The sealed data with its 16-byte tag behind it; ``bound`` is proved with it."""
        ...

    def decrypt(self, key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
        """The data; None for another key or a changed byte."""
        ...

    def new_private(self) -> bytes:
        """A new private key, 32 bytes."""
        ...

    def private_from(self, secret: bytes, purpose: bytes) -> bytes:
        """The private key that follows from a secret."""
        ...

    def public_of(self, private: bytes) -> bytes:
        """The raw public key."""
        ...

    def sign(self, private: bytes, message: bytes, public: bytes | None = None) -> bytes:
        """64 bytes; quicker where the public key is known."""
        ...

    def verify(self, public: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the key signed the message; False for what is no key."""
        ...


def suite_named(name: str) -> Suite:
    """The suite of that name. Unavailable('suite_unknown')."""
    from db.suites.general import GENERAL_SUITE  # start-up: the door is drawn without the crypto
    from db.suites.national import NATIONAL_SUITE

    if name == GENERAL:
        return GENERAL_SUITE
    if name == NATIONAL:
        return NATIONAL_SUITE
    raise Unavailable("suite_unknown", name=name)


def suite_of(key: bytes) -> Suite:
    """The suite of a secret key."""
    return suite_named(NATIONAL if is_tagged(key) else GENERAL)


def suite_of_public(text: str) -> Suite:
    """The suite of a public key as rows and files hold it."""
    return suite_named(NATIONAL if text.startswith(SM2) else GENERAL)


def suite_of_cipher(cipher: str) -> Suite:
    """The suite that wraps with a cipher. Unavailable('suite_unknown')."""
    for name in (GENERAL, NATIONAL):
        if (suite := suite_named(name)).cipher == cipher:
            return suite
    raise Unavailable("suite_unknown", name=cipher)


def is_tagged(key: bytes) -> bool:
    return key.startswith(TAG) and len(key) in TAGGED


def raw(key: bytes) -> bytes:
    """A secret key without its tag."""
    return key[len(TAG) :] if is_tagged(key) else key


def new_key(suite: Suite) -> bytes:
    """32 random bytes, tagged."""
    return suite.tag + os.urandom(KEY_BYTES)


def public_text(suite: Suite, public: bytes) -> str:
    """A raw public key as rows and files hold it."""
    return suite.public_tag + public.hex()


def public_bytes(text: str) -> bytes:
    """The raw public key in a text. ValueError for what is none."""
    return bytes.fromhex(text.removeprefix(SM2))


def verifies(public: str | None, message: bytes, signature: bytes) -> bool:
    """Whether the key of that public half, as rows hold it, signed the message; False for what is no key."""
    text = public or ""
    try:
        return suite_of_public(text).verify(public_bytes(text), message, signature)
    except ValueError:
        return False


def condensed(suite: Suite, title: bytes, content: bytes) -> bytes:
    """What is signed for something long: its title and its digest."""
    return title + b"\n" + suite.digest(content)
