"""A desk whose hub is lost founds its centre anew at another one, also where its joining is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.rows.visits import Person
from app.errors import Unavailable
from db.exchange.entering import Admitted, Entry
from db.hub import places
from db.hub.serving import serve
from db.hub.serving.serve import Running
from db.sync import state
from db.sync.hello import start_over
from db.sync.http import HttpHub
from home import Home
from tests.db.hub.people import person
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, add_person
from tests.db.sync.test_signed import hub_rows

MakePlace = Callable[[str], Place]


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    """Another hub, which has no centre yet."""
    started = serve.start("127.0.0.1:0", None, tmp_path / "fresh-home")
    yield started
    started.stop()


def code_of(running: Running, letter: str) -> str:
    with running.hub.storage.writing() as work:
        known = places.only_centre(work)
        return places.new_code(work, letter, known.id if known else None, running.hub.clock())


def refused_row(place: Place) -> Person:
    """A person that the hub sets aside: a clerk's session wrote it in the administrator's name."""
    row: Person = add_person(place)
    assert place.link.exchange().set_aside == 1
    return row


@pytest.fixture
def refused(places_of: MakePlace) -> tuple[Place, Person]:
    """Desk A with one row that its hub took and one that it set aside."""
    place = places_of("A")
    place.hire("clerk", "张三（示例）", "登记员")
    add_person(place)
    assert place.link.exchange().set_aside == 0
    place.become("clerk")
    return place, refused_row(place)


def test_what_a_hub_set_aside_is_no_beginning_of_the_next(
    refused: tuple[Place, Person], running: Running, fresh: Running
) -> None:
    place, row = refused
    running.stop()
    place.become(LOGIN)
    place.link.leave(unheard=True)
    answer = place.link.join(fresh.url, code_of(fresh, "A"), None, PASSWORD)
    assert answer["set_aside"] == 1
    assert len(hub_rows(fresh, Person.TABLE)) == 1, "what the old hub had refused waits still"
    (aside,) = place.link.asides()
    assert aside.row_id == row.id
    place.become("clerk")
    place.link.retry()
    assert place.link.exchange().set_aside == 1, "the new hub judges it as the old one did"
    place.become(LOGIN)
    place.link.retry()
    assert place.link.exchange().set_aside == 0, "its own account answers for it"
    assert len(hub_rows(fresh, Person.TABLE)) == 2


def test_what_was_to_be_sent_again_is_no_beginning_either(
    refused: tuple[Place, Person], running: Running, fresh: Running
) -> None:
    place, row = refused
    running.stop()
    place.link.retry()
    place.become(LOGIN)
    place.link.leave(unheard=True)
    place.link.join(fresh.url, code_of(fresh, "A"), None, PASSWORD)
    assert len(hub_rows(fresh, Person.TABLE)) == 1
    assert {"sync_retried"} == {aside.code for aside in place.link.asides() if aside.row_id == row.id}


def test_a_row_whose_change_was_set_aside_goes_along(
    places_of: MakePlace, running: Running, fresh: Running
) -> None:
    place = places_of("A")
    row = person()
    place.store.write(lambda w: (w.audit(LOGIN, "登记"), w.add(row)))
    place.hire("clerk", "张三（示例）", "登记员")
    place.link.exchange()
    place.become("clerk")
    place.store.write(lambda w: (w.audit(LOGIN, "更正"), w.change(row, phone="13800001234")))
    place.store.on_writer(lambda c: c.execute("UPDATE outbox SET login = 'admin' WHERE tbl = 'people'"))
    assert place.link.exchange().set_aside == 1
    running.stop()
    place.become(LOGIN)
    place.link.leave(unheard=True)
    place.link.join(fresh.url, code_of(fresh, "A"), None, PASSWORD)
    assert [one["name"] for one in hub_rows(fresh, Person.TABLE)] == [row.name]


def test_in_a_new_epoch_what_was_set_aside_has_seen_nothing(refused: tuple[Place, Person]) -> None:
    """A revision of the epoch before would claim that others' values had been seen, and replace them."""
    place, _ = refused
    place.store.on_writer(lambda c: c.execute("UPDATE set_aside SET base = 7, cols = '{}'"))
    place.store.on_writer(lambda c: start_over(c, {}))
    assert place.store.on_writer(lambda c: c.execute("SELECT DISTINCT base FROM set_aside").fetchall()) == [
        (0,)
    ]


def lose_the_answer(patch: pytest.MonkeyPatch) -> None:
    """The hub lets the desk in, and the network goes before the desk hears of it."""
    enrol = HttpHub.enrol

    def cut(self: HttpHub, entry: Entry) -> Admitted:
        enrol(self, entry)
        raise Unavailable("hub_unreachable")

    patch.setattr(HttpHub, "enrol", cut)


def test_a_founder_that_did_not_hear_of_it_asks_again_with_its_code(
    tmp_path: Path, fresh: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "founder"
    home.mkdir()
    Home(home).create("示例中心", "340700", "A", LOGIN, PASSWORD)
    place = Place(home)
    code = code_of(fresh, "A")
    try:
        with monkeypatch.context() as patch:
            lose_the_answer(patch)
            with pytest.raises(Unavailable, match="hub_unreachable"):
                place.link.join(fresh.url, code, None, PASSWORD)
        add_person(place)
        assert place.link.join(fresh.url, code, None, PASSWORD)["set_aside"] == 0
        assert len(hub_rows(fresh, Person.TABLE)) == 1
    finally:
        place.house.close()


def test_a_new_desk_that_did_not_hear_of_it_asks_again_with_its_code(
    places_of: MakePlace, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places_of("A")
    home, code = tmp_path / "late", code_of(running, "B")
    house = Home(home)
    with monkeypatch.context() as patch:
        lose_the_answer(patch)
        with pytest.raises(Unavailable, match="hub_unreachable"):
            house.enrolment.enrol(running.url, code, LOGIN, PASSWORD)
    assert house.enrolment.enrol(running.url, code, LOGIN, PASSWORD)["desk"] == "B"
    place = Place(home)
    assert place.store.on_writer(state.waiting) == 0
    place.house.close()
