"""A year's holidays come in: what was 暂定 is counted anew, listed, kept, and told by the next slip."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain.entries.reply_entry import parse_reply
from app.domain.entries.step_entry import parse_step
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import Holiday, Setting
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment
from app.events import RecordAmended, TablesChanged
from app.services.case.matter_dates import in_force
from app.services.case.show_record import show_record
from app.services.handling.advance_matter import advance_matter
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper
from app.services.handling.reply_duty import reply_duty
from app.services.papers.issue_paper import issue_paper
from app.services.reference.import_tables import import_table
from app.services.supervision.due_matters import due_matters
from tests.app.services.office import at
from tests.years import YEAR_2027

YEAR = YEAR_2027 + "2027-02-20,班,春节\n"
ONE_DUTY = [{"at": "09:51", "text": "@市住建局 核查218户产权登记 5工作日"}]
ROLLING = {"末日遇休息日顺延": True}


@pytest.fixture
def bring(office, tmp_path):
    def bring(text: str = YEAR, on: str = "2026-12-31 15:00", **more: Any) -> dict[str, Any]:
        file = tmp_path / "2027.csv"
        file.write_text(text, encoding="utf-8")
        desk = replace(office.desk("admin"), clock=office.desk("clerk", on).clock)
        return import_table(desk, "calendar", file, **more).as_json()

    return bring


def told(answer: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """By what it is: the date before and after."""
    return {one["what"]: (one["old"], one["new"]) for one in answer["dates"]}


def running(office, number: str) -> dict[str, Deadline]:
    with office.store.reading() as reads:
        matter = reads.find(Matter, number=number)[0]
        return {one.what: one for one in in_force(reads.find(Deadline, matter_id=matter.id))}


def heard(office, lines: list[dict[str, str]] | None = None, **over: Any) -> Any:
    visit = office.register("2026-12-30 09:00")
    office.receive(visit.visit_number, on="2026-12-30 09:40", lines=lines or ONE_DUTY, **over)
    return visit


def test_a_duty_in_working_days_moves_over_the_new_holiday(office, bring):
    visit = heard(office)
    before = office.one(Duty)
    assert (before.due, before.provisional, before.way) == (date(2027, 1, 6), True, "交办起5工作日")
    answer = bring()
    (one,) = [one for one in answer["dates"] if one["what"] == "交办"]
    assert (one["matter"], one["unit"]) == (visit.matter, "市住建局")
    assert (one["old"], one["new"]) == ("2027-01-06", "2027-01-07")
    assert (one["was_provisional"], one["provisional"]) == (True, False)
    assert one["derivation"] == "12-30 交办，次日起算，第 5 个工作日 = 2027-01-07 周四"
    items = due_matters(office.desk("watch", "2026-12-31 16:00")).items
    (item,) = (item for item in items if item.what == "交办")
    assert (item.owed.due, item.derivation) == (date(2027, 1, 7), one["derivation"])
    (duty,) = show_record(office.desk("host"), visit.matter).duties
    assert (duty.due, duty.provisional) == (date(2027, 1, 7), False)
    assert office.one(Matter, number=visit.matter).due == date(2027, 1, 7)
    assert office.one(Duty) == before


def test_what_only_becomes_certain_is_listed_too(office, bring):
    visit = office.register("2026-12-23 09:00")
    assert running(office, visit.matter)["转送"].provisional
    answer = bring()
    assert told(answer) == {"转送": ("2027-01-07", "2027-01-07")}
    dates = running(office, visit.matter)
    assert not dates["转送"].provisional
    assert "暂定" not in dates["转送"].derivation
    assert dates["转送"].at == office.all(Deadline, what="转送")[0].at
    assert [row.old for row in show_record(office.desk("host"), visit.matter).amendments] == [
        "转送 2027-01-07（暂定）",
    ]


def test_who_and_when_are_kept_and_open_windows_hear_of_it(office, bring):
    visit = office.register("2026-12-23 09:00")
    office.events.clear()
    bring(on="2026-12-31 15:00")
    assert {(one.by, one.at) for one in office.all(Amendment)} == {("admin", at("2026-12-31 15:00"))}
    (entry,) = office.all(AuditEntry, act="重算期限")
    assert (entry.record, entry.purpose) == (
        visit.matter,
        "转送 2027-01-07（暂定） → 转送 2027-01-07",
    )
    assert office.events == [TablesChanged(("holidays",)), RecordAmended(office.one(Matter).id)]


def test_the_same_file_again_changes_nothing(office, bring):
    heard(office)
    assert bring()["dates"]
    kinds = (Deadline, Amendment, Holiday, Matter)
    before = [office.all(kind) for kind in kinds]
    assert bring()["dates"] == []
    assert [office.all(kind) for kind in kinds] == before
    assert len(office.all(AuditEntry, act="重算期限")) == 1


def test_a_dry_run_lists_the_same_and_stores_nothing(office, bring):
    heard(office)
    before = office.all(Deadline)
    dry = bring(check=True)["dates"]
    assert office.all(Deadline) == before
    assert not office.all(Amendment)
    assert bring()["dates"] == dry


def test_a_date_written_by_a_desk_that_did_not_know_the_year_is_counted_at_the_next_import(office, bring):
    visit = office.register("2026-12-23 09:00")
    late = office.all(Deadline, what="转送")[0]
    bring()
    known = running(office, visit.matter)["转送"]
    office.add(replace(late, id=new_id(), supersedes=known.id))
    assert [one["what"] for one in bring()["dates"]] == ["转送"]
    assert not running(office, visit.matter)["转送"].provisional


def test_a_correction_of_a_known_year_moves_what_was_certain(office, bring):
    visit = heard(office)
    bring()
    answer = bring(YEAR + "2027-01-04,休,元旦\n")
    assert ("2027-01-07", "2027-01-08") in [(one["old"], one["new"]) for one in answer["dates"]]
    assert [duty.due for duty in office.case(visit.matter).open_duties] == [date(2027, 1, 8)]
    back = bring(YEAR + "2027-01-04,班,\n")
    assert told(back)["交办"] == ("2027-01-08", "2027-01-07")


def test_a_duty_moved_into_the_year_before_it_was_known_is_counted_with_it(office, bring):
    visit = office.register("2026-12-23 09:00")
    office.receive(visit.visit_number, on="2026-12-23 09:40", lines=ONE_DUTY)
    assert not office.one(Duty).provisional
    moved = bring("day,kind\n2026-12-28,休\n2026-12-29,休\n2026-12-30,休\n2026-12-31,休\n")["dates"]
    assert [(one["old"], one["new"]) for one in moved if one["unit"]] == [("2026-12-30", "2027-01-05")]
    assert [one["provisional"] for one in moved if one["unit"]] == [True]
    (again,) = [one for one in bring()["dates"] if one["unit"]]
    assert (again["new"], again["provisional"]) == ("2027-01-06", False)


def test_dates_of_other_years_are_left_alone(office, bring):
    office.register("2026-11-23 09:31")
    before = office.all(Deadline)
    assert bring()["dates"] == []
    assert bring("day,kind\n2028-01-03,休\n")["dates"] == []
    assert office.all(Deadline) == before


def test_what_is_answered_closed_or_past_is_left_alone(office, bring):
    answered, closed = heard(office), heard(office)
    reply = parse_reply({"matter": answered.matter, "text": "已核查", "done": True})
    reply_duty(office.desk("host", "2026-12-31 09:00"), reply)
    for id in [one.id for one in office.case(closed.matter).open_duties]:
        done = parse_reply({"matter": closed.matter, "duty": id, "text": "已核查", "done": True})
        reply_duty(office.desk("host", "2026-12-31 08:00"), done)
    office.step(closed.matter, "现场办结", "2026-12-31 09:00", answer="已当场办妥")
    gone = office.register("2026-12-30 09:00", claim="另一件事")
    listed = {(one["matter"], one["what"]) for one in bring(on="2027-02-20 09:00")["dates"]}
    assert (gone.matter, "转送") in listed
    assert (gone.matter, "承诺受理") not in listed
    assert (closed.matter, "交办") not in listed
    assert all(one["unit"] is None for one in bring(check=True)["dates"])


def test_the_visitors_right_runs_on_when_the_matter_is_closed(office, bring):
    visit = office.register("2026-12-10 09:00")
    (paper,) = office.step(visit.matter, "直接回复", "2026-12-20 09:00", answer="已说明")["documents"]
    assert told(bring(check=True)) == {}  # the right begins with the delivery of the answer
    delivery = DeliveryEntry(number=visit.matter, document=paper["number"], at=at("2026-12-20 10:00"))
    deliver_paper(office.desk("host"), delivery)
    assert told(bring()) == {"申请复查": ("2027-01-19", "2027-01-19")}
    assert office.one(Matter, number=visit.matter).due is None


def test_an_extension_runs_from_the_end_of_the_limit_before_it(office, bring):
    visit = office.register("2026-11-01 09:00")
    rolling = {"value": True}
    office.add(Setting(id=new_id(), key="末日遇休息日顺延", value=rolling))
    host = office.desk("host", "2026-11-02 09:00", **ROLLING)
    accept = {
        "matter": visit.matter,
        "mode": "受理告知",
        "unit": "市住建局",
        "at": at("2026-11-02 09:00").isoformat(),
    }
    advance_matter(host, parse_step(accept))
    assert running(office, visit.matter)["办结"].due == date(2027, 1, 1)
    more = {"matter": visit.matter, "mode": "延期", "days": 30, "reason": "情况复杂"}
    more |= {"unit_head": {"name": "示例", "number": "示〔2026〕1号"}}
    advance_matter(
        office.desk("host", "2026-12-20 09:00", **ROLLING),
        parse_step(more | {"at": at("2026-12-20 09:00").isoformat()}),
    )
    assert running(office, visit.matter)["办结"].due == date(2027, 2, 1)
    assert told(bring())["办结"] == ("2027-02-01", "2027-02-03")
    last = running(office, visit.matter)["办结"]
    assert (last.start, last.provisional) == (date(2027, 1, 4), False)


def test_the_date_of_an_assignment_is_that_of_its_last_duty(office, bring):
    lines = [*ONE_DUTY, {"at": "09:52", "text": "@义安区 逐户登记 8日"}]
    visit = heard(office, lines)
    assert running(office, visit.matter)["交办"].derivation.startswith("12-30 交办，次日起算，第 8 日")
    answer = bring(YEAR + "2027-01-04,休,元旦\n")
    assert [(one["unit"], one["new"]) for one in answer["dates"] if one["what"] == "交办"] == [
        ("义安区", "2027-01-07"),
        ("市住建局", "2027-01-08"),
    ]
    duties = {duty.who: duty.due for duty in office.case(visit.matter).open_duties}
    assert duties == {"义安区": date(2027, 1, 7), "市住建局": date(2027, 1, 8)}


def test_a_slip_in_the_visitors_hand_is_named_and_the_next_one_replaces_it(office, bring):
    visit = office.register("2026-12-23 09:00")
    host = office.desk("clerk", "2026-12-23 09:05")
    issue_paper(host, visit.visit_number)
    form = issue_paper(host, visit.visit_number, "来访登记表")
    told_in = {one["what"]: one["told"] for one in bring()["dates"]}
    assert [(one["kind"], one["number"]) for one in told_in["转送"]] == [("来访回执", visit.visit_number)]
    later = office.desk("second", "2026-12-31 16:00")
    again = issue_paper(later, visit.visit_number)
    assert again.document.replaces is not None
    assert "本回执换发" in again.document.content["replaces"]
    assert "暂定" not in str(again.document.content["rights"])
    assert issue_paper(later, visit.visit_number).document == again.document
    assert issue_paper(later, visit.visit_number, "来访登记表").document == form.document


def test_notices_keep_what_was_told_and_are_named(office, bring):
    visit = heard(office)
    clerk = office.desk("clerk", "2026-12-30 10:00")
    papers = [issue_paper(clerk, visit.visit_number, kind).document for kind in ("来访回执", "三个告知单")]
    listed = {one["what"]: [paper["kind"] for paper in one["told"]] for one in bring()["dates"]}
    at_unit = {"交办": ["来访回执", "三个告知单", "交办单"]}
    assert listed == at_unit | {"书面告知": ["来访回执"], "提出异议": []}
    later = office.desk("second", "2026-12-31 16:00")
    for paper in papers:
        again = issue_paper(later, visit.visit_number, paper.kind)
        assert (again.document, again.times) == (paper, 1)


def test_a_sheet_names_the_date_of_its_own_unit_alone(office, bring):
    lines = [*ONE_DUTY, {"at": "09:52", "text": "@义安区 走访218户 5工作日"}]
    heard(office, lines)
    sheets = {row.number: row.unit for row in office.all(Document, kind="交办单")}
    listed = {
        one["unit"]: [sheets[paper["number"]] for paper in one["told"] if paper["kind"] == "交办单"]
        for one in bring()["dates"]
        if one["what"] == "交办"
    }
    assert listed == {"市住建局": ["市住建局"], "义安区": ["义安区"]}


def test_a_confidential_matter_names_no_unit(office, bring):
    heard(office)
    open_unit = [one["unit"] for one in bring(check=True)["dates"] if one["what"] == "交办"]
    matter = office.one(Matter)
    office.store.write(lambda writes: writes.change(matter, confidential=True))
    assert open_unit == ["市住建局"]
    assert [one["unit"] for one in bring()["dates"] if one["what"] == "交办"] == [None]


def test_of_two_that_supersede_one_the_later_stands(office, bring):
    visit = office.register("2026-12-23 09:00")
    first = office.all(Deadline, what="转送")[0]
    office.add(
        replace(first, id=new_id(), what="书面告知", at=at("2026-12-24 09:00"), supersedes=first.id)
    )  # taken at a desk that was offline when the other one imported the year
    anew = replace(first, id=new_id(), provisional=False, supersedes=first.id)
    office.add(anew, replace(anew, id=new_id(), supersedes=anew.id))
    assert {"书面告知", "承诺受理"} == set(running(office, visit.matter))
