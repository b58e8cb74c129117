"""A hub's restore that was cut is done again; what an earlier one left is never taken for this one's."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Unavailable
from db.hub.hub import Hub
from db.hub.restore import restore_file
from db.hub.sqlite import open_file
from tests.db.hub.people import Window, person


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup with one person, beside the key of its hub."""
    hub = Hub(open_file(tmp_path / "old" / "hub.db", tmp_path / "old" / "hub.key"))
    window = Window(hub, tmp_path, "A")
    window.add(person())
    window.sync()
    hub.storage.copy_to(tmp_path / "hub.bak")
    window.close()
    hub.close()
    return tmp_path / "hub.bak"


def key_of(backup: Path) -> Path:
    return backup.parent / "old" / "hub.key"


def people(folder: Path) -> int:
    hub = Hub(open_file(folder / "hub.db", folder / "hub.key"))
    with hub.storage.reading() as work:
        (count,) = work.first_row("SELECT count(*) FROM rows WHERE tbl = 'people'") or (0,)
    hub.close()
    return int(count)


@pytest.mark.parametrize("begun", ["the same key", "an empty key"])
def test_a_restore_that_had_placed_the_key_is_done_again(backup: Path, tmp_path: Path, begun: str) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "hub.key").write_bytes(key_of(backup).read_bytes() if begun == "the same key" else b"")
    assert restore_file(backup, key_of(backup), folder)["centres"] == ["340700"]
    assert people(folder) == 1


def test_another_key_that_is_there_is_never_replaced(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "hub.key").write_text("ab" * 32)
    with pytest.raises(Unavailable, match="hub_exists"):
        restore_file(backup, key_of(backup), folder)
    assert (folder / "hub.key").read_text() == "ab" * 32
    assert not (folder / "hub.db").exists()


def test_the_wal_of_a_cut_restore_is_not_taken_for_this_ones(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    for left in ("hub.db.part", "hub.db.part-wal", "hub.db.part-shm"):
        (folder / left).write_bytes(b"left of another" * 300)
    restore_file(backup, key_of(backup), folder)
    assert people(folder) == 1
    assert [file.name for file in folder.iterdir() if ".part" in file.name] == []


def test_a_backup_that_is_cut_has_no_name(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub(open_file(tmp_path / "old" / "hub.db", key_of(backup)))
    left = tmp_path / ".next.bak.part"
    left.write_bytes(b"half")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        with pytest.raises(Unavailable, match="disk_full"):
            hub.storage.copy_to(tmp_path / "next.bak")
    assert not left.exists()
    assert not (tmp_path / "next.bak").exists()
    hub.storage.copy_to(tmp_path / "next.bak")
    hub.close()
    assert restore_file(tmp_path / "next.bak", key_of(backup), tmp_path / "new")["centres"] == ["340700"]
