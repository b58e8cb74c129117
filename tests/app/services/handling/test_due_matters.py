"""What falls due, and the 115 reminders that are owed and sent."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.reply_entry import parse_reply
from app.domain.rows.matters import Matter, Reminder, Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import DutyReply
from app.errors import NotAllowed, Refused
from app.services.handling.due_matters import due_matters
from app.services.handling.reply_duty import reply_duty
from app.services.handling.send_reminder import send_reminder

SETTLED = [True] * 5


def due(office, on: str, **more):
    return due_matters(office.desk("watch"), date.fromisoformat(on), **more).as_json()["items"]


def remind(office, on: str, number: str, tier: int, **more):
    return send_reminder(office.desk("watch", f"{on} 09:00"), number, tier, **more).as_json()


def reply(office, on: str, **more):
    return reply_duty(office.desk("host", f"{on} 09:00"), parse_reply(more)).as_json()


def test_a_fresh_visit_is_due_for_forwarding(office):
    visit = office.register("2026-11-23 09:31")
    (item,) = due(office, "2026-11-30")
    assert (item["matter"], item["what"], item["due"], item["days_left"]) == (
        visit.matter,
        "转送",
        "2026-12-08",
        8,
    )
    assert (item["tier"], item["from_rank"], item["sent"]) == (10, "局分管领导", None)


def test_the_ladder_runs_on_the_statutory_date(office):
    visit = office.register("2026-03-05 10:00")
    office.step(visit.matter, "受理告知", "2026-03-05 10:30", unit="市住建局")
    tiers = {
        on: due(office, on)[0]["tier"]
        for on in ("2026-04-16", "2026-04-17", "2026-04-24", "2026-04-29", "2026-05-05")
    }
    assert list(tiers.values()) == [None, 15, 10, 5, 5]
    assert due(office, "2026-05-05")[0]["days_left"] == -1


def test_each_open_duty_is_an_item_of_its_unit(office):
    visit = office.register()
    office.receive(visit.visit_number)
    items = due(office, "2026-11-24")
    assert [(one["unit"], one["due"], one["duty"]) for one in items] == [
        ("义安区", "2026-11-30", "逐户登记联系方式"),
        ("市住建局", "2026-12-03", "核查218户产权登记"),
    ]


def test_a_reply_ends_the_duty_and_moves_the_matters_date(office):
    visit = office.register()
    office.receive(visit.visit_number)
    told = reply(office, "2026-11-25", visit=visit.visit_number, unit="义安", text="已登记 218 户")
    assert (told["open_duties"], told["due"]) == (1, "2026-12-03")
    assert [one["unit"] for one in due(office, "2026-11-26")] == ["市住建局"]
    assert office.one(Matter).due == date(2026, 12, 3)
    assert office.one(Step, mode="交办回复").unit == "义安区"


def test_a_reply_that_is_not_final_leaves_the_duty_open(office):
    visit = office.register()
    office.receive(visit.visit_number)
    told = reply(office, "2026-11-25", matter=visit.matter, unit="义安区", text="还差 20 户", done=False)
    assert told["open_duties"] == 2
    assert len(office.all(DutyReply)) == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": "好了"}, "reply_which"),
        ({"text": "好了", "unit": "市公安局"}, "reply_without_duty"),
        ({"unit": "义安区"}, "required"),
        ({"text": "好了", "unit": "火星局"}, "unit_unknown"),
    ],
)
def test_replies_that_are_refused(office, more, code):
    visit = office.register()
    office.receive(visit.visit_number)
    with pytest.raises(Refused) as caught:
        reply(office, "2026-11-25", matter=visit.matter, **more)
    assert [one.code for one in caught.value.errors] == [code]
    assert not office.all(DutyReply)


def test_a_reminder_is_kept_and_drawn_up(office):
    visit = office.register()
    office.receive(visit.visit_number)
    told = remind(office, "2026-11-25", visit.matter, 5)
    assert [(one["unit"], one["document"]["kind"]) for one in told["reminders"]] == [("义安区", "督办函")]
    assert told["to_rank"] == "单位主要负责人"
    first, second = due(office, "2026-11-25")
    assert (first["unit"], first["sent"]) == ("义安区", "2026-11-25T09:00:00+08:00")
    assert second["tier"] == 10
    assert second["sent"] is None
    assert office.one(Reminder).document_id == office.one(Document, kind="督办函").id


def test_a_later_tier_is_owed_again(office):
    visit = office.register("2026-11-23 09:31")
    remind(office, "2026-11-28", visit.matter, 10)
    (item,) = due(office, "2026-11-28")
    assert item["sent"] is not None
    (item,) = due(office, "2026-12-03")
    assert (item["tier"], item["sent"], item["reminders"][0]["tier"]) == (5, None, 10)


def test_reminding_one_unit_only(office):
    visit = office.register()
    office.receive(visit.visit_number)
    told = remind(office, "2026-11-24", visit.matter, 10, unit="住建局")
    assert [one["unit"] for one in told["reminders"]] == ["市住建局"]
    with pytest.raises(Refused) as caught:
        remind(office, "2026-11-24", visit.matter, 10, unit="市公安局")
    assert caught.value.errors[0].code == "unit_owes_nothing"


def test_closed_matters_are_not_due_and_not_reminded(office):
    visit = office.register("2026-03-05 10:00")
    office.step(visit.matter, "受理告知", "2026-03-05 10:30")
    office.step(visit.matter, "办结", "2026-04-01 09:00", checks=SETTLED)
    assert due(office, "2026-04-24") == []
    with pytest.raises(Refused) as caught:
        remind(office, "2026-04-24", visit.matter, 10)
    assert caught.value.errors[0].code == "matter_not_open"


def test_wrong_tier_unknown_number_and_clerks(office):
    visit = office.register()
    for number, tier, code in ((visit.matter, 7, "tier_unknown"), ("XF-0", 5, "not_found")):
        with pytest.raises(Refused) as caught:
            remind(office, "2026-11-24", number, tier)
        assert caught.value.errors[0].code == code
    with pytest.raises(NotAllowed):
        due_matters(office.desk("clerk"))


def test_what_lies_beyond_the_span_is_left_off(office):
    office.register("2026-11-23 09:31")
    assert due(office, "2026-11-23", ahead=14) == []
    assert len(due(office, "2026-11-23", ahead=15)) == 1
