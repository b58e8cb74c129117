"""What time it is: the machine's, or the time a check stands in for."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, with the offset of the centre (+08:00), to the second."""
        ...
