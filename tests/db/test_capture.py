"""Capture: whatever changes a synced table leaves its outbox row, except what comes from other desks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from app.domain.rows.base import Row
from app.domain.rows.desk import Draft
from app.domain.rows.visits import Person
from db.capture import CACHED
from db.cipher import Connection, connect
from db.mapping import SYNCED, shape
from db.store import Store
from tests.db.rows import came, sample


def outbox(connection: Connection) -> list[tuple[str, str, int | None, dict | None]]:
    rows = connection.execute("SELECT tbl, pk, base, cols FROM outbox ORDER BY seq")
    return [(tbl, pk, base, cols and json.loads(cols)) for tbl, pk, base, cols in rows]


@pytest.mark.parametrize("kind", SYNCED, ids=lambda kind: kind.TABLE)
def test_every_synced_table_is_captured(store: Store, kind: type[Row]) -> None:
    row = sample(kind, empty=True)
    full = sample(kind, id=row.id)
    seen = shape(kind)
    sets = ", ".join(f'"{name}" = ?' for name in seen.names[1:])
    store.write(lambda w: w.add(row))
    store.write(
        lambda w: w.connection.execute(
            f'UPDATE "{kind.TABLE}" SET {sets} WHERE id = ?', (*seen.values(full)[1:], row.id)
        )
    )
    changed = {
        name: new
        for name, old, new in zip(seen.names, seen.values(row), seen.values(full), strict=True)
        if old != new and name not in CACHED.get(kind.TABLE, ())
    }
    with store.reading() as reads:
        found = outbox(reads.connection)
    assert found[0] == (kind.TABLE, row.id, None, None)
    assert found[1:] == ([(kind.TABLE, row.id, 0, changed)] if changed else [])


def test_local_rows_are_not(store: Store) -> None:
    store.write(lambda w: w.add(sample(Draft)))
    with store.reading() as reads:
        assert outbox(reads.connection) == []


def test_rows_of_other_desks_are_applied_without_capture(store: Store) -> None:
    person = sample(Person)

    def pulled(connection: Connection) -> None:
        seen = shape(Person)
        marks = ", ".join("?" * (len(seen.names) + 1))
        connection.execute(
            f"INSERT INTO people ({seen.selected}, _rev) VALUES ({marks})", (*seen.values(person), 5)
        )
        connection.execute("UPDATE people SET name = '乙', _rev = 6 WHERE id = ?", (person.id,))

    store.on_writer(pulled)
    store.write(lambda w: w.change(replace(person, name="乙"), name="丙"))
    with store.reading() as reads:
        assert outbox(reads.connection) == [("people", person.id, 6, {"name": "丙"})]


def test_an_update_that_changes_nothing_is_not_captured(store: Store) -> None:
    person = sample(Person)
    store.write(lambda w: w.add(person))
    store.write(lambda w: w.change(person, name=person.name))
    with store.reading() as reads:
        assert len(outbox(reads.connection)) == 1


def test_sql_tools_are_captured_too(store: Store, key: bytes) -> None:
    people = [sample(Person, name=name, absent={}) for name in "甲乙丙"]
    store.write(lambda w: w.add(*people))
    store.close()
    connection = connect(store.path, key)
    connection.execute("UPDATE people SET sex = '女' WHERE name <> '丙'")
    Database(connection)["people"].upsert(
        {"id": people[2].id, "name": "丙", "id_type": people[2].id_type, "absent": "{}", "sex": "男"}, pk="id"
    )
    connection.execute(
        "INSERT INTO people (id, name, id_type, absent) VALUES (?, '甲', '无', '{}')"
        " ON CONFLICT (id) DO UPDATE SET name = '丁'",
        (people[0].id,),
    )
    found = outbox(connection)[3:]
    txns = connection.execute("SELECT txn FROM outbox ORDER BY seq").fetchall()[3:]
    connection.close()
    assert sorted(found[:2]) == sorted(("people", one.id, 0, {"sex": "女"}) for one in people[:2])
    assert found[2:] == [
        ("people", people[2].id, 0, {"sex": "男"}),
        ("people", people[0].id, 0, {"name": "丁"}),
    ]
    assert all(txn[0].startswith("sql-") for txn in txns)


def test_one_action_has_one_txn(store: Store) -> None:
    store.write(lambda w: (w.add(*came().rows), w.audit("zhang", "登记")))
    store.write(lambda w: w.add(*came(serial=2).rows))
    with store.reading() as reads:
        rows = reads.connection.execute("SELECT count(*), login FROM outbox GROUP BY txn ORDER BY min(seq)")
        assert rows.fetchall() == [(5, "zhang"), (4, None)]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=30,
    deadline=None,
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["name", "sex", "phone"]), st.sampled_from(["甲", "乙", None])), max_size=5
    )
)
def test_replaying_the_outbox_gives_the_row(store: Store, edits: list[tuple[str, str | None]]) -> None:
    person = sample(Person, name="甲", sex=None, phone=None)
    store.write(lambda w: w.add(person))
    now = person
    for field, value in edits:
        if field == "name" and value is None:
            continue
        now = store.write(lambda w, row=now, f=field, v=value: w.change(row, **{f: v}))
    with store.reading() as reads:
        replayed = {"name": "甲", "sex": None, "phone": None}
        for _, pk, _, cols in outbox(reads.connection):
            if pk == person.id and cols:
                replayed |= cols
        assert replayed == {"name": now.name, "sex": now.sex, "phone": now.phone}
