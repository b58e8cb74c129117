"""A correction after a paper was drawn up: the one to be handed out in its place, and what waits to be."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.domain.case.modes import ACCEPTING
from app.domain.entries.step_entry import parse_step
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import NotAllowed
from app.services.approvals.decide_request import approve_request
from app.services.handling.advance_matter import Advanced, Pending, advance_matter
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.papers.issue_paper import issue_paper
from app.services.papers.papers_to_hand_out import papers_to_hand_out
from app.services.visits.amend_record import amend_record
from tests.app.services.office import OPINION

WRONG, RIGHT = "玉小明", "王小明"
PERSON = {
    "name": WRONG,
    "id_type": "无",
    "no_id_reason": "当场无证件",
    "phone": "13800001234",
    "address": "示例路1号",
}


@pytest.fixture
def letter(front) -> Document:
    """The 受理告知书 of a visitor whose surname was written down wrong."""
    visit = front.register(people=[PERSON])
    host = front.desk("host", front.monday + timedelta(hours=1))
    done = advance_matter(
        host, parse_step({"visit": visit.visit_number, "mode": ACCEPTING, "unit": "市住建局"})
    )
    assert isinstance(done, Advanced)
    return done.documents[0]


def words(document: Document) -> str:
    return json.dumps(document.content, ensure_ascii=False)


def correct(front, letter: Document, **changes: object) -> tuple[str, ...]:
    desk = front.desk("host", front.monday + timedelta(hours=2))
    visit = front.one(Visit, id=letter.visit_id)
    return tuple(paper.kind for paper in amend_record(desk, visit.number, changes).replaced)


def waiting(front, letter: Document) -> list[tuple[str, bool]]:
    found = papers_to_hand_out(front.desk("host"), front.one(Visit, id=letter.visit_id).number)
    return [(paper.kind, paper.replaces) for paper in found]


def test_a_letter_with_a_wrong_name_is_handed_out_anew_and_the_old_one_says_so(front, letter):
    later = front.desk("host", front.monday + timedelta(hours=3))
    assert issue_paper(later, letter.number, letter.kind).times == 0
    assert correct(front, letter, person=0, name=RIGHT) == (letter.kind,)
    new = issue_paper(later, letter.number, letter.kind)
    assert (new.times, new.document.replaces) == (0, letter.id)
    assert new.document.number != letter.number
    assert (new.document.step_id, new.document.unit) == (letter.step_id, letter.unit)
    assert RIGHT in words(new.document)
    assert WRONG not in words(new.document)
    assert f"的 {letter.number} 作废" in new.document.content["replaces"]
    again = issue_paper(later, new.document.number, letter.kind)
    assert (again.times, again.document.id) == (1, new.document.id)
    old = issue_paper(later, letter.number, letter.kind)
    assert (old.times, old.document.id) == (1, letter.id), "who asks for the old one gets it, marked 作废"


def test_one_that_was_never_printed_comes_out_right(front, letter):
    correct(front, letter, person=0, name=RIGHT)
    new = issue_paper(front.desk("host"), letter.number, letter.kind)
    assert RIGHT in words(new.document)


def test_a_correction_that_is_not_on_the_paper_makes_no_other(front, letter):
    issue_paper(front.desk("host"), letter.number, letter.kind)
    assert correct(front, letter, written=True) == ()
    again = issue_paper(front.desk("host"), letter.number, letter.kind)
    assert (again.times, again.document.id) == (1, letter.id)


def test_a_matter_corrected_changes_the_letters_that_speak_of_it(front, letter):
    issue_paper(front.desk("host"), letter.number, letter.kind)
    assert correct(front, letter, claim="示例花园 5 幢办证") == (letter.kind,)
    assert "5 幢" in words(issue_paper(front.desk("host"), letter.number, letter.kind).document)


def test_what_waits_to_be_handed_out_is_told_until_it_is(front, letter):
    assert waiting(front, letter) == [(letter.kind, False)]
    issue_paper(front.desk("host"), letter.number, letter.kind)
    assert waiting(front, letter) == []
    correct(front, letter, person=0, name=RIGHT)
    assert waiting(front, letter) == [(letter.kind, True)]
    issue_paper(front.desk("host"), letter.number, letter.kind)
    assert waiting(front, letter) == []


def test_a_slip_waits_where_its_words_are_others_and_not_for_every_correction(front, letter):
    issue_paper(front.desk("host"), letter.number, letter.kind)
    visit = front.one(Visit, id=letter.visit_id)
    issue_paper(front.desk(), visit.number)
    correct(front, letter, person=0, phone="13900001234")
    assert waiting(front, letter) == []
    correct(front, letter, purpose="申诉")
    assert waiting(front, letter) == [("来访回执", True)]


def test_an_address_learnt_later_makes_another_slip_by_the_notice_that_is_owed_for_it(front):
    """Nobody owes notice to a visitor without an address (条例第23条第2款): the slip tells other dates."""
    hours = [front.monday + timedelta(hours=hour) for hour in range(1, 5)]
    visit = front.register(
        people=[{key: PERSON[key] for key in PERSON if key != "address"}],
        absent={"people[0].address": "不愿提供"},
    )
    step = {"visit": visit.visit_number, "mode": "转送", "unit": "市住建局"}
    advance_matter(front.desk("host", hours[0]), parse_step(step))
    old = issue_paper(front.desk("host", hours[1]), visit.visit_number).document
    changes = {"person": 0, "address": PERSON["address"]}
    done = amend_record(front.desk("host", hours[2]), visit.visit_number, changes)
    assert [paper.id for paper in done.replaced] == [old.id]
    later = front.desk("host", hours[3])
    offered = papers_to_hand_out(later, visit.visit_number)
    assert [paper.replaces for paper in offered if paper.kind == old.kind] == [True]
    new = issue_paper(later, visit.visit_number)
    assert (new.times, new.document.replaces) == (0, old.id)


def test_a_step_taken_back_hands_out_nothing(front, letter):
    case = {"number": front.one(Visit).number, "step": letter.step_id, "reason": "办错了"}
    withdraw_step(front.desk("host", front.monday + timedelta(hours=2)), WithdrawalWanted(**case))
    assert waiting(front, letter) == []


def test_who_may_not_print_is_told_nothing(front, letter):
    with pytest.raises(NotAllowed):
        papers_to_hand_out(front.desk("admin"), front.one(Visit).number)


@pytest.mark.parametrize(
    ("mode", "more"),
    [
        ("转送", {"unit": "市住建局"}),
        ("交办", {"unit": "市住建局", "term": "5工作日"}),
        ("受理告知", {}),
        ("不予受理", {"ground": "not_remit", "body": "示例市自然资源局"}),
        ("引导", {"ground": "litigation", "body": "义安区人民法院"}),
        ("直接回复", {"answer": "已当场说明办证时间"}),
        ("听证", {"kind": "公开听证"}),
        ("调解", {"kind": "调解", "result": "乙方三个月内办证", "body": "示例置业"}),
        ("调解", {"kind": "和解", "result": "乙方三个月内办证", "body": "示例置业"}),
        ("延期", {"days": 30, "reason": "情况复杂"}),
        ("办结", OPINION),
    ],
)
def test_nothing_but_the_correction_is_new_on_a_letter(office, mode, more):
    visit = office.register(people=[PERSON]).visit_number
    if mode in ("延期", "办结"):
        office.step(visit, ACCEPTING, "2026-11-23 10:00", unit="市信访局")
        office.give_notices(visit, "2026-11-23 10:30")
    done = office.ask(visit, mode, "2026-11-23 11:00", **more)
    signed = isinstance(done, Pending)
    if signed:
        done = approve_request(office.desk("leader", "2026-11-23 11:10"), done.request.id)
    letter = office.one(Document, number=done.as_json()["documents"][0]["number"])
    pending = amend_record(office.desk("host", "2026-11-23 12:00"), visit, {"person": 0, "name": RIGHT})
    if signed:
        approve_request(office.desk("leader", "2026-11-23 12:10"), pending.as_json()["pending"]["id"])
    new = issue_paper(office.desk("host", "2026-11-23 12:30"), letter.number, letter.kind).document
    assert new.replaces == letter.id
    was = letter.content | json.loads(words(letter).replace(WRONG, RIGHT))
    changed = {key for key in was | new.content if was.get(key) != new.content.get(key)}
    assert changed == {"number", "replaces"}
