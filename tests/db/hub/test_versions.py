"""I14: desks of neighbouring versions at one hub: nothing is erased, an upgrade brings what was missed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter
from app.errors import Unavailable
from db import capture
from db.cipher import Connection
from db.exchange.wire import SCHEMA, Round, Rounded
from db.hub.hub import Hub
from db.mapping import CENTRE_ZONE
from db.sync import state
from tests.db.hub.people import Window, person


def upgrade(desk: Window) -> None:
    """What the next version's first start does to a store: a column and a table more, triggers anew."""

    def work(connection: Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ALTER TABLE people ADD COLUMN wechat TEXT")
        connection.execute(
            "CREATE TABLE hobbies"
            " (id TEXT PRIMARY KEY NOT NULL, person_id TEXT, _rev INTEGER NOT NULL DEFAULT 0)"
        )
        capture.install(connection)
        connection.execute("COMMIT")

    desk.store.on_writer(work)


def of_people(desk: Window) -> list[tuple[Any, ...]]:
    return desk.ask("SELECT name, phone, wechat FROM people ORDER BY name")


def test_an_upgraded_desk_gets_what_it_could_not_read_before(window: Callable[..., Any]) -> None:
    newer, older = window("A"), window("B")
    upgrade(newer)
    one, other = person("甲（示例）"), person("乙（示例）")
    newer.add(one)
    older.add(other)
    for desk in (newer, older, newer):
        desk.sync()
    newer.ask("UPDATE people SET wechat = 'w-' || name")
    newer.ask(f"INSERT INTO hobbies (id, person_id) VALUES ('h1', '{one.id}')")
    newer.sync()
    older.sync()
    older.change(one, phone="139")  # its own copy is now the row's newest, and lacks what it does not know
    older.sync()
    upgrade(older)
    assert [row[2] for row in of_people(older)] == [None, None]
    older.sync()
    newer.sync()
    wanted = [("乙（示例）", None, "w-乙（示例）"), ("甲（示例）", "139", "w-甲（示例）")]
    assert of_people(older) == of_people(newer) == wanted
    assert older.ask("SELECT id FROM hobbies") == [("h1",)]
    assert older.conflicts() == []
    assert older.store.on_writer(state.waiting) == 0
    assert sum(older.sync().pulled.values()) == 0  # and only once


@pytest.mark.parametrize("way", ["pull", "round"])
def test_a_row_changed_while_everything_is_read_again_is_not_forgotten(
    window: Callable[..., Any], way: str
) -> None:
    newer, older = window("A"), window("B")
    upgrade(newer)
    one = person("甲（示例）")
    newer.add(one)
    newer.ask("UPDATE people SET wechat = 'w'")
    for desk in (newer, older):
        desk.sync()
    upgrade(older)
    older.end.takes_rounds = lambda: way == "round"
    asked = getattr(older.end, way)

    def change_first(*given: Any) -> Any:
        setattr(older.end, way, asked)
        older.change(one, phone="139")
        return asked(*given)

    setattr(older.end, way, change_first)
    older.sync()
    assert getattr(older.end, way) == asked  # it was asked
    for desk in (older, newer, older):
        desk.sync()
    assert of_people(older) == of_people(newer) == [("甲（示例）", "139", "w")]


def test_a_status_that_older_desks_send_is_nobodys_decision(
    window: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They merged status, unit and due as fields; here these follow from the facts: nobody is asked."""
    desks = window("A"), window("B")
    about = Matter(
        id=new_id(), number="XF340700-A-261123-001-0", claim="示例", purpose="求决", status="已登记",
        opened_at=datetime(2026, 11, 23, 9, tzinfo=CENTRE_ZONE),
    )  # fmt: skip
    desks[0].add(about)
    for desk in desks:
        desk.sync()
    monkeypatch.setattr(capture, "CACHED", {})
    for desk, status in zip(desks, ("已办结", "不予受理"), strict=True):
        desk.store.on_writer(capture.install)
        desk.change(about, status=status, claim=f"示例{status}")
    for desk in (*desks, *desks):
        desk.sync()
    assert [clash.field for clash in desks[0].conflicts()] == ["claim"]
    assert desks[0].store.on_writer(state.set_aside) == 0


def of_version(desk: Any, version: int) -> None:
    """It asks for pages as a program of that version."""
    pull, play_round = desk.end.pull, desk.end.round

    def asked(message: Round) -> Rounded:
        message.pull.schema = version
        return cast(Rounded, play_round(message))

    desk.end.pull = lambda since, mine, _schema: pull(since, mine, version)
    desk.end.round = asked


@pytest.mark.parametrize("version", [SCHEMA - 1, SCHEMA, SCHEMA + 1])
def test_one_version_apart_both_ends_sync(window: Callable[..., Any], version: int) -> None:
    """The hub is upgraded before its desks, or a desk before the hub."""
    apart, near = window("A"), window("B")
    of_version(apart, version)
    apart.add(person("甲（示例）"))
    near.add(person("乙（示例）"))
    for desk in (apart, near, apart):
        desk.sync()
    names = "SELECT name FROM people ORDER BY name"
    assert apart.ask(names) == near.ask(names) == [("乙（示例）",), ("甲（示例）",)]


@pytest.mark.parametrize(
    ("version", "code"), [(SCHEMA - 2, "sync_desk_older"), (SCHEMA + 2, "sync_hub_older")]
)
def test_further_apart_it_is_said_which_end_to_update(
    hub: Hub, window: Callable[..., Any], version: int, code: str
) -> None:
    """Its own records still reach the hub: they are safe there before the upgrade."""
    far, near = window("A"), window("B")
    of_version(far, version)
    for _ in range(2):  # the second time in a round
        far.add(person("甲（示例）"))
        with pytest.raises(Unavailable, match=code):
            far.sync()
        assert far.store.on_writer(state.waiting) == 0
    assert near.sync().pulled["people"] == 2


def test_a_change_of_a_column_that_was_not_read_yet_hides_nothing(window: Callable[..., Any]) -> None:
    """The upgraded desk writes into the new column before its first exchange: it has seen nothing there."""
    newer, older = window("A"), window("B")
    upgrade(newer)
    newer.add(person("甲（示例）"))
    newer.ask("UPDATE people SET wechat = 'w1'")
    for desk in (newer, older):
        desk.sync()
    upgrade(older)
    older.ask("UPDATE people SET wechat = 'w2'")
    for desk in (older, newer, older):
        desk.sync()
    assert of_people(older) == of_people(newer)
    (clash,) = newer.conflicts()
    assert {clash.kept, clash.lost} == {'"w1"', '"w2"'}
    older.ask("UPDATE people SET wechat = 'w3'")  # now it has seen it
    for desk in (older, newer):
        desk.sync()
    assert of_people(newer) == [("甲（示例）", None, "w3")]
    assert len(newer.conflicts()) == 1


def test_a_hub_that_went_back_gets_all_columns_although_an_older_desk_is_quicker(
    hub: Hub, window: Callable[..., Any]
) -> None:
    newer, older = window("A"), window("B")
    upgrade(newer)
    newer.add(person("甲（示例）"))
    newer.ask("UPDATE people SET wechat = 'w'")
    for desk in (newer, older):
        desk.sync()
    with hub.storage.writing() as work:
        for table in ("rows", "batches", "authors"):
            work.run(f"DELETE FROM {table}")
        work.run("UPDATE centres SET top = 0")
    for desk in (older, newer, older, newer):
        desk.sync()
    third = window("C")
    upgrade(third)
    third.sync()
    assert of_people(third) == of_people(newer) == [("甲（示例）", None, "w")]
    assert newer.end.digest("people") == third.end.digest("people")
