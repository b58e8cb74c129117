"""A correction of the words of a paper that a 带班领导 has signed waits for his signature (CASE.md 3)."""

from __future__ import annotations

import json

import pytest

from app.domain.case.signing import AMEND
from app.domain.masks import mask_typed
from app.domain.rows.base import new_id
from app.domain.rows.case import Request
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.visits import Amendment, Person
from app.errors import FieldError, NotAllowed, Refused
from app.services.approvals.decide_request import approve_request, refuse_request, waiting_requests
from app.services.approvals.read_requests import read_request, requests_to_sign
from app.services.papers.first_page import AFTER_SIGNING, first_page
from app.services.papers.issue_paper import issue_paper
from app.services.visits import preview_correction
from app.services.visits.amend_record import amend_record
from app.services.visits.preview_correction import preview_amendment
from tests.app.services.office import at

GROUND = {"ground": "not_remit", "body": "示例市自然资源局"}
RIGHT = {"person": 0, "name": "汪小明"}
LATER = {
    "name": "甲某", "id_type": "无", "no_id_reason": "当场无证件", "phone": "13800001234",
    "address": "示例路1号", "representative": True,
}  # fmt: skip


@pytest.fixture
def visit(office):
    """A 不予受理 that the leader signed in the morning; its letter has been handed out."""
    made = office.register()
    office.signed(made.visit_number, "不予受理", "2026-11-23 10:00", **GROUND)
    letter = office.one(Document, kind="不予受理告知书")
    issue_paper(office.desk("host", "2026-11-23 10:10"), letter.number, letter.kind)
    return made.visit_number


def letters(office):
    return [row for row in office.all(Document) if row.kind == "不予受理告知书"]


def reissue(office, on="2026-11-23 12:00"):
    first = letters(office)[0]
    return issue_paper(office.desk("host", on), first.number, first.kind).document


@pytest.mark.parametrize("changes", [RIGHT, {"claim": "丽景园 5 幢办证（示例）"}], ids=["name", "claim"])
def test_no_other_words_go_out_under_his_name_until_he_has_signed_them(office, visit, changes):
    desk = office.desk("host", "2026-11-23 11:00")
    assert preview_amendment(desk, visit, changes).second
    pending = amend_record(desk, visit, changes).as_json()["pending"]
    assert office.all(Amendment) == []
    assert office.one(Person).name == "王小明"
    assert reissue(office).id == letters(office)[0].id, "until then the letter stands"
    with pytest.raises(NotAllowed):
        approve_request(office.desk("host", "2026-11-23 11:10"), pending["id"])
    approve_request(office.desk("leader", "2026-11-23 11:20"), pending["id"])
    assert office.one(Amendment).approved_by == "leader"
    new = reissue(office)
    assert new.replaces == letters(office)[0].id
    assert next(iter(changes.values() if "claim" in changes else ["汪小明"])) in json.dumps(
        new.content, ensure_ascii=False
    )


def test_of_a_letter_that_was_replaced_the_new_one_alone_is_his_to_sign_again(office, visit):
    made = amend_record(office.desk("host", "2026-11-23 11:00"), visit, RIGHT).as_json()
    approve_request(office.desk("leader", "2026-11-23 11:20"), made["pending"]["id"])
    new = reissue(office)
    changes = {"claim": "丽景园 5 幢办证（示例）"}
    signed = preview_amendment(office.desk("host", "2026-11-23 12:10"), visit, changes).signed
    assert [paper.id for paper in signed] == [new.id]


def test_a_correction_that_he_sends_back_changes_nothing(office, visit):
    pending = amend_record(office.desk("host", "2026-11-23 11:00"), visit, RIGHT).as_json()["pending"]
    refuse_request(office.desk("leader", "2026-11-23 11:20"), pending["id"], "证件上是王")
    assert office.all(Amendment) == []
    assert reissue(office).id == letters(office)[0].id


def test_it_waits_also_where_the_letter_has_not_been_printed_yet(office):
    made = office.register()
    office.signed(made.visit_number, "不予受理", "2026-11-23 10:00", **GROUND)
    assert (
        "pending" in amend_record(office.desk("host", "2026-11-23 11:00"), made.visit_number, RIGHT).as_json()
    )


@pytest.mark.parametrize("changes", [{"person": 0, "phone": "13900001234"}, {"written": True}])
def test_what_does_not_stand_on_it_waits_for_nobody(office, visit, changes):
    assert "changed" in amend_record(office.desk("host", "2026-11-23 11:00"), visit, changes).as_json()


def test_a_letter_that_nobody_had_to_sign_waits_for_nobody(office):
    made = office.register()
    office.step(made.visit_number, "受理告知", "2026-11-23 10:00", unit="市住建局")
    assert (
        "changed" in amend_record(office.desk("host", "2026-11-23 11:00"), made.visit_number, RIGHT).as_json()
    )


def test_to_hide_a_case_waits_for_nobody(office, visit):
    made = amend_record(office.desk("second", "2026-11-23 11:00"), visit, {"confidential": True}).as_json()
    assert [row["field"] for row in made["changed"]] == ["confidential"]


@pytest.mark.parametrize("changes", [RIGHT, {"claim": "丽景园 5 幢办证（示例）"}], ids=["name", "claim"])
def test_the_leader_sees_the_letter_that_will_go_out_before_he_signs(office, visit, changes):
    amend_record(office.desk("host", "2026-11-23 11:00"), visit, changes)
    leader = office.desk("leader", "2026-11-23 11:10")
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item)
    assert shown.makes_paper
    assert ("谁的", "第 1 人") in shown.words or "person" not in changes
    assert not [label for label, _ in shown.words if label.isascii()]
    assert not read_request(leader, item, picture=False).pictures
    approve_request(leader, item.request.id)
    new = reissue(office)
    with office.store.reading() as reads:
        went_out = first_page(leader, reads, new.content | {"number": AFTER_SIGNING})
        before = first_page(leader, reads, letters(office)[0].content | {"number": AFTER_SIGNING})
    assert shown.pictures == (went_out,)
    assert shown.pictures != (before,)


def test_of_several_letters_that_he_signed_he_sees_each(office):
    """One signed letter after another: of none are the new words his before he saw them."""
    number = twice_signed(office)
    amend_record(office.desk("host", "2026-11-24 11:00"), number, {"claim": "丽景园 5 幢办证（示例）"})
    leader = office.desk("leader", "2026-11-24 11:10")
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item)
    old = letters(office)
    assert len(old) == 2
    assert [letter.paper.id for letter in shown.correction.letters] == [row.id for row in old]
    approve_request(leader, item.request.id)
    went_out = []
    for row in old:
        new = issue_paper(office.desk("host", "2026-11-24 12:00"), row.number, row.kind).document
        assert new.replaces == row.id
        with office.store.reading() as reads:
            went_out.append(first_page(leader, reads, new.content | {"number": AFTER_SIGNING}))
    assert list(shown.pictures) == went_out
    assert len(set(went_out)) == len(old)


def twice_signed(office):
    """不予受理, and once more when he came again: a leader signed both letters."""
    made = office.register()
    office.signed(made.visit_number, "不予受理", "2026-11-23 10:00", **GROUND)
    again = office.register("2026-11-24 09:00", matter=office.one(Matter).number)
    office.signed(again.visit_number, "不予受理", "2026-11-24 10:00", **GROUND)
    return again.visit_number


def test_what_is_missing_on_the_letter_is_told_and_nobody_waits_for_its_picture(office, visit, monkeypatch):
    def lacks(*_case):
        raise Refused(FieldError("json", "paper_needs", {"what": "来访人"}))

    amend_record(office.desk("host", "2026-11-23 11:00"), visit, RIGHT)
    monkeypatch.setattr(preview_correction, "words_anew", lacks)
    leader = office.desk("leader", "2026-11-23 11:10")
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item)
    assert (shown.makes_paper, shown.pictures) == (False, ())
    assert "paper_needs" in [warning.code for warning in shown.correction.warnings]


def test_a_correction_that_touches_no_signed_letter_shows_none(office):
    made = office.register(confidential=True)
    changes = {"confidential": False}
    amend_record(office.desk("second", "2026-11-23 11:00"), made.visit_number, changes)
    leader = office.desk("leader", "2026-11-23 11:10")
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item)
    assert (shown.makes_paper, shown.pictures) == (False, ())


def test_a_request_shows_the_leader_no_number_in_full(office, visit):
    """Whoever wants it whole asks for it with a purpose, which is audited (CLI.md show --unmask)."""
    phone, contact = "13900001234", "刘某（示例） 13800005678"
    changes = {**RIGHT, "phone": phone}
    amend_record(office.desk("host", "2026-11-23 11:00"), visit, changes)
    leader = office.desk("leader", "2026-11-23 11:10")
    (waiting,) = waiting_requests(leader)
    assert waiting.as_json()["entry"]["changes"] == {**changes, "phone": "139****1234"}
    (item,) = requests_to_sign(leader)
    words = [text for _, text in read_request(leader, item, picture=False).words]
    assert "139****1234" in words
    assert phone not in " ".join(words)
    assert mask_typed({"proxy": {"name": "刘某", "contact": contact, "code": "340722190101010019"}}) == {
        "proxy": {"name": "刘某", "contact": "刘某（示例） 138****5678", "code": "340722********0019"}
    }
    approve_request(leader, waiting.request.id)
    assert office.one(Person).phone == phone


@pytest.mark.parametrize("changes", [RIGHT, {"headcount": 2}], ids=["person", "visit"])
def test_it_is_of_the_visit_that_was_the_newest_when_it_was_asked_for(office, visit, changes):
    """Asked for by the matter's number, it would correct who came meanwhile."""
    matter = office.one(Matter)
    asked = amend_record(office.desk("host", "2026-11-23 11:00"), matter.number, changes)
    again = office.register("2026-11-23 11:05", matter=matter.number, people=[LATER])
    approve_request(office.desk("leader", "2026-11-23 11:20"), asked.as_json()["pending"]["id"])
    first = office.case(matter.number).visits[0]
    (amended,) = office.all(Amendment)
    assert first.number == visit != again.visit_number
    assert amended.row_id in {first.id, *(row.id for row in office.case(matter.number).people_of(first.id))}
    assert "甲某" in {row.name for row in office.all(Person)}


@pytest.mark.parametrize("changes", [RIGHT, {"headcount": 2}], ids=["person", "visit"])
def test_a_request_of_an_earlier_build_that_names_no_visit_corrects_no_later_one(office, visit, changes):
    """It was kept under the matter's number: after a return visit nobody knows which one was meant."""
    matter = office.one(Matter)
    request = Request(
        id=new_id(), matter_id=matter.id, act=AMEND, mode=AMEND,
        entry={"number": matter.number, "changes": changes}, at=at("2026-11-23 11:00"), by="host",
    )  # fmt: skip
    office.add(request)
    leader = office.desk("leader", "2026-11-23 11:20")
    (item,) = requests_to_sign(leader)
    assert not read_request(leader, item, picture=False).correction.errors, "he came once: it is that visit"
    office.register("2026-11-23 11:05", matter=matter.number, people=[LATER])
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item, picture=False).correction.errors
    assert [error.code for error in shown] == ["request_names_no_visit"]
    with pytest.raises(Refused) as refused:
        approve_request(leader, request.id)
    assert refused.value.errors == shown
    assert office.all(Amendment) == []


def test_of_the_matter_itself_such_a_request_is_clear(office, visit):
    matter = office.one(Matter)
    changes = {"claim": "丽景园 5 幢办证（示例）"}
    entry = {"number": matter.number, "changes": changes}
    request = Request(
        id=new_id(), matter_id=matter.id, act=AMEND, mode=AMEND, entry=entry, at=at("2026-11-23 11:00"),
        by="host",
    )  # fmt: skip
    office.add(request)
    office.register("2026-11-23 11:05", matter=matter.number, people=[LATER])
    approve_request(office.desk("leader", "2026-11-23 11:20"), request.id)
    assert office.case(matter.number).matter.claim == changes["claim"]
