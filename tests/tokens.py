"""A token of software for tests: RSA keys in memory behind the port of real ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from app.errors import NotAllowed, Unavailable
from app.ports.second_factor import Token, TokenKey

PIN = "123456"


@cache
def rsa_key(number: int, bits: int = 2048) -> RSAPrivateKey:
    """The same key for the same number; to make one takes its time."""
    del number
    return generate_private_key(65537, bits)


@dataclass
class SoftToken:
    """app.ports.second_factor.SecondFactor with what is plugged in: serial to label and keys."""

    plugged: dict[str, tuple[str, list[RSAPrivateKey]]] = field(default_factory=dict)
    signed: int = 0

    def plug(self, serial: str = "01", label: str = "示例KEY", *keys: RSAPrivateKey) -> SoftToken:
        self.plugged[serial] = (label, list(keys) or [rsa_key(1)])
        return self

    def tokens(self) -> list[Token]:
        return [Token(label, serial) for serial, (label, _) in self.plugged.items()]

    @contextmanager
    def opened(self, serial: str, pin: str) -> Iterator[Sequence[TokenKey]]:
        if serial not in self.plugged:
            raise Unavailable("token_missing")
        if pin != PIN:
            raise NotAllowed("token_pin_wrong")
        yield [self._key(key) for key in self.plugged[serial][1]]

    def _key(self, key: RSAPrivateKey) -> TokenKey:
        numbers = key.public_key().public_numbers()

        def sign(message: bytes) -> bytes:
            self.signed += 1
            return key.sign(message, PKCS1v15(), SHA256())

        return TokenKey("sign", numbers.n, numbers.e, sign)
