"""Opening and the world's refusals: each has its code, and never is a store made or spoilt by it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from app.domain.rows.matters import Matter
from app.domain.rows.visits import Visit
from app.errors import Unavailable
from db import capture, schema
from db.cipher import connect
from db.migrations import STEPS
from db.store import Store
from tests.db.rows import came


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Unavailable) as told:
        work()
    return told.value.code


def test_a_missing_store_is_not_made(home: Path, key: bytes) -> None:
    assert code_of(lambda: Store(home / "store.db", key)) == "no_store"
    assert list(home.iterdir()) == []


def test_a_second_store_is_not_made_over_the_first(store: Store, key: bytes) -> None:
    assert code_of(lambda: Store.create(store.path, key, "B")) == "store_exists"


def test_a_wrong_key_opens_nothing_and_changes_nothing(store: Store, key: bytes) -> None:
    store.write(lambda w: w.add(*came().rows))
    store.close()
    before = store.path.read_bytes()
    assert code_of(lambda: Store(store.path, os.urandom(32))) == "wrong_key"
    assert store.path.read_bytes() == before
    Store(store.path, key).close()


def test_a_key_of_another_length_is_a_fault(store: Store) -> None:
    with pytest.raises(ValueError, match="32"):
        connect(store.path, b"short")


def test_a_file_that_is_no_store(home: Path, key: bytes) -> None:
    (home / "store.db").write_bytes(b"not a store at all" * 500)
    assert code_of(lambda: Store(home / "store.db", key)) == "wrong_key"


def test_a_newer_store_is_refused(store: Store, key: bytes) -> None:
    store.close()
    connection = connect(store.path, key)
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        " VALUES ('jiefangtai', 'm9999_later', '')"
    )
    connection.close()
    assert code_of(lambda: Store(store.path, key)) == "store_newer"


def test_a_store_without_a_trigger_is_refused(store: Store, key: bytes) -> None:
    store.close()
    connection = connect(store.path, key)
    connection.execute("DROP TRIGGER capture_visits_insert")
    connection.close()
    assert code_of(lambda: Store(store.path, key)) == "store_incomplete"


def test_triggers_worded_by_another_version_are_made_anew(
    store: Store, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    with monkeypatch.context() as another:
        another.setattr(capture, "LOGIN", "(SELECT login FROM action WHERE one = 1)")
        Store(store.path, key).close()
    again = Store(store.path, key)
    again.write(lambda w: w.add(*came().rows))
    with again.reading() as reads:
        assert capture.missing(reads.connection) == []
        assert reads.connection.execute("SELECT count(*) FROM outbox").fetchone() == (4,)
    again.close()


def test_a_copy_is_made_before_an_upgrade(store: Store, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write(lambda w: w.add(*came().rows))
    store.close()

    def m9000_next(db: object) -> None:
        db.execute("ALTER TABLE matters ADD COLUMN added TEXT")  # type: ignore[attr-defined]

    monkeypatch.setattr(schema, "NAMES", (*schema.NAMES, m9000_next.__name__))
    monkeypatch.setattr("db.migrations.STEPS", (*STEPS, m9000_next))
    upgraded = Store(store.path, key)
    upgraded.write(lambda w: w.connection.execute("UPDATE matters SET added = '新'"))
    with upgraded.reading() as reads:
        assert reads.connection.execute("SELECT cols FROM outbox ORDER BY seq DESC").fetchone() == (
            '{"added":"新"}',
        )
    upgraded.close()
    [copy] = store.path.parent.glob("store.db.upgrade-from-*")
    monkeypatch.undo()
    old = Store(copy, key)
    with old.reading() as reads:
        assert reads.count(Visit) == 1
    old.close()


def test_an_upgrade_that_was_cut_before_its_triggers_is_finished_by_the_next(
    store: Store, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full, or the program killed, after the last step: the store is not incomplete for ever."""
    store.close()
    connection = connect(store.path, key)
    connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (schema.known()[-1],))
    connection.close()

    def cut(connection: object) -> None:
        raise Unavailable("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr("db.migrations.migrations", lambda: schema_of_no_step(schema.known()[-1]))
        patch.setattr(capture, "install", lambda connection: (capture.drop(connection), cut(connection)))
        assert code_of(lambda: Store(store.path, key)) == "disk_full"
    connection = connect(store.path, key)
    capture.drop(connection)
    connection.close()
    again = Store(store.path, key)
    assert again.on_writer(capture.missing) == []
    assert again.on_writer(lambda c: c.execute("SELECT 1 FROM meta WHERE key = 'upgrading'").fetchall()) == []
    again.close()


def schema_of_no_step(name: str) -> Migrations:
    """A step of that name that changes nothing: its change is there already."""
    steps = Migrations("jiefangtai")
    steps(name=name)(lambda _database: None)
    return steps


def test_a_locked_store(store: Store, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    other = connect(store.path, key)
    other.execute("BEGIN IMMEDIATE")
    store.on_writer(lambda connection: connection.execute("PRAGMA busy_timeout = 50"))
    assert code_of(lambda: store.write(lambda w: w.serial("a"))) == "store_locked"
    other.execute("ROLLBACK")
    other.close()
    assert store.write(lambda w: w.serial("a")) == 1


def test_a_full_store_keeps_what_it_has(store: Store) -> None:
    store.write(lambda w: w.add(*came().rows))

    def fill(number: int) -> None:
        store.write(lambda w: w.add(*came(serial=number, facts="满" * 20_000).rows))

    store.on_writer(lambda connection: connection.execute("PRAGMA max_page_count = 400"))
    assert code_of(lambda: [fill(number) for number in range(2, 200)]) == "disk_full"
    with store.reading() as reads:
        kept = reads.count(Visit)
        assert kept == reads.count(Matter) >= 1
    store.on_writer(lambda connection: connection.execute("PRAGMA max_page_count = 100000"))
    fill(500)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    mount = tmp_path / "disk"
    mount.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", mount], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("mounting a small file system needs root")
    yield mount
    subprocess.run(["umount", "-l", mount], check=True)


def test_a_full_disk(small_disk: Path, key: bytes) -> None:
    store = Store.create(small_disk / "store.db", key, "A")
    store.write(lambda w: w.add(*came().rows))
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as stream, pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        stream.writelines(b"x" * 4096 for _ in range(4096))
    assert (
        code_of(lambda: store.write(lambda w: w.add(*came(serial=2, facts="满" * 50_000).rows)))
        == "disk_full"
    )
    ballast.unlink()
    store.write(lambda w: w.add(*came(serial=3).rows))
    with store.reading() as reads:
        assert reads.count(Visit) == 2
    store.close()


def test_a_read_only_folder(small_disk: Path, key: bytes) -> None:
    store = Store.create(small_disk / "store.db", key, "A")
    store.write(lambda w: w.add(*came().rows))
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert code_of(lambda: Store(small_disk / "store.db", key)) == "store_read_only"
    assert code_of(lambda: Store.create(small_disk / "new.db", key, "A")) == "store_read_only"


@pytest.mark.parametrize("part", ["-wal", ""])
def test_no_plain_text_in_the_files(store: Store, part: str) -> None:
    visit = came(claim="丽景园小区办证")
    store.write(lambda w: (w.add(*visit.rows), w.audit("zhangsan", "登记", visit.visit.number)))
    if not part:
        store.close()
    content = Path(f"{store.path}{part}").read_bytes()
    assert len(content) > 4096
    for text in (
        "王小明",
        "丽景园",
        "340722190103200019",
        "13800001234",
        "zhangsan",
        "CREATE TABLE",
        "SQLite format",
    ):
        assert text.encode() not in content
        assert text.encode("utf-16-le") not in content


WRITER = """
import sys
from pathlib import Path
from db.store import Store
from tests.db.rows import came
store = Store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
while True:
    visit = came()
    number = store.write(lambda w: (w.serial("n"), w.add(*visit.rows), w.audit("zhang", "登记"))[0])
    print(number, visit.visit.id, flush=True)
"""


def test_what_was_acknowledged_survives_twenty_kills(store: Store, key: bytes) -> None:
    store.close()
    said: dict[int, str] = {}
    root = Path(__file__).resolve().parents[2]
    for round_ in range(20):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.path), key.hex()],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        for line in writer.stdout:
            number, _, visit_id = line.strip().partition(" ")
            assert int(number) not in said
            said[int(number)] = visit_id
            if len(said) >= 3 * (round_ + 1):
                break
        writer.kill()
        rest = writer.communicate()[0]
        for number, _, visit_id in (
            line.partition(" ") for line in rest.splitlines() if line.count(" ") == 1
        ):
            said[int(number)] = visit_id
    again = Store(store.path, key)
    with again.reading() as reads:
        assert again.on_writer(lambda c: c.execute("PRAGMA integrity_check").fetchall()) == [("ok",)]
        for visit_id in said.values():
            assert reads.get(Visit, visit_id) is not None
        assert reads.count(Visit) == reads.count(Matter) >= len(said)
        assert reads.connection.execute("SELECT count(*) FROM search_stale").fetchone() == (0,)
    again.close()
