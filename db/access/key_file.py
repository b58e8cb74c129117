"""Reads and writes the key file, sealed as a whole: nobody puts an older or a changed one back unseen."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db.access import seals
from db.home.files import write_json
from db.suites.suite import suite_of_cipher

VERSION = 1
PARTS = ("accounts", "recovery", "store")
"""What a whole key file has beside its version."""
KNOWN = frozenset({*PARTS, "version", "count", seals.SEAL})
PURPOSE = "keys"
"""What the seal of the whole file is for."""


class KeyFile:
    """HOME/keys.json."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.store_key: bytes | None = None
        """Known after the first unlocking: what the file is sealed with."""

    def exists(self) -> bool:
        return self._path.exists()

    def count(self) -> int:
        """How new the file is: it grows with each change; 0 for one that an older program wrote, unsealed."""
        count = self.read().get("count", 0)
        return count if isinstance(count, int) else 0

    def seal(self, store_key: bytes) -> None:
        """Seal a file that an older program wrote; a sealed one stays as it is."""
        held = self.read()
        if seals.SEAL not in held:
            self.store_key = store_key
            self.write(held)

    def read(self) -> dict[str, Any]:
        """What is in it. Unavailable: no_store, keys_damaged, store_newer, suite_missing."""
        if not self.exists():
            raise Unavailable("no_store")
        try:
            held = json.loads(self._path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError) as error:
            raise Unavailable("keys_damaged") from error
        if not isinstance(held, dict) or not isinstance(held.get("version"), int) or not seals.is_whole(held):
            raise Unavailable("keys_damaged")
        if held["version"] > VERSION:
            raise Unavailable("store_newer")
        if held.keys() - KNOWN or not all(isinstance(held.get(part), dict) for part in PARTS):
            raise Unavailable("keys_damaged")
        if isinstance(cipher := held["recovery"].get("cipher"), str):
            suite_of_cipher(cipher).require()
        return held

    def write(self, held: dict[str, Any]) -> None:
        """Sealed by the store's key, and newer than before. RuntimeError before anybody unlocked it."""
        if self.store_key is None:
            raise RuntimeError("the key file can be sealed only after it was unlocked")
        count = max(int(held.get("count", 0)) + 1, int(time.time()))
        write_json(self._path, seals.sealed(held | {"count": count}, self.store_key, PURPOSE))

    def is_genuine(self, held: dict[str, Any], store_key: bytes) -> bool:
        """Whether its seal is by the store's key; a file that an older program wrote has none."""
        return seals.is_genuine(held, store_key, PURPOSE)
