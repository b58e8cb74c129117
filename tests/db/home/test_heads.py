"""The note beside the store: a cut audit, a re-written chain, an older store; numbers never come twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.audit import ChainKey, entry_hash
from app.domain.rows.audit import AuditEntry
from db.cipher import Connection
from db.mapping import shape
from home import Home

PASSWORD = "Zhong-2026-xin!"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    house = Home(tmp_path / "A")
    house.create("示例中心", "340700", "A", "admin", PASSWORD)
    house.close()
    visit(tmp_path / "A", lambda _house: None)
    return tmp_path / "A"


def visit(home: Path, work: Callable[[Home], Any]) -> Any:
    """Sign in, do something, close."""
    house = Home(home)
    desk = house.sign_in("admin", PASSWORD)
    try:
        return work(house), house.check(desk)["findings"]
    finally:
        house.close()


def codes(home: Path) -> list[str]:
    """What check finds beside the numbers that these tests count without a paper."""
    found = visit(home, lambda _house: None)[1]
    return [finding["code"] for finding in found if finding["code"] != "check_number_gap"]


def test_a_note_that_was_taken_away_is_found_and_audited(home: Path) -> None:
    visit(home, count)
    (home / "heads.json").unlink()
    house = Home(home)
    desk = house.sign_in("admin", PASSWORD)
    assert "heads_damaged" in [finding["code"] for finding in house.check(desk)["findings"]]
    with house.store.reading() as reads:
        assert [row.success for row in reads.find(AuditEntry, act="heads.json 被改过")] == [False]
    house.close()
    assert codes(home) == []


def count(house: Home) -> int:
    return house.store.write(lambda w: (w.audit("admin", "编号"), w.serial("LF-A-261123"))[1])


def test_an_older_store_put_back_gives_no_number_twice_and_is_found(home: Path) -> None:
    shutil.copy(home / "store.db", home.parent / "old.db")
    numbers = [visit(home, count)[0] for _ in range(3)]
    assert codes(home) == []
    shutil.copy(home.parent / "old.db", home / "store.db")
    for left in home.glob("store.db-*"):
        left.unlink()
    following, findings = visit(home, count)
    assert numbers == [1, 2, 3]
    assert following == 4
    assert {finding["code"] for finding in findings} >= {"audit_cut"} or "audit_rewritten" in str(findings)
    assert set(codes(home)) & {"audit_cut", "audit_rewritten"}


def test_a_cut_tail_of_the_audit_is_found(home: Path) -> None:
    visit(home, count)

    def cut(house: Home) -> None:
        house.store.on_writer(lambda c: c.execute("DELETE FROM audit WHERE position >= 5"))

    visit(home, cut)
    assert "audit_cut" in codes(home) or "audit_rewritten" in codes(home)


@pytest.mark.parametrize("has_key", [True, False])
def test_a_chain_hashed_anew_is_found(home: Path, *, has_key: bool) -> None:
    def forge(connection: Connection, audit_key: ChainKey | None) -> None:
        connection.execute("UPDATE audit SET act = '没有' WHERE position = 2")
        before = connection.execute("SELECT hash FROM audit WHERE position = 1").fetchone()[0]
        rows = connection.execute("SELECT id FROM audit WHERE position > 1 ORDER BY position").fetchall()
        for (row,) in rows:
            entry = last_by(connection, row)
            hash = entry_hash(
                before,
                desk=entry.desk,
                position=entry.position,
                at=entry.at,
                who=entry.who,
                act=entry.act,
                record=entry.record,
                purpose=entry.purpose,
                success=entry.success,
                key=audit_key,
            )
            connection.execute("UPDATE audit SET before = ?, hash = ? WHERE id = ?", (before, hash, row))
            before = hash

    def anew(house: Home) -> None:
        key = house.store.audit_key if has_key else None
        house.store.on_writer(lambda connection: forge(connection, key))

    visit(home, anew)
    found = codes(home)
    assert "audit_rewritten" in found
    assert ("audit_changed" in found) is not has_key


def last_by(connection: Connection, row: str) -> Any:
    seen = shape(AuditEntry)
    return seen.row(connection.execute(f"SELECT {seen.selected} FROM audit WHERE id = ?", (row,)).fetchone())


def test_a_lost_tail_of_the_wal_is_found_and_its_numbers_stay_taken(home: Path) -> None:
    """The program was killed, and what lay in the WAL is gone; the note of a moment after it is not."""
    house = Home(home)
    house.sign_in("admin", PASSWORD)
    house.store.on_writer(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)"))
    shutil.copy(home / "store.db", home.parent / "old.db")
    count(house)
    assert house.store.when_idle is not None
    house.store.on_writer(house.store.when_idle)
    shutil.copy(home / "heads.json", home.parent / "heads.json")
    house.close()
    shutil.copy(home.parent / "old.db", home / "store.db")
    shutil.copy(home.parent / "heads.json", home / "heads.json")
    following, findings = visit(home, count)
    assert following == 2
    assert {finding["code"] for finding in findings} & {"audit_cut", "audit_rewritten"}


def test_a_changed_note_is_found_and_a_good_one_is_kept(home: Path) -> None:
    visit(home, count)
    assert codes(home) == []
    note = home / "heads.json"
    note.write_text(note.read_text().replace('"LF-A-261123": 1', '"LF-A-261123": 9'))
    assert "heads_damaged" in codes(home)
