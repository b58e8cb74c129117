"""The hub limits centres, desks, codes, authors and versions, also with several processes at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import NotAllowed, Unavailable
from db.exchange.entering import Entry
from db.exchange.wire import SCHEMA
from db.hub import places
from db.hub.hub import Hub
from db.sync import claim
from db.sync.conflicts import asides
from db.sync.push import next_batch
from tests.db.hub.direct import DirectHub
from tests.db.hub.people import CENTRE, code_for, person


def test_an_append_only_row_cannot_be_changed_by_raw_sql(window: Callable[..., Any]) -> None:
    one = window("A")
    one.sync()
    one.add(person())
    one.sync()
    one.ask("UPDATE audit SET act = '改过'")
    one.sync()
    assert {aside.code for aside in one.store.on_writer(asides)} == {"sync_append_only"}


def test_a_row_of_another_desk_is_refused(window: Callable[..., Any], hub: Hub) -> None:
    one = window("A")
    one.sync()
    values = "'x1', 'B', 1, '2026-11-23T09:00:00+08:00', 'a', 'b', NULL, NULL, 1, '', '', 0"
    one.ask(f"INSERT INTO audit VALUES ({values})")
    one.sync()
    assert [aside.code for aside in one.store.on_writer(asides)] == ["sync_other_desk"]
    with hub.storage.reading() as work:
        assert work.all("SELECT pk FROM rows WHERE pk = 'x1'") == []
        assert work.all("SELECT code FROM quarantine") == [("sync_other_desk",)]


def test_no_desk_ever_gets_another_centres_rows(window: Callable[..., Any]) -> None:
    one = window("A")
    far = window("A", centre=("另一示例中心", "340800"))
    one.add(person())
    one.sync()
    assert sum(far.sync().pulled.values()) == 0
    far.add(person())
    far.sync()
    assert one.sync().pulled["people"] == 0


def test_a_revoked_desk_is_cut_off_at_once(window: Callable[..., Any], hub: Hub) -> None:
    one = window("A")
    one.sync()
    with hub.storage.writing() as work:
        assert places.revoke(work, "A", hub.clock()) == 1
    with pytest.raises(NotAllowed, match="hub_revoked"):
        one.sync()


def test_a_code_works_once_and_tokens_are_hashed(hub: Hub, window: Callable[..., Any]) -> None:
    one = window("A")
    code = code_for(hub, "B")
    admitted = hub.enrol(Entry(code, *CENTRE, "B"))
    with pytest.raises(NotAllowed, match="enrol_code"):
        hub.enrol(Entry(code, *CENTRE, "B"))
    with pytest.raises(NotAllowed, match="enrol_code"):
        hub.enrol(Entry("AAAA-AAAA-AAAA-AAAA", *CENTRE, "B"))
    with hub.storage.reading() as work:
        kept = str(work.all("SELECT * FROM desks")) + str(work.all("SELECT * FROM codes"))
    assert admitted.token not in kept
    assert one.token not in kept
    assert code.replace("-", "") not in kept
    with pytest.raises(NotAllowed, match="hub_token"):
        hub.caller("somebody")


def test_the_same_desk_may_ask_again_with_its_code(hub: Hub, window: Callable[..., Any]) -> None:
    """The answer was lost: who chose the token gets it again while the code lives, and nobody else."""
    window("A")
    code, token = code_for(hub, "B"), claim.token_for(claim.new_salt(), "code")
    first = hub.enrol(Entry(code, *CENTRE, "B", token=token))
    assert first.token == token
    assert hub.enrol(Entry(code, *CENTRE, "B", token=token)) == first
    for other in (None, claim.token_for(claim.new_salt(), "code")):
        with pytest.raises(NotAllowed, match="enrol_code"):
            hub.enrol(Entry(code, *CENTRE, "B", token=other))
    with hub.storage.writing() as work:
        assert work.first_row("SELECT count(*) FROM desks WHERE letter = 'B'") == (1,)
        work.run("UPDATE codes SET expires_at = ?", (hub.clock(),))
    with pytest.raises(NotAllowed, match="enrol_code"):
        hub.enrol(Entry(code, *CENTRE, "B", token=token))


def test_a_letter_is_revoked_in_one_centre(hub: Hub, window: Callable[..., Any]) -> None:
    here, there = window("A"), window("A", centre=("别的中心", "340800"))
    with hub.storage.writing() as work, pytest.raises(Unavailable, match="hub_which_centre"):
        places.revoke(work, "A", hub.clock())
    with hub.storage.writing() as work:
        assert places.revoke(work, "A", hub.clock(), "340800") == 1
    here.sync()
    with pytest.raises(NotAllowed, match="hub_revoked"):
        there.sync()
    with hub.storage.writing() as work:
        assert places.revoke(work, "A", hub.clock()) == 1  # only one centre still has the letter


def test_a_code_for_another_letter_or_centre_is_not_spent(hub: Hub, window: Callable[..., Any]) -> None:
    window("A")
    code = code_for(hub, "B")
    with pytest.raises(Unavailable, match="hub_other_letter"):
        hub.enrol(Entry(code, *CENTRE, "C"))
    with pytest.raises(Unavailable, match="hub_other_centre"):
        hub.enrol(Entry(code, "别的中心", "340800", "B"))
    assert hub.enrol(Entry(code, *CENTRE, "B")).letter == "B"


def test_revisions_have_no_gap_while_several_processes_push(
    open_hub: Callable[[], Hub], window: Callable[..., Any]
) -> None:
    """I10: a reader never sees revision r + 1 before r."""
    hubs = [open_hub() for _ in range(3)] if open_hub().storage.shared() else [open_hub()]
    desks = [window(letter, hub=hubs[place % len(hubs)]) for place, letter in enumerate("ABC")]
    for desk in desks:
        desk.sync()
    reader = window("D", hub=hubs[0])
    seen: list[int] = []
    stop = threading.Event()

    def read() -> None:
        since = 0
        while not stop.is_set():
            page = hubs[0].pull(reader.token, since, [], SCHEMA)
            seen.extend(rev for _, rows in page.tables for rev in sorted(rows.rev))
            since = page.upto

    def work(desk: Any) -> None:
        for _ in range(8):
            desk.add(person())
            desk.sync()

    threads = [threading.Thread(target=work, args=(desk,)) for desk in desks]
    reading = threading.Thread(target=read)
    reading.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    reader.sync()
    stop.set()
    reading.join()
    (people,) = reader.ask("SELECT count(*) FROM people")
    assert people == (24,)
    assert len(seen) == len(set(seen))


def test_a_desk_too_old_may_push_but_is_told_not_to_pull(hub: Hub, window: Callable[..., Any]) -> None:
    one = window("A")
    with pytest.raises(Unavailable, match="sync_desk_older"):
        hub.pull(one.token, 0, [], SCHEMA - 2)
    with pytest.raises(Unavailable, match="sync_hub_older"):
        hub.pull(one.token, 0, [], SCHEMA + 2)


def test_another_desk_cannot_write_as_an_author_that_is_not_its_own(window: Callable[..., Any]) -> None:
    one, other = window("A"), window("B")
    one.add(person())
    one.sync()
    one.add(person())
    push = one.store.on_writer(next_batch)
    with pytest.raises(NotAllowed, match="hub_author"):
        DirectHub(other.end.hub, other.token).push(push)
