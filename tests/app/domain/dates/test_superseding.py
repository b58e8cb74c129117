"""The last row of a chain stands, also where two desks superseded one row at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates.superseding import standing


def test_the_last_of_a_chain_stands_and_what_none_supersedes():
    assert standing([("a", 1, None), ("b", 2, "a"), ("c", 3, "b"), ("d", 1, None)]) == {"c", "d"}


def test_of_two_that_supersede_one_the_later_stands_and_what_follows_the_other_falls_with_it():
    assert standing([("a", 1, None), ("b", 1, "a"), ("c", 2, "a"), ("e", 1, "b")]) == {"c"}


def test_a_row_whose_forerunner_is_not_here_yet_stands():
    assert standing([("b", 2, "a")]) == {"b"}


@given(st.lists(st.integers(0, 5), min_size=1), st.randoms())
def test_each_beginning_has_one_end_whatever_the_order(forerunners, random):
    links = [(str(n), n, str(of) if of < n else None) for n, of in enumerate(forerunners)]
    found = standing(links)
    assert len(found) == sum(before is None for _, _, before in links)
    random.shuffle(links)
    assert standing(links) == found
