"""How long the reception has been going on, pauses left out. No Qt."""

from __future__ import annotations

from datetime import datetime, timedelta


class Stopwatch:
    """Started once, paused and continued by F5."""

    def __init__(self, began: datetime) -> None:
        self.began = began
        self._paused = timedelta()
        self._since: datetime | None = None

    @property
    def running(self) -> bool:
        return self._since is None

    def toggle(self, now: datetime) -> None:
        if self._since is None:
            self._since = now
        else:
            self._paused += now - self._since
            self._since = None

    def text(self, now: datetime) -> str:
        """01:02:03 of time spent."""
        seconds = max(0, int(((self._since or now) - self.began - self._paused).total_seconds()))
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
