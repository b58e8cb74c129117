"""Has the hub do what the person signed in orders (db.exchange.orders)."""

from __future__ import annotations

from app.errors import NotAllowed
from db.exchange.orders import signed_order
from db.exchange.proofs import Voice
from db.sync.ends import HubEnd


def order(end: HubEnd, voice: Voice, kind: str, letter: str, at: int, code: str = "") -> int:
    """How many desks it was about. ``at``: milliseconds by the hub's clock. NotAllowed('hub_order') …"""
    signed = signed_order(voice, kind, letter, at, code)
    if signed is None:
        raise NotAllowed("hub_order")
    return end.order(signed).number
