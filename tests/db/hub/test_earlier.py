"""A new desk's rows from the newest down are the same as pulled from the beginning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.rows.visits import Person
from db.check import check_store
from db.exchange.frame import BadWire
from db.exchange.wire import Earlier, Page
from db.hub import places
from db.hub.greet import new_epoch
from db.hub.hub import Hub
from db.store import Store
from db.sync import history, state
from db.sync.exchange import exchange
from tests.db.hub.direct import DirectHub, carried
from tests.db.hub.people import MakeWindow, Window, person

TABLES = ("people", "audit", "conflicts")


class Narrow(DirectHub):
    """A hub end whose pages of older rows are short."""

    limit = 3
    meanwhile: Callable[[], None] | None = None

    def earlier(self, asked: Earlier) -> Page:
        if self.meanwhile is not None:
            self.meanwhile()
        return carried(self.hub.earlier(self.token, carried(asked), self.limit))


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables, with its revision."""
    return {
        table: store.on_writer(lambda c, t=table: c.execute(f"SELECT * FROM {t} ORDER BY id").fetchall())  # type: ignore[misc]
        for table in TABLES
    }


def started(window: MakeWindow, letter: str = "N") -> tuple[Window, Narrow]:
    new: Window = window(letter)
    end = Narrow(new.end.hub, new.token)
    history.begin(new.store, end)
    return new, end


def act(rng: Random, desk: Window, known: list[Person]) -> None:
    """One business action: some people at once, or a change of one."""
    if known and rng.random() < 0.4:
        desk.sync()
        one = rng.choice(known)
        desk.change(one, phone=f"138{rng.randrange(10**8):08d}")
    else:
        rows = [person() for _ in range(rng.randrange(1, 6))]
        known += rows
        desk.add(*rows)
    desk.sync()


@pytest.mark.parametrize("cut", range(0, 24, 3))
def test_the_newest_down_and_the_tail_are_the_whole(window: MakeWindow, cut: int) -> None:
    """I19 of the design: a start at any revision, and what comes after it, equals a pull from the first."""
    rng, known = Random(cut), list[Person]()
    one, other, slow = window("A"), window("B"), window("C")
    for _ in range(cut):
        act(rng, rng.choice((one, other)), known)
    new, end = started(window)
    end.meanwhile = lambda: act(rng, rng.choice((one, other)), known) if rng.random() < 0.3 else None
    history.fill(new.store, end)
    for _ in range(3):
        act(rng, rng.choice((one, other)), known)
    for desk in (new, slow):
        desk.sync()
    assert content(new.store) == content(slow.store)
    assert len(content(new.store)["people"]) == len(known)


def test_what_the_clerk_writes_meanwhile_is_kept_and_sent(window: MakeWindow) -> None:
    one = window("A")
    people = [person() for _ in range(9)]
    for row in people:
        one.add(row)
    one.sync()
    new, end = started(window)
    history.fill(new.store, end, most=1)
    newest = next(row for row in reversed(people) if new.person(row.id))
    assert new.person(people[0].id) is None
    mine = person("新台来人（示例）")
    new.add(mine)
    new.change(newest, phone="13800000001")
    history.fill(new.store, end)
    new.sync()
    one.sync()
    assert one.person(mine.id) == mine
    assert one.person(newest.id) == new.person(newest.id) == replace(newest, phone="13800000001")
    assert not new.conflicts()
    assert content(new.store) == content(one.store)


def test_a_cut_goes_on_where_it_was_and_a_long_action_comes_whole(window: MakeWindow) -> None:
    one = window("A")
    one.add(*(person() for _ in range(12)))
    for _ in range(4):
        one.add(person())
    one.sync()
    new, end = started(window)
    history.fill(new.store, end, stop=lambda: True)
    assert new.store.on_writer(state.history) < 100
    assert check_store(new.store, "admin")["ok"]
    held = len(content(new.store)["people"])
    assert 0 < held < 16
    assert history.begin(new.store, end) == 0
    sizes = []
    while new.store.on_writer(state.history) < 100:
        sizes.append(history.fill(new.store, end, stop=lambda: True)["people"])
    assert 12 in sizes
    assert content(new.store)["people"] == content(one.store)["people"]
    assert check_store(new.store, "admin")["ok"]


def test_a_hub_that_went_back_meanwhile_is_read_from_the_start(hub: Hub, window: MakeWindow) -> None:
    one = window("A")
    for _ in range(8):
        one.add(person())
    one.sync()
    new, end = started(window)
    history.fill(new.store, end, stop=lambda: True)
    with hub.storage.writing() as work:
        new_epoch(work, places.centre_of(work, places.caller_of(work, new.token).centre))
    for desk in (one, new, one):
        desk.sync()
    assert new.store.on_writer(state.history) == 100
    assert not history.fill(new.store, end)
    assert len(content(new.store)["people"]) == 8


def test_only_the_own_centre_and_no_senseless_question(hub: Hub, window: MakeWindow, tmp_path: Path) -> None:
    one = window("A")
    one.add(person())
    one.sync()
    foreign = window("A", centre=("别的中心（示例）", "340800"))
    end = DirectHub(hub, foreign.token)
    history.begin(foreign.store, end)
    assert not history.fill(foreign.store, end)
    for asked in (
        Earlier(["people; DROP"], 5),
        Earlier(["people"] * 41, 5),
        Earlier([], -2),
        Earlier([], 1 << 60),
    ):
        with pytest.raises(BadWire):
            hub.earlier(one.token, asked)


def test_the_search_finds_what_came(window: MakeWindow) -> None:
    one = window("A")
    one.add(person("欧阳示例（示例）"))
    one.sync()
    new, end = started(window)
    history.fill(new.store, end)
    assert exchange(new.store, end).pulled.total() == 0
    assert new.ask("SELECT count(*) FROM search_stale") == [(0,)]


def test_a_save_waits_for_one_page_and_nothing_else_is_unflushed(
    window: MakeWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages are put together while nobody waits, and one by one when somebody does."""
    one = window("A")
    for _ in range(12):
        one.add(person())
    one.sync()
    put: list[int] = []
    real = history._put

    def noted(*given: Any) -> Any:
        done = real(*given)
        put.append(done[1])
        return done

    monkeypatch.setattr(history, "_put", noted)
    for letter, waiting in (("N", True), ("O", False)):
        put.clear()
        new, end = started(window, letter)
        monkeypatch.setattr(new.store, "is_waited_for", lambda is_so=waiting: is_so)
        history.fill(new.store, end)
        assert (len(put) > 1, sum(put) > 1) == (waiting, True)
        assert new.ask("PRAGMA synchronous") == [(2,)]
        assert content(new.store)["people"] == content(one.store)["people"]
