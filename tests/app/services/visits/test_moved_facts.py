"""A visit that is split off takes along the facts that ended, met or dated its acts."""

from __future__ import annotations

import pytest

from app.domain.entries.reply_entry import parse_reply
from app.errors import Refused
from app.services.approvals.decide_request import approve_request, refuse_request, waiting_requests
from app.services.approvals.read_answers import answers_to
from app.services.approvals.read_requests import read_request, requests_to_sign
from app.services.desk.read_today import read_today
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper, unit_received
from app.services.handling.reply_duty import reply_duty
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from db import cases

GROUND = {"ground": "in_term", "body": "义安区信访局"}


class Came:
    """A matter whose visitor came twice; what is done is done about the second visit."""

    def __init__(self, office):
        self.office = office
        self.matter = office.register("2026-11-20 09:00").matter
        self.visit = office.register("2026-11-20 10:00", matter=self.matter).visit_number

    def step(self, mode, **more):
        return self.office.step(self.visit, mode, "2026-11-20 11:00", **more)

    def split(self):
        """The case of its own that the second visit gets, and what is left."""
        wanted = MoveWanted(visit=self.visit)
        own = split_visit(self.office.desk("host", "2026-11-25 09:00"), wanted).target.matter.number
        with self.office.store.reading() as reads:
            assert list(cases.differing(reads.connection)) == [], "the caches say what the facts say"
        return self.office.case(own), self.office.case(self.matter)


@pytest.fixture
def came(office):
    return Came(office)


def test_a_withdrawn_step_stays_withdrawn(office, came):
    step = came.step("转送", unit="市住建局")
    wanted = WithdrawalWanted(number=came.matter, step=step["step"], reason="单位选错")
    withdraw_step(office.desk("host", "2026-11-20 12:00"), wanted)
    own, left = came.split()
    assert own.is_withdrawn(step["step"])
    assert (own.holders, own.status) == ((), "已登记")
    assert not left.withdrawals


def test_a_decided_request_does_not_wait_again(office, came):
    pending = came.step("不予受理", **GROUND)["pending"]
    refuse_request(office.desk("leader", "2026-11-20 12:00"), pending["id"], "应当受理")
    own, left = came.split()
    assert (own.pending, left.pending) == ((), ())
    assert [asked.id for asked, _ in own.decided] == [pending["id"]]
    desk = office.desk("host", "2026-11-25 10:00")
    with office.store.reading() as reads:
        assert [one.number for one in answers_to(desk, reads)] == [own.matter.number]


def test_a_request_about_a_moved_visit_is_signed_for_the_case_it_is_in_now(office, came):
    pending = came.step("不予受理", **GROUND)["pending"]
    own, left = came.split()
    leader = office.desk("leader", "2026-11-25 10:00")
    assert [one.number for one in waiting_requests(leader)] == [own.matter.number]
    (shown,) = requests_to_sign(leader)
    assert shown.number == own.matter.number
    assert read_request(leader, shown, picture=False).preview is not None
    assert [one.number for one in read_today(leader).requests] == [own.matter.number]
    approve_request(leader, pending["id"])
    after = office.case(own.matter.number)
    assert (after.status, after.pending) == ("不予受理", ())
    assert office.case(left.matter.number).status == "已登记"


def test_a_request_to_take_a_step_back_goes_with_the_step(office, came):
    signed = came.step("不予受理", **GROUND)["pending"]
    step = approve_request(office.desk("leader", "2026-11-20 12:00"), signed["id"]).as_json()["step"]
    wanted = WithdrawalWanted(number=came.matter, step=step, reason="应当受理")
    pending = withdraw_step(office.desk("host", "2026-11-20 13:00"), wanted).as_json()["pending"]
    own, left = came.split()
    assert ([row.id for row in own.pending], left.pending) == ([pending["id"]], ())
    approve_request(office.desk("leader", "2026-11-25 10:00"), pending["id"])
    assert office.case(own.matter.number).status == "已登记"


def test_a_correction_asked_for_one_matter_is_not_signed_for_another(office, came):
    office.signed(came.visit, "不予受理", "2026-11-20 12:00", **GROUND)
    amend_record(office.desk("leader", "2026-11-20 13:00"), came.visit, {"confidential": True})
    asked = {"confidential": False}
    pending = amend_record(office.desk("second", "2026-11-20 14:00"), came.visit, asked).as_json()["pending"]
    split_visit(office.desk("second", "2026-11-25 09:00"), MoveWanted(visit=came.visit))
    with pytest.raises(Refused) as caught:
        approve_request(office.desk("leader", "2026-11-25 10:00"), pending["id"])
    assert [one.code for one in caught.value.errors] == ["request_moved"]


def test_an_answered_duty_is_not_owed_again_and_its_receipt_counts(office, came):
    came.step("交办", unit="市住建局", term="10日")
    unit_received(office.desk("host", "2026-11-21 09:00"), came.matter, "市住建局")
    answer = {"matter": came.matter, "text": "已核查（示例）", "done": True}
    reply_duty(office.desk("host", "2026-11-22 09:00"), parse_reply(answer))
    before = office.case(came.matter)
    own, left = came.split()
    assert own.open_duties == ()
    assert own.due == before.due
    assert [one.received_at for one in own.holders] == [one.received_at for one in before.holders]
    assert [step.mode for step in own.steps] == ["登记", "交办", "交办回复"]
    assert [step.mode for step in left.steps] == ["登记"]


def test_the_duties_of_a_reception_go_with_the_visit_that_was_heard(office, came):
    office.receive(came.visit, on="2026-11-23 09:40")
    before = office.case(came.matter)
    own, left = came.split()
    assert {one.id for one in own.open_duties} == {one.id for one in before.open_duties}
    assert own.due == before.due
    assert (left.open_duties, left.duties) == ((), ())
    office.receive(came.visit, on="2026-11-25 10:40")
    join_visit(office.desk("host", "2026-11-25 11:00"), MoveWanted(visit=came.visit, matter=came.matter))
    assert len(office.case(came.matter).open_duties) == 4


def test_the_duties_of_a_case_that_was_heard_with_both_visits_stay(office):
    first = office.register("2026-11-20 09:00")
    again = office.register("2026-11-20 10:00", matter=first.matter)
    office.receive(first.visit_number, again.visit_number, on="2026-11-23 09:40")
    split_visit(office.desk("host", "2026-11-25 09:00"), MoveWanted(visit=again.visit_number))
    assert len(office.case(first.matter).open_duties) == 2


def test_the_right_to_ask_for_a_review_keeps_its_delivery(office, came):
    step = came.step("直接回复", answer="已答复（示例）")
    entry = DeliveryEntry(number=came.matter, document=step["documents"][0]["number"])
    deliver_paper(office.desk("host", "2026-11-21 09:00"), entry)
    before = office.case(came.matter).rights
    own, _ = came.split()
    assert own.rights == before


def test_a_paper_stays_with_the_step_that_drew_it_up(office, came):
    """A step of the whole matter is not the newest visit's, though its paper names that visit."""
    step = office.step(came.matter, "直接回复", "2026-11-20 11:00", answer="已答复（示例）")
    entry = DeliveryEntry(number=came.matter, document=step["documents"][0]["number"])
    deliver_paper(office.desk("host", "2026-11-21 09:00"), entry)
    before = office.case(came.matter).rights
    own, left = came.split()
    assert left.rights == before
    assert own.papers == ()


def test_a_reminder_that_went_out_is_known_of_the_moved_date(office, came):
    came.step("转送", unit="市住建局")
    send_reminder(
        office.desk("watch", "2026-11-24 09:00"), came.matter, ReminderWanted(tier=10, unit="市住建局")
    )
    sent = [row.id for row in office.case(came.matter).reminders]
    own, left = came.split()
    assert ([row.id for row in own.reminders], left.reminders) == (sent, ())
