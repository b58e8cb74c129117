"""keys.json and desk.json are sealed and held against the store: a flipped bit is told, never followed."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.rows.audit import AuditEntry
from app.errors import Unavailable
from app.words import sentence
from db.access import seals
from db.access.keys import FileVault
from db.home import place
from db.home.files import write_json
from db.store import Store
from home import Home
from tests.conftest import CHEAP

PASSWORD, OTHER = "Zhong-2026-xin!", "Zhong-2027-xin!"
FLIPS = 200


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("desk") / "A"
    Home(home).create("示例中心", "340700", "A", "admin", PASSWORD)
    enter(home)
    return home


@pytest.fixture
def home(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "A"))


def enter(home: Path, password: str = PASSWORD) -> list[str]:
    """Sign in and check; the codes of what the check finds."""
    house = Home(home)
    try:
        desk = house.sign_in("admin", password)
        return [finding["code"] for finding in house.check(desk)["findings"]]
    finally:
        house.close()


def refusal(home: Path) -> Unavailable:
    with pytest.raises(Unavailable) as told:
        enter(home)
    return told.value


@pytest.mark.parametrize(("name", "code"), [("keys.json", "keys_damaged"), ("desk.json", "place_damaged")])
def test_any_flipped_bit_is_one_sentence_and_changes_nothing(home: Path, name: str, code: str) -> None:
    file, rng = home / name, random.Random(name)
    whole = file.read_bytes()
    house = Home(home)
    try:
        for _ in range(FLIPS):
            at, bit = rng.randrange(len(whole)), 1 << rng.randrange(8)
            flipped = bytearray(whole)
            flipped[at] ^= bit
            file.write_bytes(flipped)
            with pytest.raises(Unavailable) as told:
                house.place() if name == "desk.json" else house.vault.unlock("admin", PASSWORD)
            assert told.value.code == code, f"byte {at} with {bit}"
            assert sentence(told.value.code, told.value.facts)
            assert file.read_bytes() == bytes(flipped)
    finally:
        house.close()
    assert refusal(home).code == code
    file.write_bytes(whole)
    assert enter(home) == []


def resealed_by_a_forger(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Changed, with a digest that fits; the proof would need the store's key."""
    held = json.loads(file.read_text())
    proof = held[seals.SEAL]["proof"]
    change(held)
    bare = {name: one for name, one in held.items() if name != seals.SEAL}
    write_json(file, bare | {seals.SEAL: {"digest": seals.digest(bare, proof), "proof": proof}})


def test_a_forger_without_the_stores_key_is_found(home: Path) -> None:
    shutil.copytree(home, home.parent / "B")
    resealed_by_a_forger(
        home / "keys.json", lambda held: held["accounts"].update(eve=held["accounts"]["admin"])
    )
    assert refusal(home).code == "keys_damaged"
    resealed_by_a_forger(home.parent / "B" / "desk.json", lambda held: held.update(letter="C"))
    assert refusal(home.parent / "B").code == "place_damaged"


def test_a_seal_that_was_taken_off_is_missed(home: Path) -> None:
    shutil.copytree(home, home.parent / "B")
    for file in (home / "keys.json", home.parent / "B" / "desk.json"):
        held = json.loads(file.read_text())
        del held[seals.SEAL]
        held.pop("count", None)
        write_json(file, held | ({"centre": "别的中心"} if file.name == "desk.json" else {}))
    assert refusal(home).code == "keys_damaged"
    assert refusal(home.parent / "B").code == "place_damaged"


def test_files_of_an_older_program_are_sealed_at_the_next_sign_in(home: Path) -> None:
    for name in ("keys.json", "desk.json"):
        held = json.loads((home / name).read_text())
        del held[seals.SEAL]
        held.pop("count", None)
        write_json(home / name, held)
    house = Home(home)
    house.vault.unlock("admin", PASSWORD)
    house.close()
    with_store(
        home,
        lambda house: house.store.on_writer(
            lambda c: c.execute("DELETE FROM meta WHERE key IN ('keys_count', 'place')")
        ),
    )
    assert enter(home) == []
    assert all(seals.SEAL in json.loads((home / name).read_text()) for name in ("keys.json", "desk.json"))


def with_store(home: Path, work: Callable[[Home], Any]) -> None:
    """The store without a sign-in, as an older program left it."""
    house = Home(home)
    house._entrance.opened = Store(home / "store.db", house.vault.unlock("admin", PASSWORD).store)
    try:
        work(house)
    finally:
        house.close()


def test_an_older_key_file_put_back_is_audited_and_found(home: Path) -> None:
    shutil.copy(home / "keys.json", home.parent / "old.json")
    house = Home(home)
    house.sign_in("admin", PASSWORD)
    house.vault.admit("admin", OTHER, house.keys)
    house.close()
    assert enter(home, OTHER) == []
    shutil.copy(home.parent / "old.json", home / "keys.json")
    assert enter(home) == ["keys_older"]
    house = Home(home)
    house.sign_in("admin", PASSWORD)
    with house.store.reading() as reads:
        assert [row.success for row in reads.find(AuditEntry, act="钥匙文件是旧的")] == [False, False]
    house.vault.admit("admin", OTHER, house.keys)
    house.close()
    assert enter(home, OTHER) == []


def test_a_place_names_only_what_it_knows(tmp_path: Path) -> None:
    for content in ("{", "[]", "{}", '{"centre": 1, "code": "x", "letter": "A"}', "[" * 100_000):
        (tmp_path / place.FILE).write_text(content)
        with pytest.raises(Unavailable, match="place_damaged"):
            place.read_place(tmp_path)


def test_a_key_file_is_written_only_by_who_unlocked_it(tmp_path: Path) -> None:
    FileVault(tmp_path, CHEAP).create("admin", PASSWORD)
    with pytest.raises(RuntimeError):
        FileVault(tmp_path, CHEAP).dismiss("admin")
