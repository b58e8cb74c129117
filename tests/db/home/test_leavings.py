"""Nothing readable is left: papers of yesterday, remains of backups and cut programs are overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.domain.rows.audit import AuditEntry
from db.home import leavings
from db.home.leavings import CUT_AFTER, wipe, wipe_leavings
from home import Home

NOW = 1_800_000_000.0
PASSWORD = "Zhong-2026-xin!"


def put(file: Path, age: float, content: bytes = b"secret") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (NOW - age, NOW - age))
    return file


def test_papers_are_kept_as_long_as_the_centre_says(tmp_path: Path) -> None:
    old, new = put(tmp_path / "出单" / "a.pdf", 25 * 3600), put(tmp_path / "出单" / "b.pdf", 23 * 3600)
    assert wipe_leavings(tmp_path, NOW, 0) == []
    assert old.exists()
    assert wipe_leavings(tmp_path, NOW, 24) == ["a.pdf"]
    assert [file.name for file in (tmp_path / "出单").iterdir()] == [new.name]


def test_remains_of_cut_programs_go_and_work_under_way_stays(tmp_path: Path) -> None:
    names = (".a.bak.part", ".keys.json.77.part", ".store.db.new-wal", "出单/x.part", "keys/.A.json.5.part")
    under_way = [put(tmp_path / "new" / name, CUT_AFTER - 60) for name in names]
    for name in names:
        put(tmp_path / "old" / name, CUT_AFTER + 60)
    workshop = put(tmp_path / "old" / ".backup-abc" / "store.db", 0).parent
    os.utime(workshop, (NOW - CUT_AFTER - 60,) * 2)
    whole = put(tmp_path / "old" / "store.db", 10 * CUT_AFTER)
    for folder in ("old", "new"):
        wipe_leavings(tmp_path / folder, NOW, 24)
    assert all(file.exists() for file in under_way)
    assert [file for file in (tmp_path / "old").rglob("*") if file.is_file()] == [whole]


def test_what_is_removed_was_overwritten_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leavings, "CHUNK", 4)
    file = put(tmp_path / "a.pdf", 0, b"0123456789")
    os.link(file, tmp_path / "kept")
    wipe(file)
    assert (tmp_path / "kept").read_bytes() == bytes(10)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = put(tmp_path / "outside", 0)
    (tmp_path / "出单").mkdir()
    (tmp_path / "出单" / "a.pdf").symlink_to(outside)
    wipe(tmp_path / "出单" / "a.pdf")
    assert outside.read_bytes() == b"secret"


def test_it_is_done_at_a_sign_in_and_audited(tmp_path: Path) -> None:
    house = Home(tmp_path / "A")
    house.create("示例中心", "340700", "A", "admin", PASSWORD)
    paper = put(tmp_path / "A" / "出单" / "回执 a5.pdf", 10)
    os.utime(paper, (0, 0))
    house.sign_in("admin", PASSWORD)
    with house.store.reading() as reads:
        assert [row.purpose for row in reads.find(AuditEntry, act="抹去出单")] == ["回执 a5.pdf"]
    house.close()
    assert not paper.exists()
