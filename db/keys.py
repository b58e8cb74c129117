"""The key file beside the store: which passwords open the centre key, and the centre key the store key."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.errors import NotAllowed, Unavailable
from app.ports.vault import Keys
from db import wraps
from db.files import write_json
from db.tries import Tries
from db.wraps import Cost

STORE, RECOVERY = "store key", "centre key by recovery"
VERSION = 1
PARTS = ("accounts", "recovery", "store")
"""What a whole key file has beside its version."""


class FileVault:
    """app.ports.vault.Vault over HOME/keys.json and HOME/tries.json."""

    def __init__(self, home: Path, cost: Cost | None = None, now: Callable[[], float] = time.time) -> None:
        self._file = home / "keys.json"
        self._tries = Tries(home / "tries.json", now)
        self._cost = cost or Cost()

    def exists(self) -> bool:
        """Whether there is a key file."""
        return self._file.exists()

    def create(self, login: str, password: str) -> tuple[Keys, str]:
        """New keys and the recovery key. Unavailable('store_exists') if there is a vault."""
        if self.exists():
            raise Unavailable("store_exists")
        keys = Keys(os.urandom(wraps.KEY_BYTES), os.urandom(wraps.KEY_BYTES))
        recovery = wraps.new_recovery_key()
        wrapping = wraps.recovery_wrapping_key(wraps.recovery_bytes(recovery) or b"")
        self._write(
            {
                "version": VERSION,
                "accounts": {login: self._wrap(login, password, keys.centre)},
                "recovery": wraps.seal(wrapping, keys.centre, RECOVERY),
                "store": wraps.seal(keys.centre, keys.store, STORE),
            }
        )
        return keys, recovery

    def unlock(self, login: str, password: str) -> Keys:
        """The keys. NotAllowed: wrong_password (left=n), locked_out (minutes=m); Unavailable: no_store."""
        held = self._read()
        left = self._tries.begin(login)
        centre = self._opened(held, login, password)
        if centre is None:
            raise self._tries.wrong(left)
        self._tries.forget(login)
        return self._with_store_key(held, centre)

    def wrong_tries(self, login: str) -> int:
        """Wrong passwords of an account since its last right one; for the audit."""
        return self._tries.count(login)

    def recover(self, recovery_key: str) -> Keys:
        """The keys by the paper from ``init``. NotAllowed('wrong_recovery_key')."""
        held = self._read()
        bits = wraps.recovery_bytes(recovery_key)
        centre = None
        if bits is not None:
            centre = wraps.unseal(wraps.recovery_wrapping_key(bits), held["recovery"], RECOVERY)
        if centre is None:
            raise NotAllowed("wrong_recovery_key")
        return self._with_store_key(held, centre)

    def admit(self, login: str, password: str, keys: Keys) -> None:
        """Wrap the centre key for an account, or anew after a change of password."""
        held = self._read()
        held["accounts"][login] = self._wrap(login, password, keys.centre)
        self._write(held)

    def dismiss(self, login: str) -> None:
        """Take an account's wrap away; nothing happens if there is none."""
        held = self._read()
        if held["accounts"].pop(login, None) is not None:
            self._write(held)

    def centre_wraps(self) -> dict[str, Any]:
        """What another desk of the centre needs: every account's wrap and the recovery wrap."""
        held = self._read()
        return {"accounts": held["accounts"], "recovery": held["recovery"]}

    def take_wraps(self, given: dict[str, Any]) -> None:
        """Take the centre's wraps as the hub has them now; this desk's store key stays."""
        held = self._read()
        self._write(held | {"accounts": given["accounts"], "recovery": given["recovery"]})

    def join(self, given: dict[str, Any], login: str, password: str) -> Keys:
        """A vault for a new desk of a centre: its wraps, and a store key of this desk's own.

        Unavailable('store_exists'); NotAllowed('wrong_password'), and then nothing is written.
        """
        if self.exists():
            raise Unavailable("store_exists")
        held = {"version": VERSION, "accounts": given["accounts"], "recovery": given["recovery"]}
        left = self._tries.begin(login)
        centre = self._opened(held, login, password)
        if centre is None:
            raise self._tries.wrong(left)
        self._tries.forget(login)
        keys = Keys(centre, os.urandom(wraps.KEY_BYTES))
        self._write(held | {"store": wraps.seal(centre, keys.store, STORE)})
        return keys

    def _opened(self, held: dict[str, Any], login: str, password: str) -> bytes | None:
        """The centre key, or None; an unknown name takes as long as a wrong password."""
        wrap = held["accounts"].get(login)
        if wrap is None:
            wraps.stretched(password, bytes(wraps.SALT_BYTES), self._cost)
            return None
        return wraps.unseal_with_password(password, wrap, _purpose(login))

    def _wrap(self, login: str, password: str, centre: bytes) -> dict[str, Any]:
        return wraps.seal_with_password(password, centre, _purpose(login), self._cost)

    def _with_store_key(self, held: dict[str, Any], centre: bytes) -> Keys:
        store = wraps.unseal(centre, held["store"], STORE)
        if store is None:
            raise Unavailable("wrong_key")
        return Keys(centre, store)

    def _read(self) -> dict[str, Any]:
        if not self.exists():
            raise Unavailable("no_store")
        try:
            held = json.loads(self._file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise Unavailable("keys_damaged") from error
        if not isinstance(held, dict) or not isinstance(held.get("version"), int):
            raise Unavailable("keys_damaged")
        if held["version"] > VERSION:
            raise Unavailable("store_newer")
        if not all(isinstance(held.get(part), dict) for part in PARTS):
            raise Unavailable("keys_damaged")
        return held

    def _write(self, held: dict[str, Any]) -> None:
        write_json(self._file, held)


def _purpose(login: str) -> str:
    return f"centre key for {login}"
