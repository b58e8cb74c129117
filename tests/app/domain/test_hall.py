"""Where a visitor of the hall is: the same from the same acts, whatever the order they come in."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.hall import (
    ACTS,
    BACK,
    CALLED,
    GONE,
    HANDED,
    HELD,
    LEFT,
    TALKING,
    TALKS,
    UNTOUCHED,
    WAITS,
    hall_state,
)
from app.domain.rows.hall import HallAct

NOON = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=8)))


def acts(*names: str) -> list[HallAct]:
    return [
        HallAct(id=str(n), visit_id="v", act=name, to_whom="host" if name == HANDED else None, by="clerk",
                at=NOON + timedelta(minutes=n))
        for n, name in enumerate(names)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "where", "held", "calls"),
    [
        ((), WAITS, False, 0),
        ((CALLED,), WAITS, False, 1),
        ((CALLED, CALLED, HELD), WAITS, True, 2),
        ((HELD, BACK), WAITS, False, 0),
        ((CALLED, TALKING), TALKS, False, 1),
        ((TALKING, BACK), WAITS, False, 0),
        ((CALLED, LEFT), GONE, False, 1),
        ((LEFT, BACK, CALLED), WAITS, False, 1),
        ((CALLED, HANDED), WAITS, False, 0),
    ],
)
def test_where_the_visitor_is(names, where, held, calls):
    state = hall_state(acts(*names))
    assert (state.where, state.held, state.calls) == (where, held, calls)


def test_a_reception_or_a_step_ends_the_wait_for_good():
    state = hall_state(acts(HELD), taken_up=True)
    assert (state.where, state.taken_up) == (GONE, True)
    assert not [act for act in ACTS if state.allows(act)]


def test_handed_on_stays_so_until_brought_back():
    state = hall_state(acts(HANDED, CALLED, HELD))
    assert (state.to_whom, state.held, state.calls) == ("host", True, 1)
    assert hall_state(acts(HANDED, BACK)) == UNTOUCHED


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        ((), {CALLED, HELD, HANDED, TALKING, LEFT}),
        ((HELD,), {CALLED, BACK, HANDED, TALKING, LEFT}),
        ((TALKING,), {BACK, LEFT}),
        ((LEFT,), {BACK}),
    ],
)
def test_what_may_be_done(names, allowed):
    assert {act for act in ACTS if hall_state(acts(*names)).allows(act)} == allowed


def test_the_order_of_arrival_changes_nothing():
    rows = acts(CALLED, HELD, BACK, TALKING)
    assert {hall_state(order) for order in permutations(rows)} == {hall_state(rows)}


@given(st.lists(st.sampled_from(ACTS), max_size=12), st.booleans())
def test_a_visitor_is_always_in_one_place(names, taken_up):
    state = hall_state(acts(*names), taken_up=taken_up)
    assert state.where in (WAITS, TALKS, GONE)
    assert not state.held or state.where in (WAITS, GONE)
