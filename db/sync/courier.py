"""Step: sync by a signed, encrypted file, for a desk without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db.store import Store


def write(store: Store, file: Path) -> dict[str, Any]:
    """Write what this desk has to tell the others."""
    raise Unavailable("courier_unset")


def read(store: Store, file: Path) -> dict[str, Any]:
    """Take in another desk's file."""
    raise Unavailable("courier_unset")
