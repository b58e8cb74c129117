"""The lists by SQL say what the pure rules say of the same random facts; blocks hold the whole list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

import pytest

from app.domain.dates.period import Period
from app.domain.lists.entries import read_entries
from app.domain.lists.kinds import (
    FIRST,
    KINDS,
    NOTED,
    PUT_ON,
    RECEIPT,
    RECEIVERS,
    SLOTS,
    TAKEN_OFF,
)
from app.domain.paging import Order, PageAsked
from app.domain.rows.case import ListFact
from app.ports.clock import CENTRE_TIME
from db.store import Store
from tests.db.counting.list_rule import count_entries

START = datetime(2026, 1, 1, 8, tzinfo=CENTRE_TIME)
ACTS = (PUT_ON, PUT_ON, NOTED, NOTED, TAKEN_OFF)


def random_facts(random: Random, count: int) -> list[ListFact]:
    """Facts of few matters and kinds close together in time, so that desks contradict each other."""
    facts = []
    for place in range(count):
        kind = random.choice(list(KINDS.values()))
        act = random.choice(ACTS)
        data: dict[str, object] = {"reason": "示例"}
        if act == TAKEN_OFF:
            data = {"result": random.choice(kind.results)}
        elif kind.name == FIRST:
            data["slots"] = {slot: "张三（示例）" for slot in SLOTS if random.random() < 0.4}
        elif act == NOTED:
            data = {"item": random.choice((RECEIPT, "反馈")), "addressee": random.choice(RECEIVERS)}
        facts.append(
            ListFact(
                id=f"{random.getrandbits(60):016x}-{place}",
                kind=kind.name,
                matter_id=f"m{random.randrange(4)}",
                act=act,
                data=data,
                at=START + timedelta(days=random.randrange(90), hours=random.choice((0, 0, 1))),
                by=random.choice(("clerk", "watch")),
            )
        )
    return facts


PERIODS = (
    Period(date(2026, 1, 1), date(2026, 1, 31)),
    Period(date(2026, 2, 1), date(2026, 2, 28)),
    Period(date(2026, 1, 1), date(2026, 12, 31)),
    Period(date(2025, 1, 1), date(2025, 12, 31)),
)


@pytest.mark.parametrize("seed", range(25))
def test_figures_of_the_store_are_those_of_the_pure_rule(store: Store, seed: int) -> None:
    facts = random_facts(Random(seed), 160)
    store.write(lambda writes: writes.add(*facts))
    entries = read_entries(facts)
    with store.reading() as reads:
        for period in PERIODS:
            found = reads.list_figures(period)
            for name, kind in KINDS.items():
                wanted = count_entries(entries, name, period)
                assert found[name] == wanted, (seed, name, period)
                rate, rows = wanted.rate(kind), reads.list_rows(name, period)
                assert sum(row.part for row in rows) == rate.numerator, (seed, name, period)
                assert sum(row.whole for row in rows) == rate.denominator, (seed, name, period)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("only_open", [False, True])
@pytest.mark.parametrize("descending", [False, True])
def test_blocks_hold_every_entry_once(store: Store, seed: int, only_open: bool, descending: bool) -> None:
    facts = random_facts(Random(seed), 200)
    store.write(lambda writes: writes.add(*facts))
    for name in KINDS:
        wanted = [one for one in read_entries(facts) if one.kind == name and (one.is_open or not only_open)]
        wanted.sort(key=lambda one: (one.at, one.id), reverse=descending)
        found: list[tuple[str, str]] = []
        asked = PageAsked(Order("at", descending), most=3)
        with store.reading() as reads:
            assert reads.list_counts()[name] == sum(
                one.is_open for one in read_entries(facts) if one.kind == name
            )
            while True:
                block = reads.list_block(name, only_open, asked)
                found += block.rows
                if asked.cursor is None:
                    assert block.total == len(wanted)
                if block.ends:
                    break
                asked = PageAsked(asked.order, block.last, most=3)
        assert found == [(one.id, one.matter_id) for one in wanted]


def test_an_unknown_sort_key_is_a_fault(store: Store) -> None:
    with store.reading() as reads, pytest.raises(KeyError):
        reads.list_block("积案", True, PageAsked(Order("who")))
