"""Ids: in the order in which they were made, told apart everywhere, near each other when made together."""

from __future__ import annotations

import os
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from app.domain.rows import base
from app.domain.rows.base import TOGETHER_NS, id_after, made_at, new_id


def clock(monkeypatch: pytest.MonkeyPatch, moments: list[int]) -> None:
    given = iter(moments)
    monkeypatch.setattr(time, "time_ns", lambda: next(given))
    monkeypatch.setattr(base, "_IDS", base._Ids())


def numbers(count: int) -> list[int]:
    return [uuid.UUID(new_id()).int for _ in range(count)]


def test_what_is_made_together_counts_up_and_begins_at_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    start = 1_795_000_000_000_000_000
    clock(monkeypatch, [start, start + 5, start + TOGETHER_NS - 1, start + TOGETHER_NS, start + TOGETHER_NS])
    first = numbers(5)
    assert [b - a for a, b in pairwise(first)][:2] == [1, 1]
    assert first[3] - first[2] > 1 << 64
    assert first[4] - first[3] == 1
    clock(monkeypatch, [start] * 2)
    assert first[0] != numbers(1)[0]  # another process at the same moment
    assert made_at(str(uuid.UUID(int=first[2]))) == made_at(str(uuid.UUID(int=first[0])))


def test_they_are_version_seven_and_in_order() -> None:
    ids = [new_id() for _ in range(5_000)]
    assert ids == sorted(set(ids))
    assert {uuid.UUID(id).version for id in ids} == {7}
    assert {uuid.UUID(id).variant for id in ids} == {uuid.RFC_4122}


def test_a_clock_that_goes_back_and_a_copied_process_begin_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    start = 1_795_000_000_000_000_000
    clock(monkeypatch, [start, start - 1, start - 1])
    one, back = numbers(2)
    assert abs(one - back) > 1 << 20
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert abs(numbers(1)[0] - back) > 1 << 20


def test_threads_never_make_the_same() -> None:
    with ThreadPoolExecutor(8) as threads:
        made = [
            id for some in threads.map(lambda _: [new_id() for _ in range(500)], range(16)) for id in some
        ]
    assert len(set(made)) == len(made)


def test_an_id_that_follows_is_the_same_for_whoever_works_it_out() -> None:
    id = new_id()
    assert id_after(id, "限期") == id_after(id, "限期") != id_after(id, "别的")
