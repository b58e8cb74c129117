"""A running hub over HTTP, and homes that join it as main.py makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.desk import Desk
from app.domain.suites import GENERAL
from app.services.staff.manage_staff import NewStaff, add_staff
from db.hub import places
from db.hub.serving import serve
from db.hub.serving.serve import Running
from home import Home

PASSWORD = "Zhong-2026-xin!"
LOGIN = "admin"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    """A hub on a free port of this machine."""
    started = serve.start("127.0.0.1:0", None, tmp_path / "hub-home")
    yield started
    started.stop()


class Place:
    """One home folder, signed in."""

    def __init__(self, home: Path) -> None:
        self.house = Home(home)
        self.desk: Desk = self.house.sign_in(LOGIN, PASSWORD)
        self.link = self.house.link(self.desk)
        self.store = self.house.store

    def become(self, login: str) -> Desk:
        """Another person signs in at this desk."""
        self.desk = self.house.sign_in(login, PASSWORD)
        return self.desk

    def hire(self, login: str, name: str, *roles: str) -> None:
        """The administrator makes an account."""
        new = NewStaff(login=login, name=name, roles=roles)
        add_staff(self.desk, self.house.vault, self.house.keys, new, PASSWORD)


@pytest.fixture
def suite() -> str:
    """The algorithms of the centre (app.domain.suites)."""
    return GENERAL


@pytest.fixture
def places_of(running: Running, tmp_path: Path, suite: str) -> Iterator[Callable[[str], Place]]:
    """Makes the first desk of a letter by ``init`` and joins it; every other from the hub's snapshot."""
    made: list[Place] = []

    def code(letter: str) -> str:
        with running.hub.storage.writing() as work:
            known = places.only_centre(work)
            return places.new_code(work, letter, known.id if known else None, running.hub.clock())

    def make(letter: str) -> Place:
        home = tmp_path / f"{letter}-{len(made)}"
        home.mkdir()
        house = Home(home)
        if not made:
            house.create("示例中心", "340700", letter, LOGIN, PASSWORD, suite)
        else:
            house.enrolment.enrol(running.url, code(letter), LOGIN, PASSWORD)
        house.close()
        place = Place(home)
        if not made:
            place.link.join(running.url, code(letter))
        made.append(place)
        return place

    yield make
    for place in made:
        place.house.close()


def add_person(place: Place, **fields: Any) -> Any:
    """Write a synthetic person down."""
    from tests.db.hub.people import person

    row = person(**fields)
    place.store.write(lambda w: (w.audit(LOGIN, "登记"), w.add(row)))
    return row


def token_of(place: Place) -> str:
    """The desk's own token, as its store keeps it."""
    sql = "SELECT value FROM meta WHERE key = 'sync_token'"
    return str(place.store.on_writer(lambda c: c.execute(sql).fetchone()[0]))
