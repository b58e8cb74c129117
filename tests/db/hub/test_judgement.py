"""Rules by which the hub judges a push, each by itself: its form, whose rows, what is set aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.domain.rows.attachments import Attachment
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import Row, new_id
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from db.exchange.batch import taken_apart
from db.exchange.frame import MAX_TEXT, BadWire
from db.exchange.scope import OF_A_DESK
from db.hub.hub import Hub
from db.mapping import CENTRE_ZONE
from db.sync.push import next_batch, take_judgement
from tests.db.hub.people import Window, person

AT = datetime(2026, 11, 23, 9, tzinfo=CENTRE_ZONE)
MakeWindow = Callable[..., Window]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """One kind of database is enough for rules that no SQL decides."""
    return f"sqlite:///{tmp_path / 'hub.db'}"


def test_a_change_of_a_row_that_the_hub_does_not_have_is_set_aside(hub: Hub, window: MakeWindow) -> None:
    desk = window("A")
    row = person("甲（示例）")
    desk.add(row)
    desk.sync()
    with hub.storage.writing() as work:
        work.run("DELETE FROM rows WHERE pk = ?", (row.id,))
    desk.change(row, phone="139")
    desk.sync()
    assert {code for (code,) in desk.ask("SELECT code FROM set_aside")} == {"sync_unknown_row"}


@pytest.mark.parametrize("column", ["tbl", "pk", "base", "ms", "txn", "login"])
def test_a_message_whose_columns_do_not_fit_is_refused_with_its_reason(
    window: MakeWindow, column: str
) -> None:
    """Not judged in part, and no fault of the hub."""
    desk = window("A")
    desk.add(person("甲（示例）"), person("乙（示例）"))
    push = desk.store.on_writer(next_batch)
    assert push is not None
    taken_apart(push)
    getattr(push, column).pop()
    with pytest.raises(BadWire, match="ragged"):
        taken_apart(push)


def rows_of_a_desk(desk: str) -> list[Row]:
    """One row of each table whose rows say at which desk they were made."""
    return [
        Visit(
            id=new_id(), number=f"LF340700-{desk}-261123-901-K", query_code="7KQ4M-2XP9T-3", matter_id="m",
            arrived_at=AT, registered_at=AT, desk=desk, clerk="clerk", headcount=1, kind="个体访", first=True,
            purpose="求决",
        ),
        Reception(
            id=new_id(), number=f"JF-{desk}-1", at=AT, form="联合接访", lead="市信访局",
            leader="李局（示例）", status="进行中", desk=desk, clerk="clerk",
        ),
        Attachment(
            id=new_id(), matter_id="m", place="事项", name="示例.pdf", kind="application/pdf", size=1,
            content="0" * 64, desk=desk, at=AT, by="clerk",
        ),
        AuditEntry(
            id=new_id(), desk=desk, position=1, at=AT, who="clerk", act="登记", before="", hash="0" * 64
        ),
    ]  # fmt: skip


def test_a_desk_writes_rows_of_its_own_series_alone(hub: Hub, window: MakeWindow) -> None:
    window("A").sync()
    desk = window("B")
    desk.sync()
    own, others = rows_of_a_desk("B2"), [*rows_of_a_desk("A"), *rows_of_a_desk("A2")]
    assert {row.TABLE for row in own} == OF_A_DESK
    for row in (*others, *own):
        desk.store.write(lambda writes, row=row: writes.add(row))
    desk.sync()
    assert set(desk.ask("SELECT pk, code FROM set_aside")) == {(row.id, "sync_other_desk") for row in others}
    with hub.storage.reading() as work:
        assert {pk for (pk,) in work.all("SELECT pk FROM rows")} == {row.id for row in own}


@pytest.mark.parametrize("seqs", [(2, 1), (1, 1)], ids=["backwards", "twice"])
def test_a_message_whose_operations_are_not_in_order_is_refused(
    window: MakeWindow, seqs: tuple[int, int]
) -> None:
    """A desk forgets all up to the last sequence: an operation behind a later one would be lost."""
    desk = window("A")
    desk.add(person("甲（示例）"))
    push = desk.store.on_writer(next_batch)
    assert push is not None
    push.seq = list(seqs)
    with pytest.raises(BadWire, match="order"):
        taken_apart(push)


def test_a_change_that_a_new_row_brought_along_undoes_nothing(window: MakeWindow) -> None:
    """The new row goes out with a change of a later message; another desk then changes what it read."""
    desk, other = window("A"), window("B")
    for one in (desk, other):
        one.sync()
    row = person("甲（示例）", phone="1")
    desk.add(row)
    desk.change(row, phone="2")
    push = desk.store.on_writer(lambda c: next_batch(c, 0, 2))
    assert push is not None
    assert push.upto > push.seq[-1]
    answer = desk.end.push(push)
    desk.store.on_writer(lambda c: take_judgement(c, push, answer))
    other.sync()
    other.change(row, phone="3")
    for one in (other, desk, other):
        one.sync()
    assert [one.person(row.id).phone for one in (desk, other)] == ["3", "3"]
    assert desk.conflicts() == other.conflicts() == []


def test_a_change_that_is_set_aside_brings_its_author_the_row_of_the_hub(window: MakeWindow) -> None:
    """Nobody else touched the row: the author's own copy is the one that differs."""
    desk = window("A")
    row = person("甲（示例）", phone="1")
    desk.add(row)
    desk.sync()
    desk.change(row, phone="2", address="x" * (MAX_TEXT + 1))
    desk.sync()
    assert {code for (code,) in desk.ask("SELECT code FROM set_aside")} == {"sync_too_long"}
    assert desk.ask("SELECT phone, address FROM people") == [("1", None)]


def test_a_status_that_is_refused_brings_its_author_the_one_that_stands(window: MakeWindow) -> None:
    """The author had read the row as it is: it is the refusal that makes the copies differ."""
    desk, other = window("A"), window("B")
    for one in (desk, other):
        one.sync()
    row = Reception(
        id=new_id(), number="JF-A-1", at=AT, form="联合接访", lead="市信访局", leader="李局（示例）",
        status="已结束", desk="A", clerk="clerk",
    )  # fmt: skip
    desk.add(row)
    desk.sync()
    desk.change(row, status="进行中")
    for one in (desk, other, desk):
        one.sync()
    for one in (desk, other):
        assert one.ask("SELECT status FROM receptions") == [("已结束",)]
        assert [(clash.kept, clash.lost) for clash in one.conflicts()] == [('"已结束"', '"进行中"')]


def test_a_decision_is_all_that_a_desk_changes_of_a_conflict(window: MakeWindow) -> None:
    desk, other = window("A"), window("B")
    row = person("甲（示例）", phone="1")
    desk.add(row)
    for one in (desk, other):
        one.sync()
    desk.change(row, phone="2")
    other.change(row, phone="3")
    for one in (desk, other, desk):
        one.sync()
    (made,) = desk.conflicts()
    other.ask(f"UPDATE conflicts SET lost = '\"伪\"' WHERE id = '{made.id}'")
    for one in (other, desk):
        one.sync()
    assert [conflict.lost for conflict in desk.conflicts()] == [made.lost]
    assert {code for (code,) in other.ask("SELECT code FROM set_aside")} == {"sync_hub_only"}


def test_a_row_that_is_here_already_is_nobodys_to_make_again(hub: Hub, window: MakeWindow) -> None:
    """Another desk sends a new row of the same id that says otherwise, before it has read the first."""
    desk, other = window("A"), window("B")
    for place in (desk, other):
        place.sync()
    row = person("甲（示例）", phone="1")
    desk.add(row)
    desk.sync()
    other.add(replace(row, name="乙（示例）"))
    push = other.store.on_writer(next_batch)
    assert push is not None
    answer = other.end.push(push)
    assert "sync_exists" in {aside.code for aside in answer.aside}
    other.store.on_writer(lambda c: take_judgement(c, push, answer))
    for place in (other, desk):
        place.sync()
    assert [place.person(row.id).name for place in (desk, other)] == [row.name] * 2


def test_the_id_of_a_conflict_follows_from_what_was_lost(window: MakeWindow) -> None:
    """A hub that went back in time judges the same change again: the person is shown it once."""
    desk, other = window("A"), window("B")
    row = person("甲（示例）", phone="1")
    desk.add(row)
    for place in (desk, other):
        place.sync()
    desk.change(row, phone="2")
    other.change(row, phone="3")
    changes = {}  # by their value: either is lost, both may fall into one millisecond
    for place in (desk, other):
        push = place.store.on_writer(next_batch)
        assert push is not None
        (seq,) = (
            seq for seq, table in zip(push.seq, push.tbl, strict=True) if push.tables[table] == "people"
        )
        changes[place.person(row.id).phone] = f"people/{row.id}/phone/{push.author}/{seq}"
    assert len(changes) == 2
    for place in (desk, other, desk):
        place.sync()
    (clash,) = desk.conflicts()
    assert clash.id == hashlib.sha256(changes[json.loads(clash.lost)].encode()).hexdigest()[:32]
