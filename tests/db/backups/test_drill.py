"""The restore drill: a backup is opened beside the store, counted, checked, removed; the store stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Unavailable
from db.access.keys import FileVault
from db.backups.backup import backup
from db.backups.drill import ACT, drill
from tests.conftest import CHEAP
from tests.db.backups.test_backup import PASSWORD, House, house  # noqa: F401 - the fixture
from tests.tokens import PIN, SoftToken

WRONG = "Falsch-2026"


def drills(kept: House) -> list[AuditEntry]:
    with kept.store.reading() as reads:
        return reads.find(AuditEntry, act=ACT)


def test_a_good_backup_is_counted_checked_and_removed(house: House, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    FileVault(house.home, CHEAP).unlock("admin", PASSWORD)
    before = sorted(path.name for path in house.home.iterdir())
    series = house.store.series()
    answer = drill(house.home, house.store, "admin", PASSWORD, file)
    assert answer["ok"], answer
    assert {one["what"]: (one["backup"], one["now"]) for one in answer["counts"]}["来访"] == (1, 1)
    assert sorted(path.name for path in house.home.iterdir()) == before
    assert house.store.series() == series, "a drill takes no series"
    assert not file.with_name("a.bak.series").exists()
    (entry,) = drills(house)
    assert entry.success
    assert "来访 1" in (entry.purpose or "")


def test_a_damaged_backup_is_said_and_audited(house: House, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    content = bytearray(file.read_bytes())
    content[-2000] ^= 1
    file.write_bytes(content)
    with pytest.raises(Unavailable) as told:
        drill(house.home, house.store, "admin", PASSWORD, file)
    assert told.value.code == "backup_damaged"
    (entry,) = drills(house)
    assert not entry.success
    assert not list(house.home.glob(".backup-*"))


def test_a_wrong_password_opens_nothing(house: House, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    with pytest.raises(NotAllowed) as told:
        drill(house.home, house.store, "admin", WRONG, file)
    assert (told.value.code, told.value.facts) == ("wrong_password", {"left": 4})
    assert not list(house.home.glob(".backup-*"))
    vault = FileVault(house.home, CHEAP)
    assert vault.wrong_tries("admin") == 1
    assert [login for login, _at in vault.noted_tries()] == ["admin"], "the next sign-in audits it"
    for _ in range(4):
        with pytest.raises(NotAllowed) as told:
            drill(house.home, house.store, "admin", WRONG, file)
    assert told.value.code == "locked_out"
    with pytest.raises(NotAllowed) as told:
        vault.unlock("admin", PASSWORD)
    assert told.value.code == "locked_out", "who guesses there would guess at the door"


def test_a_second_place_gets_a_copy_or_says_why_not(house: House, tmp_path: Path) -> None:  # noqa: F811
    second = tmp_path / "usb"
    answer = backup(house.home, house.store, "admin", tmp_path / "a.bak", second=second)
    assert answer["second"] == "folder_missing"
    assert answer["verified"]
    second.mkdir()
    answer = backup(house.home, house.store, "admin", tmp_path / "b.bak", second=second)
    assert Path(answer["second"]).read_bytes() == (tmp_path / "b.bak").read_bytes()


def test_an_account_with_a_token_is_sent_to_another(house: House, tmp_path: Path) -> None:  # noqa: F811
    vault = FileVault(house.home, CHEAP, factor=SoftToken().plug())
    vault.bind_token(vault.unlock("admin", PASSWORD), PASSWORD, PIN)
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    with pytest.raises(NotAllowed) as told:
        drill(house.home, house.store, "admin", PASSWORD, file)
    assert (told.value.code, told.value.facts) == ("token_drill", {"label": "示例KEY"})
