"""Desks and hub over real HTTP: enrolment, courier, notices, TLS, bodies that are no messages."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.rows.centre import Desk, Staff
from app.domain.rows.visits import Person
from app.errors import NotAllowed, Refused, Unavailable
from app.events import Event, RowsPulled, SyncStateChanged
from db.cipher import Connection
from db.hub import places
from db.hub.greet import SEEN_MS
from db.hub.serving import serve
from db.hub.serving.serve import Running
from db.store import transaction
from db.sync import history, link, rereading, state
from db.sync.http import HttpHub, tidy_url
from db.sync.runner import IDLE_SECONDS, backoff
from home import Home
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, add_person, token_of

MakePlace = Callable[[str], Place]


def test_a_new_desk_starts_with_the_newest_rows_accounts_and_keys(places_of: MakePlace) -> None:
    one = places_of("A")
    written = add_person(one)
    one.link.exchange()
    other = places_of("B")
    with other.store.reading() as reads:
        assert reads.get(Person, written.id) == written
        assert [staff.login for staff in reads.find(Staff)] == [LOGIN]
        assert {desk.series for desk in reads.find(Desk)} == {"A", "B"}
    assert sorted(file.name for file in (other.house.home / "keys").iterdir()) == ["A.json", "B.json"]
    assert other.store.series() == "B"
    one.link.exchange()
    assert (one.house.home / "keys" / "B.json").exists()


def test_each_desk_hears_when_the_others_spoke_to_the_hub(running: Running, places_of: MakePlace) -> None:
    """It tells its figures whether something of them may wait at a desk that has lost its network."""
    one, other = places_of("A"), places_of("B")
    other.link.exchange()
    one.link.exchange()
    first = one.link.state().seen
    assert list(first) == ["B"]
    one.link.exchange()
    assert one.link.state().seen == first  # B has not spoken since
    clock = running.hub.clock
    running.hub.clock = lambda: clock() + SEEN_MS  # what a desk says sooner is not noted anew
    other.link.exchange()
    one.link.exchange()
    assert one.link.state().seen["B"] > first["B"]
    with running.hub.storage.writing() as work:
        work.run("UPDATE desks SET revoked_at = 1 WHERE letter = 'B'")
    one.link.exchange()
    assert one.link.state().seen == {}


def test_a_moment_that_no_clock_shows_is_not_kept(places_of: MakePlace) -> None:
    one = places_of("A")
    with one.store.reading() as reads:
        assert state.seen(reads.connection) == {}
    kept = [("B", 1), ("C", 2**50), ("D", -1)]
    one.store.on_writer(lambda connection: state.put_seen(connection, kept))
    assert list(one.link.state().seen) == ["B"]


def test_a_second_desk_of_a_letter_takes_another_series(places_of: MakePlace) -> None:
    places_of("A")
    assert places_of("B").store.series() == "B"
    assert places_of("B").store.series() == "B2"


def test_a_wrong_password_makes_no_home(running: Running, places_of: MakePlace, tmp_path: Path) -> None:
    places_of("A")
    with running.hub.storage.writing() as work:
        code = places.new_code(work, "C", None, running.hub.clock())
    home = tmp_path / "C"
    home.mkdir()
    with pytest.raises(NotAllowed, match="enrol_proof"):
        Home(home).enrolment.enrol(running.url, code, LOGIN, "wrong")
    assert not (home / "store.db").exists()
    assert not (home / "keys.json").exists()
    left = "".join(file.read_text() for file in home.rglob("*") if file.is_file())
    assert code.replace("-", "") not in left.replace("-", "")
    assert Home(home).enrolment.enrol(running.url, code.lower(), LOGIN.upper(), PASSWORD)["desk"] == "C"


def test_a_desk_that_a_restored_hub_does_not_know_joins_again(running: Running, places_of: MakePlace) -> None:
    """The hub's backup was older than the desk: what the desk has is not lost, it only needs a new code."""
    first = places_of("A")
    (top,) = running.hub.tops().values()
    later = places_of("B")
    with pytest.raises(Unavailable, match="hub_joined"):
        later.link.join(running.url, "AAAA-AAAA-AAAA-AAAA")
    written = add_person(later)
    with running.hub.storage.writing() as work:
        work.run("DELETE FROM authors WHERE desk IN (SELECT id FROM desks WHERE letter = 'B')")
        work.run("DELETE FROM desks WHERE letter = 'B'")
        for table in ("rows", "batches"):
            work.run(f"DELETE FROM {table} WHERE rev > ?", (top,))
        work.run("UPDATE centres SET top = ?", (top,))
        code = places.new_code(work, "B", 1, running.hub.clock())
    with pytest.raises(NotAllowed, match="hub_token"):
        later.link.exchange()
    later.link.join(running.url, code)
    first.link.exchange()
    with first.store.reading() as reads:
        assert reads.get(Person, written.id) == written


def test_nothing_at_rest_can_be_read(running: Running, places_of: MakePlace, tmp_path: Path) -> None:
    one = places_of("A")
    add_person(one, address="示例路99号", phone="13800001234")
    one.link.exchange()
    places_of("B")
    secrets = ["示例路99号".encode(), b"13800001234", token_of(one).encode()]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not [secret for secret in secrets if secret in content], file


def test_a_new_desk_is_usable_before_its_history_has_come(
    running: Running, places_of: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = places_of("A")
    people = [add_person(one) for _ in range(12)]
    one.link.exchange()
    whole = running.hub.earlier
    monkeypatch.setattr(running.hub, "earlier", lambda token, asked: whole(token, asked, 4))
    monkeypatch.setattr(history, "AT_ONCE", 1)
    monkeypatch.setattr(link, "HISTORY_SECONDS", 0.0)
    other = places_of("B")
    assert 0 < other.link.state().history < 100
    with other.store.reading() as reads:
        assert reads.get(Person, people[-1].id) == people[-1]
        assert reads.get(Person, people[0].id) is None
    stop = other.link.start(ignore)
    try:
        mine = add_person(other)
        other.link.nudge()
        until(lambda: other.link.state().history == 100)
        until(lambda: (one.link.exchange(), has_person(one, mine))[1])
    finally:
        stop()
    assert all(has_person(other, row) for row in people)


def has_person(place: Place, row: Person) -> bool:
    with place.store.reading() as reads:
        return reads.get(Person, row.id) == row


def ignore(_event: Event) -> None:
    """What a window would show."""


def until(done: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_other_window_hears_at_once(places_of: MakePlace) -> None:
    one, other = places_of("A"), places_of("B")
    heard: list[Event] = []
    came = threading.Event()

    def announce(event: Event) -> None:
        heard.append(event)
        if isinstance(event, RowsPulled) and "people" in event.tables:
            came.set()

    stops = [one.link.start(lambda _event: None), other.link.start(announce)]
    try:
        wait_until(lambda: other.link.state().state == "已连接")
        time.sleep(0.3)
        add_person(one)
        one.link.nudge()
        assert came.wait(IDLE_SECONDS / 2)
    finally:
        for stop in stops:
            stop()
    assert any(isinstance(event, SyncStateChanged) and event.state == "已连接" for event in heard)


def test_the_runner_says_when_the_hub_is_away_and_comes_back(running: Running, places_of: MakePlace) -> None:
    one = places_of("A")
    running.stop()
    add_person(one)
    states: list[str] = []
    stop = one.link.start(lambda event: states.append(getattr(event, "state", "")))
    wait_until(lambda: "未连接" in states)
    stop()
    with pytest.raises(Unavailable, match="hub_unreachable"):
        one.link.exchange()
    assert one.link.state().waiting == 1


def test_courier_shows_the_visit_and_the_hub_gets_it_in_its_desks_name(
    running: Running, places_of: MakePlace, tmp_path: Path
) -> None:
    one, other = places_of("A"), places_of("B")
    written = add_person(one, phone="13900000000")
    file = tmp_path / "A.courier"
    assert one.link.write_courier(file)["operations"] >= 2
    for _ in range(2):
        other.link.read_courier(file)
    with other.store.reading() as reads:
        assert reads.get(Person, written.id) == written
    other.link.exchange()
    with running.hub.storage.reading() as work:
        (row,) = work.all(
            "SELECT d.letter FROM rows r JOIN authors a ON a.id = r.author JOIN desks d ON d.id = a.desk"
            " WHERE r.pk = ?",
            (written.id,),
        )
    assert row == ("A",)
    one.link.exchange()
    with one.store.reading() as reads:
        assert reads.count(Person) == 1
        assert reads.connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)


def test_a_courier_file_says_what_an_upgraded_desk_had_not_read_yet(
    places_of: MakePlace, tmp_path: Path
) -> None:
    one, other = places_of("A"), places_of("B")
    written = add_person(one)
    one.link.exchange()
    other.link.exchange()
    change_phone(other, written, "13900000000")
    other.link.exchange()
    one.link.exchange()
    one.store.on_writer(_has_not_read_the_phone_yet)
    change_phone(one, written, "13800000000")
    one.link.write_courier(tmp_path / "A.courier")
    other.link.read_courier(tmp_path / "A.courier")
    other.link.exchange()
    (clash,) = other.link.clashes()
    assert {clash.kept, clash.lost} == {"13900000000", "13800000000"}


def change_phone(place: Place, person: Person, phone: str) -> None:
    place.store.write(lambda w: (w.audit(LOGIN, "更正", "示例"), w.change(person, phone=phone)))


def _has_not_read_the_phone_yet(connection: Connection) -> None:
    known = json.loads(state.get(connection, rereading.KNOWN) or "{}")
    known["people"].remove("phone")
    with transaction(connection):
        state.put(connection, rereading.KNOWN, json.dumps(known))
        state.put(connection, rereading.READ_WITH, "an older program")


def test_a_courier_file_of_strangers_or_changed_is_refused(places_of: MakePlace, tmp_path: Path) -> None:
    one, other = places_of("A"), places_of("B")
    add_person(one)
    file = tmp_path / "A.courier"
    one.link.write_courier(file)
    good = file.read_bytes()
    for place in (20, len(good) // 2, len(good) - 3):
        file.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(Refused):
            other.link.read_courier(file)
    file.write_bytes(good)
    other.store.on_writer(lambda c: c.execute("DELETE FROM desks"))
    with pytest.raises(Refused):
        other.link.read_courier(file)


def test_plain_http_only_on_this_machine(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="hub_needs_tls"):
        serve.start("0.0.0.0:0", None, tmp_path)
    with pytest.raises(Refused):
        tidy_url("http://hub.example:8470")
    assert tidy_url("https://hub.example:8470/") == "https://hub.example:8470"
    assert tidy_url("http://127.0.0.1:8470") == "http://127.0.0.1:8470"


def test_tls_with_the_centres_own_authority(tmp_path: Path) -> None:
    authority, cert, key = make_certificates(tmp_path)
    started = serve.start("127.0.0.1:0", None, tmp_path / "hub", cert, key)
    try:
        assert started.url.startswith("https://")
        trusting = HttpHub(started.url, "nobody", authority.read_text())
        with pytest.raises(NotAllowed, match="hub_token"):
            trusting.digest("people")
        trusting.close()
        wary = HttpHub(started.url, "nobody")
        with pytest.raises(Unavailable, match="hub_certificate"):
            wary.digest("people")
        wary.close()
    finally:
        started.stop()


def test_an_acknowledged_push_survives_a_stop(places_of: MakePlace, running: Running, tmp_path: Path) -> None:
    one = places_of("A")
    written = add_person(one)
    one.link.exchange()
    running.stop()
    again = serve.start("127.0.0.1:0", None, tmp_path / "hub-home")
    try:
        with again.hub.storage.reading() as work:
            assert work.all("SELECT 1 FROM rows WHERE pk = ?", (written.id,)) == [(1,)]
    finally:
        again.stop()


def test_waiting_between_tries_grows_to_a_minute() -> None:
    assert [backoff(n, 1.0) for n in (1, 2, 3, 9, 50)] == [1.0, 2.0, 4.0, 60.0, 60.0]
    assert backoff(3, 0.0) == 2.0


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 8
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def make_certificates(folder: Path) -> tuple[Path, Path, Path]:
    """A private authority, and a certificate and key of it for 127.0.0.1."""
    from tests.db.sync.certificates import make

    return make(folder)


__all__ = ["PASSWORD"]
