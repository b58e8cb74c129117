"""A disk that takes nothing: who signs in can look, and every write is told why."""

from __future__ import annotations

from pathlib import Path

import pytest

import db.store
from app.domain.rows.centre import Staff
from app.errors import NotAllowed, Unavailable
from db.home import files
from db.home.looking import LookingStore
from home import Home

PASSWORD = "Zhong-2026-xin!"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    house = Home(tmp_path / "A")
    house.create("示例中心", "340700", "A", "admin", PASSWORD)
    house.sign_in("admin", PASSWORD)
    house.close()
    return tmp_path / "A"


@pytest.fixture(params=["disk_full", "store_read_only"])
def code(home: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """No file of the home is written any more."""
    assert home.exists()

    def refuse(*_: object, **__: object) -> None:
        raise Unavailable(request.param)

    monkeypatch.setattr(db.store.schema, "open_current", refuse)
    for module in ("db.access.tries", "db.access.key_file", "db.home.heads", "db.home.place"):
        monkeypatch.setattr(f"{module}.write_json", refuse)
    monkeypatch.setattr(files, "write_whole", refuse)
    return str(request.param)


def listing(home: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in home.rglob("*") if file.is_file()}


def test_one_can_look_and_is_told_at_every_write(home: Path, code: str) -> None:
    before = listing(home)
    house = Home(home)
    desk = house.sign_in("admin", PASSWORD)
    with desk.records.reading() as reads:
        assert [row.login for row in reads.find(Staff)] == ["admin"]
    desk.require("staff")
    with pytest.raises(Unavailable, match=code):
        desk.records.write(lambda writes: writes.audit("admin", "试"))
    with pytest.raises(Unavailable, match=code):
        house.store.on_writer(lambda c: c.execute("INSERT INTO meta (key, value) VALUES ('x', 'y')"))
    house.unlock("admin", PASSWORD)
    house.close()
    assert listing(home) == before


@pytest.mark.usefixtures("code")
def test_wrong_passwords_are_counted_all_the_same(home: Path) -> None:
    house = Home(home)
    told = []
    for _ in range(6):
        with pytest.raises(NotAllowed) as refused:
            house.sign_in("admin", "Wrong-2026")
        told.append(refused.value.code)
    assert told == ["wrong_password"] * 4 + ["locked_out"] * 2
    house.close()


def test_what_waits_in_the_wal_is_not_passed_over(home: Path, code: str) -> None:
    (home / "store.db-wal").write_bytes(b"x" * 100)
    house = Home(home)
    with pytest.raises(Unavailable, match=code):
        house.sign_in("admin", PASSWORD)
    house.close()


def test_another_damage_is_not_looked_over(home: Path) -> None:
    with pytest.raises(Unavailable, match="wrong_key"):
        LookingStore(home / "store.db", bytes(32), Unavailable("disk_full"))
