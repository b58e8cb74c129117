"""The embedded hub's file: whole after a clean stop, refused without what belongs to it."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from app.errors import Unavailable
from app.words import sentence
from db.hub.door import Door
from db.hub.restore import restore_file
from db.hub.serving import serve
from db.hub.sqlite import SqliteStorage, open_file


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def refused(folder: Path) -> str:
    with pytest.raises(Unavailable) as told:
        open_file(folder / "hub.db", folder / "hub.key").close()
    assert sentence(told.value.code, told.value.facts)
    return told.value.code


def used(folder: Path, *, is_serving: bool = True) -> SqliteStorage:
    """A hub with a centre, and a reader that is still open."""
    storage = open_file(folder / "hub.db", folder / "hub.key", is_serving=is_serving)
    with storage.writing() as work:
        work.run("INSERT INTO centres (code, name, epoch, top, mark) VALUES ('340700', '示例中心', 1, 0, 0)")
    with storage.reading() as work:
        work.first_row("SELECT 1 FROM centres")
    return storage


def centres(folder: Path) -> int:
    storage = open_file(folder / "hub.db", folder / "hub.key")
    try:
        with storage.reading() as work:
            return len(work.all("SELECT 1 FROM centres"))
    finally:
        storage.close()


def test_a_clean_stop_leaves_everything_in_one_file(tmp_path: Path) -> None:
    running = serve.start("127.0.0.1:0", None, tmp_path)
    code = Door(tmp_path).token("A", None)
    assert code
    running.stop()
    assert files(tmp_path / "hub") == ["hub.db", "hub.db.lock", "hub.key"]
    copied = tmp_path / "copy"
    copied.mkdir()
    for name in ("hub.db", "hub.key"):
        shutil.copy(tmp_path / "hub" / name, copied / name)
    storage = open_file(copied / "hub.db", copied / "hub.key")
    with storage.reading() as work:
        assert len(work.all("SELECT 1 FROM codes")) == 1
    storage.close()


def test_a_killed_hub_goes_on_with_its_wal_and_is_refused_without_it(tmp_path: Path) -> None:
    killed, bare = tmp_path / "killed", tmp_path / "bare"
    (tmp_path / "hub").mkdir()
    storage = used(tmp_path / "hub")
    shutil.copytree(tmp_path / "hub", killed)  # as a kill leaves it
    storage.close()
    shutil.copytree(killed, bare)
    for left in bare.glob("hub.db-*"):
        left.unlink()
    assert refused(bare) == "hub_wal_missing"
    assert centres(killed) == 1
    assert files(killed) == ["hub.db", "hub.db.lock", "hub.key"]
    assert centres(killed) == 1


@pytest.mark.parametrize("content", [None, b""])
def test_a_key_without_its_database_starts_nothing(tmp_path: Path, content: bytes | None) -> None:
    used(tmp_path).close()
    (tmp_path / "hub.db").unlink()
    if content is not None:
        (tmp_path / "hub.db").write_bytes(content)
    before = files(tmp_path)
    assert refused(tmp_path) == "hub_database_missing"
    assert files(tmp_path) == before


def test_a_database_without_its_key_starts_nothing(tmp_path: Path) -> None:
    used(tmp_path).close()
    (tmp_path / "hub.key").unlink()
    assert refused(tmp_path) == "hub_key_missing"


def test_a_flipped_bit_of_the_key_is_a_sentence(tmp_path: Path) -> None:
    used(tmp_path).close()
    key, rng = tmp_path / "hub.key", random.Random(1)
    whole = key.read_bytes()
    for _ in range(60):
        flipped = bytearray(whole)
        flipped[rng.randrange(len(whole))] ^= 1 << rng.randrange(8)
        key.write_bytes(flipped)
        if bytes(flipped).lower() != whole:
            assert refused(tmp_path) in ("hub_key_damaged", "hub_wrong_key")
    key.write_bytes(whole)
    assert centres(tmp_path) == 1


def test_a_backup_of_a_serving_hub_needs_no_wal(tmp_path: Path) -> None:
    storage = used(tmp_path)
    with pytest.raises(Unavailable, match="folder_missing"):
        storage.copy_to(tmp_path / "stick" / "hub.bak")
    storage.copy_to(tmp_path / "hub.bak")
    again, restored = tmp_path / "again", tmp_path / "restored"
    for folder, name in ((again, "hub.db"), (restored, "x")):
        folder.mkdir()
        shutil.copy(tmp_path / "hub.bak", folder / name)
        shutil.copy(tmp_path / "hub.key", folder / "hub.key")
    assert centres(again) == 1
    assert restore_file(restored / "x", None, restored)["centres"] == ["340700"]
    assert centres(restored) == 1
    shutil.copy(tmp_path / "hub.bak", restored / "running.db")
    storage.close()


def test_errors_of_the_hub_are_said_as_the_hubs(tmp_path: Path) -> None:
    used(tmp_path).close()
    database = tmp_path / "hub.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    assert refused(tmp_path).startswith("hub_")
    database.write_bytes(bytes(len(whole)))
    assert refused(tmp_path) == "hub_wrong_key"
