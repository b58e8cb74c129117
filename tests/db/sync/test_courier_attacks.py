"""Courier files by a desk that lies: bombs, keys from nowhere, no messages, a desk that was cut off."""

from __future__ import annotations

import resource
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain.rows.base import new_id
from app.domain.rows.case import READER, Appointment
from app.domain.rows.centre import PersonKey
from app.errors import Refused, Unavailable
from db.access.persons import Person as Signing
from db.access.persons import introduced, new_private
from db.access.signing import signer_of
from db.exchange.frame import pack
from db.exchange.proofs import Voice
from db.exchange.wire import Carried, Rows
from db.hub import places
from db.hub.serving.serve import Running
from db.suites.suite import NONCE_BYTES, suite_of
from db.sync.courier import Letter, Sealed, courier_key, magic
from db.sync.push import next_batch
from tests.db.sync.conftest import LOGIN, Place, add_person
from tests.db.sync.test_signed import hub_rows

MakePlace = Callable[[str], Place]
AT = "2026-11-23T09:00:00+08:00"


def sealed_file(place: Place, file: Path, content: bytes) -> Path:
    """A file with this content, sealed and signed by the desk."""
    centre = place.house.keys.centre
    suite, nonce, begin = suite_of(centre), bytes(NONCE_BYTES), magic(suite_of(centre))
    signer = place.store.on_writer(signer_of)
    sealed = nonce + suite.encrypt(courier_key(centre), nonce, content, begin)
    file.write_bytes(
        begin + msgspec.msgpack.encode(Sealed(signer.key_id, signer.sign(begin + sealed), sealed))
    )
    return file


def letter(*rows: tuple[str, Rows], messages: tuple[Carried, ...] = ()) -> bytes:
    packed = [(table, msgspec.Raw(msgspec.msgpack.encode(some))) for table, some in rows]
    return msgspec.msgpack.encode(Letter("A", new_id(), AT, list(messages), packed))


@pytest.mark.parametrize("forged", ["nothing", "another desk's", "another content's"])
def test_a_file_that_its_desk_did_not_sign_is_refused(
    places_of: MakePlace, tmp_path: Path, forged: str
) -> None:
    """The centre's key opens the file: whoever knows it could write one in another desk's name."""
    one, other = places_of("A"), places_of("B")
    row = rows_of(new_id(), name="伪造（示例）", id_type="无", no_id_reason="当场无证件", absent="{}")
    good = sealed_file(one, tmp_path / "good", letter(("people", row)))
    begin = magic(suite_of(one.house.keys.centre))
    outer = msgspec.msgpack.decode(good.read_bytes()[len(begin) :], type=Sealed)
    signatures = {
        "nothing": bytes(len(outer.signature)),
        "another desk's": other.store.on_writer(signer_of).sign(begin + outer.sealed),
        "another content's": one.store.on_writer(signer_of).sign(begin + outer.sealed[:-1]),
    }
    bad = tmp_path / "bad"
    wrong = Sealed(outer.key_id, signatures[forged], outer.sealed)
    bad.write_bytes(begin + msgspec.msgpack.encode(wrong))
    with pytest.raises(Refused) as caught:
        other.link.read_courier(bad)
    assert [error.code for error in caught.value.errors] == ["courier_damaged"]
    assert other.store.on_writer(lambda c: c.execute("SELECT count(*) FROM people").fetchone()) == (0,)
    other.link.read_courier(good)
    assert other.store.on_writer(lambda c: c.execute("SELECT name FROM people").fetchone()) == (
        "伪造（示例）",
    )


def test_a_file_is_never_written_over_another(places_of: MakePlace, tmp_path: Path) -> None:
    place, file = places_of("A"), tmp_path / "courier"
    file.write_bytes(b"another desk's")
    with pytest.raises(Unavailable) as caught:
        place.link.write_courier(file)
    assert (caught.value.code, file.read_bytes()) == ("courier_exists", b"another desk's")


def rows_of(pk: str, **values: Any) -> Rows:
    return Rows(list(values), [pk], [1 << 40], [[value] for value in values.values()])


def test_a_file_that_unpacks_to_a_mountain_is_refused_before_it_is_built(
    places_of: MakePlace, tmp_path: Path
) -> None:
    one, other = places_of("A"), places_of("B")
    head = b"\x96\xa1A\xa1x" + bytes([0xA0 | len(AT)]) + AT.encode()
    many = b"\xdd" + (6_000_000).to_bytes(4, "big")
    bombs = [
        head + many + b"\x93\xa0\xc4\x00\xc4\x00" * 6_000_000,
        head + b"\x90" + many + b"\x92\xa1x\x94\x90\x90\x90\x90" * 6_000_000,
        head + b"\x90\x91\x92\xa1x\x94\x90\x90\x90" + many + b"\xc0" * 60_000_000 + b"\x90",
        head + b"\x90\x90" + many + b"\x92\xa0\xc4\x00" * 6_000_000,
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number, bomb in enumerate(bombs):
        file = sealed_file(one, tmp_path / str(number), bomb)
        with pytest.raises(Refused):
            other.link.read_courier(file)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000


def test_a_key_that_nobody_introduced_signs_nothing_that_comes_later(
    places_of: MakePlace, tmp_path: Path
) -> None:
    """First a file with a key for the leader's name, then one with what that key signed."""
    one, other = places_of("A"), places_of("B")
    one.hire("leader", "李局（示例）", "带班领导")
    one.link.exchange()
    other.link.exchange()
    evil = Signing("leader", new_private(suite_of(one.house.keys.centre)))
    told = {"login": "leader", "public_key": evil.public, "by": "leader", "at": AT}
    own = evil.sign(introduced("leader", evil.public, AT)).hex()
    for number, by in enumerate(("leader", LOGIN)):
        rows = rows_of(new_id(), **told | {"by": by, "signature": own})
        other.link.read_courier(sealed_file(one, tmp_path / f"key{number}", letter(("person_keys", rows))))
    with other.store.reading() as reads:
        keys = {row.public_key for row in reads.find(PersonKey)}
    assert evil.public not in keys
    row = Appointment(
        id=new_id(), matter_id="m1", part=READER, login=LOGIN, at=one.desk.clock.now(), by="leader"
    )
    one.store.login = "leader"
    one.store.write(lambda w: (w.audit("leader", "指定"), w.add(row)))
    push = one.store.on_writer(lambda c: next_batch(c, voice=Voice(evil, "340700", "A")))
    signer, body = one.store.on_writer(signer_of), pack(push)
    message = Carried(signer.key_id, signer.sign(body), body)
    other.link.read_courier(sealed_file(one, tmp_path / "said", letter(messages=(message,))))
    with other.store.reading() as reads:
        assert not reads.find(Appointment)
    assert "sync_unsigned" in {aside.code for aside in other.link.asides()}


def test_a_message_that_no_hub_takes_holds_nobody_up(places_of: MakePlace, tmp_path: Path) -> None:
    one, other = places_of("A"), places_of("B")
    row = add_person(one)
    push = one.store.on_writer(next_batch)
    push.author = "x" * 8 + "!"
    signer, body = one.store.on_writer(signer_of), pack(push)
    message = Carried(signer.key_id, signer.sign(body), body)
    file = sealed_file(one, tmp_path / "1", letter(messages=(message,)))
    try:
        other.link.read_courier(file)
    except Refused:  # judged at once: as good
        return
    add_person(other)
    assert other.link.exchange().pushed > 0
    with other.store.reading() as reads:
        assert reads.connection.execute("SELECT count(*) FROM carried").fetchone() == (0,)
    assert row.id


def test_a_desk_that_was_cut_off_speaks_by_no_courier_either(
    running: Running, places_of: MakePlace, tmp_path: Path
) -> None:
    """Its letter has gone to a new machine; its key is known there for the papers that it issued."""
    one, stolen = places_of("A"), places_of("B")
    stolen.link.exchange()
    one.link.exchange()
    with running.hub.storage.writing() as work:
        places.revoke(work, "B", running.hub.clock())
    places_of("B")
    stolen.house.close()
    thief = Place(stolen.house.home)  # another start of the program: an author that the hub never saw
    add_person(thief)
    file = tmp_path / "stolen.courier"
    thief.link.write_courier(file)
    thief.house.close()
    one.link.read_courier(file)
    before = hub_rows(running, "audit")
    one.link.exchange()
    assert not hub_rows(running, "people")
    came = [row for row in hub_rows(running, "audit") if row not in before]
    assert {row["desk"] for row in came} <= {"A"}
