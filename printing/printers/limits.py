"""How long a printer may take: everything that waits for a device ends by one of these."""

from __future__ import annotations

from dataclasses import dataclass

from app.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds."""

    answer: float = 3.0
    """For a connection, and for a status question."""
    whole: float = 20.0
    """From handing a job over until the device proves it or the job is taken back."""
    after: float = 3.0
    """For a cancelled job to be gone."""
    pause: float = 0.5
    """Between two questions."""


def limits_of(settings: Settings) -> Limits:
    """The limits of the settings."""
    answer, whole = float(settings["打印机回音秒"]), float(settings["打印时限秒"])
    return Limits(answer=answer, whole=whole, after=answer, pause=min(0.5, whole / 20))
