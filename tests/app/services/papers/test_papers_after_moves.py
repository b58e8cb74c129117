"""Joins, splits, voidings, steps taken back: which papers are wrong afterwards (CASE.md 2, 3)."""

from __future__ import annotations

import json

import pytest

from app.domain.rows.matters import Step
from app.domain.rows.papers import Document
from app.errors import Refused
from app.services.approvals.decide_request import approve_request
from app.services.case.show_record import show_record
from app.services.handling.advance_matter import Pending
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.papers.issue_paper import issue_paper
from app.services.papers.papers_to_hand_out import papers_to_hand_out
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.preview_correction import preview_move, preview_voiding, preview_withdrawal
from app.services.visits.void_visit import void_visit
from tests.printing.reading import pdf_text
from ui.forms.correction_lines import preview_lines
from ui.matter.model import paper_rows

SHEET, LETTER, ACCEPTED, REMINDED = "交办单", "三个告知单", "受理告知书", "催办单"
EXTENDED = "延期办理告知书"
HEARD, LATER = "2026-11-23 10:30", "2026-11-24 11:00"


def person(name):
    return {
        "name": name, "id_type": "无", "no_id_reason": "当场无证件", "phone": "13800001234",
        "address": "示例路1号", "representative": True,
    }  # fmt: skip


def come(office, name, **more):
    return office.register(people=[person(name)], claim=f"{name}的诉求（示例）", **more)


def issue(office, number, kind, on=LATER):
    return issue_paper(office.desk("second", on), number, kind)


def issue_all(office, on):
    for document in office.all(Document):
        issue(office, document.number, document.kind, on)


def paper(office, kind, unit=None, place=0):
    rows = office.all(Document, kind=kind)
    return [row for row in rows if unit is None or row.unit == unit][place]


def words(document):
    return json.dumps(document.content, ensure_ascii=False)


def numbers(papers):
    return [paper.number for paper in papers]


def lines(preview):
    return [" ".join(line) for line in preview_lines(preview)]


def waiting(office, number, on=LATER):
    return numbers(papers_to_hand_out(office.desk("second", on), number))


def voided(office, number, on=LATER):
    pending = void_visit(office.desk("host", on), number, "登错了")
    return approve_request(office.desk("leader", on), pending.request.id)


def standing(office, number, document):
    """How the case's page shows a paper."""
    record = show_record(office.desk("leader", LATER), number)
    rows = {row.data.number: row for row in paper_rows(record, document.at.date())}
    return rows[document.number].second, rows[document.number].right


def printed(office, document, on=LATER):
    """The text of the paper as it is printed now; the same paper, no other in its place."""
    issued = issue(office, document.number, document.kind, on)
    assert (issued.times, issued.document.id) == (1, document.id)
    return pdf_text(issued.data)


# ------------------------------------------------------------------------ a visit voided


def test_the_sheet_of_a_voided_visit_is_void_and_the_unit_is_told(office):
    made = come(office, "甲某")
    office.receive(made.visit_number)
    issue_all(office, HEARD)
    sheet, letter = paper(office, SHEET, "市住建局"), paper(office, LETTER)
    foretold = preview_voiding(office.desk("host", LATER), made.visit_number)
    assert sheet.number in numbers(foretold.void)
    assert any(line.startswith(f"告诉 市住建局：{SHEET}作废") for line in lines(foretold))
    assert any(line.startswith("告诉 来访人：作废的文书") for line in lines(foretold))
    done = voided(office, made.visit_number).as_json()
    assert {"kind": SHEET, "number": sheet.number, "unit": "市住建局"} in done["void_papers"]
    assert standing(office, made.matter, sheet) == (f"{sheet.number}，作废：登错了", "已作废")
    for document in (sheet, letter):
        assert "作废 2026年11月24日" in printed(office, document)


def test_of_a_shared_sheet_the_other_case_gets_one_without_the_voided_visit(office):
    gone, stays = come(office, "甲某").visit_number, come(office, "乙某").visit_number
    office.receive(gone, stays)
    issue_all(office, HEARD)
    sheet = paper(office, SHEET, "市住建局")
    assert sheet.number in numbers(preview_voiding(office.desk("host", LATER), gone).replaced)
    done = voided(office, gone).as_json()
    assert {"kind": SHEET, "number": sheet.number, "unit": "市住建局"} in done["replaced"]
    assert sheet.number in waiting(office, stays)
    issued = issue(office, sheet.number, SHEET).document
    assert (issued.replaces, "甲某" in words(issued), "乙某" in words(issued)) == (sheet.id, False, True)
    assert sheet.number not in waiting(office, stays)


def test_a_sheet_whose_visit_is_voided_names_another_of_the_matter(office):
    """The matter stands by its second visit, and so does the duty that was given at the first."""
    first = come(office, "甲某")
    office.receive(first.visit_number)
    again = come(office, "甲某", arrived="2026-11-23 15:00", matter=first.matter)
    issue_all(office, "2026-11-23 16:00")
    sheet = paper(office, SHEET, "市住建局")
    voided(office, first.visit_number)
    issued = issue(office, sheet.number, SHEET).document
    assert issued.replaces == sheet.id
    assert (again.visit_number in words(issued), first.visit_number in words(issued)) == (True, False)


def test_a_reminder_about_a_voided_visit_is_void(office):
    made = come(office, "甲某")
    office.step(made.visit_number, "受理告知", "2026-11-24 10:00", unit="市住建局")
    letter = remind(office, made.matter)
    assert letter.number in numbers(preview_voiding(office.desk("host", REMINDED_ON), made.visit_number).void)
    voided(office, made.visit_number, REMINDED_ON)
    assert "作废 2027年1月8日" in printed(office, letter, REMINDED_ON)


REMINDED_ON = "2027-01-08 11:00"


def remind(office, matter):
    """The 催办单 of the unit that accepted, handed to it."""
    asked = ReminderWanted(tier=15, unit="市住建局")
    send_reminder(office.desk("watch", "2027-01-08 09:00"), matter, asked)
    letter = office.all(Document, kind=REMINDED)[-1]
    issue(office, letter.number, REMINDED, "2027-01-08 09:30")
    return letter


# ------------------------------------------------------------------------ a step taken back


def test_a_duty_whose_sheet_is_out_is_taken_back_by_a_signature_and_the_sheet_is_void(office):
    made = come(office, "甲某")
    office.receive(made.visit_number)
    issue_all(office, HEARD)
    sheet = paper(office, SHEET, "义安区")
    step = next(row for row in office.all(Step, mode="交办") if row.unit == "义安区")
    desk = office.desk("host", LATER)
    foretold = preview_withdrawal(desk, made.matter, step.id)
    assert (foretold.second, numbers(foretold.void), foretold.replaced) == (True, [sheet.number], ())
    asked = withdraw_step(desk, WithdrawalWanted(number=made.matter, step=step.id, reason="不归它管"))
    assert isinstance(asked, Pending), "a step whose paper was printed (CASE.md 3)"
    done = approve_request(office.desk("leader", LATER), asked.request.id).as_json()
    assert [row["number"] for row in done["void_papers"]] == [sheet.number]
    assert "作废 2026年11月24日" in printed(office, sheet)


def test_a_duty_is_taken_back_without_a_signature_though_another_unit_has_its_sheet(office):
    made = come(office, "甲某")
    office.receive(made.visit_number)
    issue(office, paper(office, SHEET, "市住建局").number, SHEET, HEARD)
    step = next(row for row in office.all(Step, mode="交办") if row.unit == "义安区")
    desk = office.desk("host", LATER)
    asked = withdraw_step(desk, WithdrawalWanted(number=made.matter, step=step.id, reason="不归它管"))
    assert not isinstance(asked, Pending)


def test_a_reminder_of_an_acceptance_that_was_taken_back_is_void(office):
    made = come(office, "甲某")
    office.step(made.visit_number, "受理告知", "2026-11-24 10:00", unit="市住建局")
    letter, step = remind(office, made.matter), office.one(Step, mode="受理告知")
    desk = office.desk("host", REMINDED_ON)
    assert letter.number in numbers(preview_withdrawal(desk, made.matter, step.id).void)
    withdraw_step(desk, WithdrawalWanted(number=made.matter, step=step.id, reason="受理错了"))
    assert standing(office, made.matter, letter) == (f"{letter.number}，作废：受理错了", "已作废")
    amend_record(office.desk("host", "2027-01-08 11:20"), made.visit_number, {"person": 0, "name": "丙某"})
    assert standing(office, made.matter, letter)[0] == f"{letter.number}，作废：受理错了", "not by the name"
    assert "作废 2027年1月8日" in printed(office, letter, REMINDED_ON)


# ------------------------------------------------------------------------ joined and split


def accepted_twice(office):
    """Two matters, accepted on the 24th and the 26th; the letters are with the visitors."""
    first, second = come(office, "乙某"), come(office, "甲某")
    office.step(first.visit_number, "受理告知", "2026-11-24 10:00", unit="市住建局")
    office.step(second.visit_number, "受理告知", "2026-11-26 10:00", unit="市住建局")
    issue_all(office, "2026-11-26 10:30")
    return first, second


def test_the_letter_that_a_join_makes_wrong_is_issued_anew_and_so_it_is_when_that_is_undone(office):
    first, second = accepted_twice(office)
    letter = paper(office, ACCEPTED, place=1)
    desk = office.desk("host", "2026-11-27 11:00")
    assert numbers(preview_move(desk, second.visit_number, first.matter).replaced) == [letter.number]
    join_visit(desk, MoveWanted(visit=second.visit_number, matter=first.matter))
    assert waiting(office, first.visit_number, "2026-11-27 12:00") == [letter.number]
    anew = issue(office, letter.number, ACCEPTED, "2026-11-27 12:00").document
    assert (anew.replaces, "2027年1月25日" in words(letter)) == (letter.id, True)
    assert "2027年1月25日" not in words(anew)
    assert waiting(office, first.visit_number, "2026-11-27 12:10") == []
    split_visit(office.desk("host", "2026-11-27 13:00"), MoveWanted(visit=second.visit_number))
    assert waiting(office, second.visit_number, "2026-11-27 13:10") == [anew.number]
    again = issue(office, anew.number, ACCEPTED, "2026-11-27 13:20").document
    assert (again.replaces, "2027年1月25日" in words(again)) == (anew.id, True)


def test_what_a_join_makes_of_a_letter_that_a_leader_signed_waits_for_his_signature(office):
    first, second = come(office, "乙某"), come(office, "甲某")
    for made, day in ((first, 24), (second, 26)):
        office.step(made.visit_number, "受理告知", f"2026-11-{day} 10:00", way=6)
    why = {"days": 20, "ground": "complex", "reason": "要实地核查"}
    office.signed(second.visit_number, "延期", "2026-11-26 11:00", **why)
    letter = paper(office, EXTENDED)
    issue(office, letter.number, EXTENDED, "2026-11-26 12:00")
    desk = office.desk("host", "2026-11-27 11:00")
    join_visit(desk, MoveWanted(visit=second.visit_number, matter=first.matter))
    with pytest.raises(Refused) as refused:
        issue(office, letter.number, EXTENDED, "2026-11-27 12:00")
    assert [error.code for error in refused.value.errors] == ["letter_unsigned"]


def test_a_reminder_of_a_joined_matter_names_the_one_that_has_it_now(office):
    """Of two acceptances one term is left: its letter is anew, the other unit letter is void."""
    first, second = accepted_twice(office)
    for made in (first, second):
        remind(office, made.matter)
    of_first, of_second = office.all(Document, kind=REMINDED)
    desk = office.desk("host", REMINDED_ON)
    foretold = preview_move(desk, second.visit_number, first.matter)
    assert of_second.number in numbers(foretold.void)
    assert of_first.number not in numbers((*foretold.void, *foretold.replaced))
    done = join_visit(desk, MoveWanted(visit=second.visit_number, matter=first.matter))
    assert of_second.number in [row["number"] for row in done.as_json()["void_papers"]]
    assert "作废 2027年1月8日" in printed(office, of_second, REMINDED_ON)
    assert "作废" not in printed(office, of_first, REMINDED_ON)


@pytest.mark.parametrize("issued_anew", [False, True])
def test_a_reminder_goes_with_the_visit_that_is_split_off(office, issued_anew):
    """Its acceptance is the visit's, so the new matter owes it; the letter names the former number."""
    first = come(office, "乙某")
    again = come(office, "甲某", arrived="2026-11-23 15:00", matter=first.matter)
    office.step(again.visit_number, "受理告知", "2026-11-24 10:00", unit="市住建局")
    letter = remind(office, first.matter)
    desk = office.desk("host", REMINDED_ON)
    if issued_anew:
        amend_record(desk, again.visit_number, {"person": 0, "name": "丙某"})
        letter = issue(office, letter.number, REMINDED, REMINDED_ON).document
    assert letter.number in numbers(preview_move(desk, again.visit_number, None).replaced)
    done = split_visit(desk, MoveWanted(visit=again.visit_number))
    assert letter.number in [row["number"] for row in done.as_json()["replaced"]]
    assert letter.number in waiting(office, again.visit_number, REMINDED_ON)
    issued = issue(office, letter.number, REMINDED, REMINDED_ON).document
    assert (done.target.matter.number in words(issued), first.matter in words(issued)) == (True, False)


# ------------------------------------------------------------------------ the letter replaced is named


def test_notices_told_anew_name_the_sheet_they_replace_whoever_asks_by_which_number(office):
    made = come(office, "甲某")
    office.receive(made.visit_number)
    sheet = paper(office, LETTER)
    issue(office, sheet.number, LETTER, HEARD)
    amend_record(office.desk("host", HEARD), made.visit_number, {"person": 0, "name": "丙某"})
    assert sheet.number in waiting(office, made.visit_number)
    anew = issue(office, sheet.number, LETTER).document
    assert (anew.replaces, "丙某" in words(anew)) == (sheet.id, True)
    assert anew.content["replaces"] == f"本件换发，2026年11月23日的 {sheet.number} 作废。"
    assert f"作废，已换发为 {anew.number}" in printed(office, sheet)
