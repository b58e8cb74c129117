"""A correction after a reception: the 交办单 that lies with a unit is wrong, and gets its successor."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment, Visit
from app.services.approvals.decide_request import approve_request
from app.services.papers.issue_paper import issue_paper
from app.services.papers.papers_to_hand_out import papers_to_hand_out
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.preview_correction import preview_amendment
from app.services.visits.void_visit import void_visit
from ui.forms.correction_lines import preview_lines

WRONG, RIGHT = "王小明", "汪小明"
SHEET = "交办单"


@pytest.fixture
def visit(office):
    """Heard on 23 November; the 交办单 of two units, the first one's handed to it."""
    made = office.register()
    office.receive(made.visit_number)
    return made.visit_number


def sheet_of(office, unit, replaces=None):
    return next(
        row for row in office.all(Document, kind=SHEET) if (row.unit, row.replaces) == (unit, replaces)
    )


def hand_out(office, number, on="2026-11-23 10:30"):
    return issue_paper(office.desk("host", on), number, SHEET)


def correct(office, number, on="2026-11-23 11:00", **changes):
    return amend_record(office.desk("host", on), number, changes)


def words(document):
    return json.dumps(document.content, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"person": 0, "name": RIGHT}, WRONG, RIGHT),
        ({"claim": "丽景园 5 幢办证（示例）"}, "丽景园小区办证", "丽景园 5 幢"),
        ({"headcount": 6}, f'"{WRONG}"', "等6人"),
    ],
    ids=["name", "claim", "headcount"],
)
def test_the_unit_gets_a_sheet_that_says_what_is_right_and_names_the_old_one(
    office, visit, changes, old, new
):
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    desk = office.desk("host", "2026-11-23 11:00")
    lines = [" ".join(line) for line in preview_lines(preview_amendment(desk, visit, changes))]
    assert any(f"{SHEET} {first.number}（市住建局）" in line for line in lines)
    assert any(line.startswith("告诉 市住建局") for line in lines)
    replaced = correct(office, visit, **changes).as_json()["replaced"]
    assert {"kind": SHEET, "number": first.number, "unit": "市住建局"} in replaced
    issued = hand_out(office, first.number, "2026-11-23 11:30")
    assert (issued.times, issued.document.replaces, issued.document.unit) == (0, first.id, "市住建局")
    assert issued.document.number != first.number
    assert issued.document.reception_id == first.reception_id
    assert new in words(issued.document)
    assert old not in words(issued.document)
    assert f"的 {first.number} 作废" in issued.document.content["replaces"]
    for kept in ("核查218户产权登记", "2026年12月3日", "李局"):
        assert kept in words(issued.document), kept
    again = hand_out(office, issued.document.number, "2026-11-23 11:40")
    assert (again.times, again.document.id) == (1, issued.document.id)
    outdated = hand_out(office, first.number, "2026-11-23 11:50")
    assert (outdated.times, outdated.document.id) == (1, first.id)
    assert outdated.document.content == first.content, "what was handed out stays as it was"


def test_nothing_but_the_correction_is_new_on_it(office, visit):
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    correct(office, visit, person=0, name=RIGHT)
    issued = hand_out(office, first.number, "2026-11-23 11:30").document
    blocks = json.dumps(first.content["blocks"], ensure_ascii=False).replace(WRONG, RIGHT)
    assert json.loads(blocks) == issued.content["blocks"]
    changed = {
        key for key in first.content | issued.content if first.content.get(key) != issued.content.get(key)
    }
    assert changed == {"blocks", "number", "replaces"}


def test_a_sheet_that_was_not_handed_out_comes_out_right_and_is_no_news(office, visit):
    first, second = sheet_of(office, "市住建局"), sheet_of(office, "义安区")
    hand_out(office, first.number)
    replaced = correct(office, visit, person=0, name=RIGHT).as_json()["replaced"]
    assert second.number not in [paper["number"] for paper in replaced]
    assert RIGHT in words(hand_out(office, second.number, "2026-11-23 11:30").document)


def test_a_correction_that_is_not_on_the_sheet_makes_no_other(office, visit):
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    replaced = correct(office, visit, person=0, phone="13900001234").as_json()["replaced"]
    assert SHEET not in [paper["kind"] for paper in replaced]
    assert hand_out(office, first.number).document.id == first.id


def test_it_waits_to_be_handed_out_until_it_is(office, visit):
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    correct(office, visit, person=0, name=RIGHT)

    def waiting():
        papers = papers_to_hand_out(office.desk("host"), visit)
        return [paper.number for paper in papers if paper.kind == SHEET and paper.replaces]

    assert waiting() == [first.number]
    hand_out(office, first.number, "2026-11-23 11:30")
    assert waiting() == []


def test_of_a_sheet_about_two_cases_either_may_be_corrected(office):
    visits = [
        office.register(people=[person(name)], claim=f"{name}的诉求（示例）").visit_number
        for name in ("甲某", "乙某")
    ]
    office.receive(*visits)
    first = sheet_of(office, "市住建局")
    assert first.matter_id is None, "one sheet speaks of both"
    hand_out(office, first.number)
    replaced = correct(office, visits[1], person=0, name="丙某").as_json()["replaced"]
    assert first.number in [paper["number"] for paper in replaced]
    issued = hand_out(office, first.number, "2026-11-23 11:30").document
    assert issued.replaces == first.id
    assert "甲某" in words(issued)
    assert "丙某" in words(issued)
    assert '来访人", "乙某' not in words(issued)
    assert issued.content["replaces"].endswith("作废。")


@pytest.mark.parametrize("way", ["at home", "joined to another case", "split from its case"])
def test_a_sheet_follows_its_case_through_joins_and_splits(office, visit, way):
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    desk = office.desk("host", "2026-11-23 10:40")
    if way == "joined to another case":
        other = office.register(people=[person("甲某")], claim="另一件（示例）")
        join_visit(desk, MoveWanted(visit=visit, matter=other.matter))
    elif way == "split from its case":
        own = office.one(Matter, id=first.matter_id).number
        again = office.register(people=[person("甲某")], claim="另一件（示例）")
        join_visit(desk, MoveWanted(visit=again.visit_number, matter=own))
        split_visit(office.desk("host", "2026-11-23 10:50"), MoveWanted(visit=visit))
    replaced = correct(office, visit, person=0, name=RIGHT).as_json()["replaced"]
    assert first.number in [paper["number"] for paper in replaced]
    issued = hand_out(office, first.number, "2026-11-23 11:30").document
    assert issued.replaces == first.id
    assert RIGHT in words(issued)
    assert WRONG not in words(issued)


def test_of_two_cases_that_were_joined_each_sheet_keeps_its_own_duty(office):
    made = [
        office.register(people=[person(name)], claim=f"{name}的诉求（示例）") for name in ("甲某", "乙某")
    ]
    lines = ["#1 @市住建局 核查甲的房屋 10日 回@李局", "#2 @市住建局 核查乙的房屋 20日 回@李局"]
    office.receive(
        *(row.visit_number for row in made), lines=[{"at": "09:51", "text": text} for text in lines]
    )
    sheets = office.all(Document, kind=SHEET)
    for sheet in sheets:
        hand_out(office, sheet.number)
    desk = office.desk("host", "2026-11-23 10:40")
    join_visit(desk, MoveWanted(visit=made[0].visit_number, matter=made[1].matter))
    own = [("甲某", "丙某", "核查甲的房屋", "12月3日"), ("乙某", "丁某", "核查乙的房屋", "12月13日")]
    for sheet, row, (_, right, duty, due), (other, *_, others_due) in zip(
        sheets, made, own, reversed(own), strict=True
    ):
        replaced = correct(office, row.visit_number, person=0, name=right).as_json()["replaced"]
        assert [paper["number"] for paper in replaced if paper["kind"] == SHEET] == [sheet.number]
        issued = words(hand_out(office, sheet.number, "2026-11-23 11:30").document)
        for kept in (right, duty, due):
            assert kept in issued
        assert not [word for word in (other, others_due) if word in issued]


def corrected_date(office, duty, due, derivation="按更正后的日子算"):
    """A duty whose date a build of old kept as typed, and corrected by rows of its own."""
    at = duty.at + timedelta(minutes=30)
    values = {"due": due, "derivation": derivation, "provisional": "否"}
    office.add(
        *(
            Amendment(
                id=new_id(), matter_id=duty.matter_id, table=Duty.TABLE, row_id=duty.id, field=field,
                old=str(getattr(duty, field)), new=new, at=at, by="host",
            )
            for field, new in values.items()
        )
    )  # fmt: skip


BY_HAND = [{"at": "09:51", "text": "@市住建局 核查218户产权登记 12月3日前 回@李局"}]
"""A date that was given and not counted: such are corrected by rows of their own."""


def test_a_date_that_was_corrected_stands_on_the_sheet_anew_and_the_unit_is_told(office):
    visit = office.register().visit_number
    office.receive(visit, lines=BY_HAND)
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    corrected_date(office, office.one(Duty), "2026-12-01")
    waiting = papers_to_hand_out(office.desk("host"), visit)
    assert first.number in [paper.number for paper in waiting if paper.replaces]
    issued = words(hand_out(office, first.number, "2026-11-23 11:30").document)
    assert "2026年12月1日前" in issued
    assert "2026年12月3日" not in issued
    assert "按更正后的日子算" in issued


@pytest.mark.parametrize("corrected", [0, 1], ids=["the first case", "the second"])
def test_of_a_shared_sheet_whose_date_was_corrected_in_one_case_both_dates_stand_with_their_visits(
    office, corrected
):
    visits = [
        office.register(people=[person(name)], claim=f"{name}的诉求（示例）").visit_number
        for name in ("甲某", "乙某")
    ]
    office.receive(*visits, lines=BY_HAND)
    first = sheet_of(office, "市住建局")
    assert first.matter_id is None, "one sheet speaks of both"
    assert "（来访编号" not in words(first)
    hand_out(office, first.number)
    matters = [office.one(Visit, number=number).matter_id for number in visits]
    duties = {row.matter_id: row for row in office.all(Duty)}
    corrected_date(office, duties[matters[corrected]], "2026-12-01")
    issued = hand_out(office, first.number, "2026-11-23 11:30").document
    assert issued.replaces == first.id
    (table,) = [block for block in issued.content["blocks"] if block["type"] == "table"]
    due = {visits[corrected]: "2026年12月1日前", visits[1 - corrected]: "2026年12月3日前"}
    assert [(row[1], row[2]) for row in table["rows"]] == [
        (f"核查218户产权登记（来访编号 {number}）", due[number]) for number in visits
    ]
    assert hand_out(office, issued.number, "2026-11-23 11:40").document.id == issued.id


def person(name):
    return {
        "name": name, "id_type": "无", "no_id_reason": "当场无证件", "phone": "13800001234",
        "address": "示例路1号", "representative": True,
    }  # fmt: skip


def test_of_a_shared_sheet_the_date_of_a_case_whose_visit_was_voided_is_gone(office):
    visits = [
        office.register(people=[person(name)], claim=f"{name}的诉求（示例）").visit_number
        for name in ("甲某", "乙某")
    ]
    office.receive(*visits, lines=BY_HAND)
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    gone = office.one(Visit, number=visits[0]).matter_id
    corrected_date(office, next(row for row in office.all(Duty) if row.matter_id == gone), "2026-12-01")
    pending = void_visit(office.desk("host", "2026-11-23 11:10"), visits[0], "登错了")
    approve_request(office.desk("leader", "2026-11-23 11:10"), pending.request.id)
    issued = words(hand_out(office, first.number, "2026-11-23 11:30").document)
    assert ("2026年12月3日前" in issued, "2026年12月1日前" in issued) == (True, False)


def test_made_an_accusation_of_the_unit_that_has_it_the_sheet_is_void_and_none_is_promised(office, visit):
    """条例第30条第3款: what the accused unit holds is never issued to it anew."""
    first = sheet_of(office, "市住建局")
    hand_out(office, first.number)
    accused = {"purpose": "揭发控告", "units": ["市住建局"]}
    done = amend_record(office.desk("second", "2026-11-23 11:00"), visit, accused).as_json()
    numbers = {key: [paper["number"] for paper in done[key]] for key in ("replaced", "void_papers")}
    assert first.number not in numbers["replaced"]
    assert first.number in numbers["void_papers"]
