"""Counts wrong passwords: after five, the account is locked for ten minutes by the machine's clock."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import NotAllowed
from db.files import write_json

ALLOWED, LOCK_MINUTES = 5, 10
KEPT = 200
"""Sign-in names remembered at most; the oldest are forgotten."""


class Tries:
    """HOME/tries.json: for each sign-in name the wrong tries so far, and until when it is locked."""

    def __init__(self, file: Path, now: Callable[[], float] = time.time) -> None:
        self._file = file
        self._now = now

    def begin(self, login: str) -> int:
        """Count a try before it is judged (so that a kill cannot undo it); how many are left after it.

        NotAllowed('locked_out', minutes=n) while locked.
        """
        tries = self._read()
        wrong, until = tries.get(login, [0, 0.0])
        seconds = min(until - self._now(), LOCK_MINUTES * 60)
        if seconds > 0:
            raise NotAllowed("locked_out", minutes=math.ceil(seconds / 60))
        if until:
            wrong = 0
        wrong += 1
        tries.pop(login, None)
        tries[login] = [wrong, self._now() + LOCK_MINUTES * 60 if wrong >= ALLOWED else 0.0]
        self._write(tries)
        return ALLOWED - int(wrong)

    def wrong(self, left: int) -> NotAllowed:
        """What to answer to a wrong try."""
        if left > 0:
            return NotAllowed("wrong_password", left=left)
        return NotAllowed("locked_out", minutes=LOCK_MINUTES)

    def forget(self, login: str) -> None:
        """The password was right."""
        tries = self._read()
        if tries.pop(login, None):
            self._write(tries)

    def count(self, login: str) -> int:
        """Wrong tries since the last right one."""
        return int(self._read().get(login, [0, 0.0])[0])

    def _read(self) -> dict[str, list[float]]:
        if not self._file.exists():
            return {}
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except ValueError:  # a torn file cannot be read: begin the count anew
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, tries: dict[str, list[float]]) -> None:
        write_json(self._file, dict(list(tries.items())[-KEPT:]))
