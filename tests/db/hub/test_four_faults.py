"""The four faults that simulation once found (their mutants: tests/simulation/mutants.py), each by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.exchange.frame import MAX_TEXT
from db.store import Store
from db.sync import state
from db.sync.conflicts import asides
from db.sync.pull import pull_all
from db.sync.push import next_batch, take_judgement
from tests.db.hub.people import KEY, Window, person


def copied(desk: Window, file: Path) -> Path:
    """The store's file as it is now."""
    desk.store.on_writer(lambda c: c.execute("VACUUM INTO ?", (str(file),)))
    return file


def restored(desk: Window, file: Path) -> None:
    """The desk starts again on an older file."""
    desk.store.close()
    desk.store = Store(file, KEY)


def agreed(*desks: Window) -> None:
    for _ in range(3):
        for desk in desks:
            desk.sync()
    assert (
        len({str(desk.ask("SELECT id, name, phone, address FROM people ORDER BY id")) for desk in desks}) == 1
    )
    assert (
        len({str(desk.ask("SELECT id, kept, lost, state FROM conflicts ORDER BY id")) for desk in desks}) == 1
    )


def test_fault_1_a_repeated_push_is_acknowledged_and_never_stamped(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    written = person(phone="1", address="甲")
    one.add(written)
    for desk in (one, other):
        desk.sync()
    one.change(written, phone="2")
    push = one.store.on_writer(next_batch)
    one.end.push(push)  # the answer is lost
    other.sync()
    other.change(written, address="乙")
    other.sync()
    answer = one.end.push(push)
    one.store.on_writer(lambda c: take_judgement(c, push, answer))
    assert answer.runs == []
    one.change(written, address="丙")  # its author has not seen 乙
    agreed(one, other)
    (clash,) = one.conflicts()
    assert {clash.kept, clash.lost} == {'"乙"', '"丙"'}


def test_fault_2_a_page_is_an_acknowledgement_too(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    written = person(phone="1")
    one.add(written)
    for desk in (one, other):
        desk.sync()
    one.change(written, phone="2")
    one.end.push(one.store.on_writer(next_batch))  # the answer is lost
    other.sync()
    other.change(written, phone="3")
    other.sync()
    pull_all(one.store, one.end)
    assert one.person(written.id).phone == "3"
    agreed(one, other)
    assert one.person(written.id).phone == "3"
    assert one.conflicts() == []


def test_fault_3_a_row_with_unjudged_changes_is_left_alone_with_its_revision(
    window: Callable[..., Any],
) -> None:
    one, other = window("A"), window("B")
    written = person(phone="1", address="甲")
    one.add(written)
    for desk in (one, other):
        desk.sync()
    one.change(written, phone="2")
    other.change(written, address="乙")
    other.sync()
    before = one.ask("SELECT _rev FROM people")
    pull_all(one.store, one.end)
    assert one.ask("SELECT _rev FROM people") == before
    assert one.person(written.id).address == "甲"
    one.change(written, address="丙")  # still without having seen 乙
    agreed(one, other)
    (clash,) = one.conflicts()
    assert {clash.kept, clash.lost} == {'"乙"', '"丙"'}


def test_fault_4_a_file_that_went_back_in_time_loses_no_new_row(
    window: Callable[..., Any], tmp_path: Path
) -> None:
    one, other = window("A"), window("B")
    one.add(person("甲（示例）"))
    file = copied(one, tmp_path / "older.db")
    one.add(person("乙（示例）"))
    one.sync()
    restored(one, file)
    one.add(person("丙（示例）"))  # the number of its operation was used before
    agreed(one, other)
    names = {row[0] for row in other.ask("SELECT name FROM people")}
    assert names == {"甲（示例）", "乙（示例）", "丙（示例）"}


def test_two_machines_from_one_image_lose_no_row(window: Callable[..., Any], tmp_path: Path) -> None:
    """I12: a clone is a file that went back in time as well."""
    one, other = window("A"), window("B")
    one.add(person("甲（示例）"))
    twin = Window.__new__(Window)
    twin.letter, twin.token, twin.end = one.letter, one.token, one.end
    twin.store = Store(copied(one, tmp_path / "twin.db"), KEY)
    restored(one, copied(one, tmp_path / "first.db"))
    for desk, name in ((one, "乙（示例）"), (twin, "丙（示例）"), (one, "丁（示例）"), (twin, "戊（示例）")):
        desk.add(person(name))
        desk.sync()
    agreed(one, twin, other)
    assert len(other.ask("SELECT name FROM people")) == 5
    twin.close()


def test_a_file_that_went_back_knows_its_own_row(window: Callable[..., Any], tmp_path: Path) -> None:
    """No conflict with itself: the row's values are dated by its last change and not by the file's."""
    one, other = window("A"), window("B")
    written = person(phone="1")
    one.add(written)
    file = copied(one, tmp_path / "older.db")
    one.add(person())
    one.sync()
    restored(one, file)
    one.change(written, phone="2")
    agreed(one, other)
    assert other.person(written.id).phone == "2"
    assert one.conflicts() == []


def test_what_was_set_aside_is_told_although_a_page_was_quicker(window: Callable[..., Any]) -> None:
    """Only the answer to a push says what was set aside; a page acknowledges without saying so."""
    one = window("A")
    one.sync()
    bad = person(address="x" * (MAX_TEXT + 1))
    one.add(bad)
    one.end.push(one.store.on_writer(next_batch))  # the answer is lost
    pull_all(one.store, one.end)
    one.sync()
    assert [aside.code for aside in one.store.on_writer(asides)] == ["sync_too_long"]
    assert one.store.on_writer(state.waiting) == 0
