"""A store that was used alone for months joins a hub: what its administrator vouches for is all of it."""

from __future__ import annotations

from pathlib import Path

from db import boots
from db.hub import places
from db.hub.serving.serve import Running
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
