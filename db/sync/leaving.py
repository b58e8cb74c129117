"""Step: a desk parts from its hub: sends what waits, has itself cut off there, forgets where the hub is."""

from __future__ import annotations

from collections.abc import Callable

from app.errors import NotAllowed, Unavailable
from db.cipher import Connection
from db.store import transaction
from db.sync import state
from db.sync.address import LET_IN_AGAIN


def part(send: Callable[[], object], goodbye: Callable[[], None], *, unheard: bool) -> bool:
    """Send what waits and say goodbye; whether the hub has cut this desk off.

    ``unheard``: also where the hub does not answer. Unavailable: hub_unreachable …
    """
    try:
        send()
        goodbye()
    except NotAllowed as error:
        if error.code not in LET_IN_AGAIN:
            raise
    except Unavailable:
        if not unheard:
            raise
        return False
    return True


def forget_hub(connection: Connection) -> None:
    with transaction(connection):
        state.forget_hub(connection)
