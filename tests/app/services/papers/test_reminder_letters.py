"""A correction after a 催办单 or 督办函: the unit looks for the wrong man, and gets the letter anew."""

from __future__ import annotations

import json

import pytest

from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.errors import Refused
from app.services.handling.open_acts import open_acts
from app.services.papers.issue_paper import issue_paper
from app.services.papers.papers_to_hand_out import papers_to_hand_out
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from app.services.visits.preview_correction import preview_amendment
from ui.forms.correction_lines import preview_lines

WRONG, RIGHT = "王小明", "汪小明"
CLAIM = {"claim": "丽景园 5 幢办证（示例）"}
NAME = {"person": 0, "name": RIGHT}
TIERS = [(15, "催办单", "2027-01-08 09:00"), (5, "督办函", "2027-01-18 09:00")]


@pytest.fixture(params=TIERS, ids=["催办单", "督办函"])
def letter(office, request):
    """Accepted on 24 November, due on 23 January; the unit was reminded and has the letter."""
    tier, kind, on = request.param
    made = office.register()
    office.step(made.visit_number, "受理告知", "2026-11-24 10:00", unit="市住建局")
    matter = office.one(Matter).number
    send_reminder(office.desk("watch", on), matter, ReminderWanted(tier=tier, unit="市住建局"))
    document = office.one(Document, kind=kind)
    issue_paper(office.desk("host", on), document.number, kind)
    return document


def visit_of(office):
    return office.case(office.one(Matter).number).visits[0].number


def later(letter, minutes=30):
    return f"{letter.at:%Y-%m-%d} {letter.at.hour:02}:{minutes:02}"


def again(office, letter, on=None):
    return issue_paper(office.desk("host", on or later(letter, 40)), letter.number, letter.kind)


def words(document):
    return json.dumps(document.content, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [(NAME, WRONG, RIGHT), (CLAIM, "丽景园小区办证", "丽景园 5 幢")],
    ids=["name", "claim"],
)
def test_it_is_named_among_the_consequences_and_issued_anew(office, letter, changes, old, new):
    desk, visit = office.desk("host", later(letter)), visit_of(office)
    lines = [" ".join(line) for line in preview_lines(preview_amendment(desk, visit, changes))]
    assert any(f"{letter.kind} {letter.number}（市住建局）" in line for line in lines)
    assert any(line.startswith(f"告诉 市住建局：{letter.kind}换发") for line in lines)
    replaced = amend_record(desk, visit, changes).as_json()["replaced"]
    assert {"kind": letter.kind, "number": letter.number, "unit": "市住建局"} in replaced
    waiting = papers_to_hand_out(desk, visit)
    assert letter.number in [paper.number for paper in waiting if paper.replaces]
    issued = again(office, letter)
    assert (issued.times, issued.document.replaces, issued.document.unit) == (0, letter.id, "市住建局")
    assert new in words(issued.document)
    assert old not in words(issued.document)
    assert f"的 {letter.number} 作废" in issued.document.content["replaces"]
    assert letter.number not in [paper.number for paper in papers_to_hand_out(desk, visit)]
    second = again(office, issued.document, later(letter, 50))
    assert (second.times, second.document.id) == (1, issued.document.id)


def test_a_second_correction_replaces_the_letter_that_is_in_force(office, letter):
    desk, visit = office.desk("host", later(letter)), visit_of(office)
    amend_record(desk, visit, NAME)
    first = again(office, letter, later(letter, 35)).document
    replaced = amend_record(office.desk("host", later(letter, 40)), visit, CLAIM).as_json()["replaced"]
    assert [paper["number"] for paper in replaced if paper["kind"] == letter.kind] == [first.number]
    assert again(office, first, later(letter, 45)).document.replaces == first.id


def test_nothing_but_the_correction_is_new_on_it(office, letter):
    amend_record(office.desk("host", later(letter)), visit_of(office), NAME)
    issued = again(office, letter).document
    blocks = json.dumps(letter.content["blocks"], ensure_ascii=False).replace(WRONG, RIGHT)
    assert json.loads(blocks) == issued.content["blocks"]


def test_issued_on_a_later_day_it_tells_the_days_that_are_left_then(office, letter):
    amend_record(office.desk("host", later(letter)), visit_of(office), NAME)
    issued = words(again(office, letter, "2027-01-20 09:00").document)
    assert "将于 3 日后到期" in issued
    assert "2027年1月20日" in issued


def test_what_does_not_stand_on_it_makes_no_other(office, letter):
    changes = {"person": 0, "phone": "13900001234"}
    replaced = amend_record(office.desk("host", later(letter)), visit_of(office), changes).as_json()
    assert letter.kind not in [paper["kind"] for paper in replaced["replaced"]]
    assert again(office, letter).document.id == letter.id


def test_of_what_is_done_nobody_is_reminded_anew(office, letter):
    visit = visit_of(office)
    office.close(visit, "2027-01-19 09:00", login="second")
    replaced = amend_record(office.desk("host", "2027-01-19 10:00"), visit, NAME).as_json()["replaced"]
    assert letter.number not in [paper["number"] for paper in replaced]
    assert again(office, letter, "2027-01-19 10:30").document.id == letter.id
    waiting = papers_to_hand_out(office.desk("host", "2027-01-19 10:40"), visit)
    assert letter.number not in [paper.number for paper in waiting]


def test_made_an_accusation_it_names_nobody_and_never_goes_to_the_accused(office, letter):
    visit = visit_of(office)
    amend_record(office.desk("second", later(letter)), visit, {"purpose": "揭发控告", "units": ["市住建局"]})
    with pytest.raises(Refused) as refused:
        issue_paper(office.desk("leader", later(letter, 40)), letter.number, letter.kind)
    assert refused.value.errors[0].code == "paper_to_accused"


def test_it_is_no_paper_to_be_delivered_to_the_visitor(office, letter):
    case = office.case(office.one(Matter).number)
    assert letter.id in {paper.id for paper in case.papers}
    assert letter.id not in {paper.id for paper in open_acts(case, letter.at).undelivered}
