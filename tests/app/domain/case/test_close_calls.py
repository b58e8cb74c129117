"""Small wrong readings that other tests let pass: the survivors of ``make mutants``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.case import names
from app.domain.case.corrected import home_at
from app.domain.dates.derivation import Span
from app.domain.rows.case import VisitMove
from app.domain.rows.matters import Deadline
from tests.app.domain.case.cases import BUREAU, Tale, at

HOUSING, POLICE = "市住建局", "市公安局"


@pytest.mark.parametrize(
    ("purpose", "mode"),
    [("意见建议", "回复"), ("意见建议", "直接回复"), ("揭发控告", "直接回复"), ("求决", "直接回复")],
)
def test_review_is_a_right_of_appeals_alone(purpose, mode):
    """条例第35条: what is answered under 第29条 and 第30条 has no 复查."""
    tale = Tale(purpose)
    tale.visit("2026-03-02")
    tale.step(mode, "2026-03-05", unit=HOUSING)
    rights = {right.what for right in tale.case.rights}
    assert (names.ASK_REVIEW in rights) == (purpose == "求决")


def test_the_limit_of_finishing_is_the_settings():
    tale = Tale(finish=45)
    tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    (finish,) = (owed for owed in tale.case.obligations if owed.what == names.FINISH)
    assert finish.due == date(2026, 4, 19)


def test_coordinating_on_leaves_an_accepted_matter_accepted():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    tale.step("继续协调", "2026-03-09")
    assert tale.case.status == names.ACCEPTED


def test_supervising_before_routing_is_no_handling():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("督办", "2026-03-05", unit=HOUSING)
    case = tale.case
    assert (case.status, case.holders) == (names.REGISTERED, ())
    assert [owed.what for owed in case.binding] == [names.FORWARD]


def test_a_case_whose_every_visit_was_voided_owes_nothing():
    tale = Tale()
    visit = tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    tale.void(visit, "2026-03-06")
    case = tale.case
    assert (case.status, case.running) == (names.TAKEN_BACK, ())


def test_a_correction_of_the_matter_leaves_a_visit_that_said_something_else():
    tale = Tale()
    tale.visit("2026-03-02", claim="办证")
    tale.visit("2026-03-09", claim="漏水")
    tale.amend("claim", "丽景园办证", "2026-03-10", old="办证")
    assert [visit.claim for visit in tale.case.visits] == ["丽景园办证", "漏水"]


def test_a_headcount_corrected_makes_a_group_of_five_and_single_visitors_of_four():
    tale = Tale()
    visit = tale.visit("2026-03-02", headcount=4)
    tale.amend("headcount", "5", "2026-03-03", old="4", visit=visit)
    assert [visit.kind for visit in tale.case.visits] == ["集体访"]
    tale.amend("headcount", "4", "2026-03-04", old="5", visit=visit)
    assert [visit.kind for visit in tale.case.visits] == ["个体访"]


def test_what_the_bureau_gives_itself_is_not_forwarded():
    """条例第22条: 转送 and 交办 are to the unit that has the right; the bureau's own goes on owing it."""
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("交办", "2026-09-21", unit=BUREAU)
    assert tale.running() == {("转送", BUREAU): "2026-10-03"}
    assert (tale.case.status, tale.case.holders) == (names.HANDLING, ())


def test_the_first_receipt_after_the_routing_counts():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.received(HOUSING, "2026-09-20")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.received(HOUSING, "2026-09-26")
    tale.received(HOUSING, "2026-09-24")
    assert tale.running() == {("书面告知", HOUSING): "2026-10-09"}


def test_each_unit_answers_for_itself():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step("转送", "2026-09-21 10:00", unit=POLICE, role="协办")
    tale.step("受理告知", "2026-09-23", unit=HOUSING)
    assert tale.running() == {("书面告知", POLICE): "2026-10-06", ("办结", HOUSING): "2026-11-22"}


def test_a_second_acceptance_starts_no_second_60_days():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("受理告知", "2026-09-21", unit=HOUSING)
    tale.step("受理告知", "2026-09-30", unit=POLICE)
    assert tale.running() == {("办结", HOUSING): "2026-11-20"}
    assert tale.case.accepted_by == HOUSING


def test_a_duty_goes_with_the_step_that_gave_it():
    tale = Tale()
    tale.visit("2026-11-20")
    step = tale.step("交办", "2026-11-23", unit=HOUSING, reception="JF")
    tale.duty(HOUSING, "2026-11-23")
    tale.withdraw(step, "2026-11-24")
    assert tale.running() == {("转送", BUREAU): "2026-12-05"}
    assert tale.case.duties == ()


def test_a_report_is_owed_where_it_was_asked_for_and_runs_on_after_closing():
    """条例第22条第1款第3项."""
    tale = Tale()
    tale.visit("2026-03-02")
    plain = tale.step("交办", "2026-03-03", unit=HOUSING, way_of_term="交办起10日")
    assert tale.running() == {("书面告知", HOUSING): "2026-03-18", ("交办", HOUSING): "2026-03-13"}
    tale.withdraw(plain, "2026-03-04")
    asked = tale.step("交办", "2026-03-04 10:00", unit=HOUSING, way_of_term="交办起10日", report=True)
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    tale.reply(asked, "2026-03-06")
    assert tale.running() == {("办结", HOUSING): "2026-05-04", ("办结报告", HOUSING): "2026-03-14"}
    tale.step("办结", "2026-03-10", unit=HOUSING, duties=[asked.id])
    assert (tale.case.status, tale.running()) == (names.DONE, {("办结报告", HOUSING): "2026-03-14"})


def test_an_answer_on_the_spot_ends_the_60_days_and_does_not_meet_them():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    answer = tale.step("直接回复", "2026-03-09", unit=HOUSING)
    (finish,) = (owed for owed in tale.case.obligations if owed.what == names.FINISH)
    assert (finish.met_at, finish.ended_by) == (None, answer.id)


def test_what_has_ended_is_never_met_afterwards():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("转送", "2026-03-03", unit=HOUSING)
    tale.step("转办", "2026-03-04", unit=POLICE, replaces=HOUSING)
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    (notice,) = (one for one in tale.case.obligations if one.what == names.NOTIFY and one.who == HOUSING)
    assert (notice.met_at, notice.running) == (None, False)


def test_a_mediation_ends_the_matter_where_it_was_carried_out():
    """条例第33条: an agreement that stands on paper alone leaves the 60 days."""
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("受理告知", "2026-03-05", unit=HOUSING)
    tale.step("调解", "2026-03-09", result="达成协议")
    assert (tale.case.status, tale.running()) == (names.ACCEPTED, {("办结", HOUSING): "2026-05-04"})
    tale.step("调解", "2026-03-20", result="已履行")
    (finish,) = (owed for owed in tale.case.obligations if owed.what == names.FINISH)
    assert (tale.case.status, finish.met_at) == (names.DONE, at("2026-03-20"))


@pytest.mark.parametrize("other", ["转办", "不予受理"])
def test_a_mediation_that_closed_is_contradicted_by_what_another_desk_did(other):
    """Two closings give way both, a closing to what goes on: the case stays open (CASE.md 1)."""
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("调解", "2026-03-09 10:00", result="已履行")
    tale.step(other, "2026-03-09 11:00", unit=HOUSING, by="other")
    assert (tale.case.contradicted, tale.case.is_open) == (True, True)
    assert tale.case.due is not None


def test_a_mediation_that_did_not_know_of_a_duty_closes_nothing():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("交办", "2026-03-03", unit=HOUSING, reception="JF", reopens=False)
    tale.duty(HOUSING, "2026-03-03")
    tale.step("调解", "2026-03-04", result="已履行", duties=[])
    assert (tale.case.contradicted, tale.case.status) == (True, names.HANDLING)
    assert ("交办", HOUSING) in tale.running()


def test_the_first_delivery_starts_the_30_days():
    tale = Tale()
    tale.visit("2026-03-02")
    answer = tale.step("直接回复", "2026-03-05", unit=HOUSING)
    tale.delivered(answer, "2026-03-12")
    tale.delivered(answer, "2026-03-09")
    (right,) = (right for right in tale.case.rights if right.what == names.ASK_REVIEW)
    assert right.until == date(2026, 4, 8)


def test_asking_uses_the_right_and_each_opinion_gives_the_next():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.delivered(tale.step("直接回复", "2026-03-05", unit=HOUSING), "2026-03-06")
    asked = tale.step("复查", "2026-03-20", body="市政府")
    tale.delivered(tale.step("复查意见", "2026-04-01", body="市政府"), "2026-04-02", "复查意见书")
    used = {right.what: (right.used_at, right.until) for right in tale.case.rights}
    assert used[names.ASK_REVIEW] == (asked.at, date(2026, 4, 5))
    assert used[names.ASK_RECHECK] == (None, date(2026, 5, 2))


def test_a_proposal_is_promised_its_answer_of_the_day():
    tale = Tale("意见建议")
    tale.visit("2026-03-02")
    promises = {owed.what: owed.due for owed in tale.case.running if owed.kind == names.PROMISE}
    assert promises == {names.PROMISE_REPLY: date(2026, 3, 2)}


def test_the_simple_procedure_promises_its_own_day():
    tale = Tale(procedure="简易")
    tale.visit("2026-03-02")
    promises = {owed.what: owed.due for owed in tale.case.running if owed.kind == names.PROMISE}
    assert promises == {names.PROMISE_ACCEPT: date(2026, 3, 3)}


@pytest.mark.parametrize(("in_workdays", "due"), [(False, date(2026, 3, 8)), (True, date(2026, 3, 10))])
def test_promises_are_counted_as_the_setting_says(in_workdays, due):
    tale = Tale(promise_in_workdays=in_workdays)
    tale.visit("2026-03-06")
    (promise,) = (owed for owed in tale.case.running if owed.kind == names.PROMISE)
    assert promise.due == due


def test_what_an_old_ledger_brought_owes_nothing_of_its_own():
    """CASE.md 8 (5)."""
    tale = Tale()
    tale.visit("2020-03-02", ledger={"cells": {}})
    assert tale.running() == {}


def frozen(tale: Tale, source: str, what: str, way: str, on: str) -> None:
    """A row of ``deadlines``: the limit under which a date was counted when its fact was stored."""
    visit = source in {visit.id for visit in tale.facts.visits}
    row = Deadline(
        id=f"term {len(tale.facts.terms)}", matter_id=tale.matter.id, what=what, kind="法定",
        rule="", derivation="", start=date(2026, 1, 1), due=date(2026, 1, 1), provisional=False, way=way,
        at=at(on),
        **{"visit_id" if visit else "step_id": source},
    )  # fmt: skip
    tale.facts = replace(tale.facts, terms=(*tale.facts.terms, row))


def test_a_date_keeps_the_limit_that_was_in_force_when_its_fact_was_stored():
    tale = Tale(finish=60)
    tale.visit("2026-03-02")
    step = tale.step("受理告知", "2026-03-05", unit=HOUSING)
    frozen(tale, step.id, names.FINISH, "受理起45日", "2026-03-05")
    frozen(tale, step.id, names.FINISH, "受理起90日", "2026-03-06")
    assert tale.running() == {("办结", HOUSING): "2026-04-19"}


def test_a_corrected_procedure_promises_anew():
    """CASE.md 2: promises change with the purpose or procedure when that is corrected."""
    tale = Tale()
    visit = tale.visit("2026-03-02")
    frozen(tale, visit.id, names.PROMISE_ACCEPT, "登记起2日", "2026-03-02")
    tale.amend("procedure", "简易", "2026-03-02 10:00", old="普通")
    promises = {owed.what: owed.due for owed in tale.case.running if owed.kind == names.PROMISE}
    assert promises == {names.PROMISE_ACCEPT: date(2026, 3, 3)}


def test_the_earliest_date_binds():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("受理告知", "2026-08-03", unit=HOUSING)
    tale.step("交办", "2026-08-04", unit=HOUSING, reception="JF")
    tale.duty(HOUSING, "2026-08-04", Span(5, "日"))
    assert tale.case.due == date(2026, 8, 9)


def test_no_more_accepting_follows_an_answer():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("直接回复", "2026-03-05", unit=HOUSING)
    tale.step("不再受理", "2026-06-01", ground="reviewed")
    assert (tale.case.contradicted, tale.case.status) == (False, names.NO_MORE)


def test_while_a_case_is_contradicted_nothing_closes_it():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("受理告知", "2026-08-03 10:00", unit=HOUSING)
    tale.step("不予受理", "2026-08-03 11:00", unit=HOUSING)
    tale.step("办结", "2026-08-05", unit=HOUSING, duties=[])
    assert (tale.case.contradicted, tale.case.status) == (True, names.ACCEPTED)


def test_of_acceptance_and_refusal_the_acceptance_stands():
    tale = Tale()
    tale.visit("2026-08-01")
    accepted = tale.step("受理告知", "2026-08-03 10:00", unit=HOUSING)
    tale.step("引导", "2026-08-03 11:00", unit=HOUSING)
    assert tale.case.stages.accepted == accepted
    assert tale.case.status == names.ACCEPTED


def test_an_objection_uses_its_right_and_a_declined_one_is_over():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    objection = tale.step("异议", "2026-09-22", unit=HOUSING)
    (right,) = tale.rights(names.OBJECT)
    assert right.used_at == objection.at
    tale.step("驳回异议", "2026-09-23", unit=HOUSING)
    assert (tale.case.stages.objections, tale.case.unit) == ((), HOUSING)


def test_who_has_accepted_must_finish_though_a_unit_gives_the_matter_back():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step("受理告知", "2026-09-22", unit=HOUSING)
    tale.step("异议", "2026-09-22 10:00", unit=HOUSING)
    tale.step("退回", "2026-09-23", unit=HOUSING)
    assert (tale.case.status, tale.running()) == (names.ACCEPTED, {("办结", HOUSING): "2026-11-21"})


def test_at_the_moment_of_its_move_a_visit_is_in_its_new_matter():
    """A correction of that moment is one of the matter it went to."""
    visit = Tale().visit("2026-09-18")
    moves = [
        VisitMove(
            id=into, visit_id=visit.id, from_matter="m", matter_id=into, act="并案", at=at(on), by="host"
        )
        for into, on in (("first", "2026-09-19"), ("second", "2026-09-20"))
    ]
    assert home_at(visit, moves, at("2026-09-18")) == visit.matter_id
    assert home_at(visit, moves, at("2026-09-19")) == "first"
    assert home_at(visit, reversed(moves)) == "second"
