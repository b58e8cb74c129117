"""Showing and finding: masked unless a purpose is given, confidential content for those named in it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from app.cli.show_json import show_json
from app.domain.rows.audit import AuditEntry
from app.errors import NotAllowed, Refused
from app.services.case.show_record import show_record
from app.services.visits.amend_record import amend_record
from app.services.visits.find_records import find_records

SECRETS = ("王小明", "340722190103200019", "13800001234", "示例路1号")


def dumped(answer) -> str:
    return json.dumps(answer, ensure_ascii=False, default=str)


def test_shown_masked_by_number_code_and_loose_typing(front):
    done = front.register(oral_notices={"opinion": "转市住建局核查", "contact": "李局"})
    loose = done.visit_number.lower().replace("-", " ")
    for text in (done.visit_number, done.query_code, loose):
        shown = show_record(front.desk("other"), text)
        assert shown.number == done.visit_number
        assert not [one for one in SECRETS if one in dumped(show_json(shown))]
    assert shown.people[0].id_number == "340722********0019"
    assert shown.notices_complete is True
    assert [day.what for day in shown.dates] == ["转送", "承诺受理"]
    assert [step.row.mode for step in shown.steps] == ["登记"]


def test_a_matter_shows_all_its_visits(front):
    first = front.register()
    front.register(matter=first.matter, people=[front.person(name="李小红", id_number="340621190211058847")])
    shown = show_record(front.desk(), first.matter)
    assert show_json(shown)["kind"] == "信访事项"
    assert [line.masked_name for line in shown.visits] == ["王**", "李**"]
    assert len(shown.people) == 2


def test_accounts_and_codes_come_with_the_names_that_people_know(front):
    done = front.register()
    amend_record(front.desk("host"), done.visit_number, {"place": "340722"})
    for number in (done.visit_number, done.matter):
        shown = show_record(front.desk("other"), number)
        assert shown.visits[0].clerk == "clerk", "the account stays what programs read"
        assert shown.names == {"clerk": "张三（示例）", "host": "王五（示例）"}
        assert shown.places == {"340706": "义安区", "340722": "枞阳县"}


def test_unmasking_wants_a_purpose_and_is_audited(front):
    done = front.register()
    with pytest.raises(Refused):
        show_record(front.desk(), done.visit_number, unmask=True, purpose=" ")
    shown = show_record(front.desk(), done.visit_number, unmask=True, purpose="核对身份")
    assert shown.people[0].id_number == "340722190103200019"
    entry = front.all(AuditEntry)[-1]
    assert (entry.act, entry.record, entry.purpose, entry.who) == (
        "查看完整证件号",
        done.visit_number,
        "核对身份",
        "clerk",
    )


def test_a_clerk_unmasks_only_her_own_day(front):
    done = front.register()
    with pytest.raises(NotAllowed) as caught:
        show_record(front.desk("other"), done.visit_number, unmask=True, purpose="核对")
    assert caught.value.code == "unmask_own_day"
    assert front.all(AuditEntry)[-1].success is False
    later = front.desk("host", at=front.monday + timedelta(days=40))
    assert show_record(later, done.visit_number, unmask=True, purpose="核对").people[0].name == "王小明"


def test_a_guarded_case_is_for_its_first_clerk_and_the_leaders(front):
    done = front.register(purpose="揭发控告", claim="举报示例单位", facts="示例材料")
    for number in (done.visit_number, done.matter, done.query_code):
        with pytest.raises(NotAllowed, match="withheld"):
            show_record(front.desk("host"), number)
    for login in ("clerk", "leader"):
        assert show_record(front.desk(login), done.visit_number).visit.claim == "举报示例单位"
    assert find_records(front.desk("host"), "举报").hits == ()
    line = {"number": done.visit_number, "name": "保密事项", "withheld": True}
    assert line in find_records(front.desk("host"), done.visit_number).as_json()["hits"]


@pytest.mark.parametrize("text", ["王小明", "wxm", "wangxiaoming", "0019", "1234", "办证", "丽", "LF340700"])
def test_found_by_whatever_is_at_hand(front, text):
    done = front.register()
    if text == "LF340700":
        text = done.visit_number
    found = find_records(front.desk(), text).as_json()
    assert done.visit_number in [hit["number"] for hit in found["hits"]]
    assert "王小明" not in dumped(found)
    assert found["hits"][0]["why"]


def test_nothing_to_look_for_is_said(front):
    with pytest.raises(Refused) as caught:
        find_records(front.desk(), "  ")
    assert front.refused(caught) == {("text", "search_empty")}
    with pytest.raises(Refused):
        find_records(front.desk(), "王", limit=0)


@pytest.mark.parametrize("number", ["", "LF340700-A-261123-001-K", "无此号", "7KQ4M-2XP9T-3"])
def test_unknown_number(front, number):
    with pytest.raises(Refused) as caught:
        show_record(front.desk(), number)
    assert front.refused(caught) == {("number", "not_found")}


def test_of_a_sitting_each_case_shows_its_own_words(office):
    """Two families in one sitting: what one of them said is not read in the other's record."""
    first = office.register("2026-11-23 09:10")
    second = office.register("2026-11-23 09:20", claim="示例二：宅基地", people=[other_person()])
    lines = [
        {"at": "09:43", "text": "#1 代表：要求办证"},
        {"at": "09:44", "text": "#1@市住建局 核查登记 10日 回@李局"},
        {"at": "09:45", "text": "#2 代表：家里有病人"},
        {"at": "09:46", "text": "#2@市住建局 上门核实 10日"},
        {"at": "09:50", "text": "两家都等答复"},
    ]
    office.receive(first.visit_number, second.visit_number, lines=lines, leader="leader")
    shown = {
        visit.visit_number: [
            line.text
            for reception in show_record(office.desk("host"), visit.visit_number).receptions
            for line in reception.lines
        ]
        for visit in (first, second)
    }
    assert "家里有病人" not in str(shown[first.visit_number])
    assert "要求办证" not in str(shown[second.visit_number])
    for said in shown.values():
        assert "两家都等答复" in said


def other_person() -> dict[str, Any]:
    return {
        "name": "李示例", "id_type": "居民身份证", "id_number": "340621190211058847",
        "address": "安徽省淮北市濉溪县示例路2号", "representative": True,
    }  # fmt: skip
