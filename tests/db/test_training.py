"""A training store made with the help of a second process: the same rows as one process makes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.desk import Place
from app.domain.dates.calendar import Calendar
from app.domain.dates.limits import Limits
from app.services.desk.simulate_visits import Simulation
from db import training
from db.beside import Beside
from db.check import check_store
from db.packing import Batch, packed
from db.store import Store


def simulation(visits: int) -> Simulation:
    return Simulation(
        place=Place(centre="示例市接待中心", code="340700", letter="A"),
        series="A",
        clerk="clerk",
        visits=visits,
        seed=7,
        start=date(2026, 1, 5),
        end=date(2026, 3, 5),
        calendar=Calendar(frozenset(), frozenset(), frozenset({2026})),
        limits=Limits(),
    )


def content(batches: Iterator[Batch]) -> list[tuple[object, ...]]:
    """What a batch holds apart from the moment and the action it was packed in."""
    return [
        (one.inserts, [out[:2] for out in one.outbox], [entry.text() for entry in one.entries], one.rows)
        for one in batches
    ]


def test_the_second_process_makes_the_same_batches() -> None:
    alone, beside = simulation(1_100), Beside(simulation(1_100))
    assert content(beside.batches()) == content(packed(alone.batches(), "clerk"))
    assert beside.counts == alone.totals()
    assert beside.last_serials() == alone.serials()


def test_visits_that_come_again_need_no_look_into_the_store() -> None:
    entries = [entry for batch in packed(simulation(900).batches(), "clerk") for entry in batch.entries]
    assert all(entry.made for entry in entries)


def test_a_store_filled_beside_opens_and_checks(
    tmp_path: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "ALONE_UP_TO", 100)
    Store.create(tmp_path / "t.db", key, "A").close()
    made = training.fill(tmp_path / "t.db", key, simulation(600))
    store = Store(tmp_path / "t.db", key)
    assert check_store(store, "admin")["ok"]
    with store.reading() as reads:
        tables = ("visits", "people", "search_docs")
        counts = [reads.connection.execute(f"SELECT count(*) FROM {one}").fetchone()[0] for one in tables]
    assert counts[:2] == [made["visits"], made["people"]] == [600, made["people"]]
    assert counts[2] == 600 + (600 - made["repeats"]) + made["receptions"]
    store.close()


def test_batches_left_in_the_middle_leave_nothing_running() -> None:
    batches = Beside(simulation(8_000)).batches()
    next(batches)
    batches.close()
    assert not [one for one in threading.enumerate() if one.name == "simulation"]
