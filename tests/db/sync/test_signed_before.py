"""Old wraps, old keys and disabled accounts: a thing rightly signed once is worth nothing later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.case import Request, Withdrawal
from app.domain.rows.centre import PersonKey
from app.domain.rows.matters import Step
from app.domain.rows.visits import Void
from app.errors import NotAllowed
from app.services.staff.manage_staff import change_password, disable_staff
from app.services.sync.sync_now import retry_set_aside
from db.access.persons import Person as Signing
from db.access.persons import with_proof
from db.cipher import Connection
from db.exchange.entering import MAX_WRAPS, Wrap, Wraps
from db.exchange.frame import MAX_SEQ
from db.exchange.proofs import NOBODY, Voice
from db.hub.serving.serve import Running
from db.sync.accounts import as_bodies
from db.sync.http import HttpHub
from db.sync.push import next_batch
from tests.db.hub.people import person
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, token_of
from tests.db.sync.test_signed import OTHER, forge, hub_rows

MakePlace = Callable[[str], Place]


@pytest.fixture
def two(places_of: MakePlace) -> tuple[Place, Place]:
    """Desk A with its administrator, desk B where a clerk is signed in."""
    one = places_of("A")
    one.hire("clerk", "张三（示例）", "登记员")
    one.hire("host", "赵接谈（示例）", "接谈员")
    one.hire("leader", "李局（示例）", "带班领导")
    one.link.exchange()
    two = places_of("B")
    two.become("clerk")
    two.link.exchange()
    return one, two


@pytest.fixture
def thief(running: Running, two: tuple[Place, Place]) -> Iterator[HttpHub]:
    """Somebody with the token of desk B."""
    end = HttpHub(running.url, token_of(two[1]))
    yield end
    end.close()


def add(place: Place, login: str, *rows: Any) -> list[str]:
    """Rows that the account writes at the desk; what the hub has set aside of this desk's so far."""
    place.store.write(lambda w: (w.audit(login, "登记"), w.add(*rows)))
    place.link.exchange()
    return [aside.code for aside in place.link.asides()]


@pytest.mark.parametrize("by", ["clerk", LOGIN])
def test_a_password_that_was_replaced_is_not_brought_back(
    two: tuple[Place, Place], thief: HttpHub, by: str
) -> None:
    """The wrap of the old password stays signed for ever, by its person or by who made the account."""
    one, other = two
    old = as_bodies(other.house.vault.centre_wraps())["clerk"]
    changing = other if by == "clerk" else one
    change_password(changing.desk, changing.house.vault, changing.house.keys, "clerk", OTHER)
    changing.link.exchange()
    thief.wraps(Wraps([Wrap("clerk", MAX_SEQ - 1, old)]))
    for place in (one, other):
        place.link.exchange()
        assert place.house.vault.unlock("clerk", OTHER)
        with pytest.raises(NotAllowed, match="wrong_password"):
            place.house.vault.unlock("clerk", PASSWORD)


def test_a_password_can_be_changed_where_the_clock_was_years_ahead(
    two: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    with monkeypatch.context() as patch:
        patch.setattr("db.access.persons.time.time_ns", lambda: 4_000_000_000 * 10**9)
        change_password(other.desk, other.house.vault, other.house.keys, "clerk", OTHER)
        other.link.exchange()
    change_password(other.desk, other.house.vault, other.house.keys, "clerk", "Dritte-2028!")
    other.link.exchange()
    one.link.exchange()
    assert one.house.vault.unlock("clerk", "Dritte-2028!")


def test_an_open_centre_does_not_drown_in_wraps(
    running: Running, two: tuple[Place, Place], thief: HttpHub
) -> None:
    """A message of accounts that is too large to be read would stop every desk."""
    _, other = two
    body = as_bodies(other.house.vault.centre_wraps())["clerk"]
    with running.hub.storage.writing() as work:
        work.run("UPDATE centres SET closed_at = NULL")
    bare = body.replace('"proof"', '"prf"').replace('"public"', '"pbl"')
    for start in (0, MAX_WRAPS):
        thief.wraps(Wraps([Wrap(f"x{number}", 1, bare) for number in range(start, start + MAX_WRAPS)]))
    with running.hub.storage.reading() as work:
        assert work.first_row("SELECT count(*) FROM wraps") == (MAX_WRAPS,)
    other.link.exchange()


def test_an_old_introduction_brings_no_old_key_back(running: Running, two: tuple[Place, Place]) -> None:
    one, other = two
    with one.store.reading() as reads:
        [old] = reads.find(PersonKey, login="clerk")
    change_password(one.desk, one.house.vault, one.house.keys, "clerk", OTHER)
    one.link.exchange()
    before = hub_rows(running, "person_keys")
    forge(other, None, None, lambda c: _add_key(c, replace(old, id=new_id())))
    other.link.exchange()
    assert [aside.code for aside in other.link.asides()] == ["sync_exists"]
    assert hub_rows(running, "person_keys") == before


def _add_key(connection: Connection, row: PersonKey) -> None:
    connection.execute(
        "INSERT INTO person_keys (id, login, public_key, by, signature, at) VALUES (?, ?, ?, ?, ?, ?)",
        (row.id, row.login, row.public_key, row.by, row.signature, row.at.isoformat()),
    )


def test_a_disabled_account_gets_no_wrap_back(
    running: Running, two: tuple[Place, Place], thief: HttpHub
) -> None:
    """What its person kept of it is still rightly signed by the key that the account had."""
    one, other = two
    old = as_bodies(other.house.vault.centre_wraps())["leader"]
    disable_staff(one.desk, one.house.vault, "leader")
    one.link.exchange()
    thief.wraps(Wraps([Wrap("leader", MAX_SEQ - 1, old)]))
    with running.hub.storage.reading() as work:
        assert work.all("SELECT body FROM wraps WHERE login = 'leader'") == [(None,)]
    other.link.exchange()
    with pytest.raises(NotAllowed, match="wrong_password"):
        other.house.vault.unlock("leader", PASSWORD)


def test_a_disabled_account_writes_nothing_more_until_a_leader_answers_for_it(
    running: Running, two: tuple[Place, Place]
) -> None:
    one, other = two
    row = person()
    other.store.write(lambda w: w.audit("clerk", "查看完整证件号"))
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(row)))
    disable_staff(one.desk, one.house.vault, "clerk")
    one.link.exchange()
    other.link.exchange()
    assert [aside.code for aside in other.link.asides()] == ["sync_disabled"]
    assert "查看完整证件号" in {entry["act"] for entry in hub_rows(running, "audit")}, (
        "the desk speaks for it"
    )
    other.become("host")
    retry_set_aside(other.desk, other.link)
    other.link.exchange()
    assert [aside.code for aside in other.link.asides()] == ["sync_unsigned"]
    assert not hub_rows(running, "people")
    other.become("leader")
    retry_set_aside(other.desk, other.link)
    other.link.exchange()
    assert not other.link.asides()
    assert len(hub_rows(running, "people")) == 1


def test_nobody_writes_in_anothers_name_but_a_leader_what_was_asked(
    running: Running, two: tuple[Place, Place]
) -> None:
    _, other = two
    at = other.desk.clock.now()

    def void(by: str) -> Void:
        return Void(id=new_id(), visit_id=new_id(), at=at, by=by, reason="示例")

    assert add(other, "clerk", void("host")) == ["sync_not_own"]
    assert add(other, "clerk", void("clerk")) == ["sync_not_own"]
    other.become("leader")
    assert add(other, "leader", void("clerk")) == ["sync_not_own"]
    assert [row["by"] for row in hub_rows(running, "voids")] == ["clerk", "clerk"]


def test_handling_is_for_its_roles(running: Running, two: tuple[Place, Place]) -> None:
    """A 登记员 takes no step but the one that is made with a visit, and withdraws none."""
    _, other = two
    at = other.desk.clock.now()

    def step(by: str, mode: str) -> Step:
        return Step(id=new_id(), matter_id="m1", mode=mode, at=at, by=by)

    def withdrawal(by: str) -> Withdrawal:
        return Withdrawal(id=new_id(), matter_id="m1", step_id="s1", reason="示例", at=at, by=by)

    assert add(other, "clerk", step("clerk", "登记")) == []
    assert add(other, "clerk", step("clerk", "办结")) == ["sync_role"]
    assert add(other, "clerk", withdrawal("clerk")) == ["sync_role"] * 2
    asked = Request(id=new_id(), matter_id="m1", act="作废", mode="作废", at=at, by="clerk")
    assert add(other, "clerk", asked) == ["sync_role"] * 2
    other.become("host")
    assert add(other, "host", step("host", "办结"), withdrawal("host")) == ["sync_role"] * 2
    assert [row["mode"] for row in hub_rows(running, "steps")] == ["登记", "办结"]


@pytest.mark.parametrize("alike", ["CLERK", "ｃlerk", "c1erk", "clerk ", "恢复密钥", ""])
def test_no_wrap_is_taken_for_a_name_that_looks_like_an_accounts(
    running: Running, two: tuple[Place, Place], thief: HttpHub, alike: str
) -> None:
    """Its maker has the clerk's own key; a wrap without a public half is nobody's."""
    _, other = two
    wrap = json.loads(as_bodies(other.house.vault.centre_wraps())["clerk"])
    signer = Signing(alike, other.house.keys.person or b"")
    bare = {name: value for name, value in wrap.items() if name not in ("public", "proof")}
    with running.hub.storage.reading() as work:
        before = work.all("SELECT * FROM wraps ORDER BY login")
    for body in (with_proof(alike, wrap, signer), with_proof(alike, bare, signer), bare, wrap):
        thief.wraps(Wraps([Wrap(alike, MAX_SEQ - 1, json.dumps(body))]))
    with running.hub.storage.reading() as work:
        assert work.all("SELECT * FROM wraps ORDER BY login") == before


def test_a_row_that_comes_twice_in_one_message_stays_as_it_came_first(
    running: Running, two: tuple[Place, Place]
) -> None:
    _, other = two
    first, second = person("王小明（示例）"), person("李四（示例）")
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(first)))
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(second)))
    voice = Voice(Signing("clerk", other.house.keys.person or b""), "340700", "B")
    push = other.store.on_writer(lambda c: next_batch(c, voice=NOBODY))
    push.pk = [first.id if pk == second.id else pk for pk in push.pk]
    told = running.hub.push(token_of(other), voice.prove(push, -1))
    assert {aside.code for aside in told.aside} == {"sync_exists"}
    assert [row["name"] for row in hub_rows(running, "people")] == ["王小明（示例）"]
