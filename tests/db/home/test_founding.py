"""init: a desk is made whole or not at all, for its owner's eyes only."""

from __future__ import annotations

import stat

import pytest

from app.errors import Unavailable
from app.services.desk.init_desk import FirstDesk
from db.access.keys import FileVault
from db.check import check_store
from db.home.founding import found_desk
from db.store import Store

FIRST = FirstDesk(centre="示例市来访接待中心", code="340700", letter="B", login="admin")
PASSWORD = "Admin-12345"


def test_everything_is_there_and_only_the_owner_reads_it(tmp_path):
    home = tmp_path / "new" / "home"
    found_desk(home, FIRST, PASSWORD)
    assert sorted(file.name for file in home.iterdir()) == ["desk.json", "keys", "keys.json", "store.db"]
    assert (home / "keys" / "B.json").exists()
    for file in ("keys.json", "store.db", "desk.json"):
        assert stat.S_IMODE((home / file).stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_recovery_key_and_the_password_open_the_same_store(tmp_path):
    recovery = found_desk(tmp_path, FIRST, PASSWORD)
    vault = FileVault(tmp_path)
    assert vault.recover(recovery) == vault.unlock("admin", PASSWORD)
    store = Store(tmp_path / "store.db", vault.recover(recovery).store)
    assert check_store(store, "admin") == {"ok": True, "findings": []}
    store.close()


def test_an_attempt_that_fails_leaves_no_key_file(tmp_path):
    (tmp_path / "keys").write_text("in the way")
    with pytest.raises((Unavailable, OSError)):
        found_desk(tmp_path, FIRST, PASSWORD)
    assert not (tmp_path / "keys.json").exists()
    assert not list(tmp_path.glob(".init-*"))


def test_a_folder_that_cannot_be_one(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Unavailable) as caught:
        found_desk(tmp_path / "file" / "home", FIRST, PASSWORD)
    assert caught.value.code == "home_unusable"
