"""Sync by a signed, encrypted file on a stick, where there is no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.desk import Desk
from app.ports.link import Link


def write_courier(desk: Desk, link: Link, file: Path) -> dict[str, Any]:
    """Write what the centre's other desks have not had yet."""
    desk.require("courier")
    return link.write_courier(file)


def read_courier(desk: Desk, link: Link, file: Path) -> dict[str, Any]:
    """Take a file in; twice does no harm. Refused: courier_foreign, courier_damaged."""
    desk.require("courier")
    return link.read_courier(file)
