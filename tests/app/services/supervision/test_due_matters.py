"""The list names the obligations that fall due and the 115 reminders owed and sent."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.entries.reply_entry import parse_reply
from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter, Reminder, Step
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty, DutyReply
from app.errors import NotAllowed, Refused
from app.services.handling.reply_duty import reply_duty
from app.services.supervision.due_matters import due_matters
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from tests.app.services.office import at


def due(office, on: str, **more):
    return due_matters(office.desk("watch"), date.fromisoformat(on), **more).as_json()["items"]


def remind(office, on: str, number: str, tier: int, login: str = "watch", **more):
    return send_reminder(
        office.desk(login, f"{on} 09:00"), number, ReminderWanted(tier=tier, **more)
    ).as_json()


def refusal(office, on: str, number: str, tier: int, **more):
    with pytest.raises(Refused) as caught:
        remind(office, on, number, tier, **more)
    (error,) = caught.value.errors
    return error.code


def accepted(office, on: str = "2026-03-05") -> str:
    """A matter that 市住建局 accepted: 60 days."""
    visit = office.register(f"{on} 10:00")
    office.step(visit.matter, "受理告知", f"{on} 10:30", unit="市住建局")
    return visit.matter


def reply(office, on: str, **more):
    return reply_duty(office.desk("host", f"{on} 09:00"), parse_reply(more)).as_json()


def test_what_the_centre_owes_is_listed_and_nobody_is_reminded_of_it(office):
    visit = office.register("2026-11-23 09:31")
    (item,) = due(office, "2026-11-30")
    assert [item[key] for key in ("matter", "what", "unit", "kind", "due", "days_left")] == [
        *(visit.matter, "转送", "市信访局", "法定", "2026-12-08", 8)
    ]
    assert (item["tier"], item["from_rank"], item["sent"]) == (None, None, None)
    assert refusal(office, "2026-11-30", visit.matter, 10) == "owed_by_centre"
    assert refusal(office, "2026-11-30", visit.matter, 10, obligation=item["obligation"]) == "owed_by_centre"


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
    assert [(item["unit"], item["due"], item["duty"]) for item in items if item["what"] == "交办"] == [
        ("义安区", "2026-11-30", "逐户登记联系方式"),
        ("市住建局", "2026-12-03", "核查218户产权登记"),
    ]
    assert {(item["unit"], item["due"]) for item in items if item["what"] == "书面告知"} == {
        ("义安区", "2026-12-08"),
        ("市住建局", "2026-12-08"),
    }


def test_a_reply_ends_the_duty_and_moves_the_matters_date(office):
    visit = office.register()
    office.receive(visit.visit_number)
    told = reply(office, "2026-11-25", visit=visit.visit_number, unit="义安", text="已登记 218 户")
    assert (told["open_duties"], told["due"]) == (1, "2026-12-03")
    duties = [item["unit"] for item in due(office, "2026-11-26") if item["what"] == "交办"]
    assert duties == ["市住建局"]
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
    first, second, *_ = due(office, "2026-11-25")
    assert (first["unit"], first["sent"]) == ("义安区", "2026-11-25T09:00:00+08:00")
    assert (second["tier"], second["sent"]) == (None, None)
    assert office.one(Reminder).document_id == office.one(Document, kind="督办函").id


def test_a_later_tier_is_owed_again(office):
    number = accepted(office)
    remind(office, "2026-04-24", number, 10)
    (item,) = due(office, "2026-04-24")
    assert item["sent"] is not None
    (item,) = due(office, "2026-04-29")
    assert (item["tier"], item["sent"], item["reminders"][0]["tier"]) == (5, None, 10)


def test_a_second_one_of_the_same_tier_asks_first(office):
    number = accepted(office)
    remind(office, "2026-04-24", number, 10)
    assert refusal(office, "2026-04-25", number, 10) == "confirm_reminded_again"
    remind(office, "2026-04-25", number, 10, confirm=("confirm_reminded_again",), reason="未收到")
    assert len(office.all(Reminder)) == 2


def test_not_sending_asks_why_and_is_kept(office):
    number = accepted(office)
    assert refusal(office, "2026-04-24", number, 10, skip=True) == "confirm_not_sending"
    sure = ("confirm_not_sending",)
    assert refusal(office, "2026-04-24", number, 10, skip=True, confirm=sure) == "reason_required"
    told = remind(office, "2026-04-24", number, 10, skip=True, confirm=sure, reason="已电话报送")
    assert (told["documents"], told["reminders"][0]["not_sent"]) == ([], "已电话报送")
    (item,) = due(office, "2026-04-24")
    assert (item["tier"], item["sent"], item["not_sent"]) == (10, None, "已电话报送")
    assert not office.all(Document, kind="催办单")
    remind(office, "2026-04-25", number, 10)  # thought better of: no second one, no question


def test_after_the_day_a_letter_then_the_leaders_list_then_the_circular(office):
    number = accepted(office)
    assert due(office, "2026-05-04")[0]["escalation"] is None
    assert due(office, "2026-05-05")[0]["escalation"] == "督办函"
    remind(office, "2026-05-05", number, 5)
    assert due(office, "2026-05-06")[0]["escalation"] == "领导清单"
    assert due(office, "2026-05-19")[0]["escalation"] == "通报"


def test_a_duty_of_five_days_is_not_born_with_a_letter(office):
    visit = office.register()
    lines = [{"at": "09:51", "text": "@市住建局 核查产权登记 5日"}]
    office.receive(visit.visit_number, lines=lines)
    assert {item["tier"] for item in due(office, "2026-11-23") if item["unit"] == "市住建局"} == {None}
    duty = office.one(Duty)
    assert refusal(office, "2026-11-24", visit.matter, 5, obligation=duty.id) == "tier_not_of_date"
    (item,) = (item for item in due(office, "2026-11-29") if item["what"] == "交办")
    assert (item["days_left"], item["tier"], item["escalation"]) == (-1, 5, "督办函")
    remind(office, "2026-11-29", visit.matter, 5, obligation=item["obligation"])


def test_an_answered_duty_is_not_dunned(office):
    """CASE.md 8 fault 2."""
    visit = office.register()
    office.receive(visit.visit_number)
    reply(office, "2026-11-25", visit=visit.visit_number, unit="义安", text="已登记 218 户")
    assert not [
        item for item in due(office, "2027-03-01") if item["what"] == "交办" and item["unit"] == "义安区"
    ]
    duty = next(row for row in office.all(Duty) if row.unit == "义安区")
    assert refusal(office, "2026-12-20", visit.matter, 5, obligation=duty.id) == "obligation_over"
    assert refusal(office, "2026-12-20", visit.matter, 5, obligation="x") == "obligation_unknown"


def test_promises_are_listed_where_they_are_asked_for_and_not_reminded_of(office):
    accepted(office)
    assert {item["kind"] for item in due(office, "2026-03-06")} == {"法定"}
    kinds = {item["kind"]: item["tier"] for item in due(office, "2026-04-24", promises=True)}
    assert kinds == {"法定": 10, "承诺": None}


def test_an_extension_is_reminded_of_anew(office):
    number = accepted(office)
    for on, tier in (("2026-04-17", 15), ("2026-04-24", 10), ("2026-04-29", 5)):
        remind(office, on, number, tier)
    finish = due(office, "2026-04-29")[0]["obligation"]
    with office.store.reading() as reads:
        matter = reads.find(Matter, number=number)[0]
    detail = {"days": 30, "reason": "情况复杂"}
    office.add(
        Step(
            id=new_id(), matter_id=matter.id, mode="延期", at=at("2026-04-30 09:00"), by="host", detail=detail
        )
    )
    (item,) = due(office, "2026-05-19")
    assert (item["obligation"], item["due"], item["tier"], item["sent"]) == (finish, "2026-06-03", 15, None)


def test_a_reminder_of_an_earlier_version_counts(office):
    number = accepted(office)
    matter = office.one(Matter)
    old = Reminder(
        id=new_id(), matter_id=matter.id, unit="市住建局", tier=10, due=date(2026, 5, 4),
        from_rank="局分管领导", to_rank="单位分管负责人", document_id=new_id(),
        at=at("2026-04-24 09:00"), by="watch",
    )  # fmt: skip
    office.add(old)
    assert due(office, "2026-04-24")[0]["sent"] == old.at.isoformat()
    assert refusal(office, "2026-04-24", number, 10) == "confirm_reminded_again"


def test_the_reminder_names_the_person_of_the_rank(office):
    number = accepted(office)
    unit = office.one(Unit, name="市住建局")
    contacts = {"分管": {"name": "吴副局（示例）", "phone": "0562-2800001"}}
    office.store.write(lambda writes: writes.change(unit, contacts=contacts))
    assert due(office, "2026-04-24")[0]["to"] == contacts["分管"]
    remind(office, "2026-04-24", number, 10)
    assert "吴副局（示例）" in str(office.one(Document, kind="催办单").content)


def test_a_guarded_matter_is_withheld_in_the_list_and_may_not_be_reminded_of(office):
    visit = office.register("2026-03-05 10:00", confidential=True)
    office.step(visit.matter, "受理告知", "2026-03-05 10:30", login="second", unit="市住建局")
    number = visit.matter
    assert due(office, "2026-04-24") == [
        {"matter": number, "number": number, "name": "保密事项", "withheld": True}
    ]
    with pytest.raises(NotAllowed):
        remind(office, "2026-04-24", visit.matter, 10)
    assert remind(office, "2026-04-24", visit.matter, 10, login="second")["documents"]


def test_reminding_one_unit_only(office):
    visit = office.register()
    office.receive(visit.visit_number)
    told = remind(office, "2026-11-28", visit.matter, 5, unit="住建局")
    assert {one["unit"] for one in told["reminders"]} == {"市住建局"}
    assert refusal(office, "2026-11-24", visit.matter, 10, unit="市公安局") == "unit_owes_nothing"


def test_closed_matters_are_not_due_and_not_reminded(office):
    visit = office.register("2026-03-05 10:00")
    office.step(visit.matter, "受理告知", "2026-03-05 10:30")
    office.close(visit.matter, "2026-04-01 09:00")
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
