"""Reads where a desk's hub is, and by what token it knows the desk."""

from __future__ import annotations

from typing import NamedTuple

from app.errors import Unavailable
from db.cipher import Connection
from db.store import Store
from db.sync import state

LET_IN_AGAIN = ("hub_token", "hub_revoked")
"""Codes of a hub that does not know the desk's token any more, or has cut the desk off."""


class Address(NamedTuple):
    """What a connection to the hub is made with."""

    url: str
    token: str
    authority: str | None
    """The centre's own authority as PEM text, where one was given."""


def noted_address(connection: Connection) -> Address | None:
    """None for a desk that has joined no hub."""
    url, token = state.get(connection, state.URL), state.get(connection, state.TOKEN)
    if url is None or token is None:
        return None
    return Address(url, token, state.get(connection, state.CERTIFICATE))


def address_of(store: Store) -> Address:
    """Unavailable('hub_unset') for a desk that has joined no hub."""
    with store.reading() as reads:
        address = noted_address(reads.connection)
    if address is None:
        raise Unavailable("hub_unset")
    return address
