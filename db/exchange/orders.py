"""Orders that an administrator gives the hub from his desk: let one more desk in, or stop one.

The desk is not believed: the order is signed by the person, and his roles are the hub's own rows'. Said once
more it does nothing more: the code is the order's own, and a desk that came after the order is not stopped.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from db.exchange.frame import Message, Name, Number, Short
from db.exchange.proofs import Voice
from db.suites.suite import Suite, condensed

CODE, STOP = "code", "stop"
ACTS: Final = {CODE: "enrol", STOP: "hub revoke"}
"""The act of app.domain.roles that each order is."""


class Order(Message):
    """``at``: milliseconds by the hub's clock; ``code``: hash of the one-time code (codes.hashed_code)."""

    kind: Short
    letter: Short
    at: Number
    code: Annotated[str, Meta(max_length=64)]
    login: Name
    signature: Annotated[bytes, Meta(max_length=128)]


class Obeyed(Message):
    """How many desks were stopped; 1 for a code."""

    number: Number


def order_words(order: Order, centre: str, desk: str, suite: Suite) -> bytes:
    """What the person signs: worth nothing in another centre, from another desk, for another letter."""
    facts = (centre, desk, order.kind, order.letter, order.at, order.code, order.login)
    return condensed(suite, b"jiefangtai order", msgspec.msgpack.encode(facts))


def signed_order(voice: Voice, kind: str, letter: str, at: int, code: str = "") -> Order | None:
    """The order of whoever is signed in; None where he has no key."""
    if voice.signer is None:
        return None
    order = Order(kind, letter, at, code, voice.signer.login, b"")
    order.signature = voice.signer.sign(order_words(order, voice.centre, voice.desk, voice.signer.suite))
    return order
