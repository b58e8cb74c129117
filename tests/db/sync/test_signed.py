"""Who says so is proved: by a person's own key, also after the hub's restore; nobody's word counts alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.case import OWNER, READER, Appointment, Decision, ListFact, VisitMove
from app.domain.rows.centre import PersonKey, Staff
from app.domain.rows.clashes import Conflict
from app.domain.rows.visits import Person, Visit
from app.errors import NotAllowed, Unavailable
from app.services.staff.introduce_person import introduce_person
from app.services.staff.manage_staff import change_password, disable_staff
from db.access.entrance import Entrance
from db.access.persons import Person as Signing
from db.cipher import Connection
from db.exchange.entering import DoorAsked, Entry, Wrap, Wraps
from db.exchange.proofs import Voice
from db.exchange.wire import Push
from db.hub import places
from db.hub.records import Names, decoded
from db.hub.serving.serve import Running
from db.sync import state
from db.sync.http import HttpHub
from db.sync.push import next_batch
from db.sync.retry import retry_edited
from home import Home
from tests.db.sync.conftest import LOGIN, PASSWORD, Place, add_person, token_of

MakePlace = Callable[[str], Place]
OTHER = "Andere-2027!"
AT = datetime.fromisoformat("2026-11-23T09:00:00+08:00")


def hub_rows(running: Running, table: str) -> list[dict[str, Any]]:
    with running.hub.storage.reading() as work:
        names = Names(work)
        found = work.all("SELECT shape, body FROM rows WHERE tbl = ? ORDER BY born_rev", (table,))
        return [decoded(names, shape, body) for shape, body in found]


def forge(place: Place, login: str | None, ms: int | None, work: Callable[[Any], Any]) -> None:
    """Rows written as if somebody else had, at another time: what a script at the desk can do."""

    def action(connection: Connection) -> None:
        (first,) = connection.execute("SELECT coalesce(max(seq), 0) FROM outbox").fetchone()
        work(connection)
        connection.execute(
            "UPDATE outbox SET login = ?, ms = coalesce(?, ms) WHERE seq > ?", (login, ms, first)
        )

    place.store.on_writer(action)


def new_staff(login: str, *roles: str) -> Callable[[Any], Any]:
    values = (new_id(), login, "示例", json.dumps(roles, ensure_ascii=False), "2026-11-23T09:00:00+08:00")
    sql = (
        "INSERT INTO staff (id, login, name, roles, disabled, must_change_password, at)"
        " VALUES (?, ?, ?, ?, 0, 0, ?)"
    )
    return lambda c: c.execute(sql, values)


@pytest.fixture
def two(places_of: MakePlace) -> tuple[Place, Place]:
    """Desk A with its administrator, desk B where a clerk is signed in."""
    one = places_of("A")
    one.hire("clerk", "张三（示例）", "登记员")
    one.hire("leader", "李局（示例）", "带班领导")
    one.link.exchange()
    two = places_of("B")
    two.become("clerk")
    two.link.exchange()
    return one, two


# 3: accounts by a claimed login


@pytest.mark.parametrize("login", [LOGIN, None, "nobody", "clerk"])
@pytest.mark.parametrize("ms", [None, 1])
def test_no_account_is_made_or_changed_by_a_claimed_login(
    running: Running, two: tuple[Place, Place], login: str | None, ms: int | None
) -> None:
    one, evil = two
    before = hub_rows(running, "staff")
    forge(evil, login, ms, new_staff("evil", "安全管理员"))
    forge(evil, login, ms, lambda c: c.execute("UPDATE staff SET disabled = 1 WHERE login = 'leader'"))
    forge(
        evil,
        login,
        ms,
        lambda c: c.execute("UPDATE staff SET roles = '[\"安全管理员\"]' WHERE login = 'clerk'"),
    )
    evil.link.exchange()
    one.link.exchange()
    assert hub_rows(running, "staff") == before
    assert {aside.code for aside in evil.link.asides()} <= {"sync_unsigned", "sync_role"}
    assert len(evil.link.asides()) == 3
    with one.store.reading() as reads:
        assert {row.login for row in reads.find(Staff, disabled=False)} == {LOGIN, "clerk", "leader"}


def test_a_key_is_introduced_by_a_security_administrator_alone(
    running: Running, two: tuple[Place, Place]
) -> None:
    _, evil = two
    before = hub_rows(running, "person_keys")
    key = evil.house.keys
    for by in ("clerk", LOGIN):
        row = PersonKey(
            id=new_id(),
            login=LOGIN,
            public_key="ab" * 32,
            by=by,
            signature="cd" * 64,
            at=evil.desk.clock.now(),
        )
        forge(evil, "clerk", None, lambda c, r=row: _add(c, r))
    evil.link.exchange()
    assert key.login == "clerk"
    assert hub_rows(running, "person_keys") == before
    assert {aside.code for aside in evil.link.asides()} == {"sync_key_unknown"}


def _add(connection: Connection, row: PersonKey) -> None:
    connection.execute(
        "INSERT INTO person_keys (id, login, public_key, by, signature, at) VALUES (?, ?, ?, ?, ?, ?)",
        (row.id, row.login, row.public_key, row.by, row.signature, row.at.isoformat()),
    )


def test_a_decision_is_the_leaders_who_signs(running: Running, two: tuple[Place, Place]) -> None:
    _, evil = two
    values = {"request_id": new_id(), "matter_id": new_id(), "approved": True, "at": evil.desk.clock.now()}
    evil.store.write(
        lambda w: (w.audit("clerk", "同意"), w.add(Decision(id=new_id(), by="leader", **values)))
    )
    evil.link.exchange()
    assert [aside.code for aside in evil.link.asides()] == ["sync_role"]
    evil.become("leader")
    evil.store.write(
        lambda w: (w.audit("leader", "同意"), w.add(Decision(id=new_id(), by="clerk", **values)))
    )
    evil.link.exchange()
    assert sorted(aside.code for aside in evil.link.asides()) == ["sync_not_own", "sync_role"]
    evil.store.write(
        lambda w: (w.audit("leader", "同意"), w.add(Decision(id=new_id(), by="leader", **values)))
    )
    evil.link.exchange()
    assert len(hub_rows(running, "decisions")) == 1


def test_a_reader_is_named_by_a_leader_and_a_visit_moved_by_who_may(
    running: Running, two: tuple[Place, Place]
) -> None:
    """A row that names its author a reader of a guarded case, or moves a visit, counts from nobody else."""
    first, evil = two
    first.hire("host", "赵接谈（示例）", "接谈员")
    first.link.exchange()
    evil.link.exchange()
    at = evil.desk.clock.now()

    def said(login: str, *rows: Any) -> list[str]:
        evil.become(login)
        evil.store.write(lambda w: (w.audit(login, "指定"), w.add(*rows)))
        evil.link.exchange()
        return [aside.code for aside in evil.link.asides()]

    def named(part: str, login: str) -> Appointment:
        return Appointment(id=new_id(), matter_id=new_id(), part=part, login=login, at=at, by=login)

    def moved(login: str) -> VisitMove:
        return VisitMove(
            id=new_id(),
            visit_id=new_id(),
            from_matter=new_id(),
            matter_id=new_id(),
            act="并案",
            at=at,
            by=login,
        )

    assert said("clerk", named(READER, "clerk")) == ["sync_role"]
    assert said("clerk", named(OWNER, "clerk")) == ["sync_role"] * 2
    assert said("clerk", moved("clerk")) == ["sync_role"] * 3
    assert said("host", named(READER, "host")) == ["sync_role"] * 4
    assert said("host", named(OWNER, "host"), moved("host")) == ["sync_role"] * 4
    assert said("leader", named(READER, "host")) == ["sync_role"] * 4
    assert len(hub_rows(running, "appointments")) == 2
    assert len(hub_rows(running, "visit_moves")) == 1


def test_a_list_is_kept_by_who_may_keep_it(running: Running, two: tuple[Place, Place]) -> None:
    """A 登记员's fact on a list of cases (台账) waits at the hub, a 接谈员's is taken."""
    first, evil = two
    first.hire("host", "赵接谈（示例）", "接谈员")
    first.link.exchange()
    evil.link.exchange()
    for login in ("clerk", "host"):
        fact = ListFact(
            id=new_id(), kind="积案", matter_id=new_id(), act="列入", data={"reason": "示例"},
            at=evil.desk.clock.now(), by=login,
        )  # fmt: skip
        evil.become(login)
        evil.store.write(lambda w, fact=fact: (w.audit(fact.by, "台账列入"), w.add(fact)))
        evil.link.exchange()
    assert [aside.code for aside in evil.link.asides()] == ["sync_role"]
    assert len(hub_rows(running, "list_facts")) == 1


CHANGES: dict[str, Callable[[Push], Any]] = {
    "value": lambda push: push.inserts["people"].values[0].__setitem__(0, "别人"),
    "row": lambda push: push.pk.__setitem__(0, new_id()),
    "clock": lambda push: push.ms.__setitem__(0, 1),
    "column": lambda push: push.inserts["people"].columns.reverse(),
    "sequence": lambda push: push.seq.__setitem__(-1, push.seq[-1] + 1),
    "signature": lambda push: setattr(push.proofs[0], "signature", bytes(64)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_signature_covers_all_that_was_done(
    running: Running, two: tuple[Place, Place], change: Callable[[Push], Any]
) -> None:
    _, evil = two
    row = _person()
    evil.store.write(lambda w: (w.add(row), w.audit("clerk", "登记")))
    signer = Signing("clerk", evil.house.keys.person or b"")
    voice = Voice(signer, "340700", "B")
    push = evil.store.on_writer(lambda c: next_batch(c, voice=voice))
    change(push)
    running.hub.push(token_of(evil), push)
    assert not _pks(running, "people")


@pytest.mark.parametrize(("desk", "rows"), [("B", 1), ("A", 0)])
def test_a_signature_is_for_one_desk(
    running: Running, two: tuple[Place, Place], desk: str, rows: int
) -> None:
    """A message overheard at one desk and sent by another is worth nothing."""
    _, sender = two
    row = _person()
    sender.store.write(lambda w: (w.add(row), w.audit("clerk", "登记")))
    voice = Voice(Signing("clerk", sender.house.keys.person or b""), "340700", desk)
    push = sender.store.on_writer(lambda c: next_batch(c, voice=voice))
    running.hub.push(token_of(sender), push)
    assert len(_pks(running, "people")) == rows


def _person() -> Person:
    return Person(id=new_id(), name="王小明（示例）", id_type="无", no_id_reason="当场无证件")


def _visit_of_desk(desk: str) -> Visit:
    return Visit(
        id=new_id(), number=f"LF340700-{desk}-261123-901-K", query_code="7KQ4M-2XP9T-3", matter_id="m",
        arrived_at=AT, registered_at=AT, desk=desk,
        clerk="clerk", headcount=1, kind="个体访", first=True, purpose="求决",
    )  # fmt: skip


# 2: the accounts' wraps


def test_a_desk_spoils_nobodys_wrap(running: Running, two: tuple[Place, Place]) -> None:
    one, evil = two
    with running.hub.storage.reading() as work:
        before = work.all("SELECT * FROM wraps ORDER BY login")
    good = next(body for _, login, _, body in before if login == "clerk")
    end = HttpHub(running.url, token_of(evil))
    logins = [login for _, login, _, _ in before]
    garbage = [
        "{}",
        "x",
        "[]",
        good,
        json.dumps({"kdf": "Argon2id", "salt": "00", "cost": {}, "nonce": "", "sealed": ""}),
    ]
    for body in (*garbage, None):
        for at in (1, (1 << 53) - 1):
            end.wraps(Wraps([Wrap(login, at, body) for login in logins if login != "clerk"]))
    stolen = json.loads(good) | {"proof": {"at": 1, "by": LOGIN, "signature": "ab" * 64}}
    end.wraps(Wraps([Wrap(login, (1 << 53) - 1, json.dumps(stolen)) for login in logins]))
    end.close()
    with running.hub.storage.reading() as work:
        assert work.all("SELECT * FROM wraps ORDER BY login") == before
    one.link.exchange()
    for login in (LOGIN, "clerk", "leader"):
        assert one.house.vault.unlock(login, PASSWORD)


def test_a_password_changed_by_its_person_or_an_administrator_opens_every_desk(
    two: tuple[Place, Place],
) -> None:
    one, other = two
    change_password(other.desk, other.house.vault, other.house.keys, "clerk", OTHER)
    other.link.exchange()
    one.link.exchange()
    assert one.house.vault.unlock("clerk", OTHER).person == other.house.keys.person
    change_password(one.desk, one.house.vault, one.house.keys, "leader", OTHER)
    one.link.exchange()
    other.link.exchange()
    assert other.house.vault.unlock("leader", OTHER)
    other.desk = other.house.sign_in("leader", OTHER)
    add_person(other)
    other.store.write(lambda w: (w.audit("leader", "登记"), w.add(_person())))
    assert other.link.exchange().set_aside == 1  # what add_person wrote in the administrator's name


def test_a_disabled_account_opens_no_desk(running: Running, two: tuple[Place, Place]) -> None:
    one, other = two
    disable_staff(one.desk, one.house.vault, "leader")
    one.link.exchange()
    other.link.exchange()
    with pytest.raises(NotAllowed, match="wrong_password"):
        other.house.vault.unlock("leader", PASSWORD)
    with running.hub.storage.reading() as work:
        assert work.all("SELECT body FROM wraps WHERE login = 'leader'") == [(None,)]


def test_the_recovery_key_makes_a_password_that_travels(running: Running, tmp_path: Path) -> None:
    house = Home(tmp_path / "A")
    recovery = house.create("示例中心", "340700", "A", LOGIN, PASSWORD)
    house.close()
    place = Place(tmp_path / "A")
    place.link.join(running.url, code_of(running, "A"))
    place.house.close()
    forgotten = Home(tmp_path / "A")
    forgotten.recover(recovery, LOGIN, OTHER)
    desk = forgotten.sign_in(LOGIN, OTHER)
    assert forgotten.link(desk).exchange().set_aside == 0
    made = Home(tmp_path / "B").enrolment.enrol(running.url, code_of(running, "B"), LOGIN, OTHER)
    assert made["desk"] == "B"
    forgotten.close()


# 10: a code alone lets nobody in


def code_of(running: Running, letter: str) -> str:
    with running.hub.storage.writing() as work:
        known = places.only_centre(work)
        return places.new_code(work, letter, known.id if known else None, running.hub.clock())


def test_a_bare_code_brings_nothing(running: Running, two: tuple[Place, Place]) -> None:
    code = code_of(running, "C")
    end = HttpHub(running.url)
    token = "a" * 43
    for entry in (
        Entry(code),
        Entry(code, token=token),
        Entry(code, token=token, login=LOGIN),
        Entry(code, token=token, login=LOGIN, proof=b"x" * 64),
        Entry(code, token=token, login="nobody", proof=bytes(64)),
    ):
        with pytest.raises(NotAllowed, match="enrol_proof"):
            end.enrol(entry)
    with pytest.raises(NotAllowed, match="enrol_code"):  # five wrong proofs: the code is used up
        end.enrol(Entry(code, token=token))
    end.close()


def test_the_door_tells_nobody_which_accounts_there_are(running: Running, two: tuple[Place, Place]) -> None:
    code = code_of(running, "C")
    end = HttpHub(running.url)
    told = [end.door(DoorAsked(code, login)) for login in (LOGIN, "nobody", "nobody", "niemand")]
    assert {(one.memory, one.time, one.lanes, len(one.salt)) for one in told} == {(65_536, 3, 1, 32)}
    assert told[1] == told[2] != told[3]
    with pytest.raises(NotAllowed, match="enrol_code"):
        end.door(DoorAsked("AAAA-AAAA-AAAA-AAAA", LOGIN))
    end.close()


# what a person did goes out signed by him, whoever is at the desk when it goes


def test_what_a_clerk_did_before_he_left_is_taken(running: Running, two: tuple[Place, Place]) -> None:
    one, other = two
    row = _person()
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(row)))
    other.become(LOGIN)
    other.store.write(lambda w: (w.audit(LOGIN, "更正"), w.change(row, phone="13800001234")))
    assert other.link.exchange().set_aside == 0
    one.link.exchange()
    with one.store.reading() as reads:
        found = reads.get(Person, row.id)
    assert found is not None
    assert found.phone == "13800001234"
    assert other.store.on_writer(state.waiting) == 0


def test_what_was_cut_before_it_was_signed_waits_for_its_person(
    running: Running, two: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    row = _person()
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(row)))
    with monkeypatch.context() as patch:
        patch.setattr(Entrance, "seal", lambda _self: None)  # the program was killed
        other.become(LOGIN)
    assert other.link.exchange().set_aside == 1
    (aside,) = other.link.asides()
    assert (aside.code, aside.facts["login"]) == ("sync_unsigned", "clerk")
    other.become("clerk")
    other.link.retry()
    assert other.link.exchange().set_aside == 0
    one.link.exchange()
    with one.store.reading() as reads:
        assert reads.get(Person, row.id) == row


def _restore(running: Running, top: int) -> None:
    """The hub is the one that it was at a revision."""
    with running.hub.storage.writing() as work:
        for table in ("rows", "batches"):
            work.run(f"DELETE FROM {table} WHERE rev > ?", (top,))
        work.run("DELETE FROM quarantine")
        work.run("UPDATE centres SET top = ?", (top,))
        work.run(
            "UPDATE authors SET last = coalesce("
            "(SELECT max(last_seq) FROM batches b WHERE b.author = authors.id), 0)"
        )


def test_after_a_restore_of_the_hub_what_it_lost_comes_again_signed(
    running: Running, two: tuple[Place, Place]
) -> None:
    one, other = two
    (top,) = running.hub.tops().values()
    mine, theirs = _person(), _person()
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(mine)))
    other.link.exchange()
    one.store.write(lambda w: (w.audit(LOGIN, "登记"), w.add(theirs)))
    one.link.exchange()
    other.become("leader")
    _restore(running, top)
    for place in (other, one, other):
        assert place.link.exchange().set_aside == 0
    with running.hub.storage.reading() as work:
        found = dict(work.all("SELECT pk, born_login FROM rows WHERE tbl = 'people'"))
    assert found[mine.id] == "clerk"
    assert found[theirs.id] == LOGIN


def test_a_restored_hub_that_takes_what_it_once_refused_is_told_what_changed_since(
    running: Running, two: tuple[Place, Place]
) -> None:
    """What a desk brings along may be another desk's row; the same row, sent as new again, never stood."""
    one, other = two
    (top,) = running.hub.tops().values()
    here, wrong = _person(), _visit_of_desk("Z")
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(here, wrong)))
    assert other.link.exchange().set_aside == 1
    other.store.write(lambda w: (w.audit("clerk", "更正"), w.change(here, phone="13800001234")))
    other.store.on_writer(lambda c: c.execute("UPDATE visits SET desk = 'B' WHERE id = ?", (wrong.id,)))
    other.store.on_writer(retry_edited)
    _restore(running, top)
    for place in (other, one, other):
        assert place.link.exchange().set_aside == 0
    assert other.store.on_writer(state.waiting) == 0
    for place in (other, one):
        with place.store.reading() as reads:
            assert [row.phone for row in reads.find(Person, id=here.id)] == ["13800001234"]
            assert [row.desk for row in reads.find(Visit, id=wrong.id)] == ["Z"]
            assert not reads.find(Conflict)


def test_unsigned_history_is_taken_until_the_door_is_closed(
    running: Running, two: tuple[Place, Place]
) -> None:
    _one, old = two
    with running.hub.storage.writing() as work:
        work.run("UPDATE centres SET closed_at = NULL")
    first, second = _person(), _person()
    forge(old, "clerk", None, lambda c: _add_person(c, first))
    forge(old, LOGIN, None, new_staff("evil", "安全管理员"))
    push = old.store.on_writer(next_batch)
    answer = running.hub.push(token_of(old), push)
    assert {aside.code for aside in answer.aside} == {"sync_unsigned"}
    assert first.id in set(_pks(running, "people"))
    assert running.hub.close_history()
    assert not running.hub.close_history()
    forge(old, "leader", None, lambda c: _add_person(c, second))
    old.link.exchange()
    assert second.id not in _pks(running, "people")
    assert "evil" not in {row["login"] for row in hub_rows(running, "staff")}


def _pks(running: Running, table: str) -> set[str]:
    with running.hub.storage.reading() as work:
        return {pk for (pk,) in work.all("SELECT pk FROM rows WHERE tbl = ?", (table,))}


def _add_person(connection: Connection, row: Person) -> None:
    connection.execute(
        "INSERT INTO people (id, name, id_type, absent) VALUES (?, ?, ?, '{}')",
        (row.id, row.name, row.id_type),
    )


def test_an_account_of_before_gets_its_key_and_a_security_administrator_introduces_it(
    running: Running, two: tuple[Place, Place]
) -> None:
    """As after an upgrade: the wrap has no key, the centre knows none; the first sign-in makes one."""
    _one, other = two
    other.link.exchange()
    file = other.house.home / "keys.json"
    held = json.loads(file.read_text())
    for name in ("person", "public", "door", "proof"):
        del held["accounts"]["clerk"][name]
    other.house.vault.file.write(held)
    key = other.house.vault.unlock("clerk", PASSWORD).person
    assert key is not None
    assert other.house.vault.unlock("clerk", PASSWORD).person == key
    other.become("clerk")
    other.link.exchange()
    assert {aside.code for aside in other.link.asides()} == {"sync_key_unknown"}
    other.become(LOGIN)
    introduce_person(other.desk, other.house.vault, other.house.keys, "clerk")
    other.link.exchange()
    other.become("clerk")
    row = _person()
    other.store.write(lambda w: (w.audit("clerk", "登记"), w.add(row)))
    other.link.exchange()
    assert row.id in _pks(running, "people")


def test_nothing_of_a_persons_key_lies_open(two: tuple[Place, Place]) -> None:
    one, other = two
    for place in (one, other):
        private = place.house.keys.person
        assert private is not None
        place.store.on_writer(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
        for file in place.house.home.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                assert private not in content
                assert private.hex().encode() not in content


def test_without_a_disk_for_it_one_can_still_look(two: tuple[Place, Place]) -> None:
    """An account of before signs in on a disk that takes nothing: no key is kept, nothing else fails."""
    one, _ = two
    file = one.house.home / "keys.json"
    held = json.loads(file.read_text())
    del held["accounts"][LOGIN]["person"]
    vault = one.house.vault
    vault.file.write(held)
    kept, vault.file.write = vault.file.write, _full  # type: ignore[method-assign]
    try:
        assert vault.unlock(LOGIN, PASSWORD).person is None
    finally:
        vault.file.write = kept  # type: ignore[method-assign]


def _full(_held: Any) -> None:
    raise Unavailable("disk_full")
