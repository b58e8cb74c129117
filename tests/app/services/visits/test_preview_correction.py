"""The preview tells the effect of the act itself: dates, papers, status, the signature."""

from __future__ import annotations

import pytest

from app.services.papers.issue_paper import issue_paper
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.preview_correction import (
    preview_amendment,
    preview_move,
    preview_voiding,
    preview_withdrawal,
)
from app.services.visits.void_visit import void_visit
from tests.app.services.handling.test_signatures_and_withdrawals import withdraw
from tests.app.services.visits.test_moving import ON


def same(preview, done):
    """Dates and papers as foretold."""
    assert [one.as_json() for one in preview.moved] == done["moved"]
    assert {paper.number for paper in preview.replaced} == {paper["number"] for paper in done["replaced"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"arrived_at": "2026-11-20T09:00:00+08:00"},
        {"headcount": 6, "concerned": 40},
        {"purpose": "意见建议"},
        {"purpose": "揭发控告"},
        {"procedure": "简易", "claim": "改过的诉求（示例）"},
        {"person": 0, "name": "李小明（示例）"},
        {"person": 0, "address": None, "absent": {"address": "不愿提供"}},
    ],
)
def test_fields(office, changes):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "受理告知", "2026-11-23 10:00")
    issue_paper(office.desk("clerk", ON), visit.visit_number)
    foretold = preview_amendment(office.desk("clerk", ON), visit.visit_number, changes)
    assert not foretold.second
    done = amend_record(office.desk("clerk", ON), visit.visit_number, changes).as_json()
    same(foretold, done)
    assert {paper.number for paper in foretold.out} == {paper["number"] for paper in done["out"]}
    assert foretold.status[1] == office.case(visit.matter).status
    assert {one.what for one in foretold.moved if one.new} <= {
        one.what for one in office.case(visit.matter).running
    }


def test_wrong_fields_tell_all_their_errors_and_an_opening_its_signature(office):
    visit = office.register(confidential=True)
    wrong = preview_amendment(office.desk("clerk", ON), visit.matter, {"headcount": 0, "concerned": 0})
    assert {error.code for error in wrong.errors} == {"headcount_range", "concerned_range"}
    assert preview_amendment(office.desk("clerk", ON), visit.matter, {"confidential": False}).second


def test_a_step_taken_back(office):
    visit = office.register("2026-11-23 09:31")
    step = office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    foretold = preview_withdrawal(office.desk("host", ON), visit.matter, step["step"])
    assert [paper.number for paper in foretold.void] == [step["documents"][0]["number"]]
    assert ("转送", None) in {(one.what, one.old) for one in foretold.moved}
    assert foretold.status == ("办理中", "已登记")
    assert not foretold.second
    withdraw(office, visit.matter, step["step"])
    assert office.case(visit.matter).status == foretold.status[1]


@pytest.mark.parametrize("many", [False, True])
def test_a_visit_joined_and_brought_back(office, many):
    first = office.register("2026-11-20 09:00")
    second = office.register("2026-11-23 09:31")
    if many:
        office.register("2026-11-23 11:00", matter=second.matter)
    office.step(second.matter, "转送", "2026-11-23 12:00", unit="市公安局")
    issue_paper(office.desk("clerk", ON), second.visit_number)
    desk = office.desk("host", ON)
    foretold = preview_move(desk, second.visit_number, first.matter)
    done = join_visit(desk, MoveWanted(visit=second.visit_number, matter=first.matter))
    same(foretold, done.as_json())
    assert foretold.status[1] == done.target.status
    back = preview_move(desk, second.visit_number, None)
    undone = split_visit(desk, MoveWanted(visit=second.visit_number))
    same(back, undone.as_json())
    assert preview_move(desk, first.visit_number, None).errors[0].code == "split_alone"


def test_a_visit_split_off(office):
    first = office.register("2026-11-20 09:00")
    again = office.register("2026-11-23 09:31", matter=first.matter)
    desk = office.desk("host", ON)
    foretold = preview_move(desk, again.visit_number, None)
    done = split_visit(desk, MoveWanted(visit=again.visit_number))
    new = {one["matter"] for one in done.as_json()["moved"]} - {first.matter}
    assert new == {done.target.matter.number}
    unnumbered = {"who": "", "matter": ""}
    assert [one.as_json() | unnumbered for one in foretold.moved] == [
        one | unnumbered for one in done.as_json()["moved"]
    ]


def test_a_visit_voided(office):
    visit = office.register("2026-11-23 09:31")
    issue_paper(office.desk("clerk", "2026-11-23 09:32"), visit.visit_number)
    foretold = preview_voiding(office.desk("clerk", "2026-11-23 09:33"), visit.visit_number)
    assert (foretold.status, foretold.second) == (("已登记", "已撤回"), False)
    assert [paper.kind for paper in foretold.void] == ["来访回执"]
    assert preview_voiding(office.desk("host", "2026-11-23 09:33"), visit.visit_number).second
    void_visit(office.desk("clerk", "2026-11-23 09:33"), visit.visit_number, "重复")
    assert preview_voiding(office.desk("clerk", ON), visit.visit_number).errors
