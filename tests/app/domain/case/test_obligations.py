"""Each row of the table of obligations names who owes what by when, and the act that ends it."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from app.domain.case.reading import read_case
from app.domain.dates.derivation import Span
from tests.app.domain.case.cases import BUREAU, Tale, at

HOUSING, POLICE = "市住建局", "市公安局"


def test_registering_owes_forwarding_within_15_days():
    tale = Tale()
    tale.visit("2026-09-18")
    assert tale.running() == {("转送", BUREAU): "2026-10-03"}
    assert tale.case.due.isoformat() == "2026-10-03"
    assert tale.case.status == "已登记"


def test_a_return_to_an_open_matter_starts_no_second_one():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.visit("2026-09-25")
    assert tale.running() == {("转送", BUREAU): "2026-10-03"}


def test_a_visit_after_closing_starts_one_and_opens_the_matter():
    tale = Tale()
    tale.visit("2026-03-02")
    tale.step("直接回复", "2026-03-02 10:00", answer="示例")
    assert (tale.case.status, tale.case.due) == ("已办结", None)
    back = tale.visit("2026-04-20")
    assert (tale.case.status, tale.running()) == ("已登记", {("转送", BUREAU): "2026-05-05"})
    tale.void(back, "2026-04-20 09:05")
    assert (tale.case.status, tale.case.due) == ("已办结", None)


@pytest.mark.parametrize("mode", ["转送", "转办", "交办"])
def test_routing_owes_the_units_written_notice_from_its_receipt(mode):
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step(mode, "2026-09-21", unit=HOUSING)
    assert tale.running() == {("书面告知", HOUSING): "2026-10-06"}
    (notice,) = tale.case.binding
    assert notice.assumed
    tale.received(HOUSING, "2026-09-24")
    (notice,) = tale.case.binding
    assert (notice.start.isoformat(), notice.due.isoformat(), notice.assumed) == (
        "2026-09-24", "2026-10-09", None,
    )  # fmt: skip
    (right,) = tale.rights("提出异议")
    assert (right.what, right.who, right.until.isoformat()) == ("提出异议", HOUSING, "2026-10-09")


def test_no_written_notice_to_a_visitor_whose_name_or_address_is_unclear():
    tale = Tale()
    tale.visit("2026-09-18", identified=False)
    tale.step("转送", "2026-09-21", unit=HOUSING)
    assert tale.running() == {}


@pytest.mark.parametrize(
    "after",
    [
        [("交办", HOUSING)],
        [("转办", POLICE)],
        [("继续协调", None)],
        [("交办", POLICE), ("督办", None), ("交办", HOUSING)],
    ],
)
def test_the_60_days_run_on_through_everything(after):
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("转送", "2026-08-02", unit=HOUSING)
    tale.step("受理告知", "2026-08-03", unit=HOUSING)
    for n, (mode, unit) in enumerate(after):
        tale.step(mode, f"2026-08-{10 + n}", unit=unit)
    tale.duty(HOUSING, "2026-08-20", Span(5, "工作日"))
    assert tale.running()["办结", HOUSING] == "2026-10-02"
    assert tale.case.status == "已受理"


@pytest.mark.parametrize("way", [None, *range(1, 7)])
def test_the_sixth_way_alone_starts_the_60_days(way):
    """条例第31条第6项、第34条; the sixth is the way of an acceptance that says none."""
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("受理告知", "2026-08-03", way=way)
    owed = {("办结", BUREAU): "2026-10-02"} if way in (None, 6) else {}
    assert (tale.case.status, tale.running()) == ("已受理", owed)


def test_an_extension_moves_the_date_once():
    tale = Tale()
    tale.visit("2026-03-01")
    tale.step("受理告知", "2026-03-05")
    extension = tale.step("延期", "2026-04-30", days=30)
    assert tale.running() == {("办结", BUREAU): "2026-06-03"}
    again = tale.step("延期", "2026-05-20", days=30)
    assert tale.running() == {("办结", BUREAU): "2026-06-03"}
    tale.withdraw(again, "2026-05-21")
    tale.withdraw(extension, "2026-05-21")
    assert tale.running() == {("办结", BUREAU): "2026-05-04"}


def test_an_answered_duty_is_over():
    tale = Tale()
    tale.visit("2026-11-20")
    tale.step("交办", "2026-11-23", unit=HOUSING, reception="JF")
    duty = tale.duty(HOUSING, "2026-11-23")
    assert tale.running()["交办", HOUSING] == "2026-12-03"
    tale.reply(duty, "2026-11-25", done=False)
    assert ("交办", HOUSING) in tale.running()
    tale.reply(duty, "2026-11-26")
    assert ("交办", HOUSING) not in tale.running()
    assert tale.case.obligation(duty.id).met_at == at("2026-11-26")


def test_a_reply_before_the_duty_is_none():
    tale = Tale()
    tale.visit("2026-11-20")
    duty = tale.duty(HOUSING, "2026-11-23")
    tale.reply(duty, "2026-11-22")
    assert ("交办", HOUSING) in tale.running()


@pytest.mark.parametrize(
    ("purpose", "mode"),
    [("意见建议", "采纳"), ("意见建议", "不采纳"), ("意见建议", "回复"), ("揭发控告", "回复")],
)
def test_other_kinds_end_by_their_own_answers_without_60_days(purpose, mode):
    tale = Tale(purpose)
    tale.visit("2026-11-20")
    tale.step("受理告知", "2026-11-23")
    assert tale.running() == {}
    tale.step(mode, "2026-11-24", answer="示例")
    assert (tale.case.status, tale.case.running, tale.rights("申请复查")) == ("已办结", (), [])


def test_an_opinion_gives_30_days_from_its_delivery():
    tale = Tale()
    tale.visit("2025-12-01")
    tale.step("受理告知", "2025-12-05")
    closing = tale.step("办结", "2026-01-15", duties=[])
    (asking,) = [right for right in tale.case.rights if right.what == "申请复查"]
    assert asking.until is None
    tale.delivered(closing, "2026-01-20")
    (asking,) = [right for right in tale.case.rights if right.what == "申请复查"]
    assert asking.until.isoformat() == "2026-02-19"


def test_review_and_recheck_owe_opinions_and_hearing_days_do_not_count():
    tale = Tale()
    tale.visit("2025-12-01")
    tale.step("受理告知", "2025-12-05")
    closing = tale.step("办结", "2026-01-15", duties=[])
    tale.delivered(closing, "2026-01-20")
    tale.step("复查", "2026-02-02", body="市政府")
    assert tale.running() == {("复查意见", "市政府"): "2026-03-04"}
    opinion = tale.step("复查意见", "2026-03-01", body="市政府")
    tale.delivered(opinion, "2026-03-02", "复查意见书")
    assert tale.running() == {}
    tale.step("复核", "2026-03-10", body="省政府")
    assert tale.running() == {("复核意见", "省政府"): "2026-04-09"}
    tale.step("复核意见", "2026-04-15", body="省政府", hearing_days=10)
    (recheck,) = [one for one in tale.case.obligations if one.what == "复核意见"]
    assert (recheck.due.isoformat(), recheck.met_at) == ("2026-04-19", at("2026-04-15"))


def test_an_agreed_objection_gives_back_what_is_left_of_the_first_15_days():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step("异议", "2026-09-22", unit=HOUSING)
    assert [step.mode for step in tale.case.stages.objections] == ["异议"]
    tale.step("退回", "2026-09-23", unit=HOUSING)
    assert (tale.case.status, tale.case.holders) == ("已登记", ())
    assert tale.running() == {("转送", BUREAU): "2026-10-03"}
    tale.step("转送", "2026-09-24", unit=POLICE)
    assert tale.running() == {("书面告知", POLICE): "2026-10-09"}


def test_a_withdrawn_step_gives_back_what_it_met_and_takes_what_it_started():
    tale = Tale()
    tale.visit("2026-09-18")
    step = tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.withdraw(step, "2026-09-22")
    assert (tale.case.status, tale.case.holders) == ("已登记", ())
    assert tale.running() == {("转送", BUREAU): "2026-10-03"}


def test_one_unit_leads_others_assist():
    tale = Tale()
    tale.visit("2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    tale.step("转送", "2026-09-22", unit=POLICE, role="协办")
    assert [(one.unit, one.role) for one in tale.case.holders] == [(HOUSING, "主办"), (POLICE, "协办")]
    assert (tale.case.unit, set(tale.running())) == (HOUSING, {("书面告知", HOUSING), ("书面告知", POLICE)})
    tale.step("转办", "2026-09-23", unit="市教育局", replaces=HOUSING)
    assert [(one.unit, one.role) for one in tale.case.holders] == [(POLICE, "协办"), ("市教育局", "主办")]
    assert ("书面告知", HOUSING) not in tale.running()


def test_a_simple_procedure_has_its_terms_beside_the_statutory_ones():
    tale = Tale(procedure="简易")
    tale.visit("2026-11-23")
    assert tale.running() == {("转送", BUREAU): "2026-12-08", ("简易转送", BUREAU): "2026-11-26"}
    tale.step("转送", "2026-11-24", unit=HOUSING)
    assert tale.running() == {("书面告知", HOUSING): "2026-12-09", ("简易受理", HOUSING): "2026-11-27"}
    tale.step("受理告知", "2026-11-25", unit=HOUSING)
    assert tale.running() == {("办结", HOUSING): "2027-01-24", ("简易答复", HOUSING): "2026-12-09"}


def test_promises_are_kept_apart_and_never_bind():
    tale = Tale()
    tale.visit("2026-11-23")
    promises = {one.what: one.due.isoformat() for one in tale.case.running if one.kind == "承诺"}
    assert promises == {"承诺受理": "2026-11-25"}
    tale.step("受理告知", "2026-11-24")
    promises = {one.what: one.due.isoformat() for one in tale.case.running if one.kind == "承诺"}
    assert promises == {"承诺办理": "2026-12-04"}
    assert tale.case.due.isoformat() == "2027-01-23"


def test_the_order_of_arrival_of_the_facts_makes_no_difference():
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("转送", "2026-08-02", unit=HOUSING)
    tale.step("受理告知", "2026-08-03", unit=HOUSING)
    tale.step("延期", "2026-09-20", days=20)
    steps = tale.facts.steps
    readings = {
        read_case(replace(tale.facts, steps=tuple(order)), tale.rules).obligations
        for order in permutations(steps)
    }
    assert len(readings) == 1
