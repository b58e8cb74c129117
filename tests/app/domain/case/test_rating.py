"""评价 is a right of the visitor: of the bureau and of the unit apart, without a last day (条例第21条)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from app.domain.case import names
from app.domain.case.reading import read_case
from tests.app.domain.case.cases import BUREAU, Tale, at

HOUSING = "市住建局"
OFFICE, UNIT = names.RATED


def test_nothing_can_be_rated_before_anything_was_done():
    tale = Tale()
    tale.visit("2026-09-18")
    assert (tale.case.may_rate, tale.rights(names.RATE)) == ((), [])


@pytest.mark.parametrize(
    ("mode", "unit"), [("转送", HOUSING), ("交办", HOUSING), ("转办", HOUSING), ("受理告知", BUREAU)]
)
def test_the_bureau_can_be_rated_from_the_act_that_answers_its_15_days(mode, unit):
    tale = Tale()
    tale.visit("2026-09-18")
    step = tale.step(mode, "2026-09-21", unit=unit)
    (right,) = tale.rights(names.RATE)
    assert (right.who, right.whom, right.source) == (names.PETITIONER, OFFICE, step.id)
    assert (right.until, right.used_at, right.is_open) == (None, None, True)
    assert right.as_json()["derivation"] == "信访工作条例第21条，没有规定最后一日"


def test_the_unit_can_be_rated_once_the_case_is_answered():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step("受理告知", "2026-09-22", unit=HOUSING)
    assert tale.case.may_rate == (OFFICE,)
    closing = tale.step("办结", "2026-10-20", unit=HOUSING, duties=[])
    assert tale.case.may_rate == (OFFICE, UNIT)
    assert tale.rights(names.RATE)[-1].source == closing.id


def test_what_the_bureau_answers_without_a_unit_is_its_own_alone():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("直接回复", "2026-09-18 10:00", answer="示例")
    assert tale.case.may_rate == (OFFICE,)


@pytest.mark.parametrize("mode", ["采纳", "不采纳", "回复"])
def test_advice_can_be_rated_too(mode):
    tale = Tale("意见建议")
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step(mode, "2026-09-22", answer="示例")
    assert tale.case.may_rate == (OFFICE, UNIT)


def test_an_accusation_is_not_rated_also_where_it_was_made_one_later():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit="市纪委监委")
    assert tale.case.may_rate == (OFFICE,)
    tale.amend("purpose", "揭发控告", "2026-09-22", old="求决")
    tale.step("回复", "2026-09-23", answer="示例")
    assert (tale.case.status, tale.rights(names.RATE)) == (names.DONE, [])


@pytest.mark.parametrize("mode", ["不予受理", "引导", "存"])
def test_an_outcome_that_is_not_rated_ends_the_right(mode):
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    closing = tale.step(mode, "2026-09-22", unit=HOUSING)
    assert tale.case.status in names.UNRATED
    (right,) = tale.rights(names.RATE)
    assert (right.is_open, right.ended_by, tale.case.may_rate) == (False, closing.id, ())


def test_each_is_used_by_its_own_first_rating():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step("办结", "2026-10-20", unit=HOUSING, duties=[])
    tale.rate(UNIT, "2026-10-21", "不满意")
    tale.rate(UNIT, "2026-10-25")
    used = {right.whom: right.used_at for right in tale.rights(names.RATE)}
    assert used == {OFFICE: None, UNIT: at("2026-10-21")}
    assert tale.case.may_rate == (OFFICE,)


def test_a_rating_before_the_act_uses_the_right_too():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.rate(OFFICE, "2026-09-18 10:00")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    (right,) = tale.rights(names.RATE)
    assert (right.used_at, tale.case.may_rate) == (at("2026-09-18 10:00"), ())


def test_more_of_the_same_round_gives_no_second_right_and_a_new_round_does():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("转送", "2026-03-03", unit=HOUSING)
    tale.step("交办", "2026-03-04", unit="市公安局")
    tale.rate(OFFICE, "2026-03-05")
    tale.step("办结", "2026-03-20", unit=HOUSING, duties=[])
    assert [right.whom for right in tale.rights(names.RATE)] == [OFFICE, UNIT]
    tale.visit("2026-06-01")
    assert tale.case.may_rate == (UNIT,), "what was not rated may still be"
    tale.step("转送", "2026-06-02", unit=HOUSING)
    assert tale.case.may_rate == (OFFICE, UNIT)
    assert [right.whom for right in tale.rights(names.RATE)] == [OFFICE, UNIT, OFFICE]


def test_the_right_goes_with_the_act_that_is_withdrawn():
    tale = Tale()
    tale.visit("2026-09-18")
    step = tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.withdraw(step, "2026-09-22")
    assert tale.rights(names.RATE) == []


def test_a_visit_that_was_taken_back_leaves_nothing_to_rate():
    tale = Tale()
    visit = tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.void(visit, "2026-09-22")
    assert tale.case.may_rate == ()


def test_the_order_of_arrival_changes_nothing():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.rate(OFFICE, "2026-09-22")
    tale.step("办结", "2026-10-20", unit=HOUSING, duties=[])
    tale.rate(UNIT, "2026-10-21")
    told = tale.case.rights
    for steps in permutations(tale.facts.steps):
        facts = replace(tale.facts, steps=steps, ratings=tale.facts.ratings[::-1])
        assert read_case(facts, tale.rules).rights == told
