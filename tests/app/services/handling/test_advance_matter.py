"""One step at a time: the scenarios of DOMAIN.md section 6.4."""

from __future__ import annotations

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.matters import Deadline, Matter, Step
from app.domain.rows.papers import Document
from app.errors import NotAllowed, Refused

FIVE = ["事实清楚", "证据扎实", "调查结论规范", "处理意见落实", "群众满意并签字"]
SETTLED = dict.fromkeys(FIVE, True)


def codes(caught) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in caught.value.errors}


def refused(office, *args, **more) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        office.step(*args, **more)
    return codes(caught)


def dates(answer) -> dict[str, str]:
    return {one["what"]: one["due"] for one in answer["dates"]}


def accepted(office, on="2026-03-05 10:00") -> str:
    """A matter that was registered and accepted on the day."""
    visit = office.register(on)
    office.step(visit.visit_number, "受理告知", on.replace("10:00", "10:30"))
    return visit.matter


def test_forwarding_starts_the_units_clock(office):
    visit = office.register("2026-11-23 09:31")
    done = office.step(visit.visit_number, "转送", "2026-11-23 10:00", unit="住建局")
    assert (done["status"], done["unit"], done["matter"]) == ("办理中", "市住建局", visit.matter)
    assert dates(done) == {"书面告知": "2026-12-08", "提出异议": "2026-11-30"}
    assert done["due"] == "2026-12-08"
    assert office.one(Matter).unit == "市住建局"


def test_accepting_starts_sixty_days(office):
    visit = office.register("2026-03-05 10:00")
    done = office.step(visit.visit_number, "受理告知", "2026-03-05 10:30")
    assert dates(done) == {"办结": "2026-05-04"}
    assert done["status"] == "已受理"
    running = [one for one in office.all(Deadline) if one.what == "办结"]
    assert office.one(Deadline, what="转送").id == running[0].supersedes


def test_an_accusation_has_no_sixty_days(office):
    visit = office.register(purpose="揭发控告", units=["市教育局"])
    assert dates(office.step(visit.visit_number, "受理告知", "2026-11-23 10:30")) == {}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"days": 31}, ("days", "extension_days")),
        ({"days": 0}, ("days", "extension_days")),
        ({"approver": None}, ("approver", "required")),
        ({"reason": None}, ("reason", "required")),
        ({"approver": "clerk"}, ("approver", "approver_not_leader")),
        ({"approver": "没有这个人"}, ("approver", "approver_unknown")),
    ],
)
def test_extension_refused(office, more, expected):
    matter = accepted(office)
    given = {"days": 30, "approver": "leader", "reason": "案情复杂"} | more
    assert expected in refused(office, matter, "延期", "2026-04-20 09:00", **given)
    assert len(office.all(Step, mode="延期")) == 0


def test_extension_of_thirty_days_by_a_leaders_name(office):
    matter = accepted(office)
    more = {"days": 30, "approver": "李局（示例）", "reason": "案情复杂"}
    done = office.step(matter, "延期", "2026-05-04 09:00", **more)
    assert dates(done) == {"办结": "2026-06-03"}
    assert (done["status"], done["due"]) == ("已受理", "2026-06-03")
    assert ("mode", "extended_already") in refused(office, matter, "延期", "2026-05-20 09:00", **more)


def test_extension_after_the_date_is_refused(office):
    matter = accepted(office)
    more = {"days": 5, "approver": "leader", "reason": "案情复杂"}
    assert ("mode", "extension_after_due") in refused(office, matter, "延期", "2026-05-05 09:00", **more)


def test_the_clerk_may_not_approve_her_own_step(office):
    matter = accepted(office)
    more = {"days": 5, "approver": "second", "reason": "案情复杂"}
    found = refused(office, matter, "延期", "2026-04-20 09:00", login="second", **more)
    assert found == {("approver", "approver_is_self")}


def test_objection_on_the_fifth_working_day_and_not_on_the_sixth(office):
    visit = office.register("2026-09-24 09:00")
    office.step(visit.matter, "转送", "2026-09-24 10:00", unit="市住建局")
    late = refused(office, visit.matter, "异议", "2026-10-10 09:00", reason="不属本单位职权")
    assert ("mode", "objection_too_late") in late
    assert (
        office.step(visit.matter, "异议", "2026-10-09 16:00", reason="不属本单位职权")["status"] == "办理中"
    )


def test_a_returned_matter_is_the_bureaus_again(office):
    visit = office.register("2026-09-24 09:00")
    office.step(visit.matter, "转送", "2026-09-24 10:00", unit="市住建局")
    office.step(visit.matter, "异议", "2026-10-09 16:00", reason="不属本单位职权")
    done = office.step(visit.matter, "退回", "2026-10-10 09:00", reason="同意异议")
    assert (done["status"], done["unit"]) == ("已登记", None)
    assert office.one(Matter).unit is None
    assert dates(done) == {"转送": "2026-10-25"}


def test_refusing_needs_an_approver(office):
    visit = office.register()
    given = {"reason": "县级已受理，期限内", "body": "义安区信访局"}
    assert ("approver", "required") in refused(office, visit.matter, "不予受理", "2026-11-23 11:00", **given)
    done = office.step(visit.matter, "不予受理", "2026-11-23 11:00", approver="leader", **given)
    assert (done["status"], done["due"]) == ("不予受理", None)
    assert [one.purpose for one in office.all(AuditEntry, act="不予受理")] == ["批准人 leader"]


def test_no_longer_accepting_cites_the_final_review(office):
    visit = office.register()
    assert ("review_number", "review_number_required") in refused(
        office, visit.matter, "不再受理", "2026-11-23 11:00"
    )
    done = office.step(
        visit.matter, "不再受理", "2026-11-23 11:00", review_number="示例信核〔2025〕3号", reason="已复核终结"
    )
    assert done["status"] == "不再受理"
    assert office.one(Step, mode="不再受理").detail == {"review_number": "示例信核〔2025〕3号"}


def test_litigation_is_led_to_the_court_without_a_clock(office):
    visit = office.register()
    done = office.step(visit.matter, "引导", "2026-11-23 11:00", body="义安区人民法院")
    assert (done["status"], done["due"], done["dates"]) == ("已引导", None, [])


def test_an_accusation_is_not_routed_to_the_accused(office):
    visit = office.register(purpose="揭发控告", units=["市住建局"])
    found = refused(office, visit.matter, "转送", "2026-11-23 11:00", unit="市住建局")
    assert ("unit", "route_to_accused") in found
    assert office.step(visit.matter, "转送", "2026-11-23 11:00", unit="市公安局")["unit"] == "市公安局"


def test_closing_with_one_of_the_five_open(office):
    matter = accepted(office)
    open_fifth = SETTLED | {"群众满意并签字": False}
    found = refused(office, matter, "办结", "2026-04-01 09:00", checks=open_fifth)
    assert ("checks", "five_not_settled") in found
    done = office.step(
        matter,
        "办结",
        "2026-04-01 09:00",
        checks=open_fifth,
        approver="leader",
        reason="诉求已落实，信访人拒签",
    )
    assert (done["status"], done["still_open"]) == ("已办结", ["群众满意并签字"])
    (entry,) = office.all(AuditEntry, act="办结")
    assert entry.purpose == "批准人 leader，未落实：群众满意并签字"


def test_closing_gives_the_right_to_a_review(office):
    matter = accepted(office)
    done = office.step(matter, "办结", "2026-04-01 09:00", checks=SETTLED)
    assert dates(done) == {"申请复查": "2026-05-01"}
    assert (office.one(Matter).status, office.one(Matter).due) == ("已办结", None)


def test_a_closed_matter_is_taken_up_only_after_its_people_came_again(office):
    matter = accepted(office)
    office.step(matter, "办结", "2026-04-01 09:00", checks=SETTLED)
    found = refused(office, matter, "转送", "2026-04-02 09:00", unit="市住建局")
    assert ("mode", "step_not_now") in found
    office.register("2026-04-10 09:00", matter=matter)
    done = office.step(matter, "转送", "2026-04-10 10:00", unit="市住建局")
    assert (done["status"], done["due"]) == ("办理中", "2026-04-25")


def test_a_step_before_the_first_visit_is_refused(office):
    visit = office.register("2026-11-23 09:31")
    found = refused(office, visit.matter, "转送", "2026-11-22 09:00", unit="市住建局")
    assert ("at", "step_before_visit") in found


def test_unknown_matter_and_clerks(office):
    assert ("matter", "not_found") in refused(office, "XF340700-A-261123-999-0", "转送", "2026-11-23 09:00")
    visit = office.register()
    with pytest.raises(NotAllowed):
        office.step(visit.matter, "转送", "2026-11-23 10:00", login="clerk", unit="市住建局")


@pytest.mark.parametrize(
    ("mode", "more", "paper"),
    [
        ("转送", {"unit": "市住建局"}, "转送告知单"),
        ("交办", {"unit": "市住建局"}, "交办告知单"),
        ("受理告知", {}, "受理告知书"),
        ("不予受理", {"reason": "县级已受理", "approver": "leader"}, "不予受理告知书"),
        ("不再受理", {"review_number": "示例信核〔2025〕3号"}, "不再受理告知书"),
        ("引导", {"body": "义安区人民法院"}, "引导单"),
        ("直接回复", {"reason": "已当场说明办证时间"}, "直接回复"),
    ],
)
def test_each_step_hands_out_its_paper(office, mode, more, paper):
    visit = office.register()
    done = office.step(visit.visit_number, mode, "2026-11-23 11:00", **more)
    assert [one["kind"] for one in done["documents"]] == [paper]
    (document,) = office.all(Document)
    assert document.number == done["documents"][0]["number"]
    assert document.content["number"] == document.number
    assert office.desk().papers.render(document.content, "a4", "pdf").startswith(b"%PDF")


def test_what_is_only_kept_or_answered_without_words_hands_out_nothing(office):
    visit = office.register()
    assert office.step(visit.matter, "存", "2026-11-23 11:00", reason="重复件")["documents"] == []
    other = office.register()
    assert office.step(other.matter, "直接回复", "2026-11-23 11:00")["documents"] == []


def test_the_opinion_letter_holds_what_was_found_and_the_law(office):
    matter = office.register("2026-03-02 09:00").matter
    office.step(matter, "转送", "2026-03-03 09:00", unit="市住建局")
    told = {
        "found": "经查，218户资料齐全",
        "opinion": "准予分批办理登记",
        "law": "《不动产登记暂行条例》第十六条",
    }
    office.step(matter, "办结", "2026-04-01 09:00", checks=SETTLED, **told)
    letter = str(office.one(Document, kind="信访处理意见书").content)
    assert all(text in letter for text in told.values())
    assert "由办理单位填写" not in letter
