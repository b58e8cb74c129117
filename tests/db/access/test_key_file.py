"""The key file on the disk: what a thief of it has; a torn or changed one is not believed."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from app.errors import Unavailable
from db.access.key_file import KeyFile
from db.access.keys import FileVault

PASSWORD = "Liuyi-2026"


def test_the_file_is_ours_alone_and_holds_no_key(vault: FileVault, home: Path) -> None:
    keys, recovery = vault.create("admin", PASSWORD)
    file = home / "keys.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    for secret in (keys.centre.hex(), keys.store.hex(), PASSWORD, recovery, recovery.replace("-", "")):
        assert secret not in text
    assert [one.name for one in home.iterdir()] == ["keys.json"]
    assert repr(keys) == "Keys()"


def test_no_second_vault_and_none_where_there_is_none(vault: FileVault) -> None:
    with pytest.raises(Unavailable, match="no_store"):
        vault.unlock("admin", PASSWORD)
    vault.create("admin", PASSWORD)
    with pytest.raises(Unavailable, match="store_exists"):
        vault.create("admin", PASSWORD)


def test_a_torn_key_file_has_its_sentence(vault: FileVault, home: Path) -> None:
    (home / "keys.json").write_text('{"version": 1, "acc')
    with pytest.raises(Unavailable, match="keys_damaged"):
        vault.unlock("admin", PASSWORD)


@pytest.mark.parametrize("change", [{"version": 99}, {"accounts": {}}, {"more": 1}])
def test_what_was_changed_is_not_believed(vault: FileVault, home: Path, change: dict[str, object]) -> None:
    keys, _ = vault.create("admin", PASSWORD)
    file = KeyFile(home / "keys.json")
    assert file.is_genuine(file.read(), keys.store)
    held = json.loads((home / "keys.json").read_text())
    (home / "keys.json").write_text(json.dumps(held | change))
    with pytest.raises(Unavailable, match="keys_damaged"):
        file.read()


def test_it_is_newer_with_each_change_and_sealed_by_whoever_unlocked_it(vault: FileVault, home: Path) -> None:
    keys, _ = vault.create("admin", PASSWORD)
    before = vault.file.count()
    vault.admit("li", "Second-222", keys)
    assert vault.file.count() > before
    with pytest.raises(RuntimeError, match="unlocked"):
        KeyFile(home / "keys.json").write(vault.file.read())
