"""Two desks answer one matter differently: both facts stand, the matter stays open, a leader settles it."""

from __future__ import annotations

import pytest

from tests.app.domain.case.cases import BUREAU, Tale

HOUSING = "市住建局"


@pytest.mark.parametrize("first", ["受理告知", "不予受理"])
def test_acceptance_and_refusal_leave_the_matter_open_with_its_60_days(first):
    second = "不予受理" if first == "受理告知" else "受理告知"
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step(first, "2026-08-03 10:00", by="host", unit=HOUSING)
    tale.step(second, "2026-08-03 11:00", by="other", unit=HOUSING)
    case = tale.case
    assert case.contradicted
    assert {mode for one in case.contradictions for mode in one.modes} == {"受理告知", "不予受理"}
    assert (case.status, tale.running()) == ("已受理", {("办结", HOUSING): "2026-10-02"})


@pytest.mark.parametrize("gone", ["受理告知", "不予受理"])
def test_withdrawing_one_of_the_two_settles_it(gone):
    tale = Tale()
    tale.visit("2026-08-01")
    steps = {
        mode: tale.step(mode, f"2026-08-03 1{n}:00", unit=HOUSING)
        for n, mode in enumerate(["受理告知", "不予受理"])
    }
    tale.withdraw(steps[gone], "2026-08-04")
    assert not tale.case.contradicted
    assert tale.case.status == ("不予受理" if gone == "受理告知" else "已受理")


def test_two_closings_that_differ_leave_the_first_obligation():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("不予受理", "2026-08-03 10:00")
    tale.step("引导", "2026-08-03 11:00")
    assert tale.case.contradicted
    assert (tale.case.status, tale.running()) == ("已登记", {("转送", BUREAU): "2026-08-16"})


def test_the_same_answer_twice_is_one():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("不予受理", "2026-08-03 10:00")
    tale.step("不予受理", "2026-08-03 11:00")
    assert (tale.case.contradicted, tale.case.status) == (False, "不予受理")


def test_a_closing_that_did_not_know_of_a_duty_is_contradicted():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("受理告知", "2026-08-02", unit=HOUSING)
    tale.step("交办", "2026-08-03 10:00", unit=HOUSING, reception="JF", reopens=False)
    duty = tale.duty(HOUSING, "2026-08-03 10:00")
    tale.step("办结", "2026-08-05", unit=HOUSING, duties=[])
    assert tale.case.contradicted
    assert tale.case.status == "已受理"
    assert tale.running() == {("办结", HOUSING): "2026-10-01", ("交办", HOUSING): "2026-08-13"}
    tale.reply(duty, "2026-08-04")
    assert (tale.case.contradicted, tale.case.status) == (False, "已办结")


def test_a_closing_of_an_earlier_version_ended_its_duties():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("交办", "2026-08-03", unit=HOUSING, reception="JF")
    tale.duty(HOUSING, "2026-08-03")
    tale.step("办结", "2026-08-05", unit=HOUSING)
    assert (tale.case.contradicted, tale.case.status, tale.running()) == (False, "已办结", {})


def test_routing_after_a_closing_elsewhere_keeps_the_matter_open():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("存", "2026-08-03 10:00")
    tale.step("转送", "2026-08-03 11:00", unit=HOUSING)
    assert tale.case.contradicted
    assert (tale.case.status, tale.running()) == ("办理中", {("书面告知", HOUSING): "2026-08-18"})
