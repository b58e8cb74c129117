"""Requests that a leader signs or refuses, steps taken back, papers 作废 (CASE.md 3)."""

from __future__ import annotations

import pytest

from app.domain.entries.reply_entry import parse_reply
from app.domain.rows.centre import Staff
from app.domain.rows.matters import Step
from app.errors import NotAllowed, Refused
from app.services.approvals.decide_request import approve_request, refuse_request, waiting_requests
from app.services.case.show_record import show_record
from app.services.handling.reply_duty import reply_duty
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.papers.issue_paper import issue_paper
from tests.app.services.office import at

GIVEN = {"ground": "in_term", "body": "义安区信访局"}


def withdraw(office, number, step, login="host", on="2026-11-24 09:00", **more):
    wanted = WithdrawalWanted(number=number, step=step, reason="单位选错", **more)
    return withdraw_step(office.desk(login, on), wanted).as_json()


def test_the_step_binds_from_the_approval_in_its_authors_name(office):
    visit = office.register("2026-03-05 10:00")
    office.step(visit.matter, "受理告知", "2026-03-05 10:30")
    more = {"days": 30, "reason": "鉴定未完"}
    pending = office.step(visit.matter, "延期", "2026-05-04 09:00", **more)["pending"]
    late = office.desk("leader", "2026-05-05 09:00")
    with pytest.raises(Refused) as caught:  # the old date ran on meanwhile
        approve_request(late, pending["id"])
    assert [one.code for one in caught.value.errors] == ["extension_after_due"]
    done = approve_request(office.desk("leader", "2026-05-04 16:00"), pending["id"]).as_json()
    assert (done["by"], done["approved_by"], done["at"][:16]) == ("host", "leader", "2026-05-04T16:00")


def test_nobody_signs_his_own_request(office):
    visit = office.register()
    pending = office.step(visit.matter, "不予受理", "2026-11-23 11:00", login="second", **GIVEN)["pending"]
    assert waiting_requests(office.desk("second")) == []
    with pytest.raises(NotAllowed) as caught:
        approve_request(office.desk("second", "2026-11-23 12:00"), pending["id"])
    assert caught.value.code == "own_request"
    (waiting,) = waiting_requests(office.desk("leader"))
    assert waiting.as_json()["mode"] == "不予受理"
    with pytest.raises(NotAllowed):
        approve_request(office.desk("host", "2026-11-23 12:00"), pending["id"])


def test_a_request_to_a_stopped_leader_waits_for_every_leader(office):
    visit = office.register()
    asked = {**GIVEN, "send_to": "second"}
    pending = office.step(visit.matter, "不予受理", "2026-11-23 11:00", **asked)["pending"]
    leader = office.desk("leader", "2026-11-23 12:00")
    assert waiting_requests(leader) == []
    row = office.one(Staff, login="second")
    office.store.write(lambda writes: writes.change(row, disabled=True))
    assert [waiting.request.id for waiting in waiting_requests(leader)] == [pending["id"]]
    approve_request(leader, pending["id"])
    assert office.case(visit.matter).status == "不予受理"


def test_a_refusal_needs_a_reason_and_ends_the_request(office):
    visit = office.register()
    pending = office.step(visit.matter, "不予受理", "2026-11-23 11:00", **GIVEN)["pending"]
    leader = office.desk("leader", "2026-11-23 12:00")
    with pytest.raises(Refused):
        refuse_request(leader, pending["id"], "  ")
    refuse_request(leader, pending["id"], "应当受理")
    assert office.case(visit.matter).pending == ()
    with pytest.raises(Refused) as caught:
        approve_request(leader, pending["id"])
    assert caught.value.errors[0].code == "request_decided"


def test_what_a_withdrawn_step_met_is_owed_again_and_what_it_started_is_gone(office):
    visit = office.register("2026-11-23 09:31")
    before = office.case(visit.matter)
    step = office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    done = withdraw(office, visit.matter, step["step"])
    after = office.case(visit.matter)
    assert (after.status, after.holders, after.due) == (before.status, (), before.due)
    assert [one.id for one in after.running] == [one.id for one in before.running]
    assert [one["number"] for one in done["void_papers"]] == [step["documents"][0]["number"]]
    shown = show_record(office.desk("host"), visit.matter)
    (taken_back,) = [one for one in shown.steps if one.row.id == step["step"]]
    assert taken_back.withdrawn.reason == "单位选错"
    assert [paper.void.by for paper in shown.papers] == ["host"]
    with pytest.raises(Refused) as caught:
        withdraw(office, visit.matter, step["step"])
    assert caught.value.errors[0].code == "withdrawn_already"


def test_a_paper_that_went_out_makes_the_withdrawal_a_request(office):
    visit = office.register("2026-11-23 09:31")
    step = office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    number = step["documents"][0]["number"]
    issue_paper(office.desk("host", "2026-11-23 10:05"), number, "转送告知单", "a4")
    pending = withdraw(office, visit.matter, step["step"])["pending"]
    assert not office.case(visit.matter).withdrawals
    done = approve_request(office.desk("leader", "2026-11-24 10:00"), pending["id"]).as_json()
    assert done["withdrawn"]["approved_by"] == "leader"


def test_a_step_that_another_stands_on_is_withdrawn_after_it(office):
    visit = office.register("2026-03-05 10:00")
    accepted = office.step(visit.matter, "受理告知", "2026-03-05 10:30")
    office.close(visit.matter, "2026-04-01 09:00")
    with pytest.raises(Refused) as caught:
        withdraw(office, visit.matter, accepted["step"], on="2026-04-02 09:00")
    assert caught.value.errors[0].code == "withdraw_first"


def test_a_reply_comes_after_its_duty_and_meets_it(office):
    """CASE.md 8 (2, 12)."""
    visit = office.register("2026-11-23 09:31")
    more = {"unit": "市住建局", "term": "10日", "report": True}
    step = office.step(visit.matter, "交办", "2026-11-23 10:00", **more)
    entry = {"matter": visit.matter, "text": "已核查", "done": True}
    early = parse_reply(entry | {"at": at("2026-11-23 09:50").isoformat()})
    with pytest.raises(Refused) as caught:
        reply_duty(office.desk("host"), early)
    assert caught.value.errors[0].code == "reply_before_duty"
    reply_duty(office.desk("host", "2026-11-25 09:00"), parse_reply(entry))
    report = parse_reply(entry | {"duty": f"{step['step']}:办结报告"})
    reply_duty(office.desk("host", "2026-11-26 09:00"), report)
    assert not {"交办", "办结报告"} & {one.what for one in office.case(visit.matter).running}
    assert len(office.all(Step, mode="交办回复")) == 2


def test_no_signature_and_no_withdrawal_comes_before_what_it_is_about(office):
    """CASE.md 8 (12)."""
    visit = office.register("2026-11-23 09:31")
    pending = office.step(visit.matter, "不予受理", "2026-11-23 11:00", **GIVEN)["pending"]
    with pytest.raises(Refused) as caught:
        approve_request(office.desk("leader", "2026-11-23 10:59"), pending["id"])
    assert caught.value.errors[0].code == "request_later"
    step = office.step(visit.matter, "转送", "2026-11-23 12:00", unit="市住建局")
    with pytest.raises(Refused) as caught:
        withdraw(office, visit.matter, step["step"], on="2026-11-23 11:30")
    assert caught.value.errors[0].code == "step_before"


def test_a_step_that_was_approved_is_withdrawn_by_a_signature_though_no_paper_went_out(office):
    visit = office.register("2026-11-23 09:31")
    step = office.signed(visit.matter, "不予受理", "2026-11-23 11:00", **GIVEN)
    assert "pending" in withdraw(office, visit.matter, step["step"])
    assert office.case(visit.matter).status == "不予受理"
