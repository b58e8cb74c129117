"""Two desks through the hub: rows arrive once, concurrent edits keep the loser, limits hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.domain.rows.clashes import KEPT
from app.domain.rows.visits import Visit
from db import boots
from db.exchange.frame import MAX_TEXT, Stale
from db.exchange.wire import SCHEMA
from db.hub.hub import Hub
from db.sync import conflicts, state
from db.sync.conflicts import asides, open_clashes
from db.sync.hello import queue_all
from db.sync.push import next_batch, take_judgement
from tests.db.hub.people import person


def test_what_one_desk_writes_the_other_reads_once(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    written = person(phone="13800001234")
    one.add(written)
    told = one.sync()
    assert (told.pushed, told.audit) == (1, 1)
    assert other.sync().pulled == {"people": 1, "audit": 1}
    assert other.person(written.id) == written
    assert one.sync().pushed == 0
    assert sum(other.sync().pulled.values()) == 0


def test_a_concurrent_edit_keeps_the_loser_at_both_desks(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    written = person(phone="13800001111")
    one.add(written)
    for desk in (one, other):
        desk.sync()
    one.change(written, phone="13800002222")
    other.change(written, phone="13800003333", address="示例路1号")
    for desk in (one, other, one):
        desk.sync()
    assert one.person(written.id) == other.person(written.id)
    assert one.conflicts() == other.conflicts()
    (clash,) = one.conflicts()
    shown = one.person(written.id)
    assert {clash.kept, clash.lost} == {'"13800002222"', '"13800003333"'}
    assert clash.kept == f'"{shown.phone}"'
    assert clash.by == "clerk"
    assert shown.address == "示例路1号"


def test_a_restored_value_travels_and_the_conflict_is_settled_everywhere(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    written = person(phone="1")
    one.add(written)
    for desk in (one, other):
        desk.sync()
    one.change(written, phone="2")
    other.change(written, phone="3")
    for desk in (one, other, one):
        desk.sync()
    (clash,) = one.conflicts()
    lost = clash.lost.strip('"')
    conflicts.settle(one.store, clash.id, "leader", restore=True)
    for desk in (one, other):
        desk.sync()
    assert other.person(written.id).phone == lost
    assert not other.store.on_writer(state.conflicts)
    with other.store.reading() as reads:
        assert open_clashes(reads) == []


def test_a_kept_conflict_is_settled(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    written = person(phone="1")
    one.add(written)
    for desk in (one, other):
        desk.sync()
    one.change(written, phone="2")
    other.change(written, phone="3")
    for desk in (one, other):
        desk.sync()
    conflicts.settle(other.store, other.conflicts()[0].id, "clerk", restore=False)
    for desk in (other, one):
        desk.sync()
    assert [clash.state for clash in one.conflicts()] == [KEPT]


def test_a_push_delivered_three_times_is_judged_once(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    one.sync()
    one.add(person(), person())
    push = one.store.on_writer(next_batch)
    answers = [one.end.push(push) for _ in range(3)]
    assert len({answer.top for answer in answers}) == 1
    assert answers[0].runs
    assert answers[1].runs == []  # a repeated operation is acknowledged, never stamped
    one.store.on_writer(lambda c: take_judgement(c, push, answers[2]))
    assert one.sync().pushed == 0
    assert other.sync().pulled["people"] == 2


def test_pages_are_small_and_a_business_action_is_never_split(hub: Hub, window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    for _ in range(4):
        one.add(*(person() for _ in range(6)))
    one.sync()
    since, sizes = 0, []
    while True:
        page = hub.pull(other.token, since, [], SCHEMA, limit=10)
        sizes.append(sum(len(rows.pk) for _, rows in page.tables))
        if not page.more:
            break
        since = page.upto
    assert sizes == [7, 7, 7, 7]


def test_a_bad_row_is_set_aside_whole_and_the_rest_go_on(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    bad, beside, good = person(address="x" * (MAX_TEXT + 1)), person("李"), person("赵")
    one.add(bad, beside)
    one.add(good)
    assert one.sync().pushed == 1
    assert other.sync().pulled["people"] == 1
    (aside,) = one.store.on_writer(asides)
    assert aside.code == "sync_too_long"
    one.change(bad, address="示例路2号")
    one.sync()
    assert other.sync().pulled["people"] == 2
    assert other.person(bad.id).address == "示例路2号"
    assert other.person(beside.id) is not None
    assert one.store.on_writer(asides) == []


def test_a_hub_restored_from_a_backup_gets_everything_again(hub: Hub, window: Callable[..., Any]) -> None:
    """I13: epoch changes, desks send again, nothing is lost."""
    one, other = window("A"), window("B")
    first, second = person(phone="1"), person()
    one.add(first)
    for desk in (one, other):
        desk.sync()
    with hub.storage.reading() as work:
        kept = {
            table: work.all(f"SELECT * FROM {table}") for table in ("rows", "batches", "authors", "centres")
        }
    one.add(second)
    other.change(first, phone="2")
    for desk in (one, other, one):
        desk.sync()
    _put_back(hub, kept)
    for _ in range(3):
        for desk in (one, other):
            desk.sync()
    assert one.person(first.id).phone == other.person(first.id).phone == "2"
    assert other.person(second.id) == second
    assert one.end.digest("people") == other.end.digest("people")
    with hub.storage.reading() as work:
        assert work.all("SELECT epoch FROM centres")[0][0] > 1


def test_a_hub_that_goes_back_twice_loses_no_change(hub: Hub, window: Callable[..., Any]) -> None:
    """A change that rode in a row offered again is kept, should an older copy be offered first next time."""
    one, other = window("A"), window("B")
    written = person(phone="1")
    tables = ("rows", "batches", "authors", "centres")
    with hub.storage.reading() as work:
        empty = {table: work.all(f"SELECT * FROM {table}") for table in tables}
    one.add(written)
    for desk in (one, other):
        desk.sync()
    other.change(written, phone="2")
    for first in (other, one):
        _put_back(hub, empty)
        first.sync()
    for desk in (other, one, other):
        desk.sync()
    assert one.person(written.id) == other.person(written.id)
    shown = {one.person(written.id).phone}
    assert shown | {value.strip('"') for clash in one.conflicts() for value in (clash.kept, clash.lost)} >= {
        "2"
    }


def _put_back(hub: Hub, kept: dict[str, list[tuple[Any, ...]]]) -> None:
    with hub.storage.writing() as work:
        for table, rows in kept.items():
            work.run(f"DELETE FROM {table}")
            for row in rows:
                work.run(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_the_backup_mark_lets_desks_forget_what_they_kept(hub: Hub, window: Callable[..., Any]) -> None:
    one = window("A")
    written = person()
    one.add(written)
    one.sync()
    one.change(written, phone="2")
    one.sync()
    assert one.ask("SELECT count(*) FROM sent") == [(1,)]
    hub.mark(hub.tops())
    one.sync()
    assert one.ask("SELECT count(*) FROM sent") == [(0,)]


def test_a_stale_epoch_is_told_and_mended_in_the_same_exchange(hub: Hub, window: Callable[..., Any]) -> None:
    one = window("A")
    one.add(person())
    one.sync()
    with hub.storage.writing() as work:
        work.run("UPDATE centres SET epoch = epoch + 5")
    one.add(person())
    with pytest.raises(Stale):
        one.end.push(one.store.on_writer(next_batch))
    one.sync()
    assert one.ask("SELECT count(*) FROM outbox") == [(0,)]


def test_a_store_that_joins_sends_also_what_was_never_captured(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    one.add(person(), person())
    one.ask("DELETE FROM outbox")
    assert one.store.on_writer(queue_all) == 3
    one.sync()
    assert other.sync().pulled["people"] == 2


def test_an_older_desk_neither_erases_nor_needs_a_new_column(window: Callable[..., Any]) -> None:
    """I14: a newer desk's column survives an older desk's edit and reaches another newer desk."""
    newer, older, third = window("A"), window("B"), window("C")
    for desk in (newer, third):
        desk.ask("ALTER TABLE people ADD COLUMN wechat TEXT")
    written = person()
    newer.store.on_writer(
        lambda c: c.execute(
            "INSERT INTO people (id, name, id_type, absent, wechat) VALUES (?, '王', '无', '{}', 'w1')",
            (written.id,),
        )
    )
    newer.sync()
    assert older.sync().pulled["people"] == 1
    older.change(written, phone="139")
    older.sync()
    third.sync()
    assert third.ask("SELECT phone, wechat FROM people") == [("139", "w1")]
    assert Visit.TABLE == "visits"


def test_each_start_of_the_program_is_a_new_author(window: Callable[..., Any]) -> None:
    one = window("A")
    one.add(person())
    before = one.store.on_writer(boots.lineage)
    one.store.on_writer(boots.begin)
    one.store.on_writer(boots.begin)
    after = one.store.on_writer(boots.lineage)
    assert after[:-1] == before
    assert len({author for author, _ in after}) == len(after) == 2
