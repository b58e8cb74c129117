"""Each check before a signature is true at the leader's moment, over a real store."""

from __future__ import annotations

from dataclasses import replace

from app.domain.entries.step_entry import FIVE
from app.services.approvals.check_request import BARS, HOLDS, LOOK
from app.services.approvals.decide_request import approve_request, refuse_request
from app.services.approvals.read_requests import decided_requests, read_request, requests_to_sign
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.papers.issue_paper import issue_paper
from app.words.signing import check_words
from tests.app.services.office import OPINION, visit_json

IN_TERM = {"ground": "in_term", "body": "义安区信访局"}
ID_NUMBER = "34070519020312001X"


def another():
    """Somebody else than the office's usual visitor."""
    (usual,) = visit_json("2026-11-23 09:31")["people"]
    return usual | {"name": "李小红（示例）", "id_number": ID_NUMBER, "phone": "13800000001"}


def checks(office, on, login="leader"):
    """By code: state, heading and line of each check of the one request that waits."""
    leader = office.desk(login, on)
    (item,) = requests_to_sign(leader)
    shown = read_request(leader, item, picture=False)
    return {one.code: (one.state, *check_words(one.code, one.facts)) for one in shown.checks}


def test_a_refusal_shows_its_date_its_body_and_that_it_is_no_accusation(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "不予受理", "2026-11-24 09:00", ground="not_remit", body="示例市自然资源局")
    found = checks(office, "2026-11-25 10:00")
    assert found["lawful"][0] == HOLDS
    assert found["unchanged"] == (HOLDS, "送批以后没有变", "11-24 09:00 送批")
    assert found["body_named"][2] == "示例市自然资源局"
    state, what, why = found["in_time"]
    assert (state, what) == (HOLDS, "转送来得及")
    assert "还有 13 日" in why
    assert "12-08" in why
    assert found["ordinary"][0] == HOLDS
    assert found["nothing_attached"][0] == LOOK


def test_a_date_that_is_over_is_told(office):
    visit = office.register("2026-11-02 09:31")
    office.step(visit.matter, "不予受理", "2026-11-16 09:00", ground="not_remit", body="示例市自然资源局")
    state, what, why = checks(office, "2026-11-23 10:00")["in_time"]
    assert (state, what) == (LOOK, "转送已经过了")
    assert "已过 6 日" in why


def test_the_same_persons_other_case_stands_behind_in_term(office):
    first = office.register("2026-11-02 09:31")
    office.step(first.matter, "受理告知", "2026-11-03 09:00")
    second = office.register("2026-11-23 09:31")
    office.step(second.matter, "不予受理", "2026-11-23 10:00", **IN_TERM)
    state, _, why = checks(office, "2026-11-23 11:00")["in_hand"]
    assert state == HOLDS
    assert first.matter in why
    assert "办结期限 01-02" in why


def test_nobody_elses_case_stands_behind_it(office):
    other = office.register("2026-11-02 09:31", people=[another()])
    office.step(other.matter, "受理告知", "2026-11-03 09:00")
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "不予受理", "2026-11-23 10:00", **IN_TERM)
    found = checks(office, "2026-11-23 11:00")
    assert found["not_in_hand"][0] == LOOK
    assert "in_hand" not in found


def test_what_happened_after_it_was_sent_is_told(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "不予受理", "2026-11-23 10:00", ground="not_remit", body="示例市自然资源局")
    office.give_notices(office.case(visit.matter).visits[0].number, "2026-11-23 11:00")
    state, _, why = checks(office, "2026-11-23 12:00")["changed_since"]
    assert (state, why) == (LOOK, "11-23 11:00 三个告知")


def test_what_cannot_be_done_any_more_bars_the_signature(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "不予受理", "2026-11-23 10:00", ground="not_remit", body="示例市自然资源局")
    office.step(visit.matter, "受理告知", "2026-11-23 11:00")
    found = checks(office, "2026-11-23 12:00")
    assert found["barred"][0] == BARS
    assert "不予受理" in found["barred"][2]
    assert "lawful" not in found


def test_a_closing_shows_each_of_the_five_with_its_evidence(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "受理告知", "2026-11-23 10:00")
    done = OPINION["checks"] | {FIVE[4]: ""}
    office.step(
        visit.matter, "办结", "2026-11-24 09:00",
        **(OPINION | {"checks": {k: v for k, v in done.items() if v}, "override": {"reason": "拒绝签字"}}),
    )  # fmt: skip
    leader = office.desk("leader", "2026-11-24 10:00")
    (item,) = requests_to_sign(leader)
    found = read_request(leader, item, picture=False).checks
    settled = [one.facts["name"] for one in found if one.code == "settled"]
    assert settled == list(FIVE[:4])
    assert [one.facts["name"] for one in found if one.code == "unsettled"] == [FIVE[4]]
    states = {one.code: one.state for one in found}
    assert (states["notices_lacking"], states["duties_answered"]) == (LOOK, HOLDS)


def test_a_withdrawal_shows_the_papers_that_are_out(office):
    visit = office.register("2026-11-23 09:31")
    step = office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    number = step["documents"][0]["number"]
    issue_paper(office.desk("host", "2026-11-23 10:05"), number, "转送告知单", "a4")
    wanted = WithdrawalWanted(number=visit.matter, step=step["step"], reason="单位选错")
    withdraw_step(office.desk("host", "2026-11-24 09:00"), wanted)
    found = checks(office, "2026-11-24 10:00")
    assert found["papers_void"][0] == LOOK
    assert number in found["papers_void"][2]
    assert found["dates_move"][0] == LOOK


def test_a_guarded_case_is_told_to_be_one(office):
    visit = office.register("2026-11-23 09:31", confidential=True)
    given = {"ground": "not_remit", "body": "示例市自然资源局"}
    office.step(visit.matter, "不予受理", "2026-11-23 10:00", login="second", **given)
    assert checks(office, "2026-11-23 12:00")["guarded"][0] == LOOK


def test_a_leader_looks_back_on_what_he_decided_the_newest_first(office):
    signed = office.register("2026-11-23 09:31")
    office.signed(signed.matter, "不予受理", "2026-11-23 10:00", ground="not_remit", body="示例市自然资源局")
    visit = office.register("2026-11-23 13:00")
    pending = office.step(visit.matter, "不予受理", "2026-11-23 14:00", **IN_TERM)["pending"]
    refuse_request(office.desk("leader", "2026-11-23 15:00"), pending["id"], "再核一遍")
    past = decided_requests(office.desk("leader", "2026-11-23 16:00"))
    assert [(one.number, one.approved, one.reason) for one in past] == [
        (visit.matter, False, "再核一遍"),
        (signed.matter, True, None),
    ]
    assert decided_requests(office.desk("second", "2026-11-23 16:00")) == ()


def test_what_is_checked_changes_nothing(office):
    visit = office.register("2026-11-23 09:31")
    pending = office.step(visit.matter, "不予受理", "2026-11-23 10:00", **IN_TERM)["pending"]
    before = office.case(visit.matter)
    checks(office, "2026-11-23 11:00")
    assert replace(office.case(visit.matter)) == before
    approve_request(office.desk("leader", "2026-11-23 12:00"), pending["id"])
    assert office.case(visit.matter).status == "不予受理"
