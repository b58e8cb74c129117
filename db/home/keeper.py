"""Keeps a home's files and its store together: held at a sign-in, tidied, noted at the end."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from app.errors import Unavailable
from app.ports.vault import Keys
from db.access.belongings import hold_against
from db.access.keys import FileVault
from db.home import heads
from db.home.heads import Heads
from db.home.leavings import wipe_leavings
from db.home.looking import looking
from db.store import Store
from db.sync.series import publish_keys

LONGEST = 200
"""Characters of a purpose that names files or series."""


class Keeper:
    """One home folder with its key file."""

    def __init__(self, home: Path, vault: FileVault, store: Path) -> None:
        self._home = home
        self._vault = vault
        self._file = store

    def open(self, keys: Keys) -> Store:
        """The store; on a disk that takes nothing one that can be read. Unavailable: store_damaged …"""
        try:
            store = Store(self._file, keys.store)
        except Unavailable as error:
            return looking(self._file, keys.store, error)
        store.when_idle = lambda connection: heads.note(self._home, keys.store, store.series(), connection)
        return store

    def hold(self, store: Store, keys: Keys) -> None:
        """Key file and place are those of this store, and no number that a newer one gave is given again.

        Unavailable: keys_damaged, place_damaged, disk_full, store_read_only.
        """
        if not hold_against(store, self._home, self._vault, keys.store):
            store.write(lambda writes: writes.audit(keys.login, "钥匙文件是旧的", success=False))
        self._count_on(store, keys)

    def _count_on(self, store: Store, keys: Keys) -> None:
        noted = self.heads(store, keys)
        if noted.damaged:
            store.write(lambda writes: writes.audit(keys.login, "heads.json 被改过", success=False))
        if not noted.serials:
            return
        behind = store.on_writer(lambda connection: heads.count_on(noted, connection))
        if behind:
            words = "、".join(behind)[:LONGEST]
            store.write(lambda writes: writes.audit(keys.login, "库是旧的", purpose=words, success=False))

    def heads(self, store: Store, keys: Keys) -> Heads:
        """How far the store had come when it was closed last."""
        gone = store.on_writer(lambda connection: heads.is_missing(self._home, connection))
        return Heads(damaged=True) if gone else heads.read(self._home, keys.store)

    def tidy(self, store: Store, login: str, hours: int) -> None:
        """Public keys as the store has them; papers older than so many hours and remains wiped, audited.

        On a full disk the next sign-in does it.
        """
        with suppress(Unavailable):
            publish_keys(store, self._home)
        wiped = wipe_leavings(self._home, time.time(), hours)
        if wiped:
            names = "、".join(wiped)[:LONGEST]
            with suppress(Unavailable):
                store.write(lambda writes: writes.audit(login, "抹去出单", purpose=names))

    def note(self, store: Store, keys: Keys) -> None:
        """How far the store has come; what was noted before stays where the store is damaged."""
        series = store.series()
        with suppress(Unavailable):
            store.on_writer(lambda connection: heads.note(self._home, keys.store, series, connection))
