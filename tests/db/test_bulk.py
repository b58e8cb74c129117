"""The loader for simulated stores: what it leaves is what ordinary registration would have left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.domain.rows.base import Row
from app.domain.rows.matters import Matter
from app.domain.rows.receptions import Reception
from app.errors import Unavailable
from db import bulk
from db.check import check_store
from db.store import Store
from tests.db.rows import Came, came, sample


def visits() -> list[Came]:
    made: list[Came] = []
    for serial in range(1, 41):
        matter = made[3].matter if serial % 10 == 0 else None
        made.append(came(f"王小{'甲乙丙丁'[serial % 4]}", serial=serial, matter=matter, secret=serial == 5))
    return made


def batches(made: list[Came]) -> Iterator[list[Row]]:
    for start in range(0, len(made), 7):
        yield [row for visit in made[start : start + 7] for row in visit.rows]


def outbox(store: Store) -> list[tuple[str, str, str | None]]:
    with store.reading() as reads:
        return sorted(reads.connection.execute("SELECT tbl, pk, login FROM outbox").fetchall())


def answers(store: Store, asked: Sequence[str]) -> list[list[tuple[str, tuple[str, ...]]]]:
    with store.reading() as reads:
        return [sorted((hit.id, hit.why) for hit in reads.search(text, 50)[0]) for text in asked]


def test_a_load_leaves_what_registration_leaves(store: Store, tmp_path: Path, key: bytes) -> None:
    made = visits()
    reception = sample(Reception, number="JF340700-A-261123-01-3")
    for visit in made:
        store.write(lambda w, v=visit: (w.add(*v.rows), w.audit("zhang", "登记")))
    store.write(lambda w: (w.add(reception), w.audit("zhang", "联合接访")))
    Store.create(tmp_path / "b.db", key, "A").close()
    rows = [*batches(made), [reception]]
    count = bulk.load(tmp_path / "b.db", key, rows, login="zhang", serials=lambda: {"LF-A-261123": 40})
    assert count == sum(map(len, rows))
    loaded = Store(tmp_path / "b.db", key)
    asked = [
        "王小甲",
        "wxy",
        "丁",
        "办证",
        "证",
        "0019",
        "LF340700-A-261123-005",
        "010",
        "XF340700",
        "JF340700",
    ]
    assert answers(loaded, asked) == answers(store, asked)
    assert outbox(loaded) == [row for row in outbox(store) if row[0] != "audit"]
    with loaded.reading() as reads:
        txns = reads.connection.execute("SELECT count(DISTINCT txn) FROM outbox").fetchone()
        assert txns == (len(made) + 1,)
        assert reads.count(Matter) == 36
    assert check_store(loaded, "admin") == {"ok": True, "findings": []}
    assert loaded.write(lambda w: w.serial("LF-A-261123")) == 41
    loaded.write(lambda w: w.add(*came("李后来", serial=41).rows))
    assert len(answers(loaded, ["李后来"])[0]) == 1
    loaded.close()


def test_a_load_that_is_cut_leaves_a_store_that_says_so(
    store: Store, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setattr(bulk, "VISITS_A_COMMIT", 5)

    def cut() -> Iterator[list[Row]]:
        yield from list(batches(visits()))[:2]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.load(store.path, key, cut())
    with pytest.raises(Unavailable, match="store_incomplete"):
        Store(store.path, key)
