"""Lists after IN have few lengths, and say what they said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.evened import evened

MOST = 500


@given(st.lists(st.integers(), max_size=MOST))
def test_the_same_values_in_few_lengths(values: list[int]) -> None:
    some = evened(values, MOST)
    assert set(some) == set(values)
    assert list(some[: len(values)]) == values
    assert len(some) in {0, 1, 2, 4, 8, 16, 32, 64, 128, 256, MOST}


def test_a_full_list_is_as_it_was() -> None:
    assert evened(list(range(MOST)), MOST) == list(range(MOST))
