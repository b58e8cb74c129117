"""A letter that a leader signed at one desk, a correction stored at another: new words wait for him."""

from __future__ import annotations

import json

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.case import Request
from app.domain.rows.centre import Staff
from app.domain.rows.papers import Document
from app.domain.rows.visits import Amendment, Person
from app.errors import NotAllowed, Refused
from app.services.approvals.ask_reissue import ask_reissue, issue_or_ask
from app.services.approvals.decide_request import approve_request, refuse_request
from app.services.approvals.read_requests import read_request, requests_to_sign
from app.services.approvals.recall_request import recall_request
from app.services.papers.first_page import AFTER_SIGNING, first_page
from app.services.papers.issue_paper import issue_paper
from app.services.papers.papers_to_hand_out import papers_to_hand_out
from app.services.visits.amend_record import amend_record
from tests.app.services.office import at

KIND = "不予受理告知书"
WRONG, RIGHT = "王小明", "汪小明"
GROUND = {"ground": "not_remit", "body": "示例市自然资源局"}
ORDERS = ["corrected before the letter was signed", "corrected after it"]


@pytest.fixture(params=ORDERS)
def number(office, request):
    """The rows of both desks, come together: neither knew of what the other did."""
    made = office.register()
    earlier = new_id()
    office.signed(made.visit_number, "不予受理", "2026-11-23 10:00", **GROUND)
    before = request.param == ORDERS[0]
    person = office.one(Person)
    row = Amendment(
        id=earlier if before else new_id(), matter_id=office.one(Document, kind=KIND).matter_id,
        table=Person.TABLE, row_id=person.id, field="name", old=WRONG, new=RIGHT,
        at=at("2026-11-23 09:50" if before else "2026-11-23 10:10"), by="clerk",
    )  # fmt: skip
    office.store.write(lambda writes: (writes.change(person, name=RIGHT), writes.add(row)))
    return made.visit_number


def letters(office):
    return office.all(Document, kind=KIND)


def issue(office, number, on="2026-11-23 11:30"):
    return issue_paper(office.desk("host", on), number, KIND)


def words(document):
    return json.dumps(document.content, ensure_ascii=False)


def test_in_whatever_order_the_rows_came_nothing_goes_out_before_he_signed(office, number):
    (first,) = letters(office)
    assert WRONG in words(first), "the desk of the letter did not know"
    desk = office.desk("host", "2026-11-23 11:00")
    with pytest.raises(Refused) as refused:
        issue(office, first.number)
    assert [error.code for error in refused.value.errors] == ["letter_unsigned"]
    assert letters(office) == [first]
    assert [paper.number for paper in papers_to_hand_out(desk, number)] == [first.number]
    asked = issue_or_ask(desk, lambda: issue(office, first.number)).as_json()["pending"]
    assert (asked["mode"], asked["waits_for"]) == ("换发", "带班领导")
    with pytest.raises(Refused) as twice:
        issue_or_ask(desk, lambda: issue(office, first.number))
    assert [error.code for error in twice.value.errors] == ["request_waits"]
    leader = office.desk("leader", "2026-11-23 11:10")
    with pytest.raises(NotAllowed):
        approve_request(desk, asked["id"])
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item)
    assert shown.makes_paper
    assert [letter.paper.id for letter in shown.correction.letters] == [first.id]
    done = approve_request(leader, asked["id"]).as_json()
    new = letters(office)[-1]
    assert done == {"kind": KIND, "number": new.number, "replaces": first.number}
    assert (new.replaces, new.step_id, new.by) == (first.id, first.step_id, "host")
    assert RIGHT in words(new)
    assert WRONG not in words(new)
    with office.store.reading() as reads:
        assert shown.pictures == (first_page(leader, reads, new.content | {"number": AFTER_SIGNING}),)
    issued = issue(office, new.number, "2026-11-23 11:40")
    assert (issued.document.id, issued.times) == (new.id, 0)
    with office.store.reading() as reads:
        assert reads.count(Document, kind=KIND) == 2, "signed once, it is issued as it was signed"


def test_sent_back_the_old_letter_stays_and_he_may_be_asked_again(office, number):
    (first,) = letters(office)
    desk = office.desk("host", "2026-11-23 11:00")
    asked = ask_reissue(desk, first.number)
    refuse_request(office.desk("leader", "2026-11-23 11:10"), asked.request.id, "先核实证件")
    with pytest.raises(Refused):
        issue(office, first.number)
    ask_reissue(office.desk("host", "2026-11-23 11:20"), first.number, "second")
    assert [row.send_to for row in office.all(Request) if row.act == "换发"] == [None, "second"]


def test_what_was_put_right_again_needs_no_other_letter(office, number):
    (first,) = letters(office)
    asked = ask_reissue(office.desk("host", "2026-11-23 11:00"), first.number)
    back = {"person": 0, "name": WRONG}
    pending = amend_record(office.desk("host", "2026-11-23 11:05"), number, back).as_json()["pending"]
    leader = office.desk("leader", "2026-11-23 11:10")
    approve_request(leader, pending["id"])
    (item,) = requests_to_sign(leader)
    assert [error.code for error in read_request(leader, item).correction.errors] == ["reissue_moot"]
    with pytest.raises(Refused) as moot:
        approve_request(leader, asked.request.id)
    assert [error.code for error in moot.value.errors] == ["reissue_moot"]
    assert issue(office, first.number).document.id == first.id


def test_a_correction_that_he_signed_over_it_is_signed(office, number):
    """The field says what he saw, whatever stood there between."""
    (first,) = letters(office)
    pending = amend_record(
        office.desk("host", "2026-11-23 11:00"), number, {"person": 0, "name": "王晓明"}
    ).as_json()["pending"]
    approve_request(office.desk("leader", "2026-11-23 11:10"), pending["id"])
    new = issue(office, first.number).document
    assert new.replaces == first.id
    assert "王晓明" in words(new)


def test_who_may_not_read_the_case_asks_nothing(office, number):
    (first,) = letters(office)
    amend_record(office.desk("second", "2026-11-23 11:00"), number, {"confidential": True})
    with pytest.raises(NotAllowed):
        ask_reissue(office.desk("host", "2026-11-23 11:10"), first.number)
    with pytest.raises(NotAllowed):
        ask_reissue(office.desk("watch", "2026-11-23 11:10"), first.number)


def test_who_has_an_interest_in_it_asks_nothing(office, number):
    """条例第28条 回避."""
    (first,) = letters(office)
    office.register("2026-11-23 11:00", matter=number, interest=["host"])
    with pytest.raises(NotAllowed, match="has_interest"):
        ask_reissue(office.desk("host", "2026-11-23 11:10"), first.number)


def test_a_slip_that_came_after_the_correction_is_no_letter_of_his(office, number):
    """A slip has other parts than a letter: it is compared by what it was made of."""
    desk = office.desk("clerk", "2026-11-23 11:00")
    issue_paper(desk, number)
    assert "来访回执" not in [paper.kind for paper in papers_to_hand_out(desk, number)]


def test_what_else_changed_on_the_paper_hides_no_correction(office, number):
    """The hours were set anew meanwhile: the name is wrong all the same, and his signature is asked."""
    (first,) = letters(office)
    changed = office.desk("host", "2026-11-23 11:30", 接待时间="工作日 9:00 至 17:00")
    assert [paper.number for paper in papers_to_hand_out(changed, number)] == [first.number]
    with pytest.raises(Refused) as refused:
        issue_paper(changed, number, KIND)
    assert [error.code for error in refused.value.errors] == ["letter_unsigned"]


def test_taken_back_or_its_leader_gone_it_waits_for_nobody_in_vain(office, number):
    (first,) = letters(office)
    asked = ask_reissue(office.desk("host", "2026-11-23 11:00"), first.number, "second")
    recall_request(office.desk("host", "2026-11-23 11:05"), asked.request.id, "先核实")
    again = ask_reissue(office.desk("host", "2026-11-23 11:10"), first.number, "second")
    leader = office.desk("leader", "2026-11-23 11:20")
    with pytest.raises(NotAllowed) as other:
        approve_request(leader, again.request.id)
    assert other.value.code == "other_leader"
    person = office.one(Staff, login="second")
    office.store.write(lambda writes: writes.change(person, disabled=True))
    assert approve_request(leader, again.request.id).as_json()["replaces"] == first.number
