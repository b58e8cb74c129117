"""The table of statuses: nothing leads out of the terms, closed matters stay closed."""

from __future__ import annotations

import pytest

from app.domain.terms import CLOSED_STATUSES, STATUSES
from app.domain.transitions import MOVES, may_follow, next_status


def test_every_move_speaks_of_statuses_that_exist():
    for move in MOVES.values():
        assert move.start <= set(STATUSES)
        assert move.to is None or move.to in STATUSES


@pytest.mark.parametrize(
    ("status", "mode", "expected"),
    [
        ("已登记", "转送", "办理中"),
        ("已登记", "受理告知", "已受理"),
        ("办理中", "受理告知", "已受理"),
        ("已受理", "交办", "已受理"),
        ("已受理", "延期", "已受理"),
        ("已登记", "延期", None),
        ("已受理", "不予受理", None),
        ("已登记", "不予受理", "不予受理"),
        ("已办结", "不再受理", "不再受理"),
        ("已登记", "办结", None),
        ("办理中", "办结", "已办结"),
        ("已办结", "办结", None),
        ("办理中", "退回", "已登记"),
        ("已登记", "引导", "已引导"),
        ("已撤回", "转送", None),
    ],
)
def test_table(status, mode, expected):
    assert next_status(status, mode) == expected


@pytest.mark.parametrize("status", sorted(CLOSED_STATUSES - {"已撤回"}))
def test_a_closed_matter_is_open_again_only_when_its_people_came_again(status):
    assert next_status(status, "转送") is None
    assert next_status(status, "转送", came_again=True) == "办理中"


def test_withdrawn_stays_withdrawn():
    assert all(next_status("已撤回", mode, came_again=True) is None for mode in MOVES)


def test_merging_takes_only_what_some_step_could_do():
    assert may_follow("已登记", "办理中")
    assert may_follow("已办结", "办理中")
    assert not may_follow("已撤回", "办理中")
    assert not may_follow("已登记", "没有这个状态")
