"""Each 办理方式 by its rule (CASE.md 1 to 3), through the service that the command line calls."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app import words
from app.domain.case import modes
from app.domain.entries.step_entry import FIVE, STEP_MODES, parse_step
from app.domain.numbers import matter_number
from app.domain.rows.audit import AuditEntry
from app.domain.rows.case import Request
from app.domain.rows.matters import Deadline, Matter, Step
from app.domain.rows.papers import Document
from app.errors import NotAllowed, Refused
from app.services.handling.advance_matter import advance_matter, moves_json, possible_steps
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper
from tests.app.services.office import OPINION, at

MATTER = matter_number("340700", "A", date(2026, 11, 23), 1)
EVIDENCE = dict.fromkeys(FIVE, "见卷（示例）")
REVIEW = {"body": "示例市人民政府", "number": "示例复查〔2026〕3号", "date": "2026-05-20", "outcome": "维持"}


def codes(caught) -> set[tuple[str, str]]:
    assert all(words.field_sentence(error)["message"] for error in caught.value.errors)
    return {(one.field, one.code) for one in caught.value.errors}


def refused(office, *args, **more) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        office.ask(*args, **more)
    return codes(caught)


def dates(answer) -> dict[str, str]:
    return {one["what"]: one.get("due") or one.get("until") for one in answer["dates"]}


def accepted(office, on="2026-03-05 10:00", **more) -> str:
    """A matter that was registered, told its three notices and accepted on the day."""
    visit = office.register(on)
    office.give_notices(visit.visit_number, on)
    office.step(visit.visit_number, "受理告知", on.replace("10:00", "10:30"), **more)
    return visit.matter


def answered(office) -> str:
    """A matter closed with a 信访处理意见书 that was delivered on 2026-04-02."""
    matter = accepted(office)
    (paper,) = office.step(matter, "办结", "2026-04-01 09:00", **OPINION)["documents"]
    delivery = DeliveryEntry(number=matter, document=paper["number"], at=at("2026-04-02 09:00"))
    deliver_paper(office.desk("host"), delivery)
    return matter


def test_forwarding_starts_the_units_clock(office):
    visit = office.register("2026-11-23 09:31")
    done = office.step(visit.visit_number, "转送", "2026-11-23 10:00", unit="住建局")
    assert (done["status"], done["unit"], done["matter"]) == ("办理中", "市住建局", visit.matter)
    assert dates(done) == {"书面告知": "2026-12-08", "提出异议": "2026-11-30"}
    assert done["due"] == "2026-12-08"
    assert office.one(Matter).unit == "市住建局"


def test_accepting_starts_sixty_days_that_every_assignment_leaves_running(office):
    """CASE.md 8 (1): 受理告知 then 交办 or 转办 lost the 60 days; 延期 found nothing to extend."""
    matter = accepted(office)
    for mode in ("交办", "转办"):
        done = office.step(matter, mode, "2026-03-06 09:00", unit="义安区", role="协办")
        assert done["status"] == "已受理"
    finish = [one for one in office.case(matter).running if one.what == "办结"]
    assert [(one.who, one.due.isoformat()) for one in finish] == [("市信访局", "2026-05-04")]
    moved = office.signed(matter, "延期", "2026-05-04 09:00", days=30, reason="鉴定未完")
    assert dates(moved)["办结"] == "2026-06-03"


@pytest.mark.parametrize("purpose", ["意见建议", "揭发控告"])
def test_accepting_a_proposal_or_an_accusation_leaves_nothing_running(office, purpose):
    """CASE.md 8 (3): the 转送 date ran on."""
    visit = office.register(purpose=purpose, units=[])
    done = office.step(visit.matter, "受理告知", "2026-11-23 10:30", login="leader")
    assert (dates(done), done["due"]) == ({}, None)


def test_ways_one_to_five_start_no_sixty_days(office):
    visit = office.register()
    assert dates(office.step(visit.matter, "受理告知", "2026-11-23 10:30", way=4)) == {}
    assert office.one(Step, mode="受理告知").detail["way"] == 4
    other = office.register()
    assert refused(office, other.matter, "受理告知", "2026-11-23 10:30", way=7) == {("way", "way_unknown")}


@pytest.mark.parametrize("days", [31, 0])
def test_an_extension_is_of_one_to_thirty_days(office, days):
    matter = accepted(office)
    found = refused(office, matter, "延期", "2026-04-20 09:00", days=days, reason="鉴定未完")
    assert found == {("days", "extension_days")}


def test_the_centres_own_extension_waits_for_a_leader_and_changes_nothing(office):
    """CASE.md 8 (9): a typed name was an approval."""
    matter = accepted(office)
    before = (office.case(matter), office.all(Document), office.all(Step))
    pending = office.step(matter, "延期", "2026-05-04 09:00", days=30, reason="鉴定未完")["pending"]
    assert pending["waits_for"] == "带班领导"
    case = office.case(matter)
    assert [row.id for row in case.pending] == [pending["id"]]
    assert (case.status, case.obligations) == (before[0].status, before[0].obligations)
    assert (office.all(Document), office.all(Step)) == before[1:]
    typed = refused(office, matter, "延期", "2026-05-04 09:00", days=5, reason="x", approver="leader")
    assert ("approver", "unknown_key") in typed


def test_another_units_extension_is_its_own_heads(office):
    visit = office.register("2026-03-05 10:00")
    office.step(visit.matter, "转送", "2026-03-05 11:00", unit="市住建局")
    office.step(visit.matter, "受理告知", "2026-03-06 10:00")
    found = refused(office, visit.matter, "延期", "2026-05-01 09:00", days=10, reason="鉴定未完")
    assert found == {("unit_head", "unit_head_required")}
    head = {"name": "孙局（示例）", "number": "示例住建〔2026〕8号"}
    more = {"days": 10, "reason": "鉴定未完", "unit_head": head}
    done = office.step(visit.matter, "延期", "2026-05-01 09:00", **more)
    assert dates(done)["办结"] == "2026-05-15"
    assert "示例住建〔2026〕8号" in json.dumps(office.one(Document, kind="延期办理告知书").content)\
        .encode().decode("unicode_escape")  # fmt: skip
    assert ("mode", "extended_already") in refused(office, visit.matter, "延期", "2026-05-02 09:00", **more)


def test_extension_after_the_date_and_without_sixty_days_is_refused(office):
    matter = accepted(office)
    more = {"days": 5, "reason": "鉴定未完"}
    assert refused(office, matter, "延期", "2026-05-05 09:00", **more) == {("mode", "extension_after_due")}
    other = accepted(office, way=2)
    assert refused(office, other, "延期", "2026-03-06 09:00", **more) == {("mode", "nothing_to_extend")}


def test_objection_on_the_fifth_working_day_and_not_on_the_sixth_by_a_holder(office):
    visit = office.register("2026-09-24 09:00")
    office.step(visit.matter, "转送", "2026-09-24 10:00", unit="市住建局")
    given = {"unit": "市住建局", "reason": "不属本单位职权"}
    assert refused(office, visit.matter, "异议", "2026-10-10 09:00", **given) == {
        ("mode", "objection_too_late")
    }
    stranger = refused(office, visit.matter, "异议", "2026-10-09 16:00", unit="市公安局", reason="不属")
    assert stranger == {("unit", "not_a_holder")}
    assert office.step(visit.matter, "异议", "2026-10-09 16:00", **given)["status"] == "办理中"
    again = refused(office, visit.matter, "异议", "2026-10-09 17:00", **given)
    assert again == {("mode", "objected_already")}


def test_a_returned_matter_is_the_bureaus_again_with_what_is_left_of_the_first_fifteen_days(office):
    visit = office.register("2026-09-24 09:00")
    office.step(visit.matter, "转送", "2026-09-24 10:00", unit="市住建局")
    assert refused(office, visit.matter, "退回", "2026-09-25 09:00") == {("mode", "no_objection")}
    office.step(visit.matter, "异议", "2026-09-28 16:00", unit="市住建局", reason="不属本单位职权")
    early = refused(office, visit.matter, "退回", "2026-09-27 09:00")
    assert early == {("at", "step_before")}
    done = office.step(visit.matter, "退回", "2026-09-29 09:00")
    assert (done["status"], office.case(visit.matter).holders) == ("已登记", ())
    assert done["due"] == "2026-10-09"
    assert [one["kind"] for one in done["documents"]] == ["异议退回函"]
    letter = str(office.one(Document, kind="异议退回函").content)
    assert "不属本单位职权" in letter
    assert "王小明" not in letter


def test_a_declined_objection_leaves_the_matter_with_the_unit(office):
    visit = office.register("2026-09-24 09:00")
    office.step(visit.matter, "转送", "2026-09-24 10:00", unit="市住建局")
    given = {"unit": "市住建局", "reason": "不属本单位职权"}
    office.step(visit.matter, "异议", "2026-09-28 16:00", **given)
    office.step(visit.matter, "驳回异议", "2026-09-29 09:00", unit="市住建局", reason="属于其职权")
    assert office.case(visit.matter).unit == "市住建局"
    assert refused(office, visit.matter, "退回", "2026-09-30 09:00") == {("mode", "no_objection")}


def test_refusing_takes_a_ground_of_the_list_and_a_leader(office):
    visit = office.register()
    on = "2026-11-23 11:00"
    assert refused(office, visit.matter, "不予受理", on) == {("ground", "required")}
    typed = refused(office, visit.matter, "不予受理", on, reason="县级已受理")
    assert ("reason", "unknown_key") in typed
    assert refused(office, visit.matter, "不予受理", on, ground="in_term") == {("body", "required")}
    given = {"ground": "in_term", "body": "义安区信访局"}
    done = office.signed(visit.matter, "不予受理", on, **given)
    assert (done["status"], done["due"], done["approved_by"]) == ("不予受理", None, "leader")
    assert (done["by"], office.one(Step, mode="不予受理").by) == ("host", "host")
    acts = {entry.act: entry.who for entry in office.all(AuditEntry)}
    assert acts["请示"] == "host"
    assert acts["批准"] == "leader"
    letter = str(office.one(Document, kind="不予受理告知书").content)
    assert "第19条第3款" in letter
    assert "义安区信访局" in letter


def test_no_longer_accepting_needs_a_final_opinion_of_the_file_or_from_outside(office):
    visit = office.register()
    on = "2026-11-23 11:00"
    bare = refused(office, visit.matter, "不再受理", on, ground="reviewed")
    assert bare == {("review", "review_required")}
    unused = refused(office, visit.matter, "不再受理", on, ground="review_unused")
    assert unused == {("ground", "review_not_unused")}
    review = {"body": "示例省信访局", "number": "示例信核〔2025〕3号", "date": "2025-06-01"}
    late = refused(
        office, visit.matter, "不再受理", on, ground="reviewed", review=review | {"date": "2027-01-01"}
    )
    assert late == {("review.date", "later_than_at")}
    done = office.signed(visit.matter, "不再受理", on, ground="reviewed", review=review)
    assert done["status"] == "不再受理"
    letter = str(office.one(Document, kind="不再受理告知书").content)
    assert "示例信核〔2025〕3号" in letter
    assert "2025年6月1日" in letter


def test_leading_elsewhere_names_way_and_body(office):
    visit = office.register()
    on = "2026-11-23 11:00"
    found = refused(office, visit.matter, "引导", on, ground="legal_way")
    assert found == {("way", "required"), ("body", "required")}
    more = {"ground": "legal_way", "way": 2, "body": "义安区仲裁委员会"}
    done = office.step(visit.matter, "引导", on, **more)
    assert (done["status"], done["due"], done["dates"]) == ("已引导", None, [])
    assert "仲裁" in str(office.one(Document, kind="引导单").content)


@pytest.mark.parametrize("unit", ["市住建局", "住建局", "zj"])
@pytest.mark.parametrize("mode", ["转送", "交办", "转办", "受理告知"])
def test_an_accusation_never_reaches_whom_it_accuses_by_whatever_name(office, mode, unit):
    """CASE.md 8 (7)."""
    visit = office.register(purpose="揭发控告", units=["市住建局"])
    found = refused(office, visit.matter, mode, "2026-11-23 11:00", login="leader", unit=unit)
    assert found == {("unit", "route_to_accused")}
    assert not [step for step in office.all(Step) if step.mode == mode]


def test_closing_needs_notices_five_words_of_evidence_and_no_open_duty(office):
    """CASE.md 8 (4): closing with an open duty was taken and the duty vanished."""
    visit = office.register("2026-03-05 10:00")
    office.step(visit.matter, "受理告知", "2026-03-05 10:30")
    on = "2026-04-01 09:00"
    assert refused(office, visit.matter, "办结", on, **OPINION) == {("mode", "notices_not_given")}
    office.give_notices(visit.visit_number, "2026-03-05 10:00")
    without = OPINION | {"checks": dict.fromkeys(FIVE[:4], "见卷")}
    assert refused(office, visit.matter, "办结", on, **without) == {("checks", "five_not_settled")}
    bare = refused(office, visit.matter, "办结", on, checks=EVIDENCE)
    assert bare == {(key, "required") for key in ("found", "opinion", "law", "outcome")}
    office.step(visit.matter, "交办", "2026-03-06 09:00", unit="义安区", term="10日")
    for mode, more in (("办结", OPINION), ("直接回复", {"answer": "已答复"}), ("现场办结", {"answer": "好"})):
        assert ("mode", "duties_open") in refused(office, visit.matter, mode, on, **more)
    assert len(office.case(visit.matter).open_duties) == 1


def test_an_empty_opinion_is_refused_even_with_an_override(office):
    matter = accepted(office)
    more = OPINION | {"found": "  ", "override": {"reason": "信访人拒签"}}
    assert ("found", "empty_text") in refused(office, matter, "办结", "2026-04-01 09:00", **more)


def test_an_override_and_a_refusing_opinion_wait_for_a_leader(office):
    matter = accepted(office)
    four = dict.fromkeys(FIVE[:4], "见卷")
    more = OPINION | {"checks": four, "override": {"reason": "诉求已落实，信访人拒签"}}
    done = office.signed(matter, "办结", "2026-04-01 09:00", **more)
    assert (done["status"], done["still_open"]) == ("已办结", ["群众满意并签字"])
    (entry,) = office.all(AuditEntry, act="办结")
    assert entry.purpose == "批准人 leader，未落实：群众满意并签字"
    other = accepted(office)
    refusing = OPINION | {"outcome": "不予支持"}
    assert "pending" in office.step(other, "办结", "2026-04-01 09:00", **refusing)


def test_an_answer_on_the_spot_is_no_way_round_the_sixty_days(office):
    matter = accepted(office)
    for mode in modes.ON_THE_SPOT:
        found = refused(office, matter, mode, "2026-04-01 09:00", answer="已答复")
        assert found == {("mode", "finish_runs")}
    visit = office.register()
    assert refused(office, visit.matter, "直接回复", "2026-11-23 11:00") == {("answer", "required")}
    done = office.step(visit.matter, "直接回复", "2026-11-23 11:00", answer="已当场说明办证时间")
    assert (done["status"], [one["kind"] for one in done["documents"]]) == ("已办结", ["直接回复"])


def test_the_opinion_letter_holds_what_was_found_and_the_law(office):
    matter = accepted(office)
    office.step(matter, "办结", "2026-04-01 09:00", **OPINION)
    letter = str(office.one(Document, kind="信访处理意见书").content)
    assert all(OPINION[key] in letter for key in ("found", "opinion", "law"))
    assert "由办理单位填写" not in letter


def test_review_and_recheck_come_in_order_within_their_thirty_days_once(office):
    matter = answered(office)
    opinion = refused(office, matter, "复查意见", "2026-05-20 09:00", **REVIEW)
    assert opinion == {("mode", "review_order")}
    late = refused(office, matter, "复查", "2026-05-03 09:00", body="示例市人民政府")
    assert late == {("mode", "asked_too_late")}
    office.step(matter, "复查", "2026-05-02 09:00", body="示例市人民政府")
    again = refused(office, matter, "复查", "2026-05-02 10:00", body="示例市人民政府")
    assert again == {("mode", "asked_already")}
    done = office.step(matter, "复查意见", "2026-05-20 09:00", **REVIEW)
    assert [one["kind"] for one in done["documents"]] == ["复查意见书"]
    office.step(matter, "复核", "2026-05-25 09:00", body="示例省人民政府")
    recheck = REVIEW | {"date": "2026-06-20", "number": "示例复核〔2026〕1号", "hearing_days": 7}
    done = office.step(matter, "复核意见", "2026-06-20 09:00", **recheck)
    assert [one["kind"] for one in done["documents"]] == ["复核意见书"]
    final = office.signed(matter, "不再受理", "2026-07-01 09:00", ground="reviewed")
    assert final["status"] == "不再受理"


def test_a_closed_matter_is_taken_up_only_after_its_people_came_again(office):
    matter = accepted(office)
    office.step(matter, "办结", "2026-04-01 09:00", **OPINION)
    found = refused(office, matter, "转送", "2026-04-02 09:00", unit="市住建局")
    assert ("mode", "step_not_now") in found
    office.register("2026-04-10 09:00", matter=matter)
    early = refused(office, matter, "转送", "2026-04-05 10:00", unit="市住建局")
    assert early == {("at", "step_before")}
    done = office.step(matter, "转送", "2026-04-10 10:00", unit="市住建局")
    assert (done["status"], done["due"]) == ("办理中", "2026-04-25")


def test_nothing_goes_back_in_time(office):
    """CASE.md 8 (12)."""
    visit = office.register("2026-11-23 09:31")
    given = {"unit": "市住建局"}
    found = refused(office, visit.matter, "转送", "2026-11-22 09:00", **given)
    assert found == {("at", "step_before_visit")}
    received = at("2026-11-24 09:00").isoformat()
    late = refused(office, visit.matter, "转送", "2026-11-23 10:00", received_at=received, **given)
    assert late == {("received_at", "later_than_at")}
    office.step(visit.matter, "受理告知", "2026-11-25 09:00")
    office.give_notices(visit.visit_number, "2026-11-25 10:00")
    assert refused(office, visit.matter, "办结", "2026-11-24 09:00", **OPINION) == {("at", "step_before")}


def test_all_the_errors_come_at_once_with_their_articles(office):
    matter = accepted(office)
    with pytest.raises(Refused) as caught:
        office.ask(matter, "延期", "2026-05-06 09:00", days=40, approver="leader", checks={})
    found = codes(caught)
    assert {("approver", "unknown_key"), ("checks", "unknown_key"), ("days", "extension_days"),
            ("reason", "required"), ("mode", "extension_after_due")} <= found  # fmt: skip
    told = [words.field_sentence(error) for error in caught.value.errors]
    assert {one.get("article") for one in told if one["code"] == "extension_days"} == {"信访工作条例第34条"}


def test_unknown_matter_and_clerks(office):
    assert ("matter", "not_found") in refused(office, "XF340700-A-261123-999-0", "转送", "2026-11-23 09:00")
    visit = office.register()
    with pytest.raises(NotAllowed):
        office.step(visit.matter, "转送", "2026-11-23 10:00", login="clerk", unit="市住建局")


def test_an_act_on_a_guarded_case_is_for_its_readers_and_grants_no_reading(office):
    visit = office.register(purpose="揭发控告", units=["市住建局"])
    for _ in range(2):
        with pytest.raises(NotAllowed) as caught:
            office.step(visit.matter, "转送", "2026-11-23 11:00", unit="市公安局")
        assert caught.value.code == "withheld"
    with pytest.raises(NotAllowed):
        possible_steps(office.desk("host"), visit.matter)


@pytest.mark.parametrize(
    ("mode", "more", "paper"),
    [
        ("转送", {"unit": "市住建局"}, "转送告知单"),
        ("交办", {"unit": "市住建局", "term": "5工作日"}, "交办告知单"),
        ("受理告知", {}, "受理告知书"),
        ("引导", {"ground": "litigation", "body": "义安区人民法院"}, "引导单"),
        ("直接回复", {"answer": "已当场说明办证时间"}, "直接回复"),
        ("听证", {"kind": "公开听证"}, "听证通知"),
        ("调解", {"kind": "调解", "result": "乙方三个月内办证", "body": "示例置业"}, "调解协议书"),
        ("调解", {"kind": "和解", "result": "乙方三个月内办证", "body": "示例置业"}, "和解协议书"),
    ],
)
def test_each_step_hands_out_its_paper(office, mode, more, paper):
    visit = office.register()
    done = office.step(visit.visit_number, mode, "2026-11-23 11:00", **more)
    assert [one["kind"] for one in done["documents"]] == [paper]
    (document,) = office.all(Document)
    assert (document.number, document.step_id) == (done["documents"][0]["number"], done["step"])
    assert document.content["number"] == document.number
    assert "由办理单位填写" not in str(document.content)
    assert office.desk().papers.render(document.content, "a4", "pdf").startswith(b"%PDF")


def test_a_mediation_without_an_agreement_draws_up_none(office):
    visit = office.register()
    told = {"kind": "调解", "result": "未达成一致", "body": "示例置业"}
    assert office.step(visit.matter, "调解", "2026-11-23 11:00", **told)["documents"] == []
    assert office.all(Document) == []
    begun = office.step(visit.matter, "调解", "2026-11-23 14:00")  # nothing is known yet
    assert begun["documents"] == []


def test_what_is_only_kept_hands_out_nothing(office):
    visit = office.register()
    done = office.step(visit.matter, "存", "2026-11-23 11:00", ground="no_substance")
    assert (done["status"], done["documents"]) == ("存", [])


@pytest.mark.parametrize("wrong", ["随便", "0日", "2026-02-30", "2026-11-01"])
def test_a_term_is_a_span_or_a_day_to_come(office, wrong):
    visit = office.register()
    found = refused(office, visit.matter, "交办", "2026-11-23 11:00", unit="市住建局", term=wrong)
    assert {field for field, _ in found} == {"term"}


@pytest.mark.parametrize(
    ("term", "due"), [("10日", "2026-12-03"), ("5个工作日", "2026-11-30"), ("1个月", "2026-12-23"),
                      ("2026-12-01", "2026-12-01")],
)  # fmt: skip
def test_a_term_is_owed_by_the_unit(office, term, due):
    visit = office.register()
    more = {"unit": "市住建局", "term": term, "report": True}
    done = office.step(visit.matter, "交办", "2026-11-23 11:00", **more)
    assert (dates(done)["交办"], dates(done)["办结报告"]) == (due, due)


def test_a_holder_is_added_or_replaced(office):
    visit = office.register()
    office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    office.step(visit.matter, "转送", "2026-11-23 10:10", unit="义安区", role="协办")
    roles = {one.unit: one.role for one in office.case(visit.matter).holders}
    assert roles == {"市住建局": "主办", "义安区": "协办"}
    office.step(visit.matter, "转送", "2026-11-23 10:20", unit="市公安局", replaces="市住建局")
    assert {one.unit for one in office.case(visit.matter).holders} == {"义安区", "市公安局"}
    stranger = refused(office, visit.matter, "转送", "2026-11-23 11:00", unit="市民政局", replaces="市卫健委")
    assert stranger == {("replaces", "not_a_holder")}


def test_the_modes_of_a_case_are_taken_when_offered_and_refused_when_not(office):
    matter = accepted(office)
    on = "2026-03-06 09:00"
    told = moves_json(possible_steps(office.desk("host", on), matter))
    offered = {one["mode"] for one in told["may"]}
    assert offered | {one["mode"] for one in told["may_not"]} == set(STEP_MODES)
    assert not offered & {one["mode"] for one in told["may_not"]}
    assert all(one["why"] for one in told["may_not"])
    assert {"办结", "延期", "交办"} <= offered
    assert "转送" not in offered
    for one in told["may_not"]:
        with pytest.raises(Refused) as caught:
            advance_matter(office.desk("host", on), parse_step({"matter": matter, "mode": one["mode"]}))
        assert one["code"] in {code for _, code in codes(caught)}


def test_the_rows_that_older_desks_read_freeze_the_limits(office):
    accepted(office)
    ways = {(row.what, row.way) for row in office.all(Deadline) if row.step_id}
    assert ("办结", "受理起60日") in ways


def test_a_step_goes_to_json_and_back():
    data = {"matter": MATTER, "mode": "办结", "at": "2026-11-23T09:00:00+08:00"} | OPINION
    entry = parse_step(data)
    assert parse_step(json.loads(json.dumps(entry.as_json()))) == entry


def test_a_request_is_asked_once(office):
    visit = office.register()
    more = {"ground": "in_term", "body": "义安区信访局"}
    office.step(visit.matter, "不予受理", "2026-11-23 11:00", **more)
    again = refused(office, visit.matter, "不予受理", "2026-11-23 11:10", **more)
    assert again == {("mode", "request_waits")}
    assert len(office.all(Request)) == 1
