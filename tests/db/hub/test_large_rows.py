"""Rows as large as one may be: whoever has a desk's token can send them, and nobody is held up by them."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable

import pytest

from db.exchange import frame
from db.exchange.wire import PAGE_BYTES, SCHEMA, Earlier
from db.hub import recent
from db.hub.hub import Hub
from db.sync.push import next_batch
from tests.db.hub.people import Window, person
from tests.db.hub.test_recent import flat, own, read, whole

TEXT, ROWS = 1 << 19, 40
"""Characters of a row and rows: packed they are more than one message may be."""


def entries(window: Window) -> list[tuple[str, int]]:
    return window.store.on_writer(
        lambda c: c.execute(
            "SELECT id, length(record) FROM audit WHERE desk = 'A' ORDER BY position"
        ).fetchall()
    )


def write_large_rows(window: Window) -> None:
    """Audit rows, which need nobody's signature."""
    chance = random.Random(5)
    for _ in range(ROWS // 10):
        for _ in range(10):
            text = chance.randbytes(TEXT // 2).hex()
            window.store.write(lambda w, text=text: w.audit("clerk", "查看", text))
        window.sync()


def test_large_rows_come_in_pages_that_travel(hub: Hub, window: Callable[..., Window]) -> None:
    first, second = window("A"), window("B")
    first.sync()
    second.sync()
    since = hub.top(second.token)
    write_large_rows(first)
    page = hub.pull(second.token, since, own(second), SCHEMA)
    assert page.more
    assert 0 < page.rows() * TEXT <= PAGE_BYTES
    second.sync()
    assert [size for _, size in entries(second)][-ROWS:] == [TEXT] * ROWS
    assert whole(hub.pull(second.token, page.upto, [], SCHEMA)) == whole(read(hub, second, page.upto, []))


def test_large_rows_that_are_refused_a_change_come_one_by_one(
    hub: Hub, window: Callable[..., Window]
) -> None:
    """Each is given out anew because of it; together they would be no page that travels."""
    first, second = window("A"), window("B")
    first.sync()
    write_large_rows(first)
    second.sync()
    ids = [id for id, _ in entries(second)]
    second.store.on_writer(
        lambda c: c.executemany(
            "INSERT INTO outbox (tbl, pk, base, cols, ms, txn, login)"
            " VALUES ('audit', ?, 1, ?, 0, 'one', NULL)",
            [(id, '{"act":"别的"}') for id in ids],
        )
    )
    since = hub.top(second.token)
    second.sync()
    assert second.ask("SELECT count(*) FROM set_aside") == [(len(ids),)]
    assert hub.pull(first.token, since, [], SCHEMA).rows() * TEXT <= PAGE_BYTES
    first.sync()


def test_one_action_of_large_rows_is_a_page_that_is_read(hub: Hub, window: Callable[..., Window]) -> None:
    """Who packs better than the hub sends an action that is more than a body when the hub packs it."""
    first, second = window("A"), window("B")
    first.sync()
    second.sync()
    chance = random.Random(6)
    texts = [b64encode(chance.randbytes(3 * TEXT // 2)).decode() for _ in range(6)] * 2
    first.store.write(lambda w: [w.audit("clerk", "查看", text) for text in texts])
    push = first.store.on_writer(next_batch)
    assert push is not None
    hub.push(first.token, push)
    page = hub.pull(second.token, 0, [], SCHEMA)
    assert len(frame.pack(page)) > frame.MAX_PACKED
    second.sync()
    assert len(entries(second)) == len(texts)


def test_a_new_desk_is_filled_with_large_rows(hub: Hub, window: Callable[..., Window]) -> None:
    first = window("A")
    first.sync()
    write_large_rows(first)
    page = hub.earlier(first.token, Earlier([], hub.top(first.token)))
    assert page.upto > 0
    assert 0 < page.rows() * TEXT <= PAGE_BYTES
    seen = [row[1] for row in flat(page)]
    while page.upto:
        page = hub.earlier(first.token, Earlier([], page.upto))
        seen += [row[1] for row in flat(page)]
    assert sorted(seen) == sorted(ids_at(hub))


def ids_at(hub: Hub) -> list[str]:
    with hub.storage.reading() as work:
        return [pk for (pk,) in work.all("SELECT pk FROM rows")]


@pytest.mark.parametrize("most", [0, 3_000])
def test_what_is_kept_of_recent_rows_is_bounded_over_all_centres(
    hub: Hub, window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(recent, "MOST_BYTES", most)
    windows = [window("A", centre=(f"示例中心{at}", f"34070{at}")) for at in range(3)]
    for one in windows * 2:
        one.add(person())
        one.sync()
    kept = hub._recent._kept
    assert len(kept) == 1 or sum(one.weight() for one in kept.values()) <= most
    for one in windows:
        for since in range(hub.top(one.token) + 1):
            assert whole(hub.pull(one.token, since, [], SCHEMA)) == whole(read(hub, one, since, []))
