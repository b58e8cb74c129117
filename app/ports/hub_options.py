"""How a hub is run: each option has its place on the command line and in the environment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LISTEN = "127.0.0.1:8470"
LOG_DAYS = 184
"""网络安全法第21条: six months at least; the hub takes no fewer."""


@dataclass(frozen=True, slots=True)
class HubOptions:
    """``database`` None is the embedded one under the home, ``log`` None its folder there."""

    listen: str = LISTEN
    database: str | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    metrics_token: str | None = None
    log: Path | None = None
    log_days: int = LOG_DAYS
