"""At a sign-in: key file and place are the ones that this store was used with last."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from app.desk import Place
from app.errors import Unavailable
from db import schema
from db.access.keys import FileVault
from db.cipher import Connection, as_unavailable
from db.home import place
from db.home.looking import NO_ROOM
from db.store import Store, transaction

KEYS_COUNT, PLACE = "keys_count", "place"
"""What the store notes of them."""


def hold_against(store: Store, home: Path, vault: FileVault, key: bytes) -> bool:
    """Whether the key file is as new as the store has seen it; seals what an older program wrote unsealed.

    Unavailable: keys_damaged, place_damaged for a file whose seal was taken off, or that names another desk.
    """
    held = store.on_writer(_held)
    count, noted = vault.file.count(), int(held.get(KEYS_COUNT, 0))
    if noted and not count:
        raise Unavailable("keys_damaged")
    facts = json.dumps(asdict(place.read_place(home)), ensure_ascii=False, sort_keys=True)
    is_sealed = place.is_sealed(home, key)
    if held.get(PLACE, facts) != facts:
        raise Unavailable("place_damaged")
    _catch_up(home, vault, key, None if is_sealed else place.read_place(home))
    _note(store, held, {PLACE: facts, KEYS_COUNT: str(max(noted, vault.file.count()))})
    return count >= noted


def is_older(connection: Connection, count: int) -> bool:
    """Whether the key file is older than one that the store was used with."""
    return count < int(_held(connection).get(KEYS_COUNT, 0))


def _held(connection: Connection) -> dict[str, str]:
    with as_unavailable():
        rows = connection.execute(
            "SELECT key, value FROM meta WHERE key IN (?, ?)", (KEYS_COUNT, PLACE)
        ).fetchall()
    return dict(rows)


def _catch_up(home: Path, vault: FileVault, key: bytes, unsealed: Place | None) -> None:
    """Seal what is not sealed yet; a disk that takes nothing leaves it for the next time."""
    try:
        vault.file.seal(key)
        if unsealed is not None:
            place.write_place(home, unsealed, key)
    except Unavailable as error:
        if error.code not in NO_ROOM:
            raise


def _note(store: Store, held: dict[str, str], now: dict[str, str]) -> None:
    """Files first, note afterwards: a program that is killed in between has only not noted them yet."""
    if now.items() <= held.items():
        return

    def work(connection: Connection) -> None:
        with transaction(connection):
            for name, value in now.items():
                schema.set_meta(connection, name, value)

    try:
        store.on_writer(work)
    except Unavailable as error:
        if error.code not in NO_ROOM:
            raise
