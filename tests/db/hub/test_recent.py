"""A page put together from rows that were read for others is the page that would be read for this desk."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from db import boots
from db.exchange.wire import PAGE_ROWS, SCHEMA, Page
from db.hub import places, recent
from db.hub.hub import Hub
from db.hub.pages import read_page
from tests.db.hub.people import Window, person

Flat = list[tuple[str, str, int, dict[str, Any]]]


def flat(page: Page) -> Flat:
    """Its rows in an order: table, id, revision, values."""
    rows: Flat = []
    for table, block in page.tables:
        values = [dict(zip(block.columns, row, strict=True)) for row in zip(*block.values, strict=True)]
        rows += list(zip([table] * len(values), block.pk, block.rev, values, strict=True))
    return sorted(rows, key=lambda row: row[2])


def whole(page: Page) -> tuple[Any, ...]:
    return (page.epoch, page.upto, page.nonce, page.more, page.top, page.last, flat(page))


def read(hub: Hub, window: Window, since: int, mine: list[tuple[str, int]]) -> Page:
    """The page as it is read from the database."""
    with hub.storage.reading() as work:
        return read_page(work, places.caller_of(work, window.token), since, mine)


def own(window: Window) -> list[tuple[str, int]]:
    return window.store.on_writer(boots.own_below)


def test_a_page_of_recent_rows_is_the_page_that_is_read(hub: Hub, window: Callable[..., Window]) -> None:
    chance = random.Random(11)
    windows = [window(letter) for letter in "ABC"]
    people, tops = [person() for _ in range(4)], [0]
    windows[0].add(*people)
    for one in windows:
        one.sync()
    compared = 0
    for step in range(60):
        one = chance.choice(windows)
        if chance.random() < 0.5:
            new = person()
            one.add(new)
            people.append(new)
        elif one.person((known := chance.choice(people[:2])).id) is not None:
            one.change(known, phone=f"1380000{step:04}")
        if chance.random() < 0.7:
            one.sync()
        tops.append(hub.top(one.token))
        for asking in windows:
            since = chance.choice(tops[-4:])
            mine = own(asking) if chance.random() < 0.8 else []
            expected = read(hub, asking, since, mine)
            assert whole(hub.pull(asking.token, since, mine, SCHEMA)) == whole(expected)
            compared += len(flat(expected))
    assert compared > 200


def test_rows_are_read_once_for_all_desks(
    hub: Hub, window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = [window(letter) for letter in "ABCD"]
    for one in windows:
        one.add(person())
        one.sync()
    top = hub.top(windows[0].token)
    for one in windows:
        hub.pull(one.token, top, own(one), SCHEMA)
    counted, good = [], recent.tables_of
    monkeypatch.setattr(recent, "tables_of", lambda *about: counted.append(1) or good(*about))
    windows[0].add(person())
    windows[0].sync()
    pages = [flat(hub.pull(one.token, top, own(one), SCHEMA)) for one in windows]
    assert len(counted) == 1
    assert pages[0] == []  # its own copies
    assert sorted(row[0] for row in pages[1]) == ["audit", "people"]
    assert pages[1] == pages[2] == pages[3]


def test_a_changed_row_is_sent_as_it_is_now(hub: Hub, window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    first.sync()
    second.sync()
    since, new = hub.top(first.token), person()
    first.add(new)
    first.sync()
    assert len(flat(hub.pull(second.token, since, [], SCHEMA))) == 2
    first.change(new, phone="13900009999")
    first.sync()
    rows = [row for row in flat(hub.pull(second.token, since, [], SCHEMA)) if row[0] == "people"]
    assert [row[3]["phone"] for row in rows] == ["13900009999"]


def test_nothing_is_sent_of_a_database_that_was_put_back(hub: Hub, window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    first.sync()
    second.sync()
    since = hub.top(first.token)
    first.add(person())
    first.sync()
    assert len(flat(hub.pull(second.token, since, [], SCHEMA))) == 2
    with hub.storage.writing() as work:
        work.run("UPDATE batches SET nonce = 'another' WHERE rev = ?", (hub.top(first.token),))
        work.run("DELETE FROM rows WHERE tbl = 'people'")
    page = hub.pull(second.token, since, [], SCHEMA)
    assert [row[0] for row in flat(page)] == ["audit"]
    assert ".another." in page.nonce


def test_a_process_that_has_read_nothing_yet_says_where_the_centre_stands(
    open_hub: Callable[[], Hub], window: Callable[..., Window]
) -> None:
    one = window("A")
    one.add(person())
    one.sync()
    hub = open_hub()
    top = hub.top(one.token)
    assert whole(hub.pull(one.token, top, own(one), SCHEMA)) == whole(read(hub, one, top, own(one)))


def test_a_desk_far_behind_is_answered_from_the_database(hub: Hub, window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    first.add(*(person() for _ in range(PAGE_ROWS + 1)))
    first.sync()
    page = hub.pull(second.token, 0, [], SCHEMA)
    assert whole(page) == whole(read(hub, second, 0, []))
    assert page.rows() > PAGE_ROWS / 2
