"""Reads the sealed centre key of an account: whole, and at a cost that every desk can afford."""

from __future__ import annotations

import json
from typing import Any

from app.errors import Unavailable
from db.suites.suite import suite_of_cipher

MOST_MEMORY, MOST_TIME, MOST_LANES = 1 << 20, 10, 8
"""What a guess may cost at most (KiB, passes, lanes): a desk must be able to afford it."""


def wrap_in(body: str) -> dict[str, Any] | None:
    """The wrap in a text, if every desk can read it and afford it."""
    try:
        wrap = json.loads(body)
        nonce, sealed = bytes.fromhex(wrap["nonce"]), bytes.fromhex(wrap["sealed"])
        if "cipher" in wrap:
            suite_of_cipher(wrap["cipher"])
        if "kdf" in wrap:
            bytes.fromhex(wrap["salt"])
            cost = wrap["cost"]
            least = all(type(cost[name]) is int and cost[name] > 0 for name in ("memory", "time", "lanes"))
            if not least or len(cost) != 3 or not _affordable(cost):
                return None
    except (ValueError, KeyError, TypeError, RecursionError, Unavailable):
        return None
    return wrap if isinstance(wrap, dict) and len(nonce) == 12 and sealed else None


def _affordable(cost: dict[str, int]) -> bool:
    return cost["memory"] <= MOST_MEMORY and cost["time"] <= MOST_TIME and cost["lanes"] <= MOST_LANES
