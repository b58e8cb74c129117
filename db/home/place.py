"""HOME/desk.json: the centre's name and code and the desk's letter, readable before anybody signs in."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.desk import Place
from app.errors import Unavailable
from db.access import seals
from db.home.files import write_json

FILE = "desk.json"
PARTS = frozenset({"centre", "code", "letter"})
PURPOSE = "place"


def read_place(home: Path) -> Place:
    """The facts. Unavailable: no_store, place_damaged (a bit of it is not what was written)."""
    held = _read(home)
    return Place(**{part: held[part] for part in PARTS})


def write_place(home: Path, place: Place, key: bytes) -> None:
    """Write the facts down, sealed by the store's key. Unavailable: disk_full, store_read_only."""
    write_json(home / FILE, seals.sealed(asdict(place), key, PURPOSE))


def is_sealed(home: Path, key: bytes) -> bool:
    """Whether it has a seal. Unavailable('place_damaged') for a seal that is not by this key."""
    held = _read(home)
    if not seals.is_genuine(held, key, PURPOSE):
        raise Unavailable("place_damaged")
    return seals.SEAL in held


def _read(home: Path) -> dict[str, Any]:
    try:
        held = json.loads((home / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Unavailable("no_store") from None
    except (ValueError, RecursionError):
        raise Unavailable("place_damaged") from None
    except OSError:
        raise Unavailable("store_unreadable") from None
    if not isinstance(held, dict) or held.keys() - {seals.SEAL} != PARTS or not seals.is_whole(held):
        raise Unavailable("place_damaged")
    if not all(isinstance(held[part], str) for part in PARTS):
        raise Unavailable("place_damaged")
    return held
