"""A centre of either suite: its desks, its hub, its couriers and its people prove themselves alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import home
from app.domain.rows.centre import Desk, PersonKey
from app.domain.rows.visits import Person
from app.domain.suites import GENERAL, NAMES, NATIONAL
from app.errors import NotAllowed, Refused, Unavailable
from db.hub import places
from db.hub.serving.serve import Running
from db.suites.suite import suite_named, suite_of_cipher, suite_of_public
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, add_person
from tests.tokens import PIN, SoftToken

MakePlace = Callable[[str], Place]


def new_code(running: Running, letter: str) -> str:
    """A one-time code of the only centre."""
    with running.hub.storage.writing() as work:
        known = places.only_centre(work)
        assert known is not None
        return places.new_code(work, letter, known.id, running.hub.clock())


@pytest.fixture(params=NAMES)
def suite(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_key_of_the_centre_is_of_its_suite(places_of: MakePlace, suite: str) -> None:
    one, other = places_of("A"), places_of("B")
    one.hire("clerk", "张三（示例）", "登记员")
    one.link.exchange()
    other.link.exchange()
    other.become("clerk")
    other.link.exchange()
    for place in (one, other):
        with place.store.reading() as reads:
            publics = [row.public_key for row in (*reads.find(Desk), *reads.find(PersonKey))]
        assert len(publics) >= 4
        assert {suite_of_public(public).name for public in publics} == {suite}
        held = json.loads((place.house.home / "keys.json").read_text())
        wraps = [held["recovery"], held["store"], *held["accounts"].values()]
        assert {suite_of_cipher(wrap["cipher"]).name for wrap in wraps} == {suite}
        mark = suite_named(suite).mac + ":"
        hashes = place.store.on_writer(lambda c: c.execute("SELECT hash FROM audit").fetchall())
        assert all(hash.startswith(mark) for (hash,) in hashes)
        checked = place.house.check(place.house.sign_in(LOGIN, PASSWORD))
        assert checked == {"ok": True, "findings": []}
        assert place.link.asides() == []


def test_what_a_person_did_goes_by_its_signature(places_of: MakePlace, running: Running) -> None:
    one, other = places_of("A"), places_of("B")
    row = add_person(one)
    assert one.link.exchange().pushed
    other.link.exchange()
    with other.store.reading() as reads:
        assert reads.get(Person, row.id) is not None
    assert one.link.asides() == other.link.asides() == []


def test_a_wrong_password_lets_no_desk_in(places_of: MakePlace, running: Running, tmp_path: Path) -> None:
    places_of("A").link.exchange()
    code = new_code(running, "B")
    for login in (LOGIN, "nobody"):
        with pytest.raises(NotAllowed) as refused:
            home.Home(tmp_path / login).enrolment.enrol(running.url, code, login, "Bie-de-2026!")
        assert refused.value.code == "enrol_proof"


def test_a_courier_is_read_by_its_centre_and_refused_changed(
    places_of: MakePlace, suite: str, tmp_path: Path
) -> None:
    one, other = places_of("A"), places_of("B")
    row = add_person(one)
    file = tmp_path / "A.courier"
    one.link.write_courier(file)
    held = file.read_bytes()
    assert held.startswith(b"JFTCOURIER" + suite_named(suite).file_mark)
    other.link.read_courier(file)
    with other.store.reading() as reads:
        assert reads.get(Person, row.id) is not None
    other.link.exchange()  # and handed on to the hub in its desk's name
    assert one.link.exchange().set_aside == 0
    for place in (0, 40, len(held) // 2, len(held) - 1):
        changed = bytearray(held)
        changed[place] ^= 1
        file.write_bytes(bytes(changed))
        with pytest.raises(Refused):
            other.link.read_courier(file)


def test_a_courier_of_the_other_suite_is_refused_by_name(
    places_of: MakePlace, suite: str, tmp_path: Path
) -> None:
    one = places_of("A")
    file = tmp_path / "A.courier"
    one.link.write_courier(file)
    other = suite_named(NATIONAL if suite == GENERAL else GENERAL)
    held = file.read_bytes()
    file.write_bytes(b"JFTCOURIER" + other.file_mark + held[11:])
    with pytest.raises(Refused) as refused:
        one.link.read_courier(file)
    assert [(error.code, error.facts) for error in refused.value.errors] == [
        ("courier_other_suite", {"name": suite})
    ]


def test_eight_old_passwords_still_travel(places_of: MakePlace) -> None:
    one, other = places_of("A"), places_of("B")
    for number in range(9):
        one.house.vault.admit(LOGIN, f"Xin-2026-{number}!", one.house.keys)
    one.link.exchange()
    other.link.exchange()
    assert other.house.sign_in(LOGIN, "Xin-2026-8!").staff.login == LOGIN
    assert other.house.vault.was_used(LOGIN, "Xin-2026-3!", other.house.keys, 8)
    assert not other.house.vault.was_used(LOGIN, "Xin-2026-x!", other.house.keys, 8)


def test_a_desk_is_let_in_by_password_and_token_together(
    places_of: MakePlace, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftToken().plug()
    monkeypatch.setattr(home, "Pkcs11Tokens", lambda: token)
    first = places_of("A")
    first.house.vault.bind_token(first.house.keys, PASSWORD, PIN)
    first.link.exchange()
    enrolment = home.Home(tmp_path / "new").enrolment
    code = new_code(running, "B")
    for pin, said in ((None, "token_needed"), ("0", "token_pin_wrong")):
        with pytest.raises(NotAllowed) as refused:
            enrolment.enrol(running.url, code, LOGIN, PASSWORD, pin=pin)
        assert refused.value.code == said
    token.plugged.clear()
    with pytest.raises(Unavailable) as missing:
        enrolment.enrol(running.url, code, LOGIN, PASSWORD, pin=PIN)
    assert missing.value.code == "token_missing"
    assert not (tmp_path / "new" / "store.db").exists()
    token.plug()
    assert enrolment.enrol(running.url, code, LOGIN, PASSWORD, pin=PIN)["desk"] == "B"
    house = home.Home(tmp_path / "new")
    assert house.sign_in(LOGIN, PASSWORD, pin=PIN).staff.login == LOGIN
    house.close()


def test_a_desk_with_a_store_is_let_in_by_the_password_although_the_token_was_shown(
    places_of: MakePlace, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "Pkcs11Tokens", lambda: SoftToken().plug())
    one = places_of("A")
    one.house.vault.bind_token(one.house.keys, PASSWORD, PIN)
    one.link.exchange()
    one.link.leave()
    code = new_code(running, "A")
    with pytest.raises(NotAllowed) as refused:
        one.link.join(running.url, code, None, "Ta-ren-2026!")
    assert (refused.value.code, refused.value.facts) == ("wrong_password", {"left": 4})
    assert one.link.join(running.url, code, None, PASSWORD)["desk"] == "A"
