"""Small wrong readings that other tests let pass: the survivors of ``make mutants``."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.case import names
from tests.app.domain.case.cases import Tale


@pytest.mark.parametrize(
    ("purpose", "mode"), [("意见建议", "回复"), ("揭发控告", "回复"), ("求决", "直接回复")]
)
def test_review_is_a_right_of_appeals_alone(purpose, mode):
    """条例第35条: what is answered under 第29条 and 第30条 has no 复查."""
    tale = Tale(purpose)
    tale.visit("2026-03-02")
    tale.step(mode, "2026-03-05", unit="市住建局")
    rights = {right.what for right in tale.case.rights}
    assert (names.ASK_REVIEW in rights) == (purpose == "求决")


def test_the_limit_of_finishing_is_the_settings():
    tale = Tale(finish=45)
    tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit="市住建局")
    (finish,) = (owed for owed in tale.case.obligations if owed.what == names.FINISH)
    assert finish.due == date(2026, 4, 19)


def test_coordinating_on_leaves_an_accepted_matter_accepted():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit="市住建局")
    tale.step("继续协调", "2026-03-09")
    assert tale.case.status == names.ACCEPTED


def test_supervising_before_routing_is_no_handling():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("督办", "2026-03-05", unit="市住建局")
    case = tale.case
    assert (case.status, case.holders) == (names.REGISTERED, ())
    assert [owed.what for owed in case.binding] == [names.FORWARD]


def test_a_case_whose_every_visit_was_voided_owes_nothing():
    tale = Tale()
    visit = tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit="市住建局")
    tale.void(visit, "2026-03-06")
    case = tale.case
    assert (case.status, case.running) == (names.TAKEN_BACK, ())


def test_a_correction_of_the_matter_leaves_a_visit_that_said_something_else():
    tale = Tale()
    tale.visit("2026-03-02", claim="办证")
    tale.visit("2026-03-09", claim="漏水")
    tale.amend("claim", "丽景园办证", "2026-03-10", old="办证")
    assert [visit.claim for visit in tale.case.visits] == ["丽景园办证", "漏水"]
