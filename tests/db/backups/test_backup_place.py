"""Where a backup goes may be full or read-only: the place is named, the store stays, nothing half is left."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Unavailable
from db.backups.backup import backup
from db.backups.drill import drill
from tests.db.backups.test_backup import House, house  # noqa: F401 - the fixture
from tests.db.test_open import small_disk  # noqa: F401 - the fixture


@pytest.fixture
def full_disk(small_disk: Path) -> Path:  # noqa: F811
    (small_disk / "ballast").write_bytes(bytes(2_700_000))
    return small_disk


@pytest.fixture
def locked_stick(small_disk: Path) -> Iterator[Path]:  # noqa: F811
    """A read-only file system."""
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    yield small_disk
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)


def refusal(kept: House, file: Path) -> tuple[str, str]:
    with pytest.raises(Unavailable) as caught:
        backup(kept.home, kept.store, "admin", file)
    return caught.value.code, str(caught.value.facts["folder"])


def test_a_full_place_is_named_and_nothing_half_is_left(house: House, full_disk: Path) -> None:  # noqa: F811
    assert refusal(house, full_disk / "a.bak") == ("backup_full", str(full_disk))
    assert [file.name for file in full_disk.iterdir()] == ["ballast"]


def test_a_read_only_place_is_named(house: House, locked_stick: Path) -> None:  # noqa: F811
    assert refusal(house, locked_stick / "a.bak") == ("backup_read_only", str(locked_stick))


def test_a_full_second_place_keeps_no_half_copy(house: House, full_disk: Path, tmp_path: Path) -> None:  # noqa: F811
    answer = backup(house.home, house.store, "admin", tmp_path / "a.bak", second=full_disk)
    assert answer["verified"]
    assert answer["second"] == "backup_full"
    assert [file.name for file in full_disk.iterdir()] == ["ballast"]


def test_a_backup_of_another_centre_is_said_before_the_password(house: House, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "a.bak"
    backup(house.home, house.store, "admin", file)
    place = house.home / "desk.json"
    place.write_text(place.read_text(encoding="utf-8").replace("340700", "340800"), encoding="utf-8")
    with pytest.raises(Unavailable) as caught:
        drill(house.home, house.store, "admin", "Falsch-2026", file)
    assert caught.value.code == "backup_other_centre"
    assert caught.value.facts["centre"] == "示例中心"
    assert not list(house.home.glob(".backup-*"))
