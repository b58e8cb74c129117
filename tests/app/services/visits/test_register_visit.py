"""Registering: one transaction, numbers, dates, notices, hints; refused with everything at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.numbers import tidy_number
from app.domain.rows.audit import AuditEntry
from app.domain.rows.matters import Deadline, Matter, Notice, Step
from app.domain.rows.visits import Attendance, Person, Visit
from app.errors import NotAllowed, Refused
from app.events import VisitRegistered


def test_single_visit_leaves_every_row(front):
    done = front.register()
    visit = front.one(Visit)
    matter = front.one(Matter)
    assert done.visit_number == visit.number
    assert visit.number.startswith("LF340700-A-261123-001-")
    assert matter.number.startswith("XF340700-A-261123-001-")
    assert (matter.status, matter.due, matter.claim) == ("已登记", date(2026, 12, 8), "丽景园小区办证")
    assert (visit.kind, visit.first, visit.clerk, visit.desk) == ("个体访", True, "clerk", "A")
    person = front.one(Person)
    assert (person.sex, person.birth) == ("男", date(1901, 3, 20))
    assert front.one(Attendance).representative
    assert front.one(Step).mode == "登记"
    assert [one.what for one in front.all(Deadline)] == [
        "转送",
        "承诺受理",
    ]  # 承诺办理 runs from the acceptance
    assert [one.act for one in front.all(AuditEntry)][-1] == "登记"
    assert front.all(AuditEntry)[-1].record == visit.number
    assert front.events == [VisitRegistered(visit.id, matter.id)]
    assert done.as_json()["masked_name"] == "王**"


def test_serials_run_within_the_day_of_arrival(front):
    first, second = front.register(), front.register()
    tomorrow = front.register(at=front.monday + timedelta(days=1))
    assert "-261123-001-" in first.visit_number
    assert "-261123-002-" in second.visit_number
    assert "-261124-001-" in tomorrow.visit_number
    assert len({one.query_code for one in (first, second, tomorrow)}) == 3


def test_arrival_in_another_offset_counts_in_the_centre_s_day(front):
    done = front.register(arrived_at="2026-11-23T17:30:00+00:00")  # already the 24th here
    assert "-261124-001-" in done.visit_number
    assert done.dates[0].due == date(2026, 12, 9)


@pytest.mark.parametrize(("heads", "kind"), [(4, "个体访"), (5, "集体访"), (38, "集体访")])
def test_group_from_five(front, heads, kind):
    done = front.register(headcount=heads)
    assert done.kind == kind
    assert done.masked_name == f"王** 等{heads}人"


def test_all_errors_at_once_and_nothing_stored(front):
    people = [front.person(id_number="340722190103200018", phone="138"), front.person(name=None)]
    with pytest.raises(Refused) as caught:
        front.register(people=people, headcount=1, claim=None, matter="LF1", units=["无此局"], extra=1)
    assert front.refused(caught) >= {
        ("people[0].id_number", "id_check_digit"),
        ("people[0].phone", "phone_length"),
        ("people[1].name", "required"),
        ("headcount", "headcount_below_people"),
        ("claim", "required"),
        ("matter", "not_found"),
        ("units[0]", "unit_unknown"),
        ("extra", "unknown_key"),
    }
    for kind in (Visit, Matter, Person, Attendance, Step, Deadline, Notice):
        assert front.all(kind) == []
    assert front.register().visit_number.split("-")[3] == "001"


def test_unknown_matter_is_one_error_among_the_others(front):
    stranger = "LF340700-A-261123-999-"
    number = next(stranger + c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if _is_number(stranger + c))
    with pytest.raises(Refused) as caught:
        front.register(matter=number, headcount=0)
    assert front.refused(caught) == {("matter", "not_found"), ("headcount", "headcount_range")}


def _is_number(text):
    return tidy_number(text) is not None


def test_oral_notices_complete_with_the_engine_s_date(front):
    done = front.register(oral_notices={"opinion": "转市住建局核查", "contact": "李局 0562-2800000"})
    notice = front.one(Notice)
    assert done.notices_complete
    assert (notice.due, notice.told) == (date(2026, 12, 8), "口头")
    assert "第 15 日" in notice.derivation


def test_partial_notices_are_kept_and_incomplete(front):
    done = front.register(oral_notices={"opinion": "转市住建局核查"})
    assert not done.notices_complete
    assert front.one(Notice).contact is None


def test_return_visit_asks_only_what_is_new(front):
    first = front.register(oral_notices={"opinion": "转市住建局核查", "contact": "李局"})
    back = front.register(
        at=front.monday + timedelta(days=3),
        matter=first.query_code,
        purpose=None,
        category=None,
        place=None,
        claim=None,
        facts=None,
    )
    assert back.first is False
    assert back.matter == first.matter
    assert back.notices_complete
    assert [one.what for one in back.dates] == ["转送", "承诺受理"]
    assert back.dates == first.dates
    assert len(front.all(Matter)) == 1
    assert front.all(Visit)[1].claim == "丽景园小区办证"
    assert len(front.all(Deadline)) == 2


def test_hints_say_why_and_never_block(front):
    first = front.register()
    second = front.register(claim="丽景园办证何时")
    assert [one.visit_number for one in second.hints.same_person] == [first.visit_number]
    assert "证件号码一致" in second.hints.same_person[0].why
    assert [one.visit_number for one in second.hints.same_matter] == [first.visit_number]
    assert first.hints.same_person == ()


def test_accusation_is_confidential_and_hints_at_nothing(front):
    front.register(purpose="揭发控告")
    assert front.one(Matter).confidential
    seen_by_other = front.register("other", claim="丽景园小区办证")
    assert seen_by_other.hints.same_matter == ()


def test_administrator_may_not_register(front):
    with pytest.raises(NotAllowed):
        front.register("admin")


def test_rare_characters_are_kept(front):
    front.register(people=[front.person(name="王㛃䶮𬭎𫖯")])
    assert front.one(Person).name == "王㛃䶮𬭎𫖯"


def test_what_is_not_known_needs_no_lie(front):
    person = {"name": "王小明", "address": None, "id_type": "无", "no_id_reason": "当场无证件"}
    front.register(people=[person], absent={"people[0].address": "不愿提供"})
    assert front.one(Person).absent == {"address": "不愿提供"}
