"""``check`` asks the hub for its copy of the audit's head: an older home put back whole is found by it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Unavailable
from db.hub.serving.serve import Running
from db.sync.http import HttpHub
from home import Home
from tests.db.hub.people import Window, person
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, add_person

MakePlace = Callable[[str], Place]
FOUND = {"audit_cut", "audit_rewritten", "heads_damaged"}


def found(place: Place) -> list[tuple[str, str]]:
    answer = place.house.check(place.desk)
    return [(one["code"], one["record"]) for one in answer["findings"] if one["code"] in FOUND]


def test_an_older_home_put_back_whole_is_found_by_the_hub(places_of: MakePlace, tmp_path: Path) -> None:
    """The store and everything beside it are of the same older day, so nothing here contradicts it."""
    place = places_of("A")
    place.link.exchange()
    assert found(place) == []
    place.house.close()
    home = place.house.home
    shutil.copytree(home, tmp_path / "older")
    place.__init__(home)  # type: ignore[misc]
    for _ in range(3):
        add_person(place)
    place.link.exchange()
    place.house.close()
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "older", home)
    place.__init__(home)  # type: ignore[misc]
    assert [code for code, _ in found(place)] == ["audit_cut"]


@pytest.mark.parametrize("code", ["hub_unreachable", "hub_speaks_otherwise", "hub_other_reason"])
def test_a_hub_that_is_away_or_older_is_no_finding(
    places_of: MakePlace, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    place = places_of("A")
    place.link.exchange()

    def unknown(*_: object) -> None:
        raise Unavailable(code)

    monkeypatch.setattr(HttpHub, "head", unknown)
    assert place.link.audit_head() is None
    assert found(place) == []


def test_a_home_without_a_hub_asks_nobody(tmp_path: Path) -> None:
    house = Home(tmp_path / "A")
    house.create("示例中心", "340700", "A", LOGIN, PASSWORD)
    house.close()
    place = Place(tmp_path / "A")
    assert place.link.audit_head() is None
    assert found(place) == []
    place.house.close()


def test_the_hub_tells_the_head_of_each_series(running: Running, tmp_path: Path) -> None:
    from db.exchange.wire import HeadAsked

    one, other = (Window(running.hub, tmp_path, letter) for letter in "AB")
    for window, count in ((one, 3), (other, 700)):
        for _ in range(count):
            window.add(person())
        window.sync()
    for window in (one, other):
        [(position, hash)] = window.ask("SELECT position, hash FROM audit ORDER BY position DESC LIMIT 1")
        told = window.end.head(HeadAsked(window.store.series()))
        assert (told.position, told.hash) == (position, hash)
    assert one.end.head(HeadAsked("C")).position == 0
    for window in (one, other):
        window.close()
