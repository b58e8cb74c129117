"""Backup and restore: proved before it is said, and a restored desk never contradicts its paper."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.domain.numbers import number_series, tidy_number, visit_number
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import Desk, Staff
from app.domain.rows.visits import Visit
from app.errors import NotAllowed, Unavailable
from db.access.keys import FileVault
from db.access.signing import FolderKeyRing, publish, signer_of
from db.backups.backup import backup, restore
from db.backups.parcel import LENGTH_BYTES, MAGIC
from db.check import check_store
from db.home.files import write_json
from db.store import Store
from db.sync.series import restored_series
from db.typed import is_series
from tests.conftest import CHEAP
from tests.db.rows import NOON, came

PASSWORD = "Liuyi-2026"


@dataclass
class House:
    home: Path
    store: Store
    vault: FileVault


@pytest.fixture
def house(home: Path, vault: FileVault) -> Iterator[House]:
    keys, _ = vault.create("admin", PASSWORD)
    vault.admit("zhang", PASSWORD, keys)
    store = Store.create(home / "store.db", keys.store, "A")
    write_json(home / "desk.json", {"centre": "示例中心", "code": "340700", "letter": "A"})
    signer = store.on_writer(signer_of)
    publish(home / "keys", "A", "A", signer.public_key)
    admin = Staff(id=new_id(), login="admin", name="管理员（示例）", roles=("系统管理员",), at=NOON)
    clerk = Staff(id=new_id(), login="zhang", name="张（示例）", roles=("登记员",), at=NOON)
    store.write(lambda w: (w.add(admin, clerk, *came().rows), w.audit("admin", "登记", "1")))
    yield House(home, store, vault)
    store.close()


def code_of(home: Path, file: Path, login: str = "admin", password: str = PASSWORD) -> str:
    with pytest.raises((Unavailable, NotAllowed)) as told:
        restore(home, file, login, password)
    return told.value.code


def test_there_and_back(house: House, tmp_path: Path) -> None:
    signer = house.store.on_writer(signer_of)
    file = tmp_path / "usb" / "a.bak"
    with pytest.raises(Unavailable, match="folder_missing"):
        backup(house.home, house.store, "admin", file)
    assert not file.parent.exists()
    file.parent.mkdir()
    said = backup(house.home, house.store, "admin", file)
    assert said["verified"] is True
    assert said["visits"] == 1
    assert [one.name for one in file.parent.iterdir()] == ["a.bak"]
    house.store.write(lambda w: w.add(*came(serial=2).rows))
    new = tmp_path / "new"
    series = restore(new, file, "admin", PASSWORD)["series"]
    assert is_series(series)
    keys = FileVault(new, CHEAP).unlock("zhang", PASSWORD)
    assert keys == house.vault.unlock("zhang", PASSWORD)
    back = Store(new / "store.db", keys.store)
    assert back.series() == series
    renewed = back.on_writer(signer_of)
    assert renewed.key_id != signer.key_id
    ring = FolderKeyRing(new / "keys")
    assert ring.verify(signer.key_id, b"old slip", signer.sign(b"old slip"))
    assert ring.verify(renewed.key_id, b"new slip", renewed.sign(b"new slip"))
    back.write(lambda w: w.audit("admin", "登录"))
    with back.reading() as reads:
        assert reads.count(Visit) == 1
        assert [desk.series for desk in reads.find(Desk)] == [series]
        chains = {entry.desk for entry in reads.find(AuditEntry)}
        assert chains == {"A", series}
        assert reads.search("王小明")[1] == 1
    assert check_store(back, "admin") == {"ok": True, "findings": []}
    back.close()
    assert sorted(one.name for one in new.iterdir()) == [
        "desk.json",
        "keys",
        "keys.json",
        "store.db",
        "tries.json",
    ]


def parts_of(file: Path) -> tuple[dict[str, Any], bytes]:
    """What the outside of a backup says, and the bytes of its parts."""
    whole = file.read_bytes()[len(MAGIC) :]
    size = int.from_bytes(whole[:LENGTH_BYTES], "big")
    return json.loads(whole[LENGTH_BYTES : LENGTH_BYTES + size]), whole[LENGTH_BYTES + size + 32 :]


def forged(file: Path, head: bytes, rest: bytes) -> Path:
    """A backup whose outside somebody wrote; its digest is nobody's secret."""
    file.write_bytes(MAGIC + len(head).to_bytes(LENGTH_BYTES, "big") + head + sha256(head).digest() + rest)
    return file


EMPTY = sha256(b"").hexdigest()
HEADS: dict[str, Any] = {
    "no object": [1],
    "nothing": None,
    "no parts": {"made_at": "2026-11-23T09:00:00+08:00"},
    "no list": {"parts": 5},
    "a part of two": {"parts": [["store.db", 5]]},
    "a size below nothing": {"parts": [["store.db", -5, "x"]]},
    "a size of text": {"parts": [["store.db", "5", "x"]]},
    "a size between": {"parts": [["store.db", 1.5, "x"]]},
    "a name above": {"parts": [["../x", 0, EMPTY]]},
    "a name from the root": {"parts": [["/tmp/x", 0, EMPTY]]},
    "no name": {"parts": [["", 0, EMPTY]]},
    "half a character": {"parts": [["\ud800", 0, EMPTY]]},
    "a NUL": {"parts": [["a\0b", 0, EMPTY]]},
    "no moment": {"made_at": 5},
}


@pytest.mark.parametrize("told", HEADS.values(), ids=list(HEADS))
def test_a_backup_that_somebody_wrote_is_damaged(house: House, tmp_path: Path, told: Any) -> None:
    backup(house.home, house.store, "admin", tmp_path / "a.bak")
    facts, rest = parts_of(tmp_path / "a.bak")
    head = json.dumps(facts | told if isinstance(told, dict) and "made_at" not in told else told).encode()
    assert code_of(tmp_path / "new", forged(tmp_path / "b.bak", head, rest)) == "backup_damaged"
    assert code_of(tmp_path / "new", forged(tmp_path / "c.bak", b"[" * 100_000, rest)) == "backup_damaged"


def test_the_outside_of_a_backup_proves_nothing(house: House, tmp_path: Path) -> None:
    """Letter and series are the store's; a key that the store does not know vouches for no slip."""
    publish(house.home / "keys", "B", "B", "ab" * 32)
    backup(house.home, house.store, "admin", tmp_path / "a.bak")
    facts, rest = parts_of(tmp_path / "a.bak")
    for series in ("../../x", "Z", 5):
        file = forged(tmp_path / "b.bak", json.dumps(facts | {"series": series}).encode(), rest)
        new = tmp_path / f"new-{str(series)[-1]}"
        done = restore(new, file, "admin", PASSWORD)
        assert done["was"] == "A"
        assert is_series(done["series"])
        assert done["series"][0] == "A"
        assert {one.name for one in (new / "keys").iterdir()} == {"A.json", f"{done['series']}.json"}


def test_two_restores_never_give_one_series(house: House, tmp_path: Path) -> None:
    """Of the same file, of another day's file, of a copy of it, of a backup of a restored desk."""
    monday, tuesday, copied = (tmp_path / name for name in ("mon.bak", "tue.bak", "copy.bak"))
    backup(house.home, house.store, "admin", monday)
    copied.write_bytes(monday.read_bytes())
    house.store.write(lambda w: w.add(*came(serial=2).rows))
    backup(house.home, house.store, "admin", tuesday)
    files = [monday, tuesday, copied, monday, copied, tuesday]
    series = [
        restore(tmp_path / f"h{at}", file, "admin", PASSWORD)["series"] for at, file in enumerate(files)
    ]
    assert len(set(series)) == len(files)
    assert all(is_series(one) for one in series)


def test_a_restored_series_is_drawn_anew_while_it_is_taken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([5, 5, 6, 7])
    monkeypatch.setattr("db.sync.series.secrets.randbelow", lambda _count: next(drawn))
    first = store.on_writer(lambda c: restored_series(c, "A", frozenset()))
    second = store.on_writer(lambda c: restored_series(c, "A", frozenset({first})))
    assert (first, second) == ("A10005", "A10006")


def test_numbers_of_a_restored_series_are_read_and_verified() -> None:
    for series in ("A10000", "Z59999"):
        number = visit_number("340700", series, date(2026, 11, 23), 7)
        assert tidy_number(number.replace("-", "").lower()) == number
        assert number_series(f"铜信受{series}〔2026〕3号") == (f"铜信受-{series}-2026", 3)


def test_a_backup_tells_a_thief_nothing(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    content = file.read_bytes()
    for text in ("王小明", "丽景园", "340722190103200019", "13800001234"):
        assert text.encode() not in content


def test_no_backup_is_overwritten(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.bak"
    file.write_text("older")
    with pytest.raises(Unavailable, match="backup_exists"):
        backup(house.home, house.store, "admin", file)
    assert file.read_text() == "older"


def test_any_changed_or_missing_byte_is_found(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    content = file.read_bytes()
    for at in (25, 60, 300, len(content) // 2, len(content) - 1):
        file.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert code_of(tmp_path / "n", file) == "backup_damaged"
    for length in (0, 10, 500, len(content) - 1):
        file.write_bytes(content[:length])
        assert code_of(tmp_path / "n", file) == "backup_damaged"
    file.write_bytes(content + b"x")
    assert code_of(tmp_path / "n", file) == "backup_damaged"
    file.write_bytes(content.replace(b"BACKUP 1", b"BACKUP 2", 1))
    assert code_of(tmp_path / "n", file) == "backup_newer"
    assert code_of(tmp_path / "n", tmp_path / "none.bak") == "backup_missing"
    assert code_of(tmp_path / "n", tmp_path) == "backup_unreadable", "a folder"
    assert list((tmp_path / "n").iterdir()) == []


def test_who_may_restore(house: House, tmp_path: Path) -> None:
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    assert code_of(tmp_path / "n", file, "zhang") == "role_missing"
    assert code_of(tmp_path / "n", file, "admin", "wrong") == "wrong_password"
    assert code_of(house.home, file) == "store_exists"
    assert list((tmp_path / "n").iterdir()) == []


def test_a_backup_is_taken_while_writing(house: House, tmp_path: Path) -> None:
    with house.store.reading() as reads:
        assert reads.count(Visit) == 1
        backup(house.home, house.store, "admin", tmp_path / "a.bak")
    with house.store.reading() as reads:
        assert reads.find(AuditEntry)[-1].act == "备份"
