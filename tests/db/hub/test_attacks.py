"""The hub refuses each attack of a desk that is not believed, and no row of the others changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import datetime
from typing import Any, get_args, get_type_hints

import pytest

from app.domain.rows.base import Row, new_id
from app.domain.rows.centre import Desk, Setting
from app.domain.rows.matters import Deadline, Step
from app.domain.rows.papers import Document
from app.domain.rows.visits import Person
from app.errors import Unavailable
from db import boots
from db.access.signing import key_id
from db.cipher import Connection
from db.hub.hub import Hub
from db.hub.records import Names, decoded
from db.mapping import SYNCED, shape
from db.sync import state
from db.sync.conflicts import asides
from db.sync.hello import compose
from db.typed import faults_of_block, is_login, is_series
from tests.db.hub.people import Window, person

MakeWindow = Callable[..., Window]
NOW = "2026-11-23T09:00:00+08:00"
WHEN = datetime.fromisoformat(NOW)


def codes(desk: Window) -> set[str]:
    return {aside.code for aside in desk.store.on_writer(asides)}


def rows_of(hub: Hub, table: str) -> dict[str, Any]:
    with hub.storage.reading() as work:
        names = Names(work)
        found = work.all("SELECT pk, shape, body FROM rows WHERE tbl = ?", (table,))
        return {pk: decoded(names, shape, body) for pk, shape, body in found}


def forge(window: Window, table: str, pk: str, **values: Any) -> None:
    """A row that the desk's own store never had, queued like one that it made."""

    def work(connection: Connection) -> None:
        connection.execute(f"DELETE FROM {table} WHERE id = ?", (pk,))
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * (len(values) + 1))
        connection.execute(f"INSERT INTO {table} (id, {names}) VALUES ({marks})", (pk, *values.values()))

    window.store.on_writer(work)


# 4: an insert over an existing id


@pytest.mark.parametrize("table", ["documents", "people", "audit"])
def test_an_insert_never_touches_an_existing_row(hub: Hub, window: MakeWindow, table: str) -> None:
    one, evil = window("A"), window("B")
    paper = Document(
        id=new_id(),
        kind="三个告知单",
        number="铜信受A〔2026〕1号",
        content={"意见": "真"},
        at=WHEN,
        by="clerk",
    )
    one.add(person(), paper)
    one.sync()
    evil.sync()
    before = rows_of(hub, table)
    (pk, values), *_ = before.items()
    changed = {name: value for name, value in values.items() if value is not None}
    changed |= {
        "documents": {"content": '{"意见":"假"}'},
        "people": {"name": "别人"},
        "audit": {"act": "没有"},
    }[table]
    changed |= {"desk": "B"} if table == "audit" else {}
    forge(evil, table, pk, **changed)
    evil.sync()
    one.sync()
    assert rows_of(hub, table) == before
    assert codes(evil) == {"sync_exists"}
    assert one.conflicts() == []


def test_a_repeated_identical_row_stays_one(hub: Hub, window: MakeWindow) -> None:
    one, other = window("A"), window("B")
    row = person(phone="13800001234")
    one.add(row)
    one.sync()
    other.sync()
    before = rows_of(hub, "people")
    forge(
        other,
        "people",
        row.id,
        **{name: value for name, value in before[row.id].items() if value is not None},
    )
    other.sync()
    one.sync()
    assert rows_of(hub, "people") == before
    assert codes(other) == set()
    assert one.person(row.id) == other.person(row.id) == row


# 5: epochs


@pytest.mark.parametrize("claimed", [50, 1 << 40, (1 << 52) - 1])
def test_a_desk_cannot_begin_an_epoch(hub: Hub, window: MakeWindow, claimed: int) -> None:
    one, evil = window("A"), window("B")
    one.add(person())
    one.sync()
    evil.sync()
    hello = evil.store.on_writer(lambda c: compose(c, ""))
    for change in (
        {"epoch": claimed},
        {"cursor": claimed},
        {"acked": [(hello.lineage[-1][0], claimed)]},
        {"epoch": claimed, "nonce": f"{claimed}.0..{'0' * 24}", "mark": f"{claimed}.1.ab.{'f' * 24}"},
    ):
        told = evil.store.on_writer(lambda c: compose(c, ""))
        for name, value in change.items():
            setattr(told, name, value)
        with pytest.raises(Unavailable, match="hub_unproved"):
            hub.hello(evil.token, told)
    assert epoch_of(hub) == 1
    one.sync()


def test_a_true_mark_of_a_hub_that_went_back_moves_the_epoch_by_one(hub: Hub, window: MakeWindow) -> None:
    one, other = window("A"), window("B")
    for desk in (one, other):
        desk.add(person())
        desk.sync()
    with hub.storage.writing() as work:
        for table in ("rows", "batches", "authors"):
            work.run(f"DELETE FROM {table}")
        work.run("UPDATE centres SET top = 0")
    for desk in (one, other, one):
        desk.sync()
    assert epoch_of(hub) == 2
    assert len(rows_of(hub, "people")) == 2


def test_the_owner_may_say_that_the_hub_is_an_older_one(hub: Hub, window: MakeWindow) -> None:
    one = window("A")
    one.add(person())
    one.sync()
    assert hub.begin_anew() == 2
    one.sync()
    assert one.store.on_writer(lambda c: state.number(c, state.EPOCH)) == 2


def epoch_of(hub: Hub) -> int:
    with hub.storage.reading() as work:
        return int(work.all("SELECT epoch FROM centres")[0][0])


# 6 and 9: letters, series, keys


@pytest.mark.parametrize("series", ["../../outside", "A/../..", "a", "", "A1", "A01", "AA", "B2\n", "Ａ"])
def test_a_series_has_one_grammar(hub: Hub, window: MakeWindow, series: str) -> None:
    assert not is_series(series)
    evil = window("A")
    evil.sync()
    public = "00" * 32
    forge(
        evil,
        "desks",
        new_id(),
        letter="A",
        series=series,
        key_id=key_id(public),
        public_key=public,
        at=NOW,
    )
    evil.sync()
    assert rows_of(hub, "desks") == {}
    assert codes(evil) & {"sync_value", "sync_row"}


def test_a_desk_announces_its_own_keys_alone_and_changes_none(hub: Hub, window: MakeWindow) -> None:
    one, evil = window("A"), window("B")
    public, own = "00" * 32, "00" * 31 + "31"
    row = Desk(id=new_id(), letter="A", series="A", key_id=key_id(public), public_key=public, at=WHEN)
    one.add(row)
    one.sync()
    evil.sync()
    evil.add(Desk(id=new_id(), letter="A", series="A9", key_id=key_id(own), public_key=own, at=WHEN))
    evil.sync()
    assert codes(evil) == {"sync_other_desk"}
    evil.change(row, public_key=own, key_id=key_id(own))
    evil.sync()
    assert codes(evil) == {"sync_other_desk", "sync_append_only"}
    assert [one["public_key"] for one in rows_of(hub, "desks").values()] == [public]


# 7: ill-typed rows, at the hub and at every desk


def whole(kind: type[Row]) -> dict[str, Any]:
    """A row of a kind as its table stores it."""
    hints = get_type_hints(kind)
    samples = {str: "示例", int: 1, bool: True}
    values: dict[str, Any] = {}
    for one in fields(kind):
        hint = hints[one.name]
        bare = next(part for part in (*get_args(hint), hint) if part is not type(None))
        column = shape(kind).column(one.name)
        if column.type in (dict, tuple):
            values[one.name] = {"value": ""} if kind is Setting else {} if column.type is dict else ()
        else:
            values[one.name] = samples.get(bare, WHEN if column.type.__name__ == "datetime" else WHEN.date())
    public = "00" * 32
    known = {"letter": "A", "series": "A", "key_id": key_id(public), "public_key": public, "desk": "A"}
    known["signature"] = "0" * 128
    values |= {name: value for name, value in known.items() if name in values}
    values |= {"lines": {"at": "09:00"}, "holidays": {"kind": "休"}, "settings": {"key": "新的"}}.get(
        kind.TABLE, {}
    )
    values |= {"content": "0" * 64} if kind.TABLE == "attachments" else {}
    values |= {"conflicts": {"kept": "1", "lost": "2", "state": "待处理"}}.get(kind.TABLE, {})
    stored = zip(shape(kind).names, shape(kind).values(kind(**values)), strict=True)
    return {name: int(value) if value is True else value for name, value in stored}


BAD = (None, "", "坏", 7, -1, 2.5, "2026-13-45", "{", "[]x", "null", "[1]", '"x"')


@pytest.mark.parametrize("kind", SYNCED, ids=lambda kind: kind.TABLE)
def test_a_value_that_is_taken_can_be_read_again(kind: type[Row]) -> None:
    """Every column, with values of every wrong kind: refused, or the row can be read."""
    good = whole(kind)
    for name in good.keys() - {"id"}:
        for bad in BAD:
            row = good | {name: bad}
            columns = [column for column in row if column != "id"]
            if not faults_of_block(kind.TABLE, columns, [[row[column]] for column in columns]):
                shape(kind).row(tuple(row.values()))
                json.dumps([getattr(shape(kind).row(tuple(row.values())), name)], default=str)
    assert not faults_of_block(kind.TABLE, list(good)[1:], [[value] for value in list(good.values())[1:]])


@pytest.mark.parametrize(
    "bad",
    [
        '{"x": "\\ud800"}',
        '{"\\udfff": 1}',
        '{"x": 1e999}',
        '{"x": ' + "9" * 400 + "}",
        '{"x": ' + "[" * 60 + "]" * 60 + "}",
    ],
    ids=["half a character", "half a key", "no number", "a huge number", "deep"],
)
def test_json_that_not_every_desk_can_read_and_print_is_not_taken(bad: str) -> None:
    """It may pass where little is on the stack and stop the desk that shows the case."""
    columns = [column for column in whole(Step) if column != "id"]
    row = whole(Step) | {"detail": bad}
    assert faults_of_block("steps", columns, [[row[column]] for column in columns])
    fine = whole(Step) | {"detail": '{"x": [{"甲": ["😀", 1.5, true, null]}]}'}
    assert not faults_of_block("steps", columns, [[fine[column]] for column in columns])


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59+08:00"])
def test_a_moment_from_which_no_term_can_be_counted_is_not_taken(at: str) -> None:
    for kind, column, value in ((Step, "at", at), (Deadline, "due", at[:10]), (Person, "birth", at[:10])):
        row = {name: held for name, held in whole(kind).items() if name != "id"} | {column: value}
        assert faults_of_block(kind.TABLE, list(row), [[held] for held in row.values()])


def test_ill_typed_rows_are_set_aside_and_the_rest_go_on(hub: Hub, window: MakeWindow) -> None:
    one, evil = window("A"), window("B")
    evil.sync()
    forge(evil, "settings", new_id(), key="纸面抬头", value="{}")
    forge(evil, "settings", new_id(), key="末日遇休息日顺延", value='{"value": "是"}')
    forge(evil, "holidays", new_id(), day="昨天", kind="休")
    forge(
        evil,
        "staff",
        new_id(),
        login="../x",
        name="x",
        roles="[]",
        disabled=0,
        must_change_password=0,
        at=NOW,
    )
    forge(evil, "people", new_id(), name="x", id_type="无", absent="[]")
    kept = person()
    evil.add(kept)
    evil.sync()
    one.sync()
    assert {table: len(rows_of(hub, table)) for table in ("settings", "holidays", "staff")} == dict.fromkeys(
        ("settings", "holidays", "staff"), 0
    )
    assert set(rows_of(hub, "people")) == {kept.id}
    assert one.person(kept.id) == kept
    assert codes(evil) == {"sync_value", "sync_row"}


def test_a_bad_row_from_the_hub_is_set_aside_at_the_desk_until_it_is_mended(
    hub: Hub, open_hub: Callable[[], Hub], window: MakeWindow
) -> None:
    """A hub of an older program took it: the desk does not, and goes on with the others."""
    one, other = window("A"), window("B")
    good, bad = person("好（示例）"), person("坏（示例）")
    one.add(good)
    one.add(bad)
    one.sync()
    other.store.on_writer(lambda c: boots.begin(c))
    with hub.storage.writing() as work:
        ((body,),) = work.all("SELECT body FROM rows WHERE pk = ?", (bad.id,))
        work.run("UPDATE rows SET body = ? WHERE pk = ?", (body.replace(b"{}", b"[]"), bad.id))
    other.end.hub = open_hub()  # begun since: it has read none of these rows yet
    other.sync()
    assert other.person(good.id) == good
    assert other.person(bad.id) is None
    (aside,) = other.store.on_writer(asides)
    assert (aside.code, aside.row_id, aside.facts["column"]) == ("sync_value", bad.id, "absent")
    assert other.store.on_writer(state.set_aside) == 1
    one.change(bad, absent={})
    one.change(bad, phone="139")
    with hub.storage.writing() as work:
        work.run("UPDATE rows SET body = ? WHERE pk = ?", (body, bad.id))
    one.sync()
    other.sync()
    assert other.person(bad.id) is not None
    assert other.store.on_writer(asides) == []


def test_only_a_decision_about_a_conflict_is_taken_from_a_desk(hub: Hub, window: MakeWindow) -> None:
    one, other = window("A"), window("B")
    row = person(phone="1")
    one.add(row)
    one.sync()
    other.sync()
    one.change(row, phone="2")
    other.change(row, phone="3")
    for desk in (one, other, one):
        desk.sync()
    (clash,) = one.conflicts()
    other.ask(f"UPDATE conflicts SET lost = '\"假\"' WHERE id = '{clash.id}'")
    other.sync()
    one.sync()
    assert one.conflicts()[0].lost == clash.lost
    assert codes(other) == {"sync_hub_only"}


def test_logins_have_one_grammar() -> None:
    assert all(is_login(login) for login in ("clerk", "张三", "zhang.san-2", "a" * 80))
    assert not any(
        is_login(login) for login in ("", " a", "a b", "a/b", "a\\b", "a\x00", "a" * 81, "a\n", None, 5)
    )
