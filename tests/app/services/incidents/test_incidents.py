"""Incidents (现场情况): kept for a case or for nobody's; a grave one makes its report and warning at once."""

from __future__ import annotations

import json

import pytest

from app.domain.entries.incident_entry import KINDS, OF_THE_LAW, IncidentEntry, parse_incident
from app.domain.rows.audit import AuditEntry
from app.domain.rows.case import Incident
from app.domain.rows.papers import Document
from app.errors import NotAllowed, Refused
from app.services.case.show_record import show_record
from app.services.case.shown import PushedTo
from app.services.incidents.list_incidents import list_incidents
from app.services.incidents.note_alert_receipt import AlertReceiptEntry, note_alert_receipt
from app.services.incidents.note_incident import note_incident
from app.services.papers.issue_paper import issue_paper
from tests.app.services.office import at

ON = "2026-11-23 10:30"
PLAIN = {"kind": "扬言", "what": "扬言到楼顶（示例）", "who": "王小明", "measures": "劝导，通知保安"}


def note(office, login="clerk", on=ON, **more):
    return note_incident(office.desk(login, on), parse_incident(PLAIN | more)).as_json()


def codes(call, *arguments, **more):
    with pytest.raises(Refused) as caught:
        call(*arguments, **more)
    return [(error.field, error.code) for error in caught.value.errors]


def test_an_incident_of_a_visit_is_shown_with_its_case(office):
    visit = office.register()
    told = note(office, visit=visit.visit_number, police="10:20 报警")
    assert (told["matter"], told["documents"], told["alert"]) == (visit.matter, [], None)
    (shown,) = show_record(office.desk("host"), visit.matter).incidents
    assert (shown.kinds, shown.what, shown.police) == (("扬言",), "扬言到楼顶（示例）", "10:20 报警")
    assert (shown.at, shown.by, shown.grave) == (at(ON), "clerk", False)
    assert [row.record for row in office.all(AuditEntry, act="现场情况")] == [visit.matter]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_taken(office, kind):
    assert note(office, kind=[kind])["incident"]["kinds"] == [kind]


def test_the_six_of_the_law_by_their_number():
    entry = parse_incident(PLAIN | {"kind": ["1", "6", "扬言", "1"]})
    assert entry.kinds == (OF_THE_LAW[0], OF_THE_LAW[5], "扬言")
    assert parse_incident(entry.as_json()) == entry


def test_what_is_missing_or_wrong_is_said_at_once(office):
    entry = parse_incident({"kind": ["打架"], "level": "重大", "matter": "XF340700-A-260918-003-J", "hm": 1})
    assert codes(note_incident, office.desk("clerk"), entry) == [
        ("kind[0]", "not_a_choice"), ("hm", "unknown_key"), ("what", "required"), ("measures", "required"),
        ("level", "alert_needs_grave"),
    ]  # fmt: skip
    assert ("kind", "required") in codes(note_incident, office.desk("clerk"), IncidentEntry())
    assert codes(note, office, visit="LF340700-A-261123-009-9") == [("visit", "not_found")]
    assert not office.all(Incident)


def test_a_grave_one_makes_the_report_and_the_warning_in_the_same_transaction(office):
    visit = office.register()
    told = note(office, visit=visit.visit_number, grave=True, advice="请市住建局到场")
    assert told["documents"] == [
        {"kind": "信访信息专报", "number": "信专A〔2026〕1号"},
        {"kind": "预警单", "number": "信警A〔2026〕1号"},
    ]
    assert told["alert"]["to"] == ["市委、市政府", "属地党委、政府", "相关单位"]
    report, warning = office.all(Document, matter_id=office.case(visit.matter).matter.id)[-2:]
    words = json.dumps(report.content, ensure_ascii=False)
    for said in (
        "第二十五条",
        "扬言到楼顶（示例）",
        "劝导，通知保安",
        "请市住建局到场",
        "没有报警",
        "国家信访局",
    ):
        assert said in words
    assert "重大" in json.dumps(warning.content, ensure_ascii=False)
    desk = office.desk("clerk", ON)
    assert issue_paper(desk, visit.visit_number, "信访信息专报", "a4").document.id == report.id
    assert issue_paper(desk, visit.visit_number, "预警单", "a4").document.id == warning.id
    assert issue_paper(desk, warning.number, "预警单", "a4").times == 1


def test_one_of_nobodys_case_has_its_papers_by_their_numbers(office):
    told = note(office, kind=["突发紧急"], who=None, grave=True, level="特别重大", to=["市委办", "市政府办"])
    assert (told["matter"], told["alert"]["to"]) == (None, ["市委办", "市政府办"])
    issued = issue_paper(office.desk("clerk", ON), told["documents"][0]["number"], "信访信息专报", "a4")
    assert "没有登记的来访人" in json.dumps(issued.document.content, ensure_ascii=False)


def test_the_addressees_sign_for_the_warning_one_after_the_other(office):
    visit = office.register()
    number = note(office, visit=visit.visit_number, grave=True)["alert"]["number"]

    def sign(addressee, on="2026-11-23 11:00", **more):
        entry = AlertReceiptEntry(number=number, addressee=addressee, **more)
        return note_alert_receipt(office.desk("clerk", on), entry).as_json()

    done = sign("市委、市政府", person="张值班（示例）", feedback="已报领导")
    assert done["waiting"] == ["属地党委、政府", "相关单位"]
    assert codes(sign, "市委、市政府") == [("unit", "received_already")]
    assert codes(sign, "市公安局") == [("unit", "not_an_addressee")]
    assert codes(sign, "相关单位", "2026-11-23 10:00") == [("at", "step_before")]
    other = AlertReceiptEntry(number="示信警A〔2026〕9号", addressee="相关单位")
    assert codes(note_alert_receipt, office.desk("clerk"), other) == [("number", "not_found")]
    shown = show_record(office.desk("host"), visit.matter)
    pushed = next(paper for paper in shown.papers if paper.kind == "预警单").pushed_to
    assert pushed[0] == PushedTo(
        addressee="市委、市政府", received_at=at("2026-11-23 11:00"), person="张值班（示例）",
        feedback="已报领导",
    )  # fmt: skip
    assert [whom.received_at for whom in pushed[1:]] == [None, None]


def test_of_a_guarded_case_the_papers_say_nothing_and_go_to_nobody_it_accuses(office):
    visit = office.register(purpose="揭发控告", units=["市教育局"], claim="密告示例", facts="分房示例")
    assert codes(note, office, visit=visit.visit_number, grave=True, to=["市教育局"]) == [
        ("to[0]", "alert_to_accused")
    ]
    told = note(office, visit=visit.visit_number, grave=True)
    assert told["alert"]["to"] == ["市委、市政府"]
    for paper in office.all(Document)[-2:]:
        words = json.dumps(paper.content, ensure_ascii=False)
        assert not [one for one in ("密告示例", "分房", "王", "市教育局", "扬言到楼顶") if one in words], (
            paper.kind
        )
        assert "涉及保密事项" in words
        with pytest.raises(NotAllowed, match="withheld"):
            issue_paper(office.desk("host", ON), paper.number, paper.kind, "a4")
    with pytest.raises(NotAllowed, match="withheld"):
        note(office, login="host", visit=visit.visit_number)
    entry = AlertReceiptEntry(number=told["alert"]["number"], addressee="市委、市政府")
    with pytest.raises(NotAllowed, match="withheld"):
        note_alert_receipt(office.desk("host", "2026-11-23 12:00"), entry)
    (line,) = list_incidents(office.desk("host"), at(ON).date(), at(ON).date())
    assert line.as_json() == {"number": visit.matter, "name": "保密事项", "withheld": True}


def test_the_list_of_a_day(office):
    note(office)
    note(office, on="2026-11-24 09:00", what="第二天（示例）")
    found = list_incidents(office.desk("watch"), at(ON).date(), at(ON).date())
    assert [one.as_json()["what"] for one in found] == ["扬言到楼顶（示例）"]
    with pytest.raises(NotAllowed):
        list_incidents(office.desk("admin"), at(ON).date(), at(ON).date())


def test_a_grave_incident_of_a_case_stands_on_the_list_of_warnings_with_its_receipts(office):
    visit = office.register()
    number = note(office, visit=visit.visit_number, grave=True)["alert"]["number"]
    note(office, visit=visit.visit_number, grave=True, on="2026-11-23 11:30")  # it stands there once
    (entry,) = office.case(visit.matter).entries
    assert (entry.kind, entry.values["level"], entry.values["text"]) == ("预警", "重大", "扬言到楼顶（示例）")
    receipt = AlertReceiptEntry(number=number, addressee="相关单位", person="张值班（示例）")
    note_alert_receipt(office.desk("clerk", "2026-11-23 12:00"), receipt)
    (entry,) = office.case(visit.matter).entries
    assert [fact.data["addressee"] for fact in entry.notes] == ["相关单位"]
