"""A joint reception: CLI.md's example word for word, its refusals, and what it leaves in the store."""

from __future__ import annotations

import json

import pytest

from app.domain.entries.reception_entry import parse_reception
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.domain.rows.desk import Draft
from app.domain.rows.matters import Matter, Notice, Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty, Line, ReceivedVisit, Reception, Seat
from app.domain.terms import RECEPTION_FORMS
from app.errors import NotAllowed, Refused
from app.events import DraftDiscarded, ReceptionEnded
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.papers.issue_paper import issue_paper
from app.services.receptions.hold_reception import hold_reception
from tests.app.services.office import reception_json


def codes(caught) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in caught.value.errors}


def test_example_of_the_contract(office):
    visit = office.register()
    held = office.receive(visit.visit_number)
    assert held["number"].startswith("JF340700-A-261123-001-")
    duties = [(one["unit"], one["duty"], one["due"], one["contact"]) for one in held["duties"]]
    assert duties == [
        ("市住建局", "核查218户产权登记", "2026-12-03", "李局"),
        ("义安区", "逐户登记联系方式", "2026-11-30", None),
    ]
    assert all(one["derivation"] for one in held["duties"])
    assert held["answered_on_the_spot"] == ["水电不停"]
    (notice,) = held["notices"]
    assert notice == {
        "matter": visit.matter,
        "opinion": "由市住建局牵头核查",
        "due": "2026-12-03",
        "contact": "李局 0562-2800000",
        "complete": True,
    }
    assert [(one["kind"], one.get("unit")) for one in held["documents"]] == [
        ("联合接访记录", None),
        ("交办单", "市住建局"),
        ("交办单", "义安区"),
        ("三个告知单", None),
    ]
    assert [one["number"] for one in held["documents"]] == [
        "信接A〔2026〕1号",
        "信交A〔2026〕1号",
        "信交A〔2026〕2号",
        "信告A〔2026〕1号",
    ]


def test_everything_is_stored_together(office):
    visit = office.register()
    held = office.receive(visit.visit_number)
    reception = office.one(Reception)
    assert (reception.number, reception.status, reception.result) == (held["number"], "已结束", "交办")
    assert office.one(ReceivedVisit).visit_id == visit.visit_id
    assert [(one.unit, one.absent) for one in office.all(Seat)] == [("市住建局", False), ("义安区", True)]
    assert [one.kind for one in office.all(Line)] == ["诉求", "交办", "交办", "现场答复"]
    assert {one.line_id for one in office.all(Duty)} == {one.id for one in office.all(Line)[1:3]}
    assert [(one.mode, one.unit) for one in office.all(Step)] == [
        ("登记", None),
        ("交办", "市住建局"),
        ("交办", "义安区"),
    ]
    matter = office.one(Matter)
    assert (matter.status, matter.unit, matter.due.isoformat()) == ("办理中", "市住建局", "2026-11-30")
    assert len(office.all(Document)) == 4
    assert "联合接访" in [one.act for one in office.all(AuditEntry)]
    assert office.events[-1] == ReceptionEnded(reception.id, (visit.matter_id,))


def test_the_date_of_forwarding_is_met_by_the_duties(office):
    visit = office.register()
    office.receive(visit.visit_number)
    case = office.case(visit.matter)
    owed = {(one.what, one.who): one for one in case.obligations}
    assert owed["转送", "市信访局"].met_at is not None
    assert owed["书面告知", "市住建局"].running
    assert [(one.who, one.due.isoformat(), one.kind) for one in case.open_duties] == [
        ("义安区", "2026-11-30", "限期"),
        ("市住建局", "2026-12-03", "限期"),
    ]


def test_wide_letters_say_the_same(office):
    visit = office.register()
    wide = [
        {"at": "09:51", "text": "＠市住建局　核查２１８户产权登记　１０日　回＠李局"},
        {"at": "10:02", "text": "！现场答复：水电不停"},
    ]
    held = office.receive(visit.visit_number, lines=wide)
    assert held["duties"][0]["due"] == "2026-12-03"
    assert held["answered_on_the_spot"] == ["水电不停"]


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ({"units": []}, ("units", "other_unit_required")),
        ({"units": [{"unit": "市信访局"}]}, ("units", "other_unit_required")),
        ({"units": [{"unit": "没有的局"}]}, ("units[0].unit", "unit_unknown")),
        ({"leader": None}, ("leader", "required")),
        ({"visits": []}, ("visits", "visit_required")),
        ({"visits": ["LF340700-A-261123-999-0"]}, ("visits[0]", "not_found")),
        ({"lines": [{"at": "09:51", "text": "@市住建局 核查产权"}]}, ("lines[0].text", "duty_without_date")),
        ({"lines": [{"at": "09:51", "text": "@火星局 核查 3日"}]}, ("lines[0].text", "unit_unknown")),
        ({"at": "2026-11-23T09:00:00+08:00"}, ("at", "reception_before_arrival")),
        ({"notices": {"opinion": "核查"}}, ("notices.contact", "contact_required")),
        ({"notices": None}, ("notices.opinion", "opinion_required")),
        ({"result": "散会"}, ("result", "not_a_choice")),
        ({"continues": "JF340700-A-261123-009-0"}, ("continues", "not_found")),
    ],
)
def test_refusals_store_nothing(office, over, expected):
    visit = office.register()
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number, **over)
    assert expected in codes(caught)
    assert not office.all(Reception)
    assert not office.all(Duty)
    assert office.one(Matter).status == "已登记"


def test_all_errors_come_at_once(office):
    visit = office.register(purpose="揭发控告")
    with pytest.raises(Refused) as caught:
        office.receive(
            visit.visit_number,
            "XX",
            login="leader",
            units=[{"unit": "没有的局"}],
            leader=None,
            continues=visit.visit_number,
        )
    fields = {one.field for one in caught.value.errors}
    assert {"visits[1]", "units[0].unit", "leader", "lines[1].text", "continues"} <= fields


def test_going_on_another_day_needs_no_notices_and_its_demands_are_carried_over(office):
    visit = office.register()
    lines = [{"at": "09:43", "text": "代表：要求答复办证时间"}]
    first = office.receive(visit.visit_number, lines=lines, result="继续协调", notices=None)
    assert first["notices"] == [
        {"matter": visit.matter, "opinion": None, "due": None, "contact": None, "complete": False}
    ]
    assert [one["kind"] for one in first["documents"]] == ["联合接访记录"]
    assert not office.all(Notice)
    second = office.receive(visit.visit_number, on="2026-11-24 09:00", continues=first["number"])
    assert second["carried"] == ["代表：要求答复办证时间"]
    new = office.one(Reception, number=second["number"])
    assert new.continues == office.one(Reception, number=first["number"]).id
    kept = sorted(office.all(Line, reception_id=new.id), key=lambda line: line.position)
    assert kept[0].text == "代表：要求答复办证时间"
    assert [one.position for one in kept] == [0, 1, 2, 3, 4]
    duty = office.all(Duty, reception_id=new.id)[0]
    assert duty.line_id == kept[2].id


def test_a_demand_that_was_answered_is_not_carried_over(office):
    visit = office.register()
    first = office.receive(visit.visit_number)
    second = office.receive(visit.visit_number, on="2026-11-24 09:00", continues=first["number"])
    assert second["carried"] == []


def test_going_on_that_was_taken_back_carries_nothing_over(office):
    """What was answered stays answered: only the reception's 继续协调 kept its demands open."""
    others = [{"at": "09:43", "text": "@市住建局 另查一事 10日"}]
    visit = office.register()
    first = office.receive(visit.visit_number, result="继续协调")
    going_on = next(step for step in office.all(Step) if step.mode == "继续协调")
    wanted = WithdrawalWanted(number=visit.matter, step=going_on.id, reason="结果填错了")
    withdraw_step(office.desk("host", "2026-11-23 15:00"), wanted)
    second = office.receive(
        visit.visit_number, on="2026-11-24 09:00", continues=first["number"], lines=others
    )
    assert second["carried"] == []


def test_a_leader_off_the_roster_needs_a_reason(office):
    visit = office.register()
    day = office.desk("host", "2026-11-23 08:00").clock.now().date()
    office.add(Roster(id=new_id(), day=day, leader="孙局（示例）"))
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number)
    assert codes(caught) == {("roster_reason", "confirm_other_leader")}
    assert office.receive(visit.visit_number, roster_reason="孙局外出，李局代班")["number"]


@pytest.mark.parametrize(
    ("result", "status", "due"),
    [("现场办结", "已办结", None), ("引导", "已引导", None), ("转办", "办理中", "2026-12-08")],
)
def test_results_without_duties(office, result, status, due):
    visit = office.register()
    lines = [{"at": "10:02", "text": "!水电不停"}]
    office.receive(visit.visit_number, result=result, lines=lines)
    matter = office.one(Matter)
    assert (matter.status, matter.due and matter.due.isoformat()) == (status, due)


def test_duties_keep_a_matter_open_whatever_was_settled(office):
    visit = office.register()
    office.receive(visit.visit_number, result="现场办结")
    assert office.one(Matter).status == "办理中"


def test_two_visits_of_one_matter_and_one_of_another(office):
    first = office.register()
    again = office.register("2026-11-23 09:33", matter=first.matter)
    other = office.register("2026-11-23 09:35", claim="另一件事")
    held = office.receive(first.visit_number, again.visit_number, other.visit_number)
    assert [one["matter"] for one in held["notices"]] == [first.matter, other.matter]
    kinds = [one["kind"] for one in held["documents"]]
    assert kinds.count("交办单") == 2
    assert kinds.count("三个告知单") == 3
    assert len(held["duties"]) == 2
    assert len(office.all(Duty)) == 4


def test_nothing_of_an_accusation_goes_to_the_accused(office):
    visit = office.register(purpose="揭发控告", units=["市住建局"])
    with pytest.raises(NotAllowed):
        office.receive(visit.visit_number)  # who may not read it may not hear it
    with pytest.raises(Refused) as caught:
        office.receive(visit.visit_number, login="leader")
    assert ("units[0].unit", "route_to_accused") in codes(caught)
    assert ("lines[1].text", "route_to_accused") in codes(caught)


def test_a_clerk_may_not_hold_one(office):
    visit = office.register()
    with pytest.raises(NotAllowed):
        office.receive(visit.visit_number, login="clerk")


def test_it_ends_with_its_last_line(office):
    visit = office.register()
    office.receive(visit.visit_number)
    assert office.one(Reception).ended_at.isoformat() == "2026-11-23T10:02:00+08:00"


def test_the_windows_draft_goes_with_it_or_stays(office):
    visit = office.register()
    desk = office.desk("host", "2026-11-23 09:40")
    draft = Draft(
        id=new_id(),
        screen="联合接访",
        owner="host",
        title="王** 等",
        words="",
        stopped_at="记录",
        begun_at=desk.clock.now(),
        changed_at=desk.clock.now(),
    )
    office.add(draft)
    with pytest.raises(Refused):
        hold_reception(desk, parse_reception(reception_json("XX", on="2026-11-23 09:40")), draft_id=draft.id)
    assert office.one(Draft) == draft
    hold_reception(
        desk, parse_reception(reception_json(visit.visit_number, on="2026-11-23 09:40")), draft_id=draft.id
    )
    assert office.all(Draft) == []
    assert office.events[-1] == DraftDiscarded(draft.id)


@pytest.mark.parametrize("form", RECEPTION_FORMS)
def test_the_minutes_name_their_form_and_are_found_by_it(office, form):
    visit = office.register()
    joint = form == "联合接访"
    lines = [{"at": "09:43", "text": "来访人：要求办证"}, {"at": "09:50", "text": "!本周内答复"}]
    held = office.receive(
        visit.visit_number,
        form=form,
        lines=lines,
        result="现场办结",
        **({} if joint else {"units": [], "lead": None}),
        **({"leader": None} if form == "接谈" else {}),
    )
    assert held["documents"][0]["kind"] == f"{form}记录"
    assert office.one(Reception).form == form
    desk = office.desk("host", "2026-11-23 11:00")
    for kind in (f"{form}记录", "联合接访记录"):
        issued = issue_paper(desk, held["number"], kind, "a4")
        assert issued.document.content["title"] == f"{form}记录"
    words = json.dumps(issued.document.content, ensure_ascii=False)
    assert ("到场单位" in words) == joint
