"""check: what was changed behind the program's back is found and said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Gap
from db.check import check_store
from db.cipher import Connection
from db.store import Store
from db.writes import StoreWrites
from tests.db.rows import NOON, came


@pytest.fixture
def busy(store: Store) -> Store:
    """A store of three registrations with numbers of one series."""

    def work(writes: StoreWrites) -> None:
        serial = writes.serial("LF-A-261123")
        writes.add(*came(serial=serial).rows)
        writes.audit("zhang", "登记", f"{serial}")

    for _ in range(3):
        store.write(work)
    return store


def codes(store: Store) -> list[str]:
    return sorted({finding["code"] for finding in check_store(store, "admin")["findings"]})


def test_a_whole_store(busy: Store) -> None:
    assert check_store(busy, "admin") == {"ok": True, "findings": []}
    assert check_store(busy, "admin")["ok"] is True


def test_pages_that_a_power_cut_tore_are_whole_in_the_wal(
    store: Store, home: Path, key: bytes, tmp_path: Path
) -> None:
    """The database's own file is written from the WAL, and the WAL is kept until that has ended."""
    store.on_writer(lambda c: c.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    store.write(lambda writes: (writes.add(*came(serial=1).rows), writes.audit("zhang", "登记", "1")))
    path = home / "store.db"
    cut = tmp_path / "cut" / "store.db"
    cut.parent.mkdir()
    wal = Path(f"{path}-wal").read_bytes()
    held = bytearray(path.read_bytes())
    size = int.from_bytes(wal[8:12], "big")
    for at in range(32, len(wal), 24 + size):
        begins = (int.from_bytes(wal[at : at + 4], "big") - 1) * size
        if 0 < begins < len(held):
            held[begins + 100 : begins + 900] = bytes(800)
    cut.write_bytes(held)
    Path(f"{cut}-wal").write_bytes(wal)
    again = Store(cut, key)
    assert [
        one["code"] for one in check_store(again, "admin")["findings"] if one["code"] == "check_pages"
    ] == []
    again.close()


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE audit SET who = 'li' WHERE position = 2", ["audit_changed"]),
        ("DELETE FROM audit WHERE position = 2", ["audit_missing"]),
        ("UPDATE audit SET before = hash WHERE position = 3", ["audit_changed", "audit_order"]),
        ("DELETE FROM search_docs WHERE doc = 2", ["check_index_missing"]),
        ("INSERT INTO search_docs (kind, row_id) VALUES ('来访', 'nobody')", ["check_index_extra"]),
        ("DELETE FROM search_index WHERE rowid = 1", ["check_index_missing"]),
        ("DROP TRIGGER capture_visits_insert", ["check_trigger"]),
        ("UPDATE serials SET value = 4", ["check_number_gap"]),
        ("UPDATE visits SET number = 'LF340700-A-261123-001-K'", ["check_number_gap", "check_number_twice"]),
    ],
)
def test_damage_is_found(busy: Store, damage: str, found: list[str]) -> None:
    busy.on_writer(lambda connection: connection.execute(damage))
    report = codes(busy)
    assert [code for code in report if code != "check_index_words"] == found


def test_an_entry_with_other_words_is_found(busy: Store) -> None:
    def damage(connection: Connection) -> None:
        doc = connection.execute("SELECT doc FROM search_docs WHERE kind = '来访'").fetchone()[0]
        connection.execute("DELETE FROM search_index WHERE rowid = ?", (doc,))
        connection.execute("INSERT INTO search_index (rowid, tokens) VALUES (?, 'w别')", (doc,))

    busy.on_writer(damage)
    assert codes(busy) == ["check_index_words"]


def test_what_the_next_writing_puts_into_the_index_is_in_order(busy: Store) -> None:
    """A pull that is not over, or whose process was killed: its rows are on the list."""

    def brought(connection: Connection) -> None:
        new, changed, _ = connection.execute(
            "SELECT doc, row_id FROM search_docs WHERE kind = '来访'"
        ).fetchall()
        connection.execute("DELETE FROM search_docs WHERE doc = ?", (new[0],))
        connection.execute("DELETE FROM search_index WHERE rowid IN (?, ?)", (new[0], changed[0]))
        connection.execute("INSERT INTO search_index (rowid, tokens) VALUES (?, 'w别')", (changed[0],))
        some = [(new[1], "来访"), (changed[1], "来访")]
        connection.executemany("INSERT INTO search_stale (row_id, kind) VALUES (?, ?)", some)

    busy.on_writer(brought)
    assert codes(busy) == []
    assert codes(busy) == []  # the check's own entry in the audit has written them


def test_a_gap_with_its_reason_is_in_order(busy: Store) -> None:
    gap = Gap(id=new_id(), series="LF-A-261123", serial=4, reason="打印前撤销", at=NOON)
    busy.write(lambda w: (w.serial("LF-A-261123"), w.add(gap)))
    assert codes(busy) == []


def test_findings_say_what_and_where(busy: Store) -> None:
    busy.on_writer(lambda connection: connection.execute("DELETE FROM audit WHERE position = 2"))
    [finding] = check_store(busy, "admin")["findings"]
    assert finding == {"code": "audit_missing", "message": "审计第 A-2 条不见了。", "record": "A-2"}


def test_the_check_is_audited(busy: Store) -> None:
    last: Callable[[Connection], tuple] = lambda connection: connection.execute(  # noqa: E731
        "SELECT who, act, success FROM audit ORDER BY position DESC"
    ).fetchone()
    check_store(busy, "admin")
    assert busy.on_writer(last) == ("admin", "核对", 1)


def test_a_damaged_page_is_a_finding_and_the_rest_is_still_looked_at(busy: Store, key: bytes) -> None:
    """The first page of the notes of gaps is not what was written."""
    page, size = busy.on_writer(_where_gaps_lie)
    busy.close()
    content = bytearray(busy.path.read_bytes())
    content[(page - 1) * size + 100] ^= 0xFF
    busy.path.write_bytes(content)
    again = Store(busy.path, key)
    try:
        report = check_store(again, "admin")
    finally:
        again.close()
    assert report["ok"] is False
    found = [finding["code"] for finding in report["findings"]]
    assert {"check_pages", "check_unreadable"} <= set(found)
    assert any(f"第 {page} 页" in finding["message"] for finding in report["findings"])


def _where_gaps_lie(connection: Connection) -> tuple[int, int]:
    page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'gaps'").fetchone()[0]
    return page, int(connection.execute("PRAGMA page_size").fetchone()[0])
