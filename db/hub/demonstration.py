"""Two desks of one centre through a hub of their own: the last step of the demonstration day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.house import House
from app.services.sync.enrol_desk import enrol_empty, enrol_store
from app.services.sync.sync_now import sync_now
from app.services.visits.find_records import find_records
from db.hub.door import Door
from db.hub.serving.serve import start


@dataclass(frozen=True, slots=True)
class Who:
    """A sign-in name and its password."""

    login: str
    password: str


class TwoDesks:
    """Starts a hub on loopback, lets the first desk join, makes desk B from the hub's snapshot."""

    def __init__(self, folder: Path, open_house: Callable[[Path], House], admin: Who, clerk: Who) -> None:
        self._folder = folder
        self._open_house = open_house
        self._admin = admin
        self._clerk = clerk

    def __call__(self, first: House, looked_for: str) -> dict[str, Any]:
        """What each exchange moved, and what desk B finds of a number that desk A issued."""
        door = Door(self._folder / "hub")
        running = start("127.0.0.1:0", None, self._folder / "hub")
        try:
            admin = first.sign_in(self._admin.login, self._admin.password)
            joined = enrol_store(admin, first.link(admin), running.url, door.token("A", None))
            sent = sync_now(admin, first.link(admin))
            second = self._open_house(self._folder / "B")
            try:
                made = enrol_empty(
                    second.enrolment,
                    running.url,
                    door.token("B", None),
                    self._clerk.login,
                    self._clerk.password,
                )
                desk = second.sign_in(self._clerk.login, self._clerk.password)
                moved = sync_now(desk, second.link(desk))
                records = find_records(desk, looked_for)
            finally:
                second.close()
        finally:
            running.stop()
        return {
            "desk_a": {"enrolled": joined, "synced": sent},
            "desk_b": {"enrolled": made, "synced": moved},
            "found_at_b": [hit.number for hit in records.hits],
        }
