"""Hears over PostgreSQL what other hub processes have written: LISTEN on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg

CHANNEL = "jiefangtai"
TURN_SECONDS = 1.0
"""How long one look for words lasts: stopping takes no longer."""
AGAIN_SECONDS = 1.0
"""After the connection was lost, before it is made anew."""


def hear(address: str, tell: Callable[[int | None], None]) -> Callable[[], None]:
    """Call ``tell`` on a thread with the centre that has news, or with None after a gap; what stops it."""
    stopped = threading.Event()

    def listen() -> None:
        while not stopped.is_set():
            try:
                with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    tell(None)  # what was written before this connection heard
                    while not stopped.is_set():
                        for word in connection.notifies(timeout=TURN_SECONDS):
                            tell(int(word.payload))
            except psycopg.OperationalError:
                stopped.wait(AGAIN_SECONDS)

    thread = threading.Thread(target=listen, name="hub-hearing", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join()

    return stop
