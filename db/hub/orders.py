"""Obeys what an administrator ordered from his desk, by his signature and the roles of the hub's own rows."""

from __future__ import annotations

import re

from app.errors import NotAllowed, Unavailable
from db.exchange.frame import BadWire
from db.exchange.orders import ACTS, CODE, Obeyed, Order, order_words
from db.exchange.speaking import Speaking
from db.hub import places
from db.hub.places import Caller
from db.hub.storage import Work
from db.suites.suite import suite_of_public, verifies

CLOCK_MS = 600_000
"""By how much an order's moment may differ from the hub's: one that was overheard is worthless after that."""


def obey(work: Work, caller: Caller, speaking: Speaking, order: Order, now: int) -> Obeyed:
    """BadWire('order'); NotAllowed('hub_order'); Unavailable: hub_order_clock, hub_no_desk."""
    if order.kind not in ACTS or not re.fullmatch("[A-Z]", order.letter):
        raise BadWire("order")
    if not re.fullmatch("[0-9a-f]{64}" if order.kind == CODE else "", order.code):
        raise BadWire("order")
    if not speaking.may(order.login, ACTS[order.kind]) or not _is_signed(speaking, order):
        raise NotAllowed("hub_order")
    if abs(order.at - now) > CLOCK_MS:
        raise Unavailable("hub_order_clock")
    if order.kind == CODE:
        if not places.keep_code(work, order.letter, caller.centre, order.code, now):
            raise NotAllowed("hub_order")
        return Obeyed(1)
    stopped = places.stop_desks(work, order.letter, caller.centre, order.at, now)
    if not stopped:
        raise Unavailable("hub_no_desk", desk=order.letter)
    return Obeyed(stopped)


def _is_signed(speaking: Speaking, order: Order) -> bool:
    key = speaking.keys.get(order.login)
    if key is None:
        return False
    words = order_words(order, speaking.centre, speaking.desk, suite_of_public(key))
    return verifies(key, words, order.signature)
