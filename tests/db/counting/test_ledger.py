"""The 督办台账 by SQL says what the cached rows say, block by block; none of it goes through every case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.case import names, tiles
from app.domain.case.tiles import Only
from app.domain.paging import Block, Order, PageAsked, block_of
from db import capture
from db.cipher import Connection, connect
from db.counting import ledger, supervision
from db.store import Store

ON = date(2026, 11, 23)
OF_SOME = ("matters_open", "case_states_to_read", "case_states_waiting")
"""Indexes that hold some cases only: to go through one of them is not to go through every case."""
CASES = 60


def kept_cases(random: Random, count: int) -> list[dict[str, Any]]:
    """Random matters with what the cache says of them: some contradict each other, some owe nothing."""
    made = []
    for place in range(count):
        due = random.choice([None, *(ON + timedelta(days=days) for days in (-9, -1, 0, 1, 5, 6, 15, 16))])
        closed = due is None and random.random() < 0.5
        made.append({"id": f"m{place:03}", "number": f"N{random.randrange(10**6):06}-{place}",
                     "status": names.DONE if closed else random.choice(sorted(names.OPEN)),
                     "unit": random.choice([None, "市住建局", "市公安局"]), "due": due and due.isoformat(),
                     "contradicted": random.random() < 0.15, "pending": random.random() < 0.1,
                     "to_read": random.random() < 0.1})  # fmt: skip
    return made


@pytest.fixture
def connection(store: Store, home: Path, key: bytes) -> Iterator[Connection]:
    """A store whose cache is written by hand: no trigger reads cases anew."""
    store.close()
    made = connect(home / "store.db", key)
    capture.drop(made)
    yield made
    made.close()


def put(connection: Connection, cases: list[dict[str, Any]]) -> None:
    for case in cases:
        connection.execute(
            "INSERT INTO matters (id, number, status, unit, due, opened_at, purpose, procedure,"
            " confidential) VALUES (:id, :number, :status, :unit, :due, '2026-11-01', '求决', '普通', 0)",
            case,
        )
        connection.execute(
            "INSERT INTO case_states (id, status, unit, due, guarded, contradicted, readers, pending,"
            " to_read) VALUES (:id, :status, :unit, :due, 0, :contradicted, '[]', :pending, :to_read)",
            case,
        )
        if case["due"] is not None:
            for unit in ("市住建局", "市公安局"):  # two that are reminded of one case
                connection.execute(
                    "INSERT INTO obligations (id, matter_id, what, who, kind, start, due, running,"
                    " provisional, reminded, on15) VALUES (:unit || :id, :id, '办结', :unit, '法定',"
                    " '2026-11-01', :due, 1, 0, 1, '2026-11-20')",
                    case | {"unit": unit},
                )


def of_tile(tile: str, case: dict[str, Any]) -> bool:
    span = tiles.span_of(tile, ON)
    due = case["due"] and date.fromisoformat(case["due"])
    if span is not None:
        return due is not None and (span.first or date.min) <= due <= (span.last or date.max)
    if tile == tiles.REMIND:
        return due is not None
    return {
        tiles.PROMISE: False,
        tiles.ANSWERED: case["to_read"],
        tiles.WAITING: bool(case["pending"] or case["contradicted"]),
        tiles.OPEN: case["status"] in names.OPEN,
    }[tile]


def sort_key(case: dict[str, Any], key: str) -> tuple[Any, ...]:
    value = {"due": case["due"] or "9999-12-31", "number": case["number"], "unit": case["unit"] or ""}[key]
    return 0 if case["contradicted"] else 1, value, case["id"]


@pytest.mark.parametrize(("tile", "sorted_by"), list(product(tiles.TILES, ledger.KEYS)))
def test_blocks_are_those_of_the_sorted_list(connection: Connection, tile: str, sorted_by: str) -> None:
    cases = kept_cases(Random(7), CASES)
    put(connection, cases)
    of = [case for case in cases if of_tile(tile, case)]
    assert ledger.counts(connection, ON)[tile] == len(of)
    for descending, before in product((False, True), (False, True)):
        cursor = None
        while True:
            asked = PageAsked(Order(sorted_by, descending), cursor, before, most=4)
            wanted = block_of(of, asked, lambda case: sort_key(case, sorted_by))
            block = ledger.block(connection, tile, ON, asked, reader=None)
            assert block.rows == tuple(case["id"] for case in wanted.rows)
            assert (block.first, block.last, block.ends) == (wanted.first, wanted.last, wanted.ends)
            cursor = block.first if before else block.last
            if block.ends or cursor is None:
                break


def plans(connection: Connection, work: Any) -> list[str]:
    """The plan's lines of each statement that the work executes."""
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    work()
    connection.set_trace_callback(None)
    return [row[3] for sql in asked for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]


def scans(lines: list[str]) -> list[str]:
    """Lines that go through every row."""
    return [line for line in lines if line.startswith("SCAN ") and not line.endswith(OF_SOME)]


def first_block(connection: Connection, tile: str, only: Only = Only()) -> Block[str]:  # noqa: B008
    return ledger.block(connection, tile, ON, PageAsked(Order("due")), only, reader="watch")


@pytest.mark.parametrize("tile", [tiles.LATE, tiles.FIFTEEN, tiles.REMIND, tiles.OPEN])
def test_the_first_block_is_read_in_the_order_of_an_index(connection: Connection, tile: str) -> None:
    put(connection, kept_cases(Random(7), CASES))
    lines = plans(connection, lambda: first_block(connection, tile))
    assert not scans(lines), lines
    # the few contradicted cases alone are sorted
    assert sum("FOR ORDER BY" in line for line in lines) <= 1, lines


def test_no_count_goes_through_every_case(connection: Connection) -> None:
    put(connection, kept_cases(Random(7), CASES))
    lines = plans(connection, lambda: ledger.counts(connection, ON))
    assert lines
    assert not scans(lines), lines


def test_what_is_owed_is_read_from_its_index_alone(connection: Connection) -> None:
    put(connection, kept_cases(Random(7), CASES))
    kinds = (names.STATUTORY, names.SET_TERM)
    lines = plans(connection, lambda: supervision.owed_dates(connection, ON, kinds, 10))
    assert all("COVERING INDEX obligations_owed" in line for line in lines if line.startswith("S")), lines
    assert not any("FOR ORDER BY" in line for line in lines), lines
