"""The store: rows go in and come back, together or not at all, while others read."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.audit import verify_chain
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import Row, id_at, new_id
from app.domain.rows.desk import Draft
from app.domain.rows.matters import Matter, Step
from app.domain.rows.visits import Person, Visit
from app.errors import Unavailable
from db.cipher import USUAL_KIB, Connection
from db.mapping import CENTRE_ZONE, KINDS, instant_text
from db.store import MUCH_KIB, Store, rereadable, transaction
from db.writes import StoreWrites
from tests.db.rows import NOON, came, sample


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.TABLE)
@pytest.mark.parametrize("empty", [False, True], ids=["full", "empty"])
def test_a_row_comes_back_as_it_went_in(store: Store, kind: type[Row], empty: bool) -> None:
    row = sample(kind, empty=empty)
    store.write(lambda w: w.add(row))
    with store.reading() as reads:
        assert reads.get(kind, row.id) == as_read(row)
        assert reads.count(kind) == 1


def as_read(row: Row) -> Row:
    """A matter without visits is none that anybody owes anything: what is cached of it says so."""
    return replace(row, status="已撤回", unit=None, due=None) if isinstance(row, Matter) else row


def test_find_equals_and_null_and_order(store: Store) -> None:
    ids = [id_at(number, 0) for number in range(3)]
    named = zip(ids, ("甲", "乙", "甲"), (None, "1", "1"), strict=True)
    people = [sample(Person, id=id, name=name, phone=phone) for id, name, phone in named]
    store.write(lambda w: w.add(*people))
    with store.reading() as reads:
        assert reads.find(Person, name="甲") == [people[0], people[2]]
        assert reads.find(Person, name="甲", newest_first=True, limit=1) == [people[2]]
        assert reads.find(Person, phone=None) == [people[0]]
        assert reads.count(Person, phone="1") == 2
        assert reads.among(Person, "name", ["乙", "甲", "丙"]) == people
        assert reads.among(Person, "name", []) == []
        with pytest.raises(KeyError):
            reads.find(Person, wrong="x")


def test_among_takes_more_values_than_one_statement(store: Store) -> None:
    people = [sample(Person) for _ in range(1100)]
    store.write(lambda w: w.add(*people))
    with store.reading() as reads:
        assert len(reads.among(Person, "id", [person.id for person in people])) == 1100


def test_times_compare_as_instants(store: Store) -> None:
    early = sample(Step, at=datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    late = sample(Step, at=datetime(2026, 11, 23, 9, 30, tzinfo=CENTRE_ZONE))
    store.write(lambda w: w.add(late, early))
    with store.reading() as reads:
        assert reads.between(Step, "at", date(2026, 11, 23), date(2026, 11, 24)) == [early, late]
        assert reads.between(Step, "at", late.at, late.at + timedelta(seconds=1)) == [late]
        assert reads.between(Step, "at", early.at + timedelta(seconds=1), late.at) == []


def test_a_time_without_offset_is_refused(store: Store) -> None:
    with pytest.raises(TypeError):
        store.write(lambda w: w.add(sample(Step, at=datetime(2026, 11, 23, 9, 0))))


@given(st.lists(st.datetimes(timezones=st.sampled_from([UTC, CENTRE_ZONE])), min_size=2, max_size=6))
def test_text_order_is_time_order(moments: list[datetime]) -> None:
    in_range = [one for one in moments if 2 < one.year < 9998]
    assert sorted(in_range) == sorted(in_range, key=instant_text)


def test_change_only_what_may_change(store: Store) -> None:
    visit = came()
    store.write(lambda w: w.add(*visit.rows))
    changed = store.write(lambda w: w.change(visit.matter, status="办理中", due=date(2026, 12, 8)))
    assert changed == replace(visit.matter, status="办理中", due=date(2026, 12, 8))
    with store.reading() as reads:
        assert reads.get(Matter, visit.matter.id) == changed
    with pytest.raises(TypeError):
        store.write(lambda w: w.change(visit.visit, claim="别的"))
    with pytest.raises(TypeError):
        store.write(lambda w: w.change(visit.matter, nothing="x"))
    with pytest.raises(KeyError):
        store.write(lambda w: w.change(replace(visit.matter, id=new_id()), status="存"))


def test_only_local_rows_are_removed(store: Store) -> None:
    draft, visit = sample(Draft), came()
    store.write(lambda w: w.add(draft, *visit.rows))
    store.write(lambda w: w.remove(draft))
    with store.reading() as reads:
        assert reads.get(Draft, draft.id) is None
    with pytest.raises(TypeError):
        store.write(lambda w: w.remove(visit.person))


def test_whatever_is_raised_takes_everything_back(store: Store) -> None:
    def work(w: StoreWrites) -> None:
        w.add(*came().rows)
        assert w.serial("LF-A-261123") == 1
        w.audit("zhang", "登记", "LF340700-A-261123-001-K")
        raise LookupError("half way")

    with pytest.raises(LookupError):
        store.write(work)
    with store.reading() as reads:
        assert reads.count(Visit) == reads.count(AuditEntry) == 0
        assert reads.search("王小明") == ([], 0)
        assert reads.connection.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
        assert reads.connection.execute("SELECT txn FROM action").fetchone() == (None,)
    assert store.write(lambda w: w.serial("LF-A-261123")) == 1


def test_serials_count_by_series(store: Store) -> None:
    assert [store.write(lambda w: w.serial("a")) for _ in range(3)] == [1, 2, 3]
    assert store.write(lambda w: (w.serial("b"), w.serial("b"), w.serial("a"))) == (1, 2, 4)


def test_a_moment_after_a_write_what_is_due_then_is_done_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.IDLE_SECONDS", 0.01)
    done = threading.Semaphore(0)
    store.when_idle = lambda _connection: done.release()
    store.write(lambda w: w.audit("zhang", "登记", "1"))
    assert done.acquire(timeout=30)
    store.on_writer(lambda c: c.execute("SELECT 1").fetchall())
    store.on_writer(lambda c: c.execute("SELECT 1").fetchall())
    assert not done.acquire(blocking=False)


def test_a_long_run_of_writes_keeps_more_pages_and_gives_them_back(store: Store) -> None:
    def kept() -> int:
        return int(store.on_writer(lambda writer: writer.execute("PRAGMA cache_size").fetchone()[0]))

    def fails() -> None:
        with store.writing_much():
            assert kept() == -MUCH_KIB
            store.write(lambda w: w.add(sample(Person)))
            raise LookupError

    before = kept()
    with pytest.raises(LookupError):
        fails()
    assert kept() == before == -USUAL_KIB
    with store.writing_much():
        store.close()


def test_what_can_be_read_again_is_not_flushed_and_the_rest_is(store: Store) -> None:
    def flushed(connection: Connection) -> int:
        return int(connection.execute("PRAGMA synchronous").fetchone()[0])

    def work(connection: Connection) -> list[int]:
        with rereadable(connection), transaction(connection):
            seen = [flushed(connection)]
        with pytest.raises(LookupError), rereadable(connection), transaction(connection):
            raise LookupError
        return [*seen, flushed(connection)]

    assert store.on_writer(work) == [1, 2]


def test_a_job_sees_that_another_waits(store: Store) -> None:
    begun, asked = threading.Event(), threading.Event()

    def work(_: Connection) -> list[bool]:
        alone = store.is_waited_for()
        begun.set()
        assert asked.wait(30)
        while not store.is_waited_for():
            pass
        return [alone, store.is_waited_for()]

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(store.on_writer, work)
        assert begun.wait(30)
        second = threads.submit(store.on_writer, lambda _: None)
        asked.set()
        assert first.result() == [False, True]
        second.result()


def test_audit_is_a_chain_in_the_same_transaction(store: Store) -> None:
    for number in range(3):
        store.write(lambda w, n=number: (w.add(*came(serial=n).rows), w.audit("zhang", "登记", f"{n}")))
    with store.reading() as reads:
        entries = reads.find(AuditEntry)
        assert [entry.position for entry in entries] == [1, 2, 3]
        assert verify_chain(entries, store.audit_key, is_own=True) == verify_chain(entries) == []
        assert verify_chain([entries[0], entries[2]]) != []
        changed = [replace(entries[0], who="li"), *entries[1:]]
        assert verify_chain(changed, store.audit_key) != []
        pairs = reads.connection.execute(
            "SELECT txn, group_concat(DISTINCT login), sum(tbl = 'audit'), sum(tbl = 'visits')"
            " FROM outbox GROUP BY txn"
        ).fetchall()
    assert [pair[1:] for pair in pairs] == [("zhang", 1, 1)] * 3


def test_a_reader_keeps_its_snapshot(store: Store) -> None:
    with store.reading() as before:
        assert before.count(Visit) == 0
        store.write(lambda w: w.add(*came().rows))
        assert before.count(Visit) == 0
        with store.reading() as after:
            assert after.count(Visit) == 1


def test_readers_cannot_write(store: Store) -> None:
    with store.reading() as reads, pytest.raises(Exception, match="readonly"):
        reads.connection.execute("DELETE FROM visits")


def test_a_write_inside_a_write_is_a_fault(store: Store) -> None:
    with pytest.raises(RuntimeError):
        store.write(lambda _: store.write(lambda w: w.serial("a")))


def test_many_readers_while_writing(store: Store) -> None:
    stop = threading.Event()
    wrong: list[str] = []

    def read() -> None:
        while not stop.is_set():
            with store.reading() as reads:
                if reads.count(Visit) != reads.count(Person):
                    wrong.append("half a registration was seen")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(60):
        store.write(lambda w, n=number: w.add(*came(serial=n).rows))
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    with store.reading() as reads:
        assert reads.count(Visit) == 60


def test_writes_from_many_threads_do_not_mix(store: Store) -> None:
    def write() -> None:
        for _ in range(20):
            store.write(lambda w: (w.serial("s"), w.audit("zhang", "登记")))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.reading() as reads:
        assert verify_chain(reads.find(AuditEntry), store.audit_key, is_own=True) == []
    assert store.write(lambda w: w.serial("s")) == 81


def test_close_joins_the_thread_and_says_so_afterwards(store: Store) -> None:
    store.close()
    store.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "store-writer"]
    with pytest.raises(Unavailable) as told:
        store.write(lambda w: w.serial("a"))
    assert told.value.code == "store_closed"


def test_everything_is_there_after_reopening(store: Store, key: bytes, home: Path) -> None:
    visit = came()
    store.write(lambda w: w.add(*visit.rows))
    store.close()
    again = Store(home / "store.db", key)
    with again.reading() as reads:
        assert reads.get(Visit, visit.visit.id) == visit.visit
        assert again.series() == "A"
        assert visit.visit.arrived_at == NOON
    again.close()


def test_warming_up_does_not_stand_in_the_way(store: Store) -> None:
    store.warm_up()
    assert store.write(lambda w: w.serial("a")) == 1


def test_one_idle_reader_keeps_its_pages_and_is_read_by_next(store: Store) -> None:
    with store.reading() as first, store.reading() as second:
        last = first.connection
        assert second.connection is not last
    with store.reading() as again:
        assert again.connection is last


def test_what_readers_keep_is_given_back_and_read_again(store: Store) -> None:
    store.let_go()
    store.write(lambda writes: writes.add(*came().rows))
    with store.reading() as kept:
        with store.reading() as reads:
            assert reads.count(Visit) == 1
        store.let_go()
        with store.reading() as again:
            assert again.count(Visit) == 1
            assert again.connection is not reads.connection
        assert kept.count(Visit) == 1, "who is reading goes on"
    store.close()
    store.let_go()
