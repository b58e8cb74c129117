"""Writes and reads this desk's courier files, sealed by the centre's key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db.access.signing import signer_of
from db.contents import SealedContents
from db.exchange.proofs import Voice
from db.store import Store
from db.sync import courier, state


class CourierFiles:
    """One desk's end of sync by file."""

    def __init__(
        self, store: Store, centre: bytes, letter: str, voice: Callable[[], Voice], contents: SealedContents
    ) -> None:
        self._store = store
        self._centre = centre
        self._letter = letter
        self._voice = voice
        self._contents = contents

    def write(self, file: Path) -> dict[str, Any]:
        """Unavailable: courier_other_keys, and as of db.sync.courier."""
        signer = self._store.on_writer(signer_of)
        return courier.write(
            self._store, signer, self._centre_key(), self._letter, file, self._voice(), self._contents
        )

    def read(self, file: Path) -> dict[str, Any]:
        """Unavailable('courier_other_keys'); Refused as of db.sync.courier."""
        return courier.read(self._store, self._centre_key(), file, self._contents)

    def _centre_key(self) -> bytes:
        with self._store.reading() as reads:
            if state.keeps_own_keys(reads.connection):
                raise Unavailable("courier_other_keys")
        return self._centre
