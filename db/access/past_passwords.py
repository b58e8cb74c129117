"""The last passwords of an account, in its wrap under the centre key: none is to be taken again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from app.domain.value import Value
from db.access import wraps
from db.access.wraps import Cost
from db.suites.suite import Suite, raw, suite_of

PAST = "past"
MOST = 8
"""How many are kept: a wrap with them is a short message still."""


class PastPassword(Value, frozen=True):
    """A digest of the key that a password gave with this salt at this cost."""

    salt: str
    cost: dict[str, int]
    digest: str


def past_of(key: bytes, salt: bytes, cost: Cost) -> PastPassword:
    """The password whose stretched key this is."""
    digest = suite_of(key).digest(b"jiefangtai past" + raw(key)).hex()
    return PastPassword(salt.hex(), asdict(cost), digest)


def read_past(wrap: dict[str, Any] | None, login: str, centre: bytes) -> list[PastPassword]:
    """The passwords kept in a wrap, newest first; none of one that cannot be read."""
    sealed = (wrap or {}).get(PAST)
    if not isinstance(sealed, dict):
        return []
    try:
        text = wraps.unseal(centre, sealed, _purpose(login))
        return [] if text is None else [PastPassword(*parts) for parts in json.loads(text)]
    except (KeyError, ValueError, TypeError):
        return []


def sealed_past(past: list[PastPassword], login: str, centre: bytes) -> dict[str, str]:
    """What the wrap keeps of them."""
    text = json.dumps([[kept.salt, kept.cost, kept.digest] for kept in past[:MOST]], separators=(",", ":"))
    return wraps.seal(centre, text.encode(), _purpose(login))


def is_among(password: str, past: list[PastPassword], suite: Suite) -> bool:
    """Whether the password is one of a centre of that suite; each costs as much as a sign-in."""
    for kept in past:
        try:
            salt, cost = bytes.fromhex(kept.salt), Cost(**kept.cost)
            if past_of(suite.tag + wraps.stretched(password, salt, cost), salt, cost).digest == kept.digest:
                return True
        except (ValueError, TypeError, wraps.NoKey):
            continue
    return False


def _purpose(login: str) -> str:
    return f"past passwords of {login}"
