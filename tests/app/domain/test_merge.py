"""The merge rule: what was seen is replaced, what was not is kept, whoever arrives first."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.merge import (
    BAD_MOVE,
    CONCURRENT,
    Change,
    Held,
    Lineage,
    Stamp,
    Verdict,
    clamp,
    judge,
)

NOW = 1_000_000
BORN = Stamp(1, 100, "author-0", 1)
NOBODY = Lineage(())


def may_follow(old: str, new: str) -> bool:
    """As a reception's status: it ends from any other and never begins again."""
    return old == new or (old != "已结束" and new != "等候")


def change(value: str, base: int, author: str, ms: int, seq: int = 5, field: str = "phone") -> Change:
    return Change({field: value}, base, author, seq, ms, Lineage(((author, seq),)))


def held(value: str = "old", field: str = "phone") -> Held:
    return Held({field: value}, BORN, {})


def after(row: Held, verdict: Verdict) -> Held:
    return Held({**row.values, **verdict.put}, row.born, {**row.stamps, **verdict.stamps})


def test_a_seen_value_is_replaced_without_a_conflict() -> None:
    verdict = judge(held(), change("new", 1, "author-a", 0), 2, NOW)
    assert verdict.put == {"phone": "new"}
    assert not verdict.lost
    assert not verdict.refused


def test_of_two_unseen_values_the_later_clock_shows_and_the_other_is_kept() -> None:
    first = judge(held(), change("early", 1, "author-a", 500), 2, NOW)
    row = after(held(), first)
    second = judge(row, change("late", 1, "author-b", 900), 3, NOW)
    assert second.put == {"phone": "late"}
    assert [(one.kept, one.lost, one.reason) for one in second.lost] == [("late", "early", CONCURRENT)]
    third = judge(row, change("older", 1, "author-b", 400), 3, NOW)
    assert not third.put
    assert third.refused == {"phone"}
    assert [(one.kept, one.lost) for one in third.lost] == [("early", "older")]


@pytest.mark.parametrize("values", [{}, {"phone": None}])
def test_what_was_empty_since_the_birth_is_filled_and_nothing_is_lost(values: dict[str, None]) -> None:
    """Also by someone who has not seen the row, whose clock is behind: a restored hub, an upgraded desk."""
    row = Held(values, BORN, {})
    verdict = judge(row, change("new", 0, "author-a", 0), 2, NOW)
    assert verdict.put == {"phone": "new"}
    assert not verdict.lost
    assert verdict.stamps["phone"].hlc > BORN.hlc


def test_what_somebody_emptied_is_a_value() -> None:
    row = Held({"phone": None}, BORN, {"phone": Stamp(2, 200, "author-b", 4)})
    verdict = judge(row, change("new", 1, "author-a", 900), 3, NOW)
    assert [(one.kept, one.lost) for one in verdict.lost] == [("new", None)]


def test_the_same_value_twice_is_no_conflict() -> None:
    row = after(held(), judge(held(), change("same", 1, "author-a", 500), 2, NOW))
    verdict = judge(row, change("same", 1, "author-b", 900), 3, NOW)
    assert not verdict.put
    assert not verdict.lost
    assert not verdict.refused


def test_a_field_that_an_older_program_did_not_write_is_nobodys() -> None:
    """The author has seen nothing of the row, and there is nothing to lose."""
    verdict = judge(held(), change("new", 0, "author-a", 0, field="wechat"), 2, NOW)
    assert verdict.put == {"wechat": "new"}
    assert not verdict.lost


def test_two_fields_of_one_row_do_not_clash() -> None:
    row = Held({"phone": "1", "address": "a"}, BORN, {})
    row = after(row, judge(row, change("2", 1, "author-a", 500), 2, NOW))
    verdict = judge(row, change("b", 1, "author-b", 100, field="address"), 3, NOW)
    assert verdict.put == {"address": "b"}
    assert not verdict.lost


def test_a_restart_has_seen_what_the_start_before_it_wrote() -> None:
    starts = Lineage((("boot-1", 1), ("boot-2", 8)))
    row = after(held(), judge(held(), Change({"phone": "x"}, 1, "boot-1", 7, 500, starts), 2, NOW))
    verdict = judge(row, Change({"phone": "y"}, 1, "boot-2", 9, 10, starts), 3, NOW)
    assert verdict.put == {"phone": "y"}
    assert not verdict.lost


def test_a_file_that_went_back_in_time_has_not_seen_what_it_lost() -> None:
    long = Lineage((("boot-1", 1),))
    row = after(held(), judge(held(), Change({"phone": "x"}, 1, "boot-1", 7, 500, long), 2, NOW))
    back = Lineage((("boot-1", 1), ("boot-3", 5)))
    verdict = judge(row, Change({"phone": "y"}, 1, "boot-3", 9, 600, back), 3, NOW)
    assert verdict.put == {"phone": "y"}
    assert [one.lost for one in verdict.lost] == ["x"]


def test_an_illegal_move_never_overwrites() -> None:
    row = held("已结束", "status")
    verdict = judge(row, change("进行中", 1, "author-a", 500, field="status"), 2, NOW, may_follow)
    assert not verdict.put
    assert [(one.kept, one.lost, one.reason) for one in verdict.lost] == [("已结束", "进行中", BAD_MOVE)]


def test_a_clock_far_ahead_is_clamped() -> None:
    assert clamp(NOW * 10, None, NOW) == NOW + 2_000
    assert clamp(-5, Stamp(1, 70, "a", 1), NOW) == 71


values = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(-10_000, 2 * NOW)),
    min_size=2,
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(values)
def test_every_order_of_arrival_ends_with_the_same_value(wanted: list[tuple[str, int]]) -> None:
    """I8: concurrent edits of one field, whatever the clocks."""
    ends = set()
    for order in permutations(wanted):
        row = held()
        lost = set()
        for rev, (author, ms) in enumerate(order, 2):
            verdict = judge(row, change(f"by {author}", 1, f"author-{author}", ms), rev, NOW)
            row = after(row, verdict)
            lost |= {one.lost for one in verdict.lost}
        ends.add(row.values["phone"])
        assert lost | {row.values["phone"]} >= {f"by {author}" for author, _ in order}  # I4: nothing silent
    assert len(ends) == 1


statuses = st.sampled_from(("等候", "进行中", "暂停", "已结束"))


@given(statuses, statuses, statuses, st.integers(0, 1_000), st.integers(0, 1_000))
def test_two_concurrent_moves_end_alike_or_the_first_stays(
    start: str, one: str, other: str, early: int, late: int
) -> None:
    """A pair of moves of which one may follow the other ends with it, in either order."""
    if not (may_follow(start, one) and may_follow(start, other)) or start in (one, other):
        return
    changes = (
        change(one, 1, "author-a", early, field="status"),
        change(other, 1, "author-b", late, field="status"),
    )
    ends = []
    for order in (changes, changes[::-1]):
        row = held(start, "status")
        for rev, move in enumerate(order, 2):
            row = after(row, judge(row, move, rev, NOW, may_follow))
        ends.append(row.values["status"])
    either = may_follow(one, other) or may_follow(other, one)
    assert not either or ends[0] == ends[1]


def test_a_file_holds_each_start_from_its_first_sequence_to_the_one_before_the_next() -> None:
    """A restored backup: its next start begins at the first operation that was lost."""
    file = Lineage((("boot-1", 1), ("boot-3", 5)))
    assert [seq for seq in range(1, 9) if file.holds("boot-1", seq)] == [1, 2, 3, 4]
    assert [seq for seq in range(1, 9) if file.holds("boot-3", seq)] == [5, 6, 7, 8]
    assert not file.holds("boot-2", 6)


def test_an_operation_has_seen_those_before_it_and_not_itself() -> None:
    file = Lineage((("boot-1", 1),))
    assert [seq for seq in range(1, 9) if file.wrote("boot-1", seq, 5)] == [1, 2, 3, 4]


@pytest.mark.parametrize(("ms", "author"), [(900, "author-b"), (100, "author-b")])
def test_of_two_concurrent_moves_that_exclude_each_other_the_first_stays(ms: int, author: str) -> None:
    """Whatever the clocks say: the other is kept for a person."""

    def never(old: str, new: str) -> bool:
        return old == new or old == "等候"

    row = held("等候", "status")
    row = after(row, judge(row, change("暂停", 1, "author-a", 500, field="status"), 2, NOW, never))
    verdict = judge(row, change("已结束", 1, author, ms, field="status"), 3, NOW, never)
    assert not verdict.put
    assert [(one.kept, one.lost, one.reason) for one in verdict.lost] == [("暂停", "已结束", CONCURRENT)]


def test_what_the_file_has_replaced_itself_does_not_come_back() -> None:
    """A restored hub is offered the row with its newest value first, the change before it afterwards."""
    file = Lineage((("boot-1", 1),))
    row = Held({"phone": "new"}, BORN, {"phone": Stamp(5, 900, "boot-1", 9)})
    verdict = judge(row, Change({"phone": "older"}, 0, "boot-1", 7, NOW, file), 6, NOW)
    assert (verdict.put, verdict.lost, verdict.refused) == ({}, (), frozenset())
