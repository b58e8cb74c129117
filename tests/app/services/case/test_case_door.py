"""The value that the door to a case hands out says all that a case is, at the moment it is opened."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.visit_entry import parse_visit
from app.services.case.case_door import readable_case
from app.services.case.open_case import open_case, without_content
from app.services.handling.give_notices import give_notices, preview_notices
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, split_visit
from app.services.visits.read_saved import read_saved
from app.services.visits.recall_visit import recall_visit
from app.services.visits.register_visit import register_visit
from app.services.visits.void_visit import void_visit
from tests.app.services.office import Office, at, visit_json

NO_PAPER = {"id_type": "无", "no_id_reason": "当场无证件"}
TWO = [
    {"name": "王示例", "address": "安徽省铜陵市义安区示例路1号"} | NO_PAPER,
    {
        "name": "李示例",
        "address": "安徽省铜陵市义安区示例路2号",
        "representative": True,
    }
    | NO_PAPER,
]
GIVES = (
    "matter", "visits", "people", "steps", "duties", "replies", "notices", "papers", "obligations", "rights",
    "holders", "pending", "contradictions", "guarded", "readable_by",
)  # fmt: skip
"""What one value says of a case, beside ``moves``."""


def test_an_open_case_says_all_that_a_case_is(office: Office) -> None:
    visit = office.register(people=TWO, headcount=2)
    office.step(visit.matter, "受理告知", "2026-11-24 09:00")
    with office.store.reading() as reads:
        opened = readable_case(office.desk("host", "2026-11-25 10:00"), reads, visit.matter)
    assert all(hasattr(opened.case, name) for name in GIVES)
    (came,) = opened.case.visits
    assert [person.name for person in opened.case.people_of(came.id)] == ["王示例", "李示例"]
    assert opened.case.representatives_of(came.id) == (opened.case.people_of(came.id)[1].id,)
    may = {move.mode.name: move.why for move in opened.moves}
    assert may["延期"] is None
    assert may["受理告知"] is not None


def test_what_may_be_done_is_said_of_the_moment_it_is_opened(office: Office) -> None:
    """The 60 days are extended while they run, and not after them (条例第34条)."""
    visit = office.register()
    office.step(visit.matter, "受理告知", "2026-11-24 09:00")
    late = open_case(office.desk("host", "2027-03-01 09:00"), visit.visit_number)
    assert late is not None
    assert late.at == at("2027-03-01 09:00")
    why = next(move.why for move in late.moves if move.mode.name == "延期")
    assert why is not None
    assert why.code == "extension_after_due"


def test_a_setting_of_the_centre_is_a_rule_of_every_case(office: Office) -> None:
    visit = office.register()
    case = office.case(visit.matter)
    assert case.rules.bureau == "市信访局"
    assert not case.rules.review_unused


def test_who_may_not_read_a_case_gets_nobody_of_it(office: Office) -> None:
    visit = office.register(purpose="揭发控告", people=TWO, headcount=2)
    shut = open_case(office.desk("host"), visit.matter)
    assert shut is not None
    assert not shut.readable
    assert shut.case.people == ()


def test_who_may_not_read_a_case_gets_nothing_of_a_visit_that_was_taken_back(office: Office) -> None:
    """The named visit stands beside the case: one that was taken back is none of its visits."""
    visit = office.register(purpose="揭发控告", claim="举报某局收钱（示例）")
    void_visit(office.desk("clerk", "2026-11-23 09:35"), visit.visit_number, "登错了")
    shut = open_case(office.desk("host"), visit.visit_number)
    assert shut is not None
    assert not shut.readable
    assert shut.visit is not None
    assert (shut.visit.number, shut.visit.claim, shut.visit.units) == (visit.visit_number, None, ())
    assert "举报某局" not in repr(shut)


def test_who_registered_a_later_visit_of_a_guarded_case_reads_what_he_wrote_and_no_correction(
    office: Office,
) -> None:
    first = office.register("2026-11-20 09:00", purpose="揭发控告")
    again = parse_visit(visit_json("2026-11-23 09:00", matter=first.matter, purpose="揭发控告"))
    mine = register_visit(office.desk("host", "2026-11-23 09:00"), again)
    accuses = {"accused": ["市住建局"], "units": []}
    amend_record(office.desk("second", "2026-11-23 10:00"), mine.visit_number, accuses)
    assert read_saved(office.desk("host"), mine.visit_number).visit.accused == ()
    assert read_saved(office.desk("clerk"), mine.visit_number).visit.accused == ("市住建局",)


SAID_OF_A_SHUT_CASE = frozenset({"matter", "visits", "kind", "status", "guarded", "merged_into", "rules"})
"""That there is a case and how it stands; matter and visits have lost their content."""


def test_every_field_of_a_case_is_empty_for_who_may_not_read_it(office: Office) -> None:
    """A field that is added to the case file is nothing of a shut case until it is named here."""
    full: dict[str, Any] = {
        field.name: "内容（示例）" for field in fields(CaseFile) if field.name not in SAID_OF_A_SHUT_CASE
    }
    shut = without_content(replace(office.case(office.register().matter), **full))
    assert [name for name in full if getattr(shut, name) == "内容（示例）"] == []


def tell(desk: Desk, number: str, opinion: str) -> None:
    told = {"visit": number, "opinion": opinion, "contact": "李局 0562-2800000", "told": "口头"}
    told |= {"due": desk.clock.now().date().isoformat(), "due_reason": "当日告知"}
    give_notices(desk, parse_notice(told))


def test_what_was_told_at_a_visit_goes_with_it_when_it_is_split(office: Office) -> None:
    """The notices of a visit that was split off are no word to the visitor who stays."""
    stays = office.register("2026-11-20 09:00")
    goes = office.register("2026-11-23 09:00", matter=stays.matter, people=TWO, headcount=2)
    tell(office.desk("host", "2026-11-23 09:30"), goes.visit_number, "只对再来的人说的意见（示例）")
    split_visit(office.desk("host", "2026-11-23 10:00"), MoveWanted(visit=goes.visit_number))
    desk = office.desk("host", "2026-11-23 11:00")
    asked = parse_notice({"visit": stays.visit_number, "contact": "王科 0562-0000000", "told": "口头"})
    assert preview_notices(desk, asked, picture=False).before is None
    saved = read_saved(office.desk("clerk"), stays.visit_number)
    assert (saved.opinion, saved.masked_name[0]) == (None, "王")
    assert read_saved(office.desk("clerk"), goes.visit_number).opinion == "只对再来的人说的意见（示例）"


@pytest.mark.parametrize("number", ["matter", "visit_number"])
def test_people_go_with_the_visit_that_they_came_with(office: Office, number: str) -> None:
    stays = office.register("2026-11-20 09:00")
    goes = office.register("2026-11-23 09:00", matter=stays.matter, people=TWO, headcount=2)
    split_visit(office.desk("host", "2026-11-23 10:00"), MoveWanted(visit=goes.visit_number))
    recalled = recall_visit(office.desk("clerk"), getattr(stays, number))
    assert len(recalled.people) == 1
    assert {person.name for person in recall_visit(office.desk("clerk"), goes.visit_number).people} == {
        "王示例", "李示例",
    }  # fmt: skip
