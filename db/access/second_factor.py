"""Binds an account's wrap to a token: it opens by the password and the token together, by neither alone.

The token signs a text of this account that is always the same; RSA with PKCS#1 v1.5 gives the same
signature each time, and a key that follows from it is mixed into the key that the password gives. Before
that it signs random bytes, so that a recorded answer is worth nothing. The secret is also kept under the
centre's key, so that a new password can be set without the token.
"""

from __future__ import annotations

import os
from typing import Any

from app.domain.value import Value
from app.errors import FieldError, NotAllowed, Refused, Unavailable
from app.ports.second_factor import SecondFactor, TokenKey
from db.access import wraps
from db.suites.suite import raw, suite_of

TOKEN = "token"
"""Part of an account's wrap that names its token."""
TOLD = ("label", "serial", "salt", "key")
"""What of it the token is found and asked by; the rest of it is the secret, kept."""
SHORTEST = 2048
"""Bits of an RSA key."""
LABEL = 40
SALT_BYTES = 16


class Bound(Value, frozen=True):
    """What a wrap says of its token, and the secret that is mixed in."""

    facts: dict[str, Any]
    secret: bytes


def bind(factor: SecondFactor | None, pin: str, login: str, centre: bytes, label: str | None) -> Bound:
    """Bind to the one key of the one token that is plugged in.

    ``label``: which token, where several are. Refused: token_several, token_unfit; else as ``opened``.
    """
    if factor is None:
        raise Unavailable("token_module", detail="")
    tokens = [token for token in factor.tokens() if label in (None, token.label)]
    if not tokens:
        raise Unavailable("token_missing")
    if len(tokens) > 1:
        raise Refused(FieldError("token", "token_several", {"labels": "、".join(t.label for t in tokens)}))
    token, salt = tokens[0], os.urandom(SALT_BYTES)
    with factor.opened(token.serial, pin) as keys:
        fit = [key for key in keys if key.modulus.bit_length() >= SHORTEST]
        if not fit or _answer(fit[0], centre, salt) != _answer(fit[0], centre, salt):
            raise Refused(FieldError("token", "token_unfit", {"label": token.label}))
        secret = _secret(fit[0], centre, salt)
    facts: dict[str, Any] = {"label": token.label[:LABEL], "serial": token.serial[:LABEL], "salt": salt.hex()}
    facts |= {"key": _digest(fit[0], centre), "kept": wraps.seal(centre, secret, _purpose(login))}
    return Bound(facts, secret)


def secret_at(factor: SecondFactor | None, facts: dict[str, Any], pin: str | None, suite_key: bytes) -> bytes:
    """The secret by the token that a wrap names.

    ``suite_key``: any key of the centre's suite. NotAllowed: token_needed (no PIN was given), token_other,
    token_pin_wrong, token_locked; Unavailable: token_missing, token_module, token_failed.
    """
    if pin is None:
        raise NotAllowed("token_needed", label=facts["label"])
    if factor is None:
        raise Unavailable("token_module", detail="")
    with factor.opened(facts["serial"], pin) as keys:
        key = next((key for key in keys if _digest(key, suite_key) == facts["key"]), None)
        if key is None:
            raise NotAllowed("token_other")
        return _secret(key, suite_key, bytes.fromhex(facts["salt"]))


def mixed(key: bytes, secret: bytes) -> bytes:
    """The key of a wrap out of the one that the password gave and the token's secret."""
    suite = suite_of(key)
    return suite.tag + suite.derive(raw(key) + secret, b"jiefangtai password and token")


def kept_in(wrap: dict[str, Any] | None, login: str, centre: bytes) -> Bound | None:
    """What binds a wrap to its token, by the centre's key; None where nothing does.

    Unavailable('keys_damaged'): the wrap is bound and does not say to what.
    """
    facts = (wrap or {}).get(TOKEN)
    if facts is None:
        return None
    try:
        secret = wraps.unseal(centre, facts["kept"], _purpose(login))
    except (KeyError, ValueError, TypeError) as error:
        raise Unavailable("keys_damaged") from error
    if secret is None:
        raise Unavailable("keys_damaged")
    return Bound(facts, secret)


def _secret(key: TokenKey, suite_key: bytes, salt: bytes) -> bytes:
    """What follows from the token's answer, after it proved that it is there. NotAllowed('token_other')."""
    fresh = b"jiefangtai token challenge\n" + os.urandom(32)
    if not _is_signed(key, fresh, key.sign(fresh)):
        raise NotAllowed("token_other")
    return suite_of(suite_key).derive(_answer(key, suite_key, salt), b"jiefangtai token")


def _answer(key: TokenKey, suite_key: bytes, salt: bytes) -> bytes:
    return key.sign(b"jiefangtai token secret\n" + suite_of(suite_key).digest(salt))


def _is_signed(key: TokenKey, message: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # start-up: few have a token
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        public = RSAPublicNumbers(key.exponent, key.modulus).public_key()
        public.verify(signature, message, PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def _digest(key: TokenKey, suite_key: bytes) -> str:
    """Hex that names a public key."""
    return suite_of(suite_key).digest(f"{key.modulus:x}/{key.exponent:x}".encode()).hex()


def _purpose(login: str) -> str:
    return f"token of {login}"
