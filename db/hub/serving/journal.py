"""The hub's journal: one JSON line a request or event, a file a day, kept as long as the law asks.

网络安全法第21条 asks network logs to be kept for six months at least. No line holds a name, a number, an
address or a code: what came is told by its kind, who sent it by the letter of the desk.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from app.ports.hub_options import LOG_DAYS

ZONE = timezone(timedelta(hours=8))
_NAME = re.compile(r"hub-([0-9]{4}-[0-9]{2}-[0-9]{2})\.jsonl")


def wall_clock() -> datetime:
    return datetime.now(ZONE)


class Journal:
    """Appends to ``folder``/hub-DAY.jsonl and removes files of more than ``days`` days; for any thread."""

    def __init__(self, folder: Path, days: int = LOG_DAYS, now: Callable[[], datetime] = wall_clock) -> None:
        self._folder = folder
        self._days = days
        self._now = now
        self._lock = threading.Lock()
        self._day: date | None = None
        self._file = -1

    def note(self, event: str, **facts: str | float | bool | None) -> None:
        """Write one line; facts that are None are left out."""
        now = self._now()
        line: dict[str, str | float | bool] = {"at": now.isoformat(timespec="milliseconds"), "event": event}
        line |= {name: value for name, value in facts.items() if value is not None}
        text = json.dumps(line, ensure_ascii=False) + "\n"
        with self._lock:
            if now.date() != self._day:
                self._begin(now.date())
            os.write(self._file, text.encode())  # one write to the end of the file: processes do not mix

    def close(self) -> None:
        with self._lock:
            if self._file >= 0:
                os.close(self._file)
            self._file, self._day = -1, None

    def _begin(self, day: date) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._file >= 0:
            os.close(self._file)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        self._file = os.open(self._folder / f"hub-{day.isoformat()}.jsonl", flags, 0o600)
        self._day = day
        for file in self._folder.iterdir():
            named = _NAME.fullmatch(file.name)
            if named and date.fromisoformat(named[1]) < day - timedelta(days=self._days):
                file.unlink(missing_ok=True)
