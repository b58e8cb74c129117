"""A desk that was started hundreds of times goes on syncing: the hub looks up every author it is told of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.errors import Unavailable
from db import boots
from db.sync.hello import compose
from tests.db.hub.people import person


def started(desk: Any) -> None:
    """One more start of the program, at which something is written."""
    desk.store.on_writer(boots.begin)
    desk.add(person())


@pytest.mark.parametrize("between", [1, 7])
def test_a_desk_syncs_after_any_number_of_starts(window: Callable[..., Any], between: int) -> None:
    one, other = window("A"), window("B")
    for number in range(2 * boots.MOST + 10):
        started(one)
        if number % between == 0:
            one.sync()
    for _ in range(3):  # starts that only look
        one.store.on_writer(boots.begin)
        one.sync()
    other.sync()
    assert other.ask("SELECT count(*) FROM people") == one.ask("SELECT count(*) FROM people")


@pytest.mark.parametrize("most", [64, 200])
def test_an_older_desk_that_tells_of_more_starts_is_believed(
    window: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Programs before this one told of 64 starts, and of judged ones further back than those."""
    monkeypatch.setattr(boots, "MOST", most)
    monkeypatch.setattr(
        boots,
        "acked",
        lambda c: c.execute(
            "SELECT author, acked FROM boots WHERE acked > 0 ORDER BY first_seq DESC LIMIT ?", (most,)
        ).fetchall(),
    )
    one, other = window("A"), window("B")
    for _ in range(most + 6):
        started(one)
        one.sync()
    other.sync()
    assert other.ask("SELECT count(*) FROM people") == one.ask("SELECT count(*) FROM people")


def test_what_is_told_of_judged_starts_is_told_of_starts_that_are_named(window: Callable[..., Any]) -> None:
    one = window("A")
    for _ in range(boots.MOST + 10):
        started(one)
    one.sync()
    started(one)
    hello = one.store.on_writer(lambda c: compose(c, ""))
    assert len(hello.lineage) == boots.MOST
    assert {name for name, _ in hello.acked} <= {name for name, _ in hello.lineage}


def test_a_desk_that_claims_more_than_was_judged_is_still_found_out(window: Callable[..., Any]) -> None:
    one = window("A")
    started(one)
    one.sync()
    one.store.on_writer(lambda c: c.execute("UPDATE boots SET acked = acked + 1000"))
    with pytest.raises(Unavailable, match="hub_unproved"):
        one.sync()
