"""Seals on the small files beside the store: a digest that anybody can check, a proof by the store's key.

A flipped bit is found before anything is done with the file; who changes the file on purpose would need the
store's key to seal it again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from db.suites.suite import raw, suite_of

SEAL = "seal"


def proof(key: bytes, purpose: str, value: Any) -> str:
    """HMAC of the value's canonical JSON by the key's suite, with a key that follows from ``key``.

    Hex, after the name of the algorithm where it is not the general suite's.
    """
    suite = suite_of(key)
    secret = suite.digest(f"jiefangtai {purpose}".encode() + raw(key))
    named = f"{suite.mac}:" if suite.tag else ""
    return named + suite.keyed(secret, _canonical(value)).hex()


def sealed(value: dict[str, Any], key: bytes, purpose: str) -> dict[str, Any]:
    """The value with its seal, in place of an older one."""
    bare = _bare(value)
    shown = proof(key, purpose, bare)
    return bare | {SEAL: {"digest": digest(bare, shown), "proof": shown}}


def is_whole(value: dict[str, Any]) -> bool:
    """Whether the content is what the seal's digest says; also for a file that has no seal yet."""
    if SEAL not in value:
        return True
    seal = value[SEAL]
    if not isinstance(seal, dict) or seal.keys() != {"digest", "proof"}:
        return False
    return bool(seal["digest"] == digest(_bare(value), seal["proof"]))


def is_genuine(value: dict[str, Any], key: bytes, purpose: str) -> bool:
    """Whether who has the key sealed it; also for a file that has no seal yet."""
    if SEAL not in value:
        return True
    claimed = value[SEAL]["proof"]
    return (
        isinstance(claimed, str)
        and claimed.isascii()
        and hmac.compare_digest(claimed, proof(key, purpose, _bare(value)))
    )


def digest(bare: dict[str, Any], shown: Any) -> str:
    """SHA-256 (hex) over the content and its proof: finds an accident, proves nothing."""
    return hashlib.sha256(_canonical([bare, shown])).hexdigest()


def _bare(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name != SEAL}


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode(errors="surrogatepass")
