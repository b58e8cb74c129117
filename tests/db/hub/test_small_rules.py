"""The small rules of sync, each by itself: pages, batches, revisions, starts, series, marks, conflicts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Desk
from app.domain.rows.clashes import OPEN, Conflict
from app.domain.rows.matters import Matter, Step
from app.domain.rows.visits import Visit
from app.errors import Refused
from db import boots
from db.cipher import Connection
from db.exchange.frame import MAX_SEQ
from db.exchange.wire import Page, Pushed, Rows
from db.hub.hub import Hub
from db.hub.marks import Mark, genuine, is_lost, mark_at
from db.hub.places import centre_of
from db.mapping import CENTRE_ZONE
from db.sync import conflicts, series, state
from db.sync.apply_page import apply_pages, put_new, put_rows
from db.sync.hello import start_over
from db.sync.push import next_batch, take_judgement
from tests.db.hub.people import Window, person

AT = datetime(2026, 11, 23, 9, tzinfo=CENTRE_ZONE)
MakeWindow = Callable[..., Window]


@pytest.fixture
def database(tmp_path: Path) -> str:
    """One kind of database is enough for rules of the desk."""
    return f"sqlite:///{tmp_path / 'hub.db'}"


def page_of(row: str, name: str, rev: int, **over: Any) -> Page:
    columns = ["name", "id_type", "no_id_reason", "absent"]
    rows = Rows(columns, [row], [rev], [[name], ["无"], ["当场无证件"], ["{}"]])
    return Page(**({"epoch": 1, "upto": rev, "nonce": "", "more": True, "top": rev, "last": [],
                    "tables": [("people", rows)]} | over))  # fmt: skip


def names(desk: Window) -> list[str]:
    return [name for (name,) in desk.ask("SELECT name FROM people ORDER BY name")]


def test_a_page_of_another_epoch_or_cursor_is_thrown_away(window: MakeWindow) -> None:
    desk = window("A")
    desk.sync()
    since, epoch = (
        desk.store.on_writer(lambda c, k=key: state.number(c, k)) for key in (state.CURSOR, state.EPOCH)
    )

    def take(page: Page, asked_since: int) -> None:
        desk.store.on_writer(lambda c: apply_pages(c, [(page, asked_since)]))

    take(page_of(new_id(), "旧纪元（示例）", since + 1, epoch=epoch + 1), since)
    take(page_of(new_id(), "别的游标（示例）", since + 1, epoch=epoch), since + 7)
    assert (names(desk), desk.store.on_writer(lambda c: state.number(c, state.CURSOR))) == ([], since)
    take(page_of(new_id(), "这一页（示例）", since + 1, epoch=epoch), since)
    assert names(desk) == ["这一页（示例）"]
    assert desk.store.on_writer(lambda c: state.number(c, state.CURSOR)) == since + 1


def test_an_older_row_replaces_nothing_and_what_waits_here_is_left(window: MakeWindow) -> None:
    desk = window("A")
    row = new_id()

    def put(name: str, rev: int) -> None:
        ((_, rows),) = page_of(row, name, rev).tables
        desk.store.on_writer(lambda c: put_rows(c, "people", rows))

    put("五", 5)
    put("四", 4)
    assert names(desk) == ["五"]
    put("六", 6)
    assert names(desk) == ["六"]
    waiting = person("未送（示例）")
    desk.add(waiting)
    row = waiting.id
    put("别台的", 9)
    assert names(desk) == ["六", "未送（示例）"]


def test_a_batch_ends_with_an_action_and_a_long_one_goes_alone(window: MakeWindow) -> None:
    desk = window("A")
    for size in (1, 2, 5):
        desk.add(*(person(f"{size}-{n}（示例）") for n in range(size)))
    sizes = []
    after = 0
    while (push := desk.store.on_writer(lambda c, last=after: next_batch(c, last, 4))) is not None:
        sizes.append([push.txn.count(txn) for txn in dict.fromkeys(push.txn)])
        after = push.seq[-1]
    assert sizes == [[2], [3], [6]]  # each action with its row of the audit


def test_two_short_actions_share_a_batch(window: MakeWindow) -> None:
    desk = window("A")
    for n in range(3):
        desk.add(person(f"{n}（示例）"))
    push = desk.store.on_writer(lambda c: next_batch(c, 0, 5))
    assert push is not None
    assert len(push.seq) == 4


def test_what_is_judged_waits_no_more_and_changes_are_kept_for_a_restored_hub(window: MakeWindow) -> None:
    desk = window("A")
    row = person("甲（示例）")
    desk.add(row)
    desk.sync()
    desk.change(row, phone="139")
    desk.sync()
    assert desk.ask("SELECT count(*) FROM outbox") == [(0,)]
    assert desk.ask("SELECT tbl, cols IS NOT NULL FROM sent") == [("people", 1)]


def test_a_judgement_never_puts_a_revision_back(window: MakeWindow) -> None:
    desk = window("A")
    row = person("甲（示例）")
    desk.add(row)
    push = desk.store.on_writer(next_batch)
    assert push is not None
    desk.sync()
    push.epoch = desk.store.on_writer(lambda c: state.number(c, state.EPOCH))
    answer = Pushed(push.seq[-1], 7, [(seq, 5, 1) for seq in push.seq], [])
    desk.ask(f"UPDATE people SET _rev = 99 WHERE id = '{row.id}'")
    desk.store.on_writer(lambda c: take_judgement(c, push, answer))
    assert desk.ask("SELECT _rev FROM people") == [(99,)]


def test_each_sequence_belongs_to_the_start_that_wrote_it(window: MakeWindow) -> None:
    desk = window("A")

    def work(connection: Connection) -> Any:
        connection.execute("DELETE FROM boots")
        connection.executemany(
            "INSERT INTO boots (first_seq, author) VALUES (?, ?)", [(1, "eins"), (5, "zwei")]
        )
        at = [boots.author_at(connection, seq)[0] for seq in (1, 4, 5, 6)]
        return at, boots.own_below(connection), boots.bounds(connection, "eins")

    at, own, bounds = desk.store.on_writer(work)
    assert at == ["eins", "eins", "zwei", "zwei"]
    assert own == [("eins", 5), ("zwei", MAX_SEQ)]
    assert bounds == (1, 5)


def test_a_start_that_wrote_nothing_is_replaced(window: MakeWindow) -> None:
    desk = window("A")

    def starts(connection: Connection) -> list[str]:
        for name in ("one-idle", "two-idle"):
            boots.begin(connection, name)
        return [author for author, _ in boots.lineage(connection)]

    assert desk.store.on_writer(starts)[-1] == "two-idle"
    assert "one-idle" not in desk.store.on_writer(starts)[:-1]


def series_of(desk: Window, *known: str) -> str:
    desk.store.write(
        lambda writes: writes.add(
            *(Desk(id=new_id(), letter="A", series=one, key_id=one, public_key="00", at=AT) for one in known)
        )
    )
    return desk.store.on_writer(lambda c: series.next_series(c, "A"))


def test_a_new_series_follows_the_highest_that_was_counted(window: MakeWindow) -> None:
    """After a gap too: numbers of A2 may be on paper although nobody here has its row."""
    desk = window("A")
    assert desk.store.on_writer(lambda c: series.next_series(c, "B")) == "B"
    assert series_of(desk, "A") == "A2"
    assert series_of(desk, "A3") == "A4"
    assert series_of(desk, "A15000") == "A4"  # drawn by a restored desk: counted on from nowhere


def test_a_restored_desk_draws_a_series_that_nobody_counts_to(window: MakeWindow) -> None:
    desk = window("A")
    series_of(desk, "A", "A2")
    drawn = {desk.store.on_writer(lambda c: series.restored_series(c, "A", frozenset())) for _ in range(8)}
    assert len(drawn) > 1
    assert all(series.RESTORED <= int(one.removeprefix("A")) <= series.LAST for one in drawn)


def test_a_mark_proves_where_the_hub_stood_and_nothing_else(hub: Hub, window: MakeWindow) -> None:
    desk = window("A")
    desk.add(person("甲（示例）"))
    desk.sync()
    with hub.storage.reading() as work:
        centre = centre_of(work, 1)
        text = mark_at(work, centre, centre.top)
        mark = genuine(centre, text)
        assert mark is not None
        assert not is_lost(work, centre, mark)
        assert is_lost(work, centre, replace(mark, word="0" * len(mark.word)))
        assert is_lost(work, centre, Mark(mark.epoch, mark.rev + 1, mark.word))
        assert is_lost(work, centre, replace(mark, epoch=mark.epoch + 1))
    forged = ".".join([*text.split(".")[:3], "0" * 24])
    assert genuine(centre, forged) is None


def clash(desk: Window, table: str, row: str, field: str, kept: str, lost: str) -> Conflict:
    made = Conflict(
        id=new_id(), tbl=table, row_id=row, field=field, kept=json.dumps(kept), lost=json.dumps(lost),
        reason="同时修改", kept_by="A", lost_by="B", by="clerk", at=AT, state=OPEN,
    )  # fmt: skip
    desk.store.write(lambda writes: writes.add(made))
    return made


def code_of(caught: pytest.ExceptionInfo[Refused]) -> str:
    return caught.value.errors[0].code


def test_a_status_that_follows_from_facts_is_not_restored(window: MakeWindow) -> None:
    desk = window("A")
    matter = Matter(id=new_id(), number="XF", claim="示例", purpose="求决", status="已登记", opened_at=AT)
    desk.add(matter)
    found = clash(desk, "matters", matter.id, "status", "已登记", "已办结")
    with pytest.raises(Refused) as caught:
        conflicts.settle(desk.store, found.id, "clerk", restore=True)
    assert code_of(caught) == "conflict_status"
    assert desk.ask("SELECT status FROM matters") != [("已办结",)]


def test_a_conflict_is_settled_once_and_taken_back_only_if_nothing_came_since(window: MakeWindow) -> None:
    desk = window("A")
    row = person("甲（示例）", phone="138")
    desk.add(row)
    found = clash(desk, "people", row.id, "phone", "138", "139")
    settled = conflicts.settle(desk.store, found.id, "clerk", restore=True)
    assert desk.ask("SELECT phone FROM people") == [("139",)]
    with pytest.raises(Refused) as caught:
        conflicts.settle(desk.store, found.id, "clerk", restore=False)
    assert code_of(caught) == "conflict_settled"
    desk.change(row, phone="137")
    with pytest.raises(Refused) as caught:
        conflicts.reopen(desk.store, settled, "clerk")
    assert code_of(caught) == "conflict_changed"
    assert desk.ask("SELECT phone FROM people") == [("137",)]


def test_conflicts_are_made_by_the_hub_alone_and_decided_by_desks(window: MakeWindow) -> None:
    desk, other = window("A"), window("B")
    row = person("甲（示例）", phone="138")
    desk.add(row)
    for one in (desk, other):
        one.sync()
    clash(other, "people", row.id, "phone", "138", "139")
    other.sync()
    assert {code for (code,) in other.ask("SELECT code FROM set_aside")} == {"sync_hub_only"}
    desk.sync()
    assert desk.conflicts() == []


def test_what_no_hub_has_judged_replaces_no_row_that_is_here(window: MakeWindow) -> None:
    desk = window("A")
    row = person("甲（示例）")
    desk.add(row)
    ((_, told),) = page_of(row.id, "伪造（示例）", 9).tables
    ((_, fresh),) = page_of(new_id(), "新来（示例）", 9).tables
    for rows in (told, fresh):
        desk.store.on_writer(lambda c, r=rows: put_new(c, "people", r.columns, r.pk, r.values))
    assert names(desk) == ["新来（示例）", "甲（示例）"]


def test_what_comes_in_is_read_in_the_transaction_that_takes_it(window: MakeWindow) -> None:
    """Status, 主办 and day of a case follow the facts of other desks before anybody looks."""
    desk, other = window("A"), window("B")
    for one in (desk, other):
        one.sync()
    matter = Matter(
        id=new_id(), number="XF340700-A-261123-901-K", purpose="求决", status="已登记", opened_at=AT
    )
    visit = Visit(
        id=new_id(), number="LF340700-A-261123-901-K", query_code="7KQ4M-2XP9T-3", matter_id=matter.id,
        arrived_at=AT, registered_at=AT, desk="A", clerk="clerk", headcount=1, kind="个体访", first=True,
        purpose="求决",
    )  # fmt: skip
    desk.add(matter, visit)
    for one in (desk, other):
        one.sync()
    desk.add(
        Step(
            id=new_id(), matter_id=matter.id, visit_id=visit.id, mode="受理告知", unit="市住建局",
            at=AT + timedelta(hours=1), by="clerk",
        )
    )  # fmt: skip
    for one in (desk, other):
        one.sync()
    state_of = "SELECT status, unit, due FROM matters"
    assert other.ask(state_of) == desk.ask(state_of) == [("已受理", "市住建局", "2027-01-22")]
    assert other.ask("SELECT what FROM obligations WHERE running AND kind = '法定'") == [("办结",)]
    assert other.ask("SELECT count(*) FROM case_stale") == [(0,)]


def test_in_a_new_epoch_a_desk_reads_from_the_start(window: MakeWindow) -> None:
    """The hub's revisions begin anew: read on from the old cursor, it would never get the rows below it."""
    desk = window("A")
    desk.add(person("甲（示例）"))
    desk.sync()
    assert desk.store.on_writer(lambda c: state.number(c, state.CURSOR)) > 0
    desk.store.on_writer(lambda c: start_over(c, {}))
    assert desk.store.on_writer(lambda c: state.number(c, state.CURSOR)) == 0
    assert not desk.store.on_writer(lambda c: state.get(c, state.NONCE) or state.get(c, state.MARK))
