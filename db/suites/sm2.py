"""SM2 signatures (GB/T 32918.2, parameters of GB/T 32918.5) by gmalg, over OpenSSL's SM3."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hashes import Hash as OpenSslHash
from gmalg.base import Hash
from gmalg.ellipticcurve import ECDLP
from gmalg.errors import GMError
from gmalg.sm2 import SM2Core

COORDINATE: Final = 32
USER: Final = b"1234567812345678"
"""The identity of who signs where none was agreed upon (GM/T 0009)."""
_PRIME: Final = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFF_00000000_FFFFFFFF_FFFFFFFF
ORDER: Final = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123
CURVE: Final = ECDLP(
    _PRIME,
    _PRIME - 3,
    0x28E9FA9E_9D9F5E34_4D5A9E4B_CF6509A7_F39789F5_15AB8F92_DDBCBD41_4D940E93,
    (
        0x32C4AE2C_1F198119_5F990446_6A39C994_8FE30BBF_F2660BE1_715A4589_334C74C7,
        0xBC3736A2_F4F6779C_59BDCEE3_6B692153_D0A9877C_C62A4740_02DF32E5_2139F0A0,
    ),
    ORDER,
)


class FastSm3(Hash):  # type: ignore[misc]
    """gmalg's hash by OpenSSL: a courier file has many megabytes."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._hash = OpenSslHash(SM3())

    def update(self, data: bytes) -> None:
        self._hash.update(data)

    def value(self) -> bytes:
        return self._hash.copy().finalize()

    @classmethod
    def hash_length(cls) -> int:
        return COORDINATE

    @classmethod
    def max_msg_length(cls) -> int:
        return (1 << 61) - 1


def public_of(private: bytes) -> bytes:
    """x and y of the public point. ValueError for a private key that is none."""
    x, y = _core().generate_pk(_scalar(private))
    return bytes(x.to_bytes(COORDINATE, "big") + y.to_bytes(COORDINATE, "big"))


def sign(private: bytes, message: bytes, public: bytes | None = None, user: bytes = USER) -> bytes:
    """r and s, 64 bytes. ValueError for a private key that is none."""
    point = _point(public if public is not None else public_of(private))
    r, s = _core().sign(message, _scalar(private), user, point)
    return bytes(r.to_bytes(COORDINATE, "big") + s.to_bytes(COORDINATE, "big"))


def verify(public: bytes, message: bytes, signature: bytes, user: bytes = USER) -> bool:
    """Whether the key signed the message; False for a point that is not on the curve."""
    if len(signature) != 2 * COORDINATE:
        return False
    r, s = (int.from_bytes(half, "big") for half in (signature[:COORDINATE], signature[COORDINATE:]))
    try:
        return bool(_core().verify(message, r, s, user, _point(public)))
    except (ValueError, ArithmeticError, GMError):
        return False


def _core() -> SM2Core:
    return SM2Core(CURVE, FastSm3())


def _scalar(private: bytes) -> int:
    number = int.from_bytes(private, "big")
    if len(private) != COORDINATE or not 1 <= number <= ORDER - 2:
        raise ValueError("no private key of SM2")
    return number


def _point(public: bytes) -> tuple[int, int]:
    x, y = (int.from_bytes(half, "big") for half in (public[:COORDINATE], public[COORDINATE:]))
    if len(public) != 2 * COORDINATE or not (x < _PRIME and y < _PRIME and CURVE.ec.isvalid((x, y))):
        raise ValueError("no public key of SM2")
    return x, y
