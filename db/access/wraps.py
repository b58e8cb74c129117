"""Wraps one key with another, with a password, or with a recovery key that is read off paper."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Any

from app.domain.value import Value
from db.suites.suite import KEY_BYTES, NONCE_BYTES, raw, suite_of, suite_of_cipher

SALT_BYTES = 16
RECOVERY_BYTES, GROUP = 20, 4
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford base 32: no I, L, O, U."""
_SLIPS = str.maketrans("OIL", "011")


class NoKey(Exception):
    """Salt or cost of a wrap are not such that a key could be made."""


class Cost(Value, frozen=True):
    """What one guess of a password costs (Argon2id, RFC 9106): KiB of memory, passes, lanes."""

    memory: int = 64 * 1024
    time: int = 3
    lanes: int = 1


def seal(key: bytes, secret: bytes, purpose: str) -> dict[str, str]:
    """A secret under a key by the cipher of the key's suite, bound to its purpose."""
    suite, nonce = suite_of(key), os.urandom(NONCE_BYTES)
    sealed = suite.encrypt(raw(key), nonce, secret, purpose.encode())
    return {"cipher": suite.cipher, "nonce": nonce.hex(), "sealed": sealed.hex()}


def unseal(key: bytes, wrap: dict[str, Any], purpose: str) -> bytes | None:
    """The secret, or None if the key, its suite or the purpose is another or a byte was changed."""
    suite = suite_of(key)
    nonce, sealed = bytes.fromhex(wrap["nonce"]), bytes.fromhex(wrap["sealed"])
    if wrap.get("cipher", suite.cipher) != suite.cipher:
        return None
    return suite.decrypt(raw(key), nonce, sealed, purpose.encode())


def password_wrap(key: bytes, salt: bytes, cost: Cost, secret: bytes, purpose: str) -> dict[str, Any]:
    """The wrap under a key that a password gave with this salt at this cost."""
    return {"kdf": "Argon2id", "salt": salt.hex(), "cost": asdict(cost), **seal(key, secret, purpose)}


def stretched_for(password: str, wrap: dict[str, Any]) -> bytes:
    """The key that a password gives with the salt and the cost of a wrap, of the wrap's suite."""
    suite = suite_of_cipher(wrap["cipher"])
    return suite.tag + stretched(password, bytes.fromhex(wrap["salt"]), Cost(**wrap["cost"]))


def stretched(password: str, salt: bytes, cost: Cost) -> bytes:
    """The key a password gives."""
    from argon2.exceptions import HashingError  # start-up: as above
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            password.encode(), salt, cost.time, cost.memory, cost.lanes, KEY_BYTES, Type.ID
        )
    except HashingError as error:
        raise NoKey from error


def new_recovery_key() -> str:
    """160 random bits to be written down: eight groups of four characters."""
    number = int.from_bytes(os.urandom(RECOVERY_BYTES), "big")
    count = RECOVERY_BYTES * 8 // 5
    text = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))
    return "-".join(text[start : start + GROUP] for start in range(0, count, GROUP))


def recovery_bytes(typed: str) -> bytes | None:
    """The bits of a recovery key as typed off paper (lower case, no hyphens, O for 0); None if it is none."""
    text = "".join(typed.upper().translate(_SLIPS).replace("-", " ").split())
    if len(text) != RECOVERY_BYTES * 8 // 5 or any(char not in ALPHABET for char in text):
        return None
    number = 0
    for char in text:
        number = number << 5 | ALPHABET.index(char)
    return number.to_bytes(RECOVERY_BYTES, "big")


def recovery_wrapping_key(bits: bytes) -> bytes:
    """The key made of a recovery key's bits (tagged); they are random, so no stretching is needed."""
    return _derived(bits, b"jiefangtai recovery")


def record_salt(centre: bytes) -> bytes:
    """The centre's secret for codes that follow from a record, alike at each of its desks."""
    return raw(_derived(centre, b"jiefangtai record codes"))


def _derived(key: bytes, purpose: bytes) -> bytes:
    suite = suite_of(key)
    return suite.tag + suite.derive(raw(key), purpose)
