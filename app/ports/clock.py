"""A clock tells the time: the machine's, or a fixed one for checks."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Protocol

CENTRE_TIME = timezone(timedelta(hours=8))
"""The centre's offset: one time for the whole country, no daylight saving."""


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, with the offset of the centre (+08:00), to the second."""
        ...
