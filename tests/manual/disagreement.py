"""The manual's last scene: a hub, a colleague at another desk, and what both of them changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.services.visits.amend_record import amend_record
from db.hub.door import Door
from db.hub.serving.serve import start
from home import Home


@contextmanager
def disagreeing(folder: Path, first: Home, login: str, password: str, numbers: list[str]) -> Iterator[None]:
    """While it lasts there is a hub; desk A and desk B have both changed what they know of some visits."""
    (folder / "B").mkdir(parents=True)
    running = start("127.0.0.1:0", None, folder / "hub")
    door = Door(folder / "hub")
    try:
        one = first.sign_in(login, password)
        first.link(one).join(running.url, door.token("A", None))
        second = Home(folder / "B")
        second.enrolment.enrol(running.url, door.token("B", None), login, password)
        try:
            other = second.sign_in(login, password)
            second.link(other).exchange()
            for place, number in enumerate(numbers):
                amend_record(one, number, {"person": 0, "phone": f"1380000111{place}"})
                amend_record(other, number, {"person": 0, "phone": f"1390000222{place}"})
            first.link(one).exchange()
            second.link(other).exchange()
            first.link(one).exchange()
        finally:
            second.close()
        first.keep_in_sync(one)
        yield
    finally:
        running.stop()
