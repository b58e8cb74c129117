"""A store that was used alone for months joins a hub: what its administrator vouches for is all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.sync.enrol_desk import enrol_store
from db import boots
from db.exchange.entering import Admitted, Entry
from db.hub import places
from db.hub.serving.serve import Running
from db.sync.http import HttpHub
from home import Home
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, add_person


def test_every_record_of_many_starts_is_taken(running: Running, tmp_path: Path) -> None:
    house = Home(tmp_path / "A")
    house.create("示例中心", "340700", "A", LOGIN, PASSWORD)
    house.close()
    place = Place(tmp_path / "A")
    place.hire("clerk", "张三（示例）", "登记员")
    starts = boots.MOST + 10
    for _ in range(starts):
        place.store.on_writer(boots.begin)
        add_person(place)
    with running.hub.storage.writing() as work:
        code = places.new_code(work, "A", None, running.hub.clock())
    place.link.join(running.url, code)
    place.link.exchange()
    assert place.link.state().set_aside == 0
    with running.hub.storage.reading() as work:
        assert work.first_row("SELECT count(*) FROM rows WHERE tbl = 'people'") == (starts,)
    place.store.on_writer(boots.begin)
    add_person(place)
    place.link.exchange()
    assert (place.link.state().set_aside, place.link.state().waiting) == (0, 0)
    place.house.close()


def test_a_hub_that_went_away_once_it_had_let_the_desk_in_is_joined(
    running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = Home(tmp_path / "A")
    house.create("示例中心", "340700", "A", LOGIN, PASSWORD)
    desk = house.sign_in(LOGIN, PASSWORD)
    link, enrol = house.link(desk), HttpHub.enrol

    def let_in_and_gone(end: HttpHub, entry: Entry) -> Admitted:
        admitted = enrol(end, entry)
        running.stop()
        return admitted

    with running.hub.storage.writing() as work:
        code = places.new_code(work, "A", None, running.hub.clock())
    monkeypatch.setattr(HttpHub, "enrol", let_in_and_gone)
    told = enrol_store(desk, link, running.url, code)
    assert (told["desk"], told["pushed"]) == ("A", 0), "it does not say that nothing was joined"
    assert link.state().hub == running.url
    assert link.state().waiting > 0
    house.close()
