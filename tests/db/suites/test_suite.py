"""Keys name their suite: whatever was made by either is opened by it and by nothing else."""

from __future__ import annotations

import os

import pytest
from cryptography.exceptions import UnsupportedAlgorithm

from app.domain.suites import GENERAL, NAMES, NATIONAL, STATEMENTS
from app.errors import Unavailable
from db.access import persons, seals, wraps
from db.access.persons import Person
from db.contents import SealedContents
from db.suites import national
from db.suites.suite import (
    PUBLIC_KEY,
    TAG,
    Suite,
    new_key,
    public_bytes,
    raw,
    suite_named,
    suite_of,
    suite_of_cipher,
    suite_of_public,
    verifies,
)


@pytest.fixture(params=NAMES)
def suite(request: pytest.FixtureRequest) -> Suite:
    return suite_named(request.param)


@pytest.fixture
def other(suite: Suite) -> Suite:
    return suite_named(next(name for name in NAMES if name != suite.name))


def test_a_key_of_before_is_of_the_general_suite_however_it_begins() -> None:
    for length in (20, 32):
        bare = (TAG + os.urandom(32))[:length]
        assert suite_of(bare).name == GENERAL
        assert raw(bare) == bare
    assert suite_of_public("00" * 32).name == suite_of_cipher("AES-256-GCM").name == GENERAL


def test_what_is_stored_names_its_suite(suite: Suite) -> None:
    key, person = new_key(suite), Person("clerk", persons.new_private(suite))
    assert suite_of(key).name == suite_of(person.private).name == suite.name
    assert len(raw(key)) == len(raw(person.private)) == 32
    assert PUBLIC_KEY.fullmatch(person.public)
    assert suite_of_public(person.public).name == suite.name
    assert suite_of_cipher(wraps.seal(key, b"secret", "x")["cipher"]).name == suite.name
    assert STATEMENTS[suite.signature]


def test_an_unknown_suite_is_a_sentence() -> None:
    for call, name in ((suite_named, "ZUC"), (suite_of_cipher, "ZUC-GCM")):
        with pytest.raises(Unavailable) as refused:
            call(name)
        assert (refused.value.code, refused.value.facts) == ("suite_unknown", {"name": name})


def test_a_machine_without_the_algorithms_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacks(*_: object) -> bytes:
        raise UnsupportedAlgorithm("sm4")

    monkeypatch.setattr(national, "seal", lacks)
    suite_named(GENERAL).require()
    with pytest.raises(Unavailable) as refused:
        suite_named(NATIONAL).require()
    assert refused.value.code == "suite_missing"


def test_a_signature_is_by_its_key_and_suite_alone(suite: Suite, other: Suite) -> None:
    person, stranger = (Person("x", persons.new_private(suite)) for _ in range(2))
    signature = person.sign(b"words")
    assert len(signature) == 64
    assert verifies(person.public, b"words", signature)
    assert not verifies(person.public, b"other words", signature)
    assert not verifies(stranger.public, b"words", signature)
    assert not verifies(Person("x", persons.new_private(other)).public, b"words", signature)
    bare = public_bytes(person.public)
    assert not verifies(other.public_tag + bare.hex(), b"words", signature)
    for nothing in (None, "", "sm2:", "sm2:zz", "zz", "sm2:" + "00" * 32, "00" * 64, "abc:" + bare.hex()):
        assert not verifies(nothing, b"words", signature)


def test_a_derived_key_is_the_same_each_time_and_for_one_use(suite: Suite) -> None:
    secret = new_key(suite)
    first, again = (persons.derived(secret, persons.DOOR) for _ in range(2))
    assert first == again != persons.derived(secret, persons.RECOVERY_KEY)
    assert suite_of(first).name == suite.name
    assert verifies(persons.public_of(first), b"x", Person("x", first).sign(b"x"))


def test_a_wrap_opens_with_its_key_suite_and_purpose_alone(suite: Suite, other: Suite) -> None:
    key = new_key(suite)
    wrap = wraps.seal(key, b"secret", "for this")
    assert wraps.unseal(key, wrap, "for this") == b"secret"
    assert wraps.unseal(key, wrap, "for that") is None
    assert wraps.unseal(new_key(suite), wrap, "for this") is None
    assert wraps.unseal(other.tag + raw(key), wrap, "for this") is None
    assert wraps.unseal(key, wrap | {"cipher": other.cipher}, "for this") is None
    changed = wrap["sealed"][:-1] + ("0" if wrap["sealed"][-1] != "0" else "1")
    assert wraps.unseal(key, wrap | {"sealed": changed}, "for this") is None


def test_a_seal_beside_the_store_is_by_the_stores_suite(suite: Suite, other: Suite) -> None:
    key = new_key(suite)
    sealed = seals.sealed({"letter": "A"}, key, "place")
    assert seals.is_whole(sealed)
    assert seals.is_genuine(sealed, key, "place")
    assert not seals.is_genuine(sealed, other.tag + raw(key), "place")
    assert sealed[seals.SEAL]["proof"].startswith("hmac-sm3:") is (suite.name == NATIONAL)


def test_an_attachment_opens_at_desks_of_its_centre_alone(tmp_path, suite: Suite, other: Suite) -> None:  # type: ignore[no-untyped-def]
    key, content = new_key(suite), os.urandom(300_000)
    contents = SealedContents(tmp_path, key)
    sealed = contents.seal(content)
    assert sealed == contents.seal(content)
    assert sealed.startswith(b"JFTFILE" + suite.file_mark)
    assert contents.unseal(sealed) == content
    assert contents.unseal(sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert contents.open_small(contents.seal_small(b"picture")) == b"picture"
    stranger = SealedContents(tmp_path, other.tag + raw(key))
    assert stranger.unseal(sealed) is None
    assert stranger.open_small(contents.seal_small(b"picture")) is None
