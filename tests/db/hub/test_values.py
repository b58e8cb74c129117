"""The hub refuses a value that no database can hold as the sender's fault, on both databases."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from typing import Any

import pytest

from db.exchange.frame import MAX_COLUMNS, BadWire
from db.hub.hub import Hub
from db.sync.conflicts import asides
from db.sync.push import next_batch
from tests.db.hub.people import person


def test_a_nul_in_an_authors_name_is_refused(hub: Hub, window: Callable[..., Any]) -> None:
    desk = window("A")
    desk.sync()
    desk.add(person())
    push = desk.store.on_writer(next_batch)
    push.author, author = "a\0b", push.author
    with pytest.raises(BadWire):
        hub.push(desk.token, push)
    push.author = author
    assert hub.push(desk.token, push).last == push.seq[-1]


def long_names(count: int, seed: int = 0) -> list[str]:
    """Names of columns as long as they may be, in which nothing repeats that could be packed."""
    some = random.Random(seed)
    return ["".join(some.choices(string.ascii_lowercase, k=40)) for _ in range(count)]


def test_a_row_of_too_long_names_is_set_aside_and_the_hub_goes_on(
    hub: Hub, window: Callable[..., Any]
) -> None:
    """PostgreSQL keeps the names as a key of 2,704 bytes at most: it seemed to be away."""
    desk, other = window("A"), window("B")
    desk.sync()
    desk.add(person())
    push = desk.store.on_writer(next_batch)
    block = push.inserts["people"]
    more = long_names(MAX_COLUMNS - len(block.columns))
    block.columns += more
    block.values += [[None] for _ in more]
    judged = hub.push(desk.token, push)
    assert {aside.code for aside in judged.aside} == {"sync_columns"}
    other.add(person())
    other.sync()
    assert other.store.on_writer(asides) == []


def test_a_row_does_not_grow_by_columns_that_changes_add(hub: Hub, window: Callable[..., Any]) -> None:
    desk = window("A")
    kept = person()
    desk.add(kept)
    desk.sync()
    codes = []
    for turn in range(4):
        desk.change(kept, phone=f"1380000111{turn}")
        push = desk.store.on_writer(next_batch)
        push.changes[0] |= dict.fromkeys(long_names(30, turn), 1)
        codes.append({aside.code for aside in hub.push(desk.token, push).aside})
        desk.sync()
    assert codes == [set(), {"sync_columns"}, {"sync_columns"}, {"sync_columns"}]
