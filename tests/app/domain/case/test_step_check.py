"""The check of a step names its errors and its signer, mode by mode: the pure rules of CASE.md 3."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from app.domain.case.history import SEEN
from app.domain.case.modes import MODES
from app.domain.case.moves import moves
from app.domain.case.step_check import StepChecked, check_step
from app.domain.entries.entry import Checked
from app.domain.entries.step_entry import FIVE, parse_step
from app.domain.numbers import matter_number
from app.domain.rows.matters import Notice
from tests.app.domain.case.cases import BUREAU, Tale, at

HOUSING, POLICE = "市住建局", "市公安局"
NUMBER = matter_number("340700", "A", date(2026, 11, 23), 1)
OPINION = {
    "found": "查明（示例）",
    "opinion": "准予",
    "law": "条例",
    "outcome": "支持",
    "checks": dict.fromkeys(FIVE, "见卷"),
}


@dataclass(frozen=True)
class Unit:
    """A unit of the table."""

    name: str
    short: str = ""
    initials: str = ""
    disabled: bool = False
    kind: str = "部门"
    division: str | None = None


UNITS = tuple(Unit(name, name.removeprefix("市")) for name in (HOUSING, POLICE, "市公安局交警支队", BUREAU))


def checked(
    tale: Tale, mode: str, on: str, *, review_unused: bool = False, **more: Any
) -> Checked[StepChecked]:
    case = tale.case
    case = replace(case, rules=replace(case.rules, review_unused=review_unused, units=UNITS))
    entry = parse_step({"matter": NUMBER, "mode": mode, **more})
    return check_step(entry, case, at(on))


def codes(tale: Tale, mode: str, on: str, **more: Any) -> set[str]:
    return {error.code for error in checked(tale, mode, on, **more).errors}


def offered(tale: Tale, on: str) -> set[str]:
    """The modes that may be taken."""
    table = moves(tale.case, at(on))
    return {move.mode.name for move in table if move.why is None}


def registered(purpose: str = "求决", on: str = "2026-03-02") -> Tale:
    tale = Tale(purpose)
    tale.visit(on)
    return tale


def accepted(unit: str = BUREAU) -> Tale:
    tale = registered()
    tale.step("受理告知", "2026-03-05", unit=unit)
    return tale


def told(tale: Tale, on: str = "2026-03-06", **over: Any) -> Tale:
    words = {"opinion": "核查", "due": date(2026, 4, 1), "contact": "李局"} | over
    tale._add(notices=Notice(id="n", matter_id=tale.matter.id, told="口头", at=at(on), by="host", **words))
    return tale


def answered() -> Tale:
    tale = registered()
    tale.delivered(tale.step("直接回复", "2026-03-05", unit=HOUSING, answer="示例"), "2026-03-06")
    return tale


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize(
    ("purpose", "never"),
    [
        ("意见建议", {"办结", "延期", "复查", "复核", "听证", "调解", "不再受理"}),
        ("揭发控告", {"办结", "延期", "复查", "复核", "听证", "调解", "不再受理", "采纳", "不采纳"}),
        ("求决", {"采纳", "不采纳", "回复"}),
    ],
)
def test_each_kind_of_law_has_its_own_modes(purpose, never):
    """条例第29条至第36条."""
    table = moves(registered(purpose).case, at("2026-03-03"))
    of_no_kind = {move.mode.name for move in table if registered(purpose).case.kind not in move.mode.kinds}
    assert of_no_kind == never | ({"复查意见", "复核意见"} if purpose != "求决" else set())


def test_what_may_be_done_at_registration_and_after_acceptance():
    assert offered(registered(), "2026-03-03") == {
        "转送", "交办", "转办", "受理告知", "不予受理", "不再受理", "直接回复", "现场办结", "引导", "存",
        "继续协调", "听证", "调解", "撤回",
    }  # fmt: skip
    assert offered(accepted(), "2026-03-06") == {
        "交办",
        "转办",
        "延期",
        "继续协调",
        "督办",
        "听证",
        "调解",
        "办结",
        "撤回",
    }


def test_the_modes_that_a_leader_always_signs():
    assert {mode.name for mode in MODES.values() if mode.second == "需要"} == {"不予受理", "不再受理"}


# ------------------------------------------------------------------ closing


def test_closing_needs_every_part():
    tale = told(accepted())
    assert not codes(tale, "办结", "2026-03-09", **OPINION)
    for part in ("found", "opinion", "law", "outcome"):
        assert codes(tale, "办结", "2026-03-09", **{**OPINION, part: None}) == {"required"}
    assert codes(tale, "办结", "2026-03-09", **OPINION | {"checks": {}}) == {"five_not_settled"}
    assert codes(accepted(), "办结", "2026-03-09", **OPINION) == {"notices_not_given"}
    assert codes(told(accepted(), contact=None), "办结", "2026-03-09", **OPINION) == {"notices_not_given"}


def test_an_override_stands_in_for_checks_and_notices_alone_and_is_signed():
    more = OPINION | {"checks": {}, "override": {"reason": "来访人已迁居"}}
    assert checked(told(accepted()), "办结", "2026-03-09", **more).entry.second
    assert not codes(accepted(), "办结", "2026-03-09", **more)
    assert codes(accepted(), "办结", "2026-03-09", **more | {"opinion": None}) == {"required"}
    tale = told(accepted())
    assert checked(tale, "办结", "2026-03-09", **OPINION | {"outcome": "不予支持"}).entry.second
    assert not checked(tale, "办结", "2026-03-09", **OPINION).entry.second


@pytest.mark.parametrize(
    ("mode", "more"),
    [
        ("办结", OPINION | {"override": {"reason": "示例"}}),
        ("调解", {"result": "已履行"}),
        ("直接回复", {"answer": "示例"}),
        ("撤回", {}),
    ],
)
def test_nothing_closes_over_an_open_duty(mode, more):
    """CASE.md 8 (4)."""
    tale = accepted()
    tale.step("交办", "2026-03-06", unit=HOUSING, reception="JF")
    duty = tale.duty(HOUSING, "2026-03-06")
    assert "duties_open" in codes(tale, mode, "2026-03-09", **more)
    tale.reply(duty, "2026-03-08")
    assert "duties_open" not in codes(tale, mode, "2026-03-09", **more)


def test_an_agreement_that_is_not_carried_out_needs_no_answer_of_a_duty():
    tale = accepted()
    tale.step("交办", "2026-03-06", unit=HOUSING, reception="JF")
    duty = tale.duty(HOUSING, "2026-03-06")
    assert not codes(tale, "调解", "2026-03-09", result="达成协议")
    tale.reply(duty, "2026-03-08")
    assert checked(tale, "调解", "2026-03-09", result="已履行").entry.detail[SEEN] == [duty.id]


def test_a_contradicted_case_is_not_closed():
    tale = accepted()
    tale.step("不予受理", "2026-03-05 10:00", unit=HOUSING)
    assert "settle_contradiction" in codes(told(tale), "办结", "2026-03-09", **OPINION)


def test_an_answer_on_the_spot_is_for_what_has_no_60_days():
    assert codes(accepted(), "直接回复", "2026-03-09", answer="示例") == {"finish_runs"}
    assert not codes(registered(), "直接回复", "2026-03-03", answer="示例")


def test_a_closing_keeps_which_duties_it_knew_of():
    tale = told(accepted())
    tale.step("交办", "2026-03-06", unit=HOUSING, reception="JF")
    duty = tale.duty(HOUSING, "2026-03-06")
    tale.reply(duty, "2026-03-08")
    assert checked(tale, "办结", "2026-03-09", **OPINION).entry.detail[SEEN] == [duty.id]
    assert SEEN not in checked(tale, "督办", "2026-03-09").entry.detail


# ---------------------------------------------------------------- extension


@pytest.mark.parametrize(
    ("on", "days", "wrong"),
    [
        ("2026-05-04", 30, set()),
        ("2026-05-05", 30, {"extension_after_due"}),
        ("2026-05-04", 31, {"extension_days"}),
        ("2026-05-04", 0, {"extension_days"}),
    ],
)
def test_an_extension_is_of_one_to_thirty_days_until_the_last_day(on, days, wrong):
    """条例第34条."""
    assert codes(accepted(), "延期", on, days=days, reason="鉴定") == wrong


def test_an_extension_comes_once_and_is_signed_for_the_centres_own_alone():
    own, other = accepted(), accepted(HOUSING)
    assert checked(own, "延期", "2026-04-01", days=10, reason="鉴定").entry.second
    assert codes(other, "延期", "2026-04-01", days=10, reason="鉴定") == {"unit_head_required"}
    head = {"name": "王局（示例）", "number": "住建〔2026〕9号"}
    found = checked(other, "延期", "2026-04-01", days=10, reason="鉴定", unit_head=head)
    assert not found.entry.second
    own.step("延期", "2026-04-01", days=10)
    assert codes(own, "延期", "2026-04-02", days=10, reason="鉴定") == {"extended_already"}
    assert "step_not_now" in codes(registered(), "延期", "2026-03-03", days=10, reason="鉴定")


# ---------------------------------------------------------------- objection


def routed() -> Tale:
    tale = registered(on="2026-09-18")
    tale.step("转送", "2026-09-21", unit=HOUSING)
    return tale


@pytest.mark.parametrize(("on", "late"), [("2026-09-29", False), ("2026-09-30", True)])
def test_a_unit_objects_within_five_working_days(on, late):
    """条例第23条第3款."""
    found = codes(routed(), "异议", on, unit=HOUSING, reason="不属职权")
    assert found == ({"objection_too_late"} if late else set())


@pytest.mark.parametrize(("on", "late"), [("2026-09-29", False), ("2026-09-30", True)])
def test_a_unit_objects_to_the_matter_of_a_visitor_without_an_address_too(on, late):
    """条例第23条第2款 spares it the notice to the visitor; 第3款 asks for no address."""
    tale = Tale()
    tale.visit("2026-09-18", identified=False)
    tale.step("转送", "2026-09-21", unit=HOUSING)
    found = codes(tale, "异议", on, unit=HOUSING, reason="不属职权")
    assert found == ({"objection_too_late"} if late else set())


@pytest.mark.parametrize("identified", [True, False])
def test_a_unit_that_gets_the_matter_back_may_object_again(identified):
    tale = Tale()
    tale.visit("2026-09-01", identified=identified)
    tale.step("转送", "2026-09-02", unit=HOUSING)
    tale.step("转送", "2026-09-15", unit=POLICE, replaces=HOUSING)
    tale.step("转送", "2026-09-21", unit=HOUSING, replaces=POLICE)
    assert codes(tale, "异议", "2026-09-22", unit=HOUSING, reason="不属职权") == set()


@pytest.mark.parametrize("identified", [True, False])
def test_a_unit_whose_objection_was_declined_has_no_second_one_by_being_sent_it_again(identified):
    tale = Tale()
    tale.visit("2026-09-01", identified=identified)
    tale.step("转送", "2026-09-02", unit=HOUSING)
    tale.step("异议", "2026-09-03", unit=HOUSING, reason="不属职权")
    tale.step("驳回异议", "2026-09-04", unit=HOUSING, reason="属其职权")
    tale.step("交办", "2026-09-07", unit=HOUSING)
    assert codes(tale, "异议", "2026-09-08", unit=HOUSING, reason="不属职权") == {"objected_already"}


def test_an_objection_is_not_late_by_a_day_that_nobody_knows_yet():
    """Sent on 31 December: 1 January is a holiday, but the notice of that year is not out."""
    tale = registered(on="2026-12-31")
    tale.step("转送", "2026-12-31", unit=HOUSING)
    assert codes(tale, "异议", "2027-01-08", unit=HOUSING, reason="不属职权") == set()


def test_who_objects_holds_the_matter_and_objects_once():
    tale = routed()
    assert codes(tale, "异议", "2026-09-22", unit=POLICE, reason="不属职权") == {"not_a_holder"}
    tale.step("异议", "2026-09-22", unit=HOUSING)
    assert codes(tale, "异议", "2026-09-23", unit=HOUSING, reason="不属职权") == {"objected_already"}
    gone = routed()
    gone.step("转办", "2026-09-22", unit=POLICE, replaces=HOUSING)
    assert codes(gone, "异议", "2026-09-23", unit=HOUSING, reason="不属职权") == {"not_a_holder"}


@pytest.mark.parametrize("mode", ["退回", "驳回异议"])
def test_an_objection_is_agreed_to_or_declined_where_there_is_one(mode):
    more = {"unit": HOUSING, "reason": "示例"} if mode == "驳回异议" else {"unit": HOUSING}
    tale = routed()
    assert codes(tale, mode, "2026-09-23", **more) == {"no_objection"}
    tale.step("异议", "2026-09-22", unit=HOUSING)
    assert not codes(tale, mode, "2026-09-23", **more)
    assert codes(tale, mode, "2026-09-23", **more | {"unit": POLICE}) == {"no_objection_of"}


# ------------------------------------------------------------------- review


@pytest.mark.parametrize(("on", "late"), [("2026-04-05", False), ("2026-04-06", True)])
def test_review_is_asked_for_within_30_days_of_delivery_and_once(on, late):
    """条例第35条."""
    tale = answered()
    assert codes(tale, "复查", on, body="市政府") == ({"asked_too_late"} if late else set())
    tale.step("复查", "2026-03-20", body="市政府")
    assert codes(tale, "复查", "2026-03-21", body="市政府") == {"asked_already"}


def test_there_is_no_review_of_nothing_and_every_stage_follows_the_one_before():
    opinion = {"body": "市政府", "number": "1", "date": "2026-03-20", "outcome": "维持"}
    assert codes(accepted(), "复查", "2026-03-09", body="市政府") == {"nothing_to_review"}
    for mode in ("复查意见", "复核意见"):
        assert codes(answered(), mode, "2026-03-20", **opinion) == {"review_order"}
    assert codes(answered(), "复核", "2026-03-20", body="省政府") == {"review_order"}


@pytest.mark.parametrize(("on", "late"), [("2026-05-02", False), ("2026-05-03", True)])
def test_recheck_is_asked_for_within_30_days_of_the_review_opinion(on, late):
    """条例第36条."""
    tale = answered()
    tale.step("复查", "2026-03-20", body="市政府")
    tale.delivered(tale.step("复查意见", "2026-04-01", body="市政府"), "2026-04-02", "复查意见书")
    assert codes(tale, "复核", on, body="省政府") == ({"asked_too_late"} if late else set())


# --------------------------------------------------------------- no more


def test_no_more_accepting_is_for_what_was_rechecked():
    """条例第36条第3款."""
    outside = {"body": "省政府", "number": "9", "date": "2026-01-09"}
    assert codes(registered(), "不再受理", "2026-03-03", ground="reviewed") == {"review_required"}
    assert not codes(registered(), "不再受理", "2026-03-03", ground="reviewed", review=outside)
    tale = answered()
    tale.step("复查", "2026-03-20", body="市政府")
    tale.step("复查意见", "2026-03-25", body="市政府")
    tale.step("复核", "2026-03-26", body="省政府")
    tale.step("复核意见", "2026-03-30", body="省政府")
    assert not codes(tale, "不再受理", "2026-04-03", ground="reviewed")


@pytest.mark.parametrize(
    ("on", "setting", "wrong"),
    [
        ("2026-04-06", True, set()),
        ("2026-04-06", False, {"review_not_unused"}),
        ("2026-04-05", True, {"review_not_unused"}),
    ],
)
def test_unused_review_is_a_ground_only_where_it_was_set_and_ran_out(on, setting, wrong):
    assert codes(answered(), "不再受理", on, review_unused=setting, ground="review_unused") == wrong


# ------------------------------------------------------- ways, terms, holders


def test_somebody_is_led_elsewhere_by_one_of_five_ways_with_its_body():
    """条例第31条."""
    led = {"ground": "legal_way", "body": "义安区法院"}
    assert not codes(registered(), "引导", "2026-03-03", **led, way=5)
    assert codes(registered(), "引导", "2026-03-03", **led, way=6) == {"way_unknown"}
    assert codes(registered(), "引导", "2026-03-03", ground="litigation") == {"required"}
    assert not codes(registered(), "受理告知", "2026-03-03", way=6)
    assert codes(registered(), "受理告知", "2026-03-03", way=7) == {"way_unknown"}


def test_a_term_lies_ahead_and_a_holder_is_replaced():
    tale = routed()
    assert codes(tale, "交办", "2026-09-23", unit=POLICE, term="2026-09-22") == {"due_past"}
    assert not codes(tale, "交办", "2026-09-23", unit=POLICE, term="2026-09-23", replaces=HOUSING)
    assert codes(tale, "交办", "2026-09-23", unit=POLICE, replaces=BUREAU) == {"not_a_holder"}


@pytest.mark.parametrize("term", ["٣月", "३月", "²日", "三十三十日", "2026-٠٩-30", "10.5日"])
def test_a_term_in_other_digits_is_unreadable(term: str) -> None:
    assert codes(routed(), "交办", "2026-09-23", unit=POLICE, term=term) == {"term_unreadable"}
    assert not codes(routed(), "交办", "2026-09-23", unit=POLICE, term="３个月")


def test_nothing_that_is_told_lies_after_the_step():
    received = {"received_at": at("2026-09-24").isoformat()}
    assert codes(routed(), "转办", "2026-09-23", unit=POLICE, **received) == {"later_than_at"}
    assert not codes(routed(), "转办", "2026-09-25", unit=POLICE, **received)


def test_no_step_comes_before_the_visit_or_what_it_answers():
    """CASE.md 8 (12)."""
    assert codes(registered(), "转送", "2026-03-01", unit=HOUSING) == {"step_before_visit"}
    tale = told(accepted())
    assert codes(tale, "办结", "2026-03-04", **OPINION) == {"step_before"}
    assert codes(tale, "调解", "2026-03-04", result="已履行") == {"step_before"}
    assert not codes(tale, "调解", "2026-03-04", result="达成协议")


# ------------------------------------------------------------------- secrecy


@pytest.mark.parametrize("name", [POLICE, "公安局", "市公安局交警支队"])
@pytest.mark.parametrize("mode", ["转送", "受理告知"])
def test_an_accusation_goes_to_nobody_it_accuses_by_whatever_name(mode, name):
    """CASE.md 8 (7); 条例第30条第3款."""
    tale = Tale("揭发控告")
    tale.visit("2026-03-02", accused=(POLICE,))
    assert "route_to_accused" in codes(tale, mode, "2026-03-03", unit=name)
    assert "route_to_accused" not in codes(tale, mode, "2026-03-03", unit=HOUSING)
