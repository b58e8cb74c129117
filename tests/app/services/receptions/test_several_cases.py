"""Several cases heard in one sitting: each has its own duties, notices, dates, minutes and papers."""

from __future__ import annotations

import json

import pytest

from app.domain.rows.matters import Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty, Line, Reception
from app.errors import Refused
from tests.app.services.receptions.test_hold_reception import codes

TOLD = {"opinion": "由单位核查", "contact": "李局 0562-2800000"}
LINES = [
    {"at": "09:41", "text": "#1 代表：要求办证"},
    {"at": "09:43", "text": "＃2 代表：要求补发工资"},
    {"at": "09:51", "text": "#1 @市住建局 核查产权登记 5日 回@李局"},
    {"at": "09:55", "text": "#2@市人社局 核查工资台账 12月20日前"},
    {"at": "10:02", "text": "!今日已登记"},
]


def two(office):
    first = office.register(claim="丽景园小区办证")
    second = office.register("2026-11-23 09:33", claim="工资拖欠", units=["市人社局"])
    return first, second


def test_each_family_has_its_own_duties_and_date(office):
    first, second = two(office)
    held = office.receive(first.visit_number, second.visit_number, lines=LINES)
    assert [(one["unit"], one["due"], one["visits"]) for one in held["duties"]] == [
        ("市住建局", "2026-11-28", [first.visit_number]),
        ("市人社局", "2026-12-20", [second.visit_number]),
    ]
    assert [(one["matter"], one["due"]) for one in held["notices"]] == [
        (first.matter, "2026-11-28"),
        (second.matter, "2026-12-20"),
    ]
    assert [one.unit for one in office.all(Duty, matter_id=first.matter_id)] == ["市住建局"]
    assert [one.who for one in office.case(second.matter).open_duties] == ["市人社局"]


def test_no_paper_of_one_family_speaks_of_the_other(office):
    first, second = two(office)
    office.receive(first.visit_number, second.visit_number, lines=LINES)
    for case, own, other in ((first, "产权", "工资"), (second, "工资", "产权")):
        papers = [one for one in office.all(Document) if one.matter_id == case.matter_id]
        assert {one.kind for one in papers} >= {"联合接访记录", "交办单", "三个告知单"}
        written = json.dumps([one.content for one in papers], ensure_ascii=False)
        assert own in written
        assert other not in written
        assert "今日已登记" in written


def test_the_minutes_say_whom_each_line_is_about(office):
    first, second = two(office)
    office.receive(first.visit_number, second.visit_number, lines=LINES)
    lines = sorted(office.all(Line), key=lambda line: line.position)
    assert [(line.text, line.cases) for line in lines[:2]] == [
        ("代表：要求办证", (first.visit_id,)),
        ("代表：要求补发工资", (second.visit_id,)),
    ]
    assert lines[4].cases == ()


def test_results_and_notices_by_visit(office):
    first, second = two(office)
    held = office.receive(
        first.visit_number,
        second.visit_number,
        lines=[{"at": "09:51", "text": "#1 @市住建局 核查 5日"}, {"at": "09:55", "text": "#2 !今日发放"}],
        result=None,
        results={first.visit_number: "交办", second.visit_number: "现场办结"},
        notices={first.visit_number: TOLD, second.visit_number: TOLD | {"opinion": "今日发放"}},
    )
    assert [(one["opinion"], one["due"]) for one in held["notices"]] == [
        ("由单位核查", "2026-11-28"),
        ("今日发放", "2026-11-23"),
    ]
    assert office.case(first.matter).status == "办理中"
    assert office.case(second.matter).status == "已办结"
    assert office.one(Reception).result == "交办、现场办结"


def test_a_unit_given_the_same_of_all_has_one_sheet(office):
    first, second = two(office)
    held = office.receive(first.visit_number, second.visit_number)
    assert [one["kind"] for one in held["documents"]].count("交办单") == 2
    assert [one["kind"] for one in held["documents"]].count("联合接访记录") == 1


def test_a_guarded_case_is_heard_alone(office):
    first, _ = two(office)
    guarded = office.register("2026-11-23 09:35", confidential=True)
    with pytest.raises(Refused) as caught:
        office.receive(first.visit_number, guarded.visit_number, login="leader")
    assert ("visits[1]", "guarded_alone") in codes(caught)
    assert office.receive(guarded.visit_number, login="leader")["number"]


def test_a_closed_case_asks_and_is_taken_up_only_where_confirmed(office):
    visit = office.register()
    answer = [{"at": "09:51", "text": "!水电不停"}]
    office.receive(visit.visit_number, lines=answer, result="现场办结")
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number, on="2026-11-24 09:40")
    assert codes(caught) == {("visits[0]", "confirm_reopen")}
    office.receive(visit.visit_number, on="2026-11-24 09:40", confirm=["confirm_reopen"])
    case = office.case(visit.matter)
    assert (case.status, len(case.open_duties)) == ("办理中", 2)
    reopening = [step for step in office.all(Step) if step.detail.get("reopens")]
    assert {step.at.day for step in reopening} == {24}


def test_nothing_is_settled_on_the_spot_over_an_open_duty(office):
    visit = office.register()
    office.receive(visit.visit_number)
    answer = [{"at": "09:51", "text": "!水电不停"}]
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number, on="2026-11-24 09:40", lines=answer, result="现场办结")
    assert codes(caught) == {("visits[0]", "duties_still_open")}


def test_settled_on_the_spot_with_duties_writes_no_closing(office):
    visit = office.register()
    office.receive(visit.visit_number, result="现场办结")
    assert {step.mode for step in office.all(Step)} == {"登记", "交办"}
    assert office.case(visit.matter).status == "办理中"


def test_a_promise_past_the_statutory_date_is_refused(office):
    visit = office.register()
    office.step(visit.matter, "受理告知", "2026-11-23 09:35", unit="市住建局")
    told = TOLD | {"due": "2027-11-23", "due_reason": "需测绘"}
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number, notices=told)
    assert codes(caught) == {("notices.due", "due_past_statutory")}
    held = office.receive(visit.visit_number, notices=TOLD | {"due": "2027-01-22", "due_reason": "需测绘"})
    assert held["notices"][0]["due"] == "2027-01-22"
    case = office.case(visit.matter)
    assert [one.due.isoformat() for one in case.running if one.what == "办结"] == ["2027-01-22"]


@pytest.mark.parametrize("form", ["接谈", "带班接访", "约访", "下访"])
def test_other_forms_need_no_other_unit(office, form):
    visit = office.register()
    held = office.receive(
        visit.visit_number,
        form=form,
        units=[],
        lead=None,
        leader=None if form == "接谈" else "leader",
        lines=[{"at": "09:51", "text": "@市住建局 核查 月底前"}],
    )
    assert held["duties"][0]["due"] == "2026-11-30"
    reception = office.one(Reception)
    assert (reception.form, reception.lead) == (form, "市信访局")
    assert reception.leader == ("" if form == "接谈" else "李局（示例）")


def test_a_later_date_may_be_told_when_the_lawful_day_is_past(office):
    """Accepted 03-05, so 办结 by 05-04; who comes on 05-05 is told a true date, and 办结 stays overdue."""
    visit = office.register("2026-03-05 09:00")
    office.step(visit.matter, "受理告知", "2026-03-05 10:00", unit="市住建局")
    office.give_notices(visit.visit_number, "2026-05-05 10:00")
    case = office.case(visit.matter)
    assert case.notice.due.isoformat() == "2026-05-05"
    assert [one.due.isoformat() for one in case.running if one.what == "办结"] == ["2026-05-04"]
